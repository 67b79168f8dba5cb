"""What ``serve`` says of saves."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from watchfiles import Change

from adjoint.cli import serving
from adjoint.site.cache.code_version import PACKAGE
from adjoint.site.preview.edition import Edition
from adjoint.site.preview.watching import Concerns

OPTIONS = argparse.Namespace(quiet=False, open=False, content=Path("content"))
EDITION = Edition(lambda _: None, "/")


def test_a_save_of_the_generators_own_code_is_not_said_to_be_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = str(PACKAGE / "site" / "build.py")
    listener = serving._Terminal(OPTIONS, 8000).listener()
    listener.built(EDITION, [code, "content/a.md"], 0.1)
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("Adjoint's own code has changed")
    assert told[1] == "content/a.md: shown in 0.10 s"
    assert Concerns([PACKAGE])(Change.modified, code)
