"""Where a link in a post leads, on a site at the root of its host and on one below a path."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from adjoint.site.post.links import BrokenLinkError, Links

PAGES = frozenset({"", "blog/one", "blog/two", "about"})
FILES = frozenset({PurePosixPath("blog/one/data.csv"), PurePosixPath("cv.pdf")})


def links(base: str) -> Links:
    return Links(base, PAGES, FILES, frozenset({"/shop/"}))


@pytest.mark.parametrize("base", ["/", "/sub/"])
@pytest.mark.parametrize(
    ("href", "below_base"),
    [
        ("/blog/two/", "blog/two/"),
        ("/blog/two", "blog/two/"),
        ("/blog/two/#part", "blog/two/#part"),
        ("../two/", "blog/two/"),
        ("../two/index.md", "blog/two/"),
        ("/blog/two/index.md", "blog/two/index.md"),
        ("data.csv", "blog/one/data.csv"),
        ("./data.csv?x=1", "blog/one/data.csv?x=1"),
        ("/cv.pdf", "cv.pdf"),
        ("/", ""),
        ("/about/", "about/"),
        ("/shop/", "shop/"),
        ("/shop", "shop"),
    ],
)
def test_an_internal_link_gets_the_base_path(base: str, href: str, below_base: str) -> None:
    assert links(base).resolve(href, "blog/one") == base + below_base


def test_a_link_that_names_the_base_path_already_is_understood() -> None:
    assert links("/sub/").resolve("/sub/blog/two/", "blog/one") == "/sub/blog/two/"


@pytest.mark.parametrize(
    "href", ["https://example.org/blog/x/", "mailto:a@example.org", "#part", "//cdn.example.org/x"]
)
def test_an_address_elsewhere_or_on_the_page_is_left_as_it_is(href: str) -> None:
    assert links("/sub/").resolve(href, "blog/one") == href


def test_a_link_that_leads_nowhere_is_refused_with_the_nearest_page() -> None:
    with pytest.raises(BrokenLinkError) as refused:
        links("/").resolve("/blog/tow/", "blog/one")
    assert refused.value.hint == 'did you mean "/blog/two/"?'
