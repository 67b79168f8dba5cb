"""Bad input, case by case: what the author is told, exit status 1, and the former site untouched.

A case is a folder: ``input.md`` (one post) or ``content/`` (several files), and ``report.txt``, the message.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from adjoint.cli import main

CASES = sorted(path for path in (Path(__file__).parent / "faults").iterdir() if path.is_dir())
SITE = "title: Tests\nurl: https://tests.example/\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_told_with_its_place_and_mend_and_nothing_is_published(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    update_golden: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    post = tmp_path / "content" / "blog" / "post"
    post.mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
    (post / "index.md").write_text("---\ntitle: Before\ndate: 2026-11-23\n---\n\nText.\n", encoding="utf-8")
    assert main(["--quiet"]) == 0
    before = {path: path.read_bytes() for path in Path("dist").rglob("*") if path.is_file()}
    capsys.readouterr()

    if (case / "content").is_dir():
        shutil.copytree(case / "content", tmp_path / "content", dirs_exist_ok=True)
    else:
        shutil.copy(case / "input.md", post / "index.md")
    status = main([])

    captured = capsys.readouterr()
    assert status == 1
    assert captured.out == ""
    assert {path: path.read_bytes() for path in Path("dist").rglob("*") if path.is_file()} == before
    expected = case / "report.txt"
    if update_golden:
        expected.write_text(captured.err, encoding="utf-8")
    assert captured.err == expected.read_text(encoding="utf-8")
