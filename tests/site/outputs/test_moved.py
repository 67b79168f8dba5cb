"""Moved posts: a former address leads to the post."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adjoint.site.outputs.moved import render_moved
from tests.site.outputs.sites import AT_A_PATH, page, site


@pytest.mark.parametrize(
    ("alias", "path"),
    [("notes/one", "notes/one/index.html"), ("2019/one.html", "2019/one.html")],
)
def test_a_former_address_leads_to_the_post(alias: str, path: str) -> None:
    post = page("blog/one")
    moved = replace(post, matter=replace(post.matter, aliases=(alias,)))
    ((written, data),) = render_moved(site(moved, url=AT_A_PATH)).items()
    text = data.decode()
    assert written == path
    assert '<meta http-equiv="refresh" content="0; url=/under/a/path/blog/one/">' in text
    assert f'<link rel="canonical" href="{AT_A_PATH}blog/one/">' in text
    assert '<a href="/under/a/path/blog/one/">' in text
