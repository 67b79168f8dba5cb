"""The page of a post: its layout filled, and its body in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from adjoint.site.outputs.pages import render_page
from adjoint.site.outputs.summaries import Around
from adjoint.site.theme.layouts import DEFAULT, template_renderer
from tests.site.outputs.sites import page, site

BODY = '<p>“Text” of <em>x</em>.</p>\n<figure class="graph" id="toy"></figure>'
POST = page("blog/one", title="A <\0body> & more", body=BODY)


def test_the_body_stands_in_the_page_once_and_as_it_is() -> None:
    html = render_page(site(POST), POST, Around())["blog/one/index.html"].decode()
    assert html.count(BODY) == 1
    assert f'<div class="prose">\n    {BODY}\n' in html
    assert "<\0" not in html


def test_a_title_that_looks_like_the_place_of_the_body_is_a_title() -> None:
    html = render_page(site(POST), POST, Around())["blog/one/index.html"].decode()
    assert "<title>A &lt;\0body&gt; &amp; more · Notes</title>" in html


def test_states_that_other_pages_set_find_their_targets_in_the_body() -> None:
    html = render_page(site(POST), POST, Around(states=("toy?b=1",)))["blog/one/index.html"].decode()
    assert '<figure class="graph" id="toy"><span id="toy?b=1"></span></figure>' in html


def test_a_layout_may_look_into_the_body(tmp_path: Path) -> None:
    (tmp_path / "post.html.jinja").write_text("{{ page.body | striptags }}|{{ page.body }}", encoding="utf-8")
    made = site(POST)
    template = template_renderer([tmp_path, DEFAULT], site=made.settings, asset=str, about=None)
    made = replace(made, render=template)
    html = render_page(made, POST, Around())["blog/one/index.html"].decode()
    assert html == f"“Text” of x.|{BODY}"
