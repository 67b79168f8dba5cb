"""HTML in a post: cleaned, kept as it is, or refused, as the site says."""

from __future__ import annotations

import pytest

from adjoint.markup import RawHtml, Source, parse_document
from tests.markup.stubs import html


def rendered(text: str, raw_html: RawHtml = "sanitize") -> str:
    return html(parse_document(Source("post.md", text), raw_html=raw_html)[0])


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <script>alert(1)</script> b",
        "a <ScRiPt\nsrc=//x>alert(1)</script> b",
        '<img src="x" onerror="alert(1)">',
        "a <img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java\nscript:alert(1)">x</a>',
        '<iframe srcdoc="<p onclick=alert(1)>"></iframe>',
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        '<p style="background:url(javascript:alert(1))">x</p>',
        "<details open ontoggle=alert(1)>x</details>",
        '<div title="><script>alert(1)</script>">x</div>',
        "<scr<script>ipt>alert(1)</script>",
        "<table><tr><td onclick=alert(1)>x</td></tr></table>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<math><mtext><script>alert(1)</script></mtext></math>",
        "<base href=//x><form action=javascript:alert(1)><button>x</button></form>",
        "<style>*{color:red}</style>",
    ],
)
def test_nothing_that_runs_or_styles_is_left(text: str) -> None:
    from html.parser import HTMLParser

    found: list[tuple[str, str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend((tag, name, value or "") for name, value in [("", ""), *attrs])

    Reader().feed(rendered(text))
    for tag, name, value in found:
        assert tag not in {"script", "style", "iframe", "svg", "base", "form", "object", "embed"}
        assert not name.startswith("on")
        assert name not in {"style", "srcdoc"}
        assert "javascript" not in value or name == "title"


def test_an_element_may_hold_markdown() -> None:
    assert rendered('<div class="note" id="n">\n\n*text*\n\n</div>\n') == (
        '<div class="note" id="n">\n<p><em>text</em></p>\n</div>\n'
    )


def test_what_is_left_open_is_closed_and_what_is_not_open_is_not_closed() -> None:
    assert rendered("a <b>c\n\n</i></div> d") == "<p>a <b>c</b></p>\n<p> d</p>\n".replace("<p> ", "<p>")


def test_a_slash_may_end_an_element_after_a_space() -> None:
    text = 'a<br />b <img src="x.png" alt="" /> <b />c'
    assert rendered(text) == '<p>a<br>b <img src="x.png" alt=""> <b></b>c</p>\n'


def test_allowed_html_is_kept_as_it_is() -> None:
    text = '<div style="color: red" onclick="x()">\n<!-- c -->\n</div>\n'
    assert rendered(text, "allow") == text


def test_forbidden_html_is_a_fault_where_it_stands() -> None:
    text = "---\ntitle: x\n---\nA <b>c</b>\n\n- <div>\n"
    faults = parse_document(Source("post.md", text), raw_html="forbid")[1]
    assert [str(fault.location) for fault in faults] == ["post.md:4:3", "post.md:4:7", "post.md:6:3"]
    assert {fault.code for fault in faults} == {"raw-html"}


def test_component_tags_and_autolinks_are_not_html() -> None:
    text = "<Figure />\n\n<Address /> in a line, <https://a.example>\n"
    assert not parse_document(Source("post.md", text), raw_html="forbid")[1]
