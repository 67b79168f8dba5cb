"""What is published as it is, though it was surely meant otherwise, is warned of with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.cli import main

POST = """---
title: A post
date: 2026-11-24
descripton: One.
takaways:
  - Two.
mood: bright
tags: [calculus]
dates: none
---

export default is what ports live from.

Text, and <callout type="info">a remark</callout>, and `<callout>` as code.

<computegraph expr="e = a" />

<aside>HTML.</aside>

A note[^one], [a link][two]; not \\[^three], \\[four][five] or `[^six]`.
The class [^a-z], or [^0-9A-F]+, is of a regular expression.

[^seven]: Seven.

| a | b |
|---|---|
| 1 | `x|y` |
| 1 | 2 | |
"""
KNOWS = "warning: unknown-key: the frontmatter knows no key"
KEPT = "and keeps it as your own"
NO_MEANING = "is HTML, in which it means nothing; the component is written"
EXPECTED = [
    f':4:1: {KNOWS} "descripton" {KEPT}; did you mean "description"?',
    f':5:1: {KNOWS} "takaways" {KEPT}; did you mean "takeaways"?',
    f':8:1: {KNOWS} "tags" {KEPT}; here that is "labels"',
    (
        ":12:1: warning: lookalike-syntax: this is read as a statement of MDX, and no reader sees it, "
        "for it begins with export; remove it: components are known by their names; "
        "a text begins with another word"
    ),
    f":14:11: warning: lookalike-tag: <callout> {NO_MEANING} <Callout>",
    f":16:1: warning: lookalike-tag: <computegraph> {NO_MEANING} <ComputeGraph>",
    (
        ':20:7: warning: unknown-footnote: the footnote "one" is not written; '
        "write [^one]: and its text on a line of its own"
    ),
    (
        ':20:15: warning: unknown-link: the link "[a link][two]" leads nowhere: there is no "two"; '
        "write [two]: and its address on a line of its own; \\[ is a plain bracket"
    ),
    (
        ':23:1: warning: unused-footnote: nothing points at the footnote "seven", '
        "so the page does not show it; write [^seven] where it belongs, or remove it"
    ),
    (
        ":27:10: warning: lost-cells: this row has 3 cells, the table 2 heads; the rest is dropped; "
        "add a head, or write \\| for a bar within a cell"
    ),
]


@pytest.mark.parametrize("cached", [False, True])
def test_a_build_warns_and_publishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cached: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("content/blog/post")
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(POST, encoding="utf-8")
    Path("content/site.yaml").write_text("title: T\nurl: https://t.example/\n", encoding="utf-8")
    if cached:
        assert main(["--quiet"]) == 0
        capsys.readouterr()
        Path("content/about.md").write_text("---\ntitle: About\n---\n\nText.\n", encoding="utf-8")
    assert main(["--quiet"]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if not line.startswith(" ")]
    assert told == [f"content/blog/post/index.md{line}" for line in EXPECTED]
    assert Path("dist/blog/post/index.html").is_file()


def test_a_build_that_has_nothing_to_do_warns_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("content").mkdir()
    Path("content/site.yaml").write_text("title: T\nurl: https://t.example/\n", encoding="utf-8")
    Path("content/about.md").write_text("---\ntitle: About\ntags: x\n---\n\nText.\n", encoding="utf-8")
    assert main([]) == 0
    first = capsys.readouterr()
    assert main([]) == 0
    second = capsys.readouterr()
    assert "nothing has changed" in second.out
    assert second.err == first.err
    assert "unknown-key" in second.err
