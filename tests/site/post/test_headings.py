"""The contents of a page say what its headings say."""

from __future__ import annotations

from pathlib import Path

from adjoint.site.build import Request, build

POST = r"""---
title: Two
date: 2026-11-24
---

## Where $e$ is {= e }

<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" inputs={{ a: 2, b: 1 }} />

## The slope $\frac{\partial e}{\partial b}$

## Fast `code` & *more*
"""


def test_contents_have_numbers_and_plain_signs(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "blog/two").mkdir(parents=True)
    (content / "blog/two/index.md").write_text(POST, encoding="utf-8")
    (content / "site.yaml").write_text("title: T\nurl: https://example.org/\n", encoding="utf-8")
    page = build(Request(content)).files["blog/two/index.html"].decode()
    contents = page.partition("data-contents")[2].partition("</details>")[0]
    for title in ("Where e is 6", "The slope ∂e/∂b", "Fast code &amp; more"):
        assert f">{title}</a>" in contents
