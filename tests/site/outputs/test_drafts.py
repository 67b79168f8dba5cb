"""A draft is shown in a preview, and told to nobody else."""

from __future__ import annotations

from adjoint.site.outputs.crawling import render_crawling
from adjoint.site.outputs.feed import newest
from adjoint.site.outputs.home import render_home
from adjoint.site.outputs.llms import render_llms, whole_sibling
from tests.site.outputs.sites import page, site

DRAFT = page("blog/draft", labels=("secret",), release=False)
POST = page("blog/post", labels=("calculus",))


def test_the_feed_the_sitemap_and_the_list_for_programs_hold_no_draft() -> None:
    made = site(DRAFT, POST)
    assert [card.folder for card in newest(made)] == ["blog/post"]
    sitemap = render_crawling(made)["sitemap.xml"].decode()
    assert "blog/post/" in sitemap
    assert "draft" not in sitemap
    assert "labels/secret" not in sitemap
    assert "draft" not in render_llms(made)["llms.txt"].decode()
    assert whole_sibling(made, DRAFT) == b""
    assert b"Text of post" in whole_sibling(made, POST)


def test_the_indexes_of_a_preview_show_it_as_a_draft() -> None:
    assert "Draft" in render_home(site(DRAFT, POST))["index.html"].decode()
