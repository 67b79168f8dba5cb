"""What a check reads back of a page: tags passed by quickly hide nothing that stands in others."""

from __future__ import annotations

import pytest

from adjoint.site.check.published import read_page

NOTHING = read_page("")


@pytest.mark.parametrize(
    "html",
    [
        '<span class="katex"><span style="top:1em" aria-hidden="true">x</span></span>',
        "<p>A <b>bold</b> word, <em>1 &lt; 2</em>.</p >",
        '<div class="id href src"><mi mathvariant="normal">x</mi></div>',
    ],
)
def test_a_tag_that_names_nothing_leaves_nothing(html: str) -> None:
    assert read_page(html) == NOTHING


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ('<span class="a" id="one">x</span>', ["one"]),
        ('<SPAN ID="one">x</SPAN>', ["one"]),
        ("<p id=one><i id='two'>x</i></p>", ["one", "two"]),
        ('<script>"<span>" < "</span>"</script><p id="one">', ["one"]),
        ('<!-- <span id="none"> --><span title="a > b" id="one">', ["one"]),
    ],
)
def test_an_id_is_read_however_it_is_written(html: str, ids: list[str]) -> None:
    assert read_page(html).ids == ids


def test_the_live_numbers_of_a_figure_end_where_their_element_ends() -> None:
    slot = '<tspan class="a" data-slots="1 2">3<tspan dy="1">4</tspan>5</tspan>'
    figure = read_page(f'<figure id="toy"><svg><text x="1">{slot}</text></svg></figure>').figures["toy"]
    assert figure.live == [("1 2", "34")]


@pytest.mark.parametrize(
    "around", ["<p>a &lt; b {}</p>", "<p><i>a</i>{}</p>", '<svg><path d="M0 0"/>{}</svg>']
)
def test_nothing_that_is_taken_is_passed_by(around: str) -> None:
    told = (
        '<a href="x">y</a><img src="s" alt="t"><span id="n">1</span>'
        '<script id="numbers:data">{"<p>": 1}</script>'
        '<data data-computed="3" value="0.5"><b>1</b>/2</data>'
        '<figure id="f"><g><tspan data-slots="1">2</tspan></g>'
        '<text>3</text><script type="application/json">[4]</script><input type="range" min="5"></figure>'
    )
    page = read_page(around.format(told) + '<p>z</p><a href="last">')
    assert page.ids == ["n", "numbers:data", "f"]
    assert [link.href for link in page.links] == ["x", "s", "last"]
    assert page.images[0].alt == "t"
    assert page.numbers == '{"<p>": 1}'
    assert page.values == [("3", "0.5", "1/2")]
    assert page.figures["f"].live == [("1", "2")]
    assert page.figures["f"].data == "[4]"
    assert page.figures["f"].sliders[0].low == "5"
