"""What a page says of itself to programs: JSON-LD, Open Graph, and the way to its siblings."""

from __future__ import annotations

import datetime as dt
import json
import re

from adjoint.site.outputs import OUTPUTS
from adjoint.site.outputs.kinds import OfPage
from adjoint.site.outputs.metadata import breadcrumbs
from adjoint.site.outputs.pages import render_page
from tests.site.outputs.sites import AT_A_PATH, files_of, page, site

LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PAGE = OfPage(render_page)
POST = page(
    "blog/one",
    title="Sums </script> & <products>",
    description="Why?",
    labels=("Calculus",),
    date=dt.date(2026, 5, 1),
    updated=dt.date(2026, 6, 3),
)


def html(path: str = "blog/one/index.html") -> str:
    return files_of(PAGE, POST, page("about", date=None), url=AT_A_PATH)[path].decode()


def test_a_post_is_a_blog_posting_with_its_breadcrumbs() -> None:
    (text,) = LINKED_DATA.findall(html())
    posting, crumbs = json.loads(text)
    address = f"{AT_A_PATH}blog/one/"
    image = posting.pop("image")
    assert image.startswith(f"{address}social.")
    assert posting == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Sums </script> & <products>",
        "description": "Why?",
        "url": address,
        "mainEntityOfPage": address,
        "author": {"@type": "Person", "name": "Ada"},
        "datePublished": "2026-05-01",
        "dateModified": "2026-06-03",
        "inLanguage": "en",
        "keywords": ["Calculus"],
        "wordCount": 440,
    }
    assert [step["item"] for step in crumbs["itemListElement"]] == [AT_A_PATH, f"{AT_A_PATH}blog/", address]


def test_breadcrumbs_are_numbered_from_one() -> None:
    steps = breadcrumbs(site(), ("calculus", "labels/calculus/"))["itemListElement"]
    assert isinstance(steps, list)
    assert [(step["position"], step["name"]) for step in steps] == [
        (1, "Notes"),
        (2, "Posts"),
        (3, "calculus"),
    ]


def test_a_page_that_is_no_post_is_a_web_page() -> None:
    (text,) = LINKED_DATA.findall(html("about/index.html"))
    (about,) = json.loads(text)
    assert about["@type"] == "WebPage"


def test_a_post_says_where_it_is_shared_what_it_is_and_where_its_sibling_stands() -> None:
    text = html()
    for line in (
        f'<link rel="canonical" href="{AT_A_PATH}blog/one/">',
        '<link rel="alternate" type="text/markdown" href="/under/a/path/blog/one/index.md"',
        '<link rel="alternate" type="application/atom+xml" href="/under/a/path/feed.xml"',
        '<meta property="og:type" content="article">',
        '<meta property="og:image:width" content="1200">',
        '<meta property="article:published_time" content="2026-05-01">',
        '<meta property="article:tag" content="Calculus">',
        '<meta name="twitter:card" content="summary_large_image">',
        '<meta property="og:title" content="Sums &lt;/script&gt; &amp; &lt;products&gt;">',
    ):
        assert line in text


def test_a_draft_asks_not_to_be_indexed() -> None:
    files = files_of(PAGE, page("blog/draft", release=False))
    assert '<meta name="robots" content="noindex">' in files["blog/draft/index.html"].decode()


def test_all_outputs_give_the_same_bytes_again() -> None:
    def rendered() -> list[object]:
        return [files_of(output, POST, page("about", date=None)) for output in OUTPUTS]

    assert rendered() == rendered()


def test_no_id_of_the_theme_is_one_that_a_heading_gets() -> None:
    from adjoint.markup.slugs import Slugs

    posts = (page("blog/two", labels=("Calculus",)), POST, page("blog/none", labels=("Calculus",)))
    text = files_of(PAGE, *posts)["blog/one/index.html"].decode()
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert ids
    assert [name for name in ids if Slugs().slug(name.strip("_").replace("-", " ")) == name] == []
