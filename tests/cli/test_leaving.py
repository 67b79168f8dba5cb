"""Who stops a command, or stops reading it, gets no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from adjoint.cli import main

RUN = "import sys; from adjoint.cli import main; sys.exit(main())"


def test_a_reader_who_leaves_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: T\nurl: https://t.example/\n", encoding="utf-8")
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-c", RUN, "check", "--format", "json"]
    run = subprocess.run(command, cwd=tmp_path, stdout=writes, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writes)
    assert (run.stderr, run.returncode) == ("", 141)


def test_ctrl_c_is_said_in_one_line_whenever_it_comes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(_name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("adjoint.cli.import_module", pressed)
    assert main(["check"]) == 130
    assert capsys.readouterr().err == "interrupted; the published site is as it was\n"
