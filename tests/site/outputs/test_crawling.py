"""What crawlers and programs ask for: the sitemap, robots.txt, llms.txt and the headers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree as ET

from adjoint.site.outputs.crawling import render_crawling
from adjoint.site.outputs.headers import other_hosts, render_headers
from adjoint.site.outputs.kinds import OfEvery
from adjoint.site.outputs.llms import render_full, render_llms, whole_sibling
from tests.site.outputs.sites import AT_A_PATH, files_of, page, site

HEADERS = OfEvery("headers", other_hosts, render_headers)

SITEMAP = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def places(sitemap: bytes) -> dict[str, str | None]:
    urls = ET.fromstring(sitemap).findall("map:url", SITEMAP)  # noqa: S314  (our own output)
    return {url.findtext("map:loc", "", SITEMAP): url.findtext("map:lastmod", None, SITEMAP) for url in urls}


def test_the_sitemap_says_when_each_page_last_changed() -> None:
    made = site(
        page("blog/two", date=dt.date(2026, 5, 2)),
        page("blog/one", date=dt.date(2026, 5, 1), updated=dt.date(2026, 6, 3), labels=("calculus",)),
        page("about", date=None),
        url=AT_A_PATH,
    )
    assert places(render_crawling(made)["sitemap.xml"]) == {
        AT_A_PATH: "2026-06-03",
        f"{AT_A_PATH}blog/": "2026-06-03",
        f"{AT_A_PATH}blog/two/": "2026-05-02",
        f"{AT_A_PATH}blog/one/": "2026-06-03",
        f"{AT_A_PATH}about/": None,
        f"{AT_A_PATH}labels/calculus/": "2026-06-03",
    }


def test_an_address_in_the_sitemap_is_escaped() -> None:
    addresses = places(render_crawling(site(page("blog/naïve sum")))["sitemap.xml"])
    assert "https://notes.example/blog/na%C3%AFve%20sum/" in addresses


def test_robots_txt_names_the_sitemap_in_full() -> None:
    robots = render_crawling(site(url=AT_A_PATH))["robots.txt"].decode()
    assert robots.splitlines()[-1] == f"Sitemap: {AT_A_PATH}sitemap.xml"


def test_llms_txt_has_one_line_for_each_sibling() -> None:
    made = site(
        page("blog/one", title="One [two]", description="Why\nsums."),
        page("about", date=None),
        url=AT_A_PATH,
    )
    assert render_llms(made)["llms.txt"].decode() == (
        "# Notes\n\n> On sums.\n\n"
        f"## Posts\n\n- [One \\[two\\]]({AT_A_PATH}blog/one/index.md): Why sums.\n\n"
        f"## Pages\n\n- [about]({AT_A_PATH}about/index.md)\n\n"
    )


def test_llms_full_txt_holds_every_sibling_whole() -> None:
    one, two = page("blog/two"), page("blog/one")
    full = files_of(OfEvery("llms", whole_sibling, render_full), one, two)["llms-full.txt"]
    assert full.index(one.markdown) < full.index(two.markdown)


def test_the_headers_name_paths_below_the_base_path_and_allow_no_inline_script_or_style() -> None:
    headers = files_of(HEADERS, url=AT_A_PATH)["_headers"].decode()
    assert [line for line in headers.splitlines() if line and not line.startswith(" ")] == [
        "/under/a/path/*",
        "/under/a/path/assets/*",
        "/under/a/path/*.md",
        "/under/a/path/*.txt",
        "/under/a/path/feed.xml",
    ]
    assert "script-src 'self'; style-src 'self'" in headers
    assert "unsafe" not in headers


def test_a_picture_from_another_host_is_allowed_from_that_host_alone() -> None:
    post = page("blog/one", body='<p><img alt="x" src="https://pictures.example/x.png"></p>')
    post = replace(post, signs=("<img",))
    assert "img-src 'self' https://pictures.example;" in files_of(HEADERS, post)["_headers"].decode()
