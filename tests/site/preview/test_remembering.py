"""What is built again and again from memory is what a build that remembers nothing makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.site.build import Request, build

ROOT = Path(__file__).parents[3]
POST = """---
title: A slope, {= e }
date: 2026-11-24
claims: ["for all b in [-3, 3], grad(e, b) == d + c"]
---

At these inputs $e$ is {= e } and its slope {= grad(e, b) }.

<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" inputs={{ a: 2, b: 1 }} caption="Here e = {= e }." />

<Equation id="eqn:one" verify="toy" caption="Two paths, {= d + c }.">

$$
\\frac{\\partial e}{\\partial b} = d + c = {= d + c }
$$

</Equation>

<Callout type="info" title="Of $x^2$">
As @eqn:one says, {= c }.
</Callout>

<ComputeGraph id="own" expr="θ2 = θ1 * 2" inputs={{ θ1: 3 }} highlight="θ1" claim="θ2 == 2 * θ1" />

It doubles to {= θ2 }, or {= own.θ2 - e } more.

<LabCanvas id="walk" effect="gradient-descent" params={{ preset: "bowl", show: "SGD", lr: 0.08, steps: 5 }} />
"""
EDITS = (
    ("At these inputs", "Here"),
    ("Here $e$", "Above, a line more.\n\nHere $e$"),
    ("b: 1 }}", "b: 2 }}"),
    ("Two paths, ", "Three paths, "),
    ("lr: 0.08", "lr: 0.1"),
    ("b: 2 }}", "b: 1 }}"),
    ("As @eqn:one says", "As @eqn:one, it"),
    ("θ1: 3", "θ1: 4"),
    ("a: 2", "a: 3"),
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    (content / "blog" / "one").mkdir(parents=True)
    (content / "site.yaml").write_text("title: T\nurl: https://t.example\n", encoding="utf-8")
    (content / "blog" / "one" / "index.md").write_text(POST, encoding="utf-8")
    return content


def files(request: Request) -> dict[str, bytes]:
    return dict(build(request).files)


def test_after_each_edit_both_builds_agree(content: Path) -> None:
    post = content / "blog" / "one" / "index.md"
    for before, after in (("", ""), *EDITS):
        text = post.read_text(encoding="utf-8")
        assert before in text
        post.write_text(text.replace(before, after, 1), encoding="utf-8")
        assert files(Request(content, remembers=True)) == files(Request(content))
