"""The version of the code: whatever has a part in what is published has a part in it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from adjoint.site.cache.code_version import BUILT_ON, PACKAGE

NO_PART = {"filelock", "rich", "starlette", "uvicorn", "watchfiles"}
"""What locks, prints and previews."""


def test_every_dependency_has_a_part_or_is_known_to_have_none() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    names = {re.split(r"[^\w.-]", wanted)[0].lower() for wanted in project["project"]["dependencies"]}
    assert names - BUILT_ON - NO_PART == set()


def version(package: Path) -> str:
    """The code version as the copy of a package gives it."""
    script = (
        "import importlib.util as u, sys; s = u.spec_from_file_location('v', sys.argv[1]);"
        "m = u.module_from_spec(s); s.loader.exec_module(m); print(m.code_version())"
    )
    file = package / "site" / "cache" / "code_version.py"
    return subprocess.run(
        [sys.executable, "-c", script, file], capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for part in ("site", "markup", "components/callout"):
        shutil.copytree(PACKAGE / part, tmp_path / "adjoint" / part)
    (tmp_path / "adjoint" / "npm").mkdir()
    (tmp_path / "adjoint" / "npm" / "stamp").write_text("one")
    return tmp_path / "adjoint"


@pytest.mark.parametrize(
    "file", ["npm/stamp", "markup/parser.py", "components/callout/style.css", "components/callout/html.jinja"]
)
def test_a_change_of_code_or_of_npm_parts_is_another_version(package: Path, file: str) -> None:
    before = version(package)
    assert version(package) == before
    with (package / file).open("a", encoding="utf-8") as changed:
        changed.write(" ")
    assert version(package) != before
