"""The feed: valid Atom, every post in full, and nothing in it that a reader's program cannot show."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from adjoint.site.outputs.feed import newest, render_feed, still_content
from adjoint.site.outputs.kinds import OfSome
from adjoint.site.outputs.still import still_body
from adjoint.site.post.page import Page
from adjoint.site.post.pictures import Picture
from tests.site.outputs.sites import AT_A_PATH, files_of, page

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
ADDRESS = "https://notes.example/under/a/path/blog/one/"


def feed(*pages: Page, url: str = "https://notes.example/") -> ET.Element:
    files = files_of(OfSome("feed", newest, still_content, render_feed), *pages, url=url)
    return ET.fromstring(files["feed.xml"])  # noqa: S314  (our own output)


def text(element: ET.Element, path: str) -> str:
    found = element.find(path, ATOM)
    assert found is not None, path
    return found.text or ""


def still(html: str) -> str:
    return still_body(html, ADDRESS, lambda name: f"<p>figure {name}</p>")


def test_a_feed_has_all_that_rfc_4287_requires() -> None:
    root = feed(
        page("blog/two", title="Two & <two>", date=dt.date(2026, 5, 2)),
        page("blog/one", date=dt.date(2026, 5, 1), updated=dt.date(2026, 6, 3), labels=("calculus",)),
        page("about", date=None),
        url=AT_A_PATH,
    )
    assert text(root, "atom:id") == AT_A_PATH
    assert text(root, "atom:title") == "Notes"
    assert text(root, "atom:updated") == "2026-06-03T00:00:00Z"
    assert text(root, "atom:author/atom:name") == "Ada"
    links = {link.get("rel"): link.get("href") for link in root.findall("atom:link", ATOM)}
    assert links == {"alternate": AT_A_PATH, "self": f"{AT_A_PATH}feed.xml"}
    two, one = root.findall("atom:entry", ATOM)
    assert text(two, "atom:title") == "Two & <two>"
    assert text(one, "atom:id") == ADDRESS
    assert text(one, "atom:published") == "2026-05-01T00:00:00Z"
    assert text(one, "atom:updated") == "2026-06-03T00:00:00Z"
    category = one.find("atom:category", ATOM)
    assert category is not None
    assert category.get("term") == "calculus"


def test_a_feed_without_posts_is_valid_and_does_not_look_at_the_clock() -> None:
    assert text(feed(), "atom:updated") == "1970-01-01T00:00:00Z"


def test_an_entry_holds_the_whole_text_with_whole_links() -> None:
    body = (
        '<p id="top"><a href="#top">Above</a>, <a href="/under/a/path/blog/two/">two</a>, '
        '<img src="/under/a/path/x.png" alt="x"></p>'
    )
    entry = text(feed(page("blog/one", body=body), url=AT_A_PATH), "atom:entry/atom:content")
    assert entry == (
        f'<p><a href="{ADDRESS}#top">Above</a>, <a href="{AT_A_PATH}blog/two/">two</a>, '
        f'<img src="{AT_A_PATH}x.png" alt="x"></p>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<script type="application/json">{"a": 1}</script>',
        '<button class="copy" type="button">Copy</button>',
        '<div data-needs-script><label for="b">b</label><input id="b" type="range"><output>1</output></div>',
        '<p class="visually-hidden" role="status"></p>',
        "<p hidden>undefined</p>",
        '<a class="header-anchor" href="#x">#</a>',
        '<span class="katex-html" aria-hidden="true"><span class="mord">e</span></span>',
        '<svg viewBox="0 0 1 1"><title>t</title><path d="M0 0"/></svg>',
    ],
)
def test_what_needs_a_script_or_a_style_is_left_out(html: str) -> None:
    assert still(f"<p>before</p>{html}<p>after</p>") == "<p>before</p><p>after</p>"


def test_a_widget_gives_way_to_its_figure_and_keeps_its_caption() -> None:
    html = (
        '<figure id="toy"><adjoint-graph><div><input type="range">4</div></adjoint-graph>'
        "<figcaption>Two <em>paths</em>.</figcaption></figure>"
    )
    assert still(html) == "<figure><p>figure toy</p><figcaption>Two <em>paths</em>.</figcaption></figure>"
    linked = html.replace("<adjoint-graph", '<span id="toy?b=-1&mode=backward"></span><adjoint-graph')
    assert linked != html
    assert still(linked).startswith("<figure><span></span><p>figure toy</p>")


def test_an_entry_shows_the_computed_figure_of_a_widget() -> None:
    post = page("blog/one", body='<figure id="toy"><adjoint-graph>4</adjoint-graph></figure>')
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg"><title>e = a &amp; b</title></svg>'
    shown = Picture("blog/one/toy.0a.svg", drawn, "/under/a/path/blog/one/toy.0a.svg", 1200, 630)
    entry = text(feed(replace(post, figures={"toy": shown}), url=AT_A_PATH), "atom:entry/atom:content")
    assert 'src="https://notes.example/under/a/path/blog/one/toy.0a.svg"' in entry
    assert 'alt="e = a &amp; b"' in entry
    assert f'href="{ADDRESS}#toy"' in entry


def test_formulas_stay_as_mathml() -> None:
    html = (
        '<span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>'
        "<mrow><mi>e</mi></mrow><annotation>e</annotation></semantics></math></span>"
        '<span class="katex-html">e</span></span>'
    )
    assert still(html) == "<span><span><math><mrow><mi>e</mi></mrow></math></span></span>"


def test_control_characters_that_xml_cannot_hold_are_dropped() -> None:
    assert text(feed(page("blog/one", title="a\x08b")), "atom:entry/atom:title") == "ab"


def test_a_feed_holds_the_newest_fifty_posts() -> None:
    posts = [page(f"blog/{n}", date=dt.date(2026, 1, 1) - dt.timedelta(days=n)) for n in range(60)]
    entries = feed(*posts).findall("atom:entry", ATOM)
    assert [text(entry, "atom:title") for entry in entries] == [str(n) for n in range(50)]


def test_tags_in_comments_and_in_quotes_are_none_and_what_is_never_closed_ends_with_the_text() -> None:
    assert still("<!-- <svg> --><p>a</p>") == "<p>a</p>"
    assert still('<p title="<svg>">a</p><svg a="</svg>">b<svg/></svg>c') == '<p title="&lt;svg&gt;">a</p>c'
    assert still("<p>a</p><button>b<p>c</p>") == "<p>a</p>"
    assert still("<div hidden>a<div>b</div>c</div>d<span hidden>e") == "d"
