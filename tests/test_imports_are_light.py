"""A command that has nothing to do must feel instant, so heavy libraries wait until they are needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


THREADS = Path("/proc/self/task")
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


@pytest.mark.skipif(not THREADS.is_dir() or (os.cpu_count() or 1) < 2, reason="no threads to be seen")
def test_a_command_starts_no_threads_for_products_of_matrices_that_it_has_none_of() -> None:
    script = (
        "from adjoint.cli import main; main(['--version']); "
        f"import os, numpy; print(len(os.listdir({str(THREADS)!r})))"
    )
    asked = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    run = subprocess.run(
        [sys.executable, "-c", script], env=asked, capture_output=True, text=True, check=True
    )
    assert run.stdout.split()[-1] == "1"
