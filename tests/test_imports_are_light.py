"""A command that has nothing to do must feel instant, so heavy libraries wait until they are needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "numpy",
    "matplotlib",
    "igraph",
    "contourpy",
    "py_mini_racer",
    "pygments",
    "nh3",
    "starlette",
    "uvicorn",
    "watchfiles",
    "rich",
)


MODULES = ("adjoint", "adjoint.cli", "adjoint.site.build", "adjoint.autodiff", "adjoint.markup")


@pytest.mark.parametrize("module", MODULES)
def test_importing_loads_no_heavy_library(module: str) -> None:
    script = f"import sys, {module}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


@pytest.mark.parametrize("module", ["adjoint.cli.building", "adjoint.cli.checking"])
def test_a_command_that_has_nothing_to_do_loads_nothing_to_do_it_with(module: str) -> None:
    unneeded = ("adjoint.components", "adjoint.autodiff", "adjoint.site.build", "jinja2")
    script = f"import sys, {module}; print(*sorted(set({unneeded!r}) & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []
