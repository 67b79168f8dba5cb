"""What a post's text surely does not mean is warned of with its place, and the post is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adjoint.cli import main

GRAPH = '<ComputeGraph expr="e = (a + b) * (b + 1)" inputs={{ a: 2, b: 1 }} />'

TEXTS = {
    f"{GRAPH}\n\nIt is {{= grad(d, a) }}, or {{= local(e, a) }}, or {{= 1 + grad(d, a) }}.": [
        "8:10: always-zero: d does not depend on a, so grad(d, a) is always 0; ZERO",
        "8:30: always-zero: no arrow leads from a to e, so local(e, a) is always 0; ZERO",
    ],
    f"{GRAPH}\n\nIt is {{= grad(e, a) - 2 }}.": [],
}
SHORT = {"ZERO": "write 0 if that is what you mean"}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[-24:])
def test_a_text_is_warned_of(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("content/blog/post")
    folder.mkdir(parents=True)
    head = "---\ntitle: A post\ndate: 2026-11-24\n---\n\n"
    (folder / "index.md").write_text(f"{head}{text}\n", encoding="utf-8")
    Path("content/site.yaml").write_text("title: T\nurl: https://t.example/\n", encoding="utf-8")
    assert main(["--quiet"]) == 0
    told = re.findall(r"^content/blog/post/index\.md:(.*)$", capsys.readouterr().err, re.MULTILINE)
    told = [line.replace(" warning:", "", 1) for line in told]
    for word, hint in SHORT.items():
        told = [line.replace(hint, word) for line in told]
    assert told == TEXTS[text]
