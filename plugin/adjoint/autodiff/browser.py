"""The engine's modules for the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from adjoint.autodiff.compile.javascript import operations_module


def _file(path: str) -> Callable[[], str]:
    return cache(lambda: (Path(__file__).parent / path).read_text(encoding="utf-8"))


MODULES: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "tape.js": _file("tape.js"),
        "operations.js": operations_module,
        "descent.js": _file("descent/descent.js"),
        "depth.js": _file("depth.js"),
    }
)
"""What gives the text of each module."""


def browser_source(name: str) -> Path:
    """Return the file that says what a module does."""
    path = {"operations.js": "operations.py", "descent.js": "descent/descent.js"}.get(name, name)
    return Path(__file__).parent / path


def browser_module(name: str) -> str:
    """Return the text of one of the engine's ES modules.

    Raises:
        KeyError: there is no such module.
    """
    if name not in MODULES:
        raise KeyError(f"the engine has no module {name}; it has {', '.join(MODULES)}")
    return MODULES[name]()
