"""The engine's modules for the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from adjoint.autodiff.compile.javascript import operations_module

MODULES: Final = ("tape.js", "operations.js")


def browser_module(name: str) -> str:
    """Return the text of one of the engine's ES modules.

    Raises:
        KeyError: there is no such module.
    """
    if name == "operations.js":
        return operations_module()
    if name not in MODULES:
        raise KeyError(f"the engine has no module {name}; it has {', '.join(MODULES)}")
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
