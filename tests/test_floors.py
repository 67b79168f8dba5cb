"""The house stands: each floor imports only from itself and the floors below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import adjoint

PACKAGE = Path(adjoint.__file__).parent
FLOORS = ("autodiff", "markup", "components", "site", "cli")
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "npm" not in path.parts)


def floor_of(parts: tuple[str, ...]) -> int:
    """The height of a dotted name below ``adjoint``; the package's own ``__init__`` stands under all."""
    return FLOORS.index(parts[0]) if parts and parts[0] in FLOORS else -1


def imported(path: Path) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by dots; the house uses full names"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.split(".")[0] == "adjoint":
                yield tuple(name.split(".")[1:])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_nothing_from_a_floor_above_it(path: Path) -> None:
    own = floor_of(path.relative_to(PACKAGE).with_suffix("").parts)
    if own < 0:
        return
    for name in imported(path):
        assert floor_of(name) <= own, f"{path.relative_to(PACKAGE)} imports adjoint.{'.'.join(name)}"


READS_AND_WRITES = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "rmdir"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_site_floor_writes_files_and_only_the_command_line_prints(path: Path) -> None:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        assert called != "print" or parts[0] == "cli", f"{path} prints"
        assert called not in READS_AND_WRITES or parts[0] == "site", f"{path} writes files"
        by_name = isinstance(node.func, ast.Name)
        # Graphs are compiled, and what sets the fields of a class, as dataclasses do that.
        compiles = parts[0] in {"autodiff", "frozen"}
        assert not by_name or called not in {"eval", "exec"} or compiles, f"{path} runs text"
