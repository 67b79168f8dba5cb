"""How a post is cited, for people and for their bibliographies."""

from __future__ import annotations

from adjoint.site.outputs.citing import citation
from tests.site.outputs.sites import page, site


def test_a_post_is_cited_by_author_title_site_year_and_address() -> None:
    post = page("blog/one", title="Sums")
    cited = citation(site(post, author="Ada Lovelace"), post)
    assert cited is not None
    assert cited.line == f"Ada Lovelace, *Sums*, {cited.site}, {cited.year}. <{cited.url}>"
    assert cited.bibtex.splitlines() == [
        "@misc{one,",
        "  author = {{Ada Lovelace}},",
        "  title = {{Sums}},",
        f"  howpublished = {{{{{cited.site}}}}},",
        f"  year = {{{cited.year}}},",
        f"  url = {{{cited.url}}}",
        "}",
    ]


def test_marks_that_markdown_or_tex_would_read_are_escaped() -> None:
    post = page("blog/one", title="50% of *x*_1 & {more}")
    cited = citation(site(post, author=""), post)
    assert cited is not None
    assert r"*50% of \*x\*\_1 \& {more}*" in cited.line
    assert r"title = {{50\% of *x*\_1 \& \{more\}}}," in cited.bibtex
    assert "author" not in cited.bibtex


def test_what_has_no_date_is_not_cited() -> None:
    about = page("about", date=None)
    assert citation(site(about), about) is None
