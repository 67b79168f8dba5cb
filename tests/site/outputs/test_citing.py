"""How a post is cited, for people and for their bibliographies."""

from __future__ import annotations

import pytest

from adjoint.site.outputs.citing import citation
from adjoint.site.outputs.kinds import OfPage
from adjoint.site.outputs.pages import render_page
from tests.site.outputs.sites import files_of, page, site


def test_a_post_is_cited_by_author_title_site_year_and_address() -> None:
    post = page("blog/one", title="Sums")
    cited = citation(site(post, author="Ada Lovelace"), post)
    assert cited is not None
    assert cited.line == f"Ada Lovelace, *Sums*, {cited.site}, {cited.year}. <{cited.url}>"
    assert cited.bibtex.splitlines() == [
        f"@misc{{blog-one-{cited.year},",
        "  author = {{Ada Lovelace}},",
        "  title = {{Sums}},",
        f"  howpublished = {{{{{cited.site}}}}},",
        f"  year = {{{cited.year}}},",
        f"  url = {{{cited.url}}}",
        "}",
    ]


def test_marks_that_markdown_or_tex_would_read_are_escaped() -> None:
    post = page("blog/one", title="50% of *x*_1 & {more} than }")
    cited = citation(site(post, author=""), post)
    assert cited is not None
    assert r"*50% of \*x\*\_1 \& {more} than }*" in cited.line
    assert (
        r"title = {{50\% of *x*\_1 \& \textbraceleft{}more\textbraceright{} than \textbraceright{}}},"
        in cited.bibtex
    )
    assert cited.bibtex.count("{") == cited.bibtex.count("}")
    assert "author" not in cited.bibtex


@pytest.mark.parametrize(
    ("folder", "key"),
    [
        ("blog/2024/intro", "blog-2024-intro-2026"),
        ("blog/2025/intro", "blog-2025-intro-2026"),
        ("blog/a, b {c}", "blog-a-b-c-2026"),
        ("blog/Über-uns", "blog-uber-uns-2026"),
        ("blog/数学", "blog-6570-5b66-2026"),
    ],
)
def test_a_key_is_of_the_whole_folder_and_of_signs_that_bibtex_reads(folder: str, key: str) -> None:
    post = page(folder)
    cited = citation(site(post), post)
    assert cited is not None
    assert cited.key == key


def test_what_has_no_date_is_not_cited() -> None:
    about = page("about", date=None)
    assert citation(site(about), about) is None


def test_the_page_has_the_line_on_paper_too_and_the_entry_where_keys_can_scroll_it() -> None:
    post = page("blog/one", title="Sums")
    html = files_of(OfPage(render_page), post)["blog/one/index.html"].decode()
    line = "Ada, <cite>Sums</cite>, Notes, 2026."
    address = "https://notes.example/blog/one/"
    assert f'<p>{line} <a href="{address}">{address}</a></p>' in html
    assert f'<p class="colophon__address">Cite as: {line} {address}</p>' in html
    assert '<pre tabindex="0"><code>@misc{blog-one-2026,' in html
