"""Faults as an author reads them: place, code, what is wrong, the mend, and the line itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adjoint.markup import Diagnostic


def report(diagnostics: Sequence[Diagnostic]) -> str:
    """Return diagnostics in the order of their places, and how many there are."""
    faults = "1 fault" if len(diagnostics) == 1 else f"{len(diagnostics)} faults"
    return "\n".join([*entries(diagnostics), f"{faults}; nothing was published"])


def entries(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """Return diagnostics in the order of their places.

    Each is one line, ``path:line:column: code: message; hint``, with the source line and a caret under it.
    """
    ordered = sorted(
        diagnostics, key=lambda found: (found.location.path, found.location.line, found.location.column)
    )
    excerpts = {path: _lines(path) for path in {found.location.path for found in ordered}}
    return [_entry(found, excerpts[found.location.path]) for found in ordered]


def _entry(found: Diagnostic, lines: Sequence[str]) -> str:
    code = f"warning: {found.code}" if found.severity == "warning" else found.code
    head = f"{found.location}: {code}: {found.message}" + (f"; {found.hint}" if found.hint else "")
    if not 1 <= found.location.line <= len(lines):
        return head
    return f"{head}\n{_excerpt(lines[found.location.line - 1], found.location.column)}"


def _excerpt(line: str, column: int, width: int = 96) -> str:
    line = line.replace("\t", " ").rstrip()
    start = max(0, column - 1 - width * 2 // 3)
    shown = line[start : start + width]
    left, right = "…" if start else "", "…" if start + width < len(line) else ""
    return f"    {left}{shown}{right}\n    {' ' * (len(left) + column - 1 - start)}^"


def _lines(path: str) -> Sequence[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
