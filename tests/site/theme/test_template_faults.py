"""A layout of the site's own that is wrong is told at its line, and nothing is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.cli import main

POST = "---\ntitle: A post\ndate: 2026-11-24\n---\n\nText.\n"
WRONG = {
    b"{% if %}": ":1:1: layout: Expected an expression, got 'end of statement block'",
    b"\n{{ page.nope.x }}": ":2:1: layout: PageView has no attribute 'nope'",
    b'\n{% import "words.jinja" as words %}{{ words.nope }}': (
        ':2:1: layout: "nope" is missing in words.jinja, or in what else is imported here'
    ),
    b"{{ page|nofilter }}": ":1:1: layout: No filter named 'nofilter'.",
    b"\n\n{{ 1 / 0 }}": ":3:1: layout: ZeroDivisionError: division by zero",
    b'{% extends "nope" %}': ':1:1: layout: there is no layout "nope"',
    b'{{ asset("nope.css") }}': ':1:1: layout: there is no asset "nope.css"',
    b"caf\xe9": ":1:4: encoding: the file is not UTF-8: byte 0xe9 is no part of a character",
}


@pytest.mark.parametrize("template", WRONG)
def test_a_wrong_layout_is_told(
    template: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for path, data in {
        "content/site.yaml": b"title: T\nurl: https://t.example/\n",
        "content/blog/post/index.md": POST.encode(),
        "layouts/post.html.jinja": template,
    }.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(data)
    assert main(["--jobs", "1"]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith(f"layouts/post.html.jinja{WRONG[template]}")
    assert captured.err.endswith("1 fault; nothing was published\n")
    assert captured.out == ""
    assert not any(Path("dist").rglob("*"))
