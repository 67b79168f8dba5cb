"""What is wrong, as the preview shows it in a page and in the terminal."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, Location
from adjoint.site.report import entries


@frozen
class Trouble:
    """One thing that keeps the site from being built."""

    place: str
    """``path:line:column``, as far as it is known."""
    code: str
    message: str
    hint: str
    source: str
    """The line at fault, or empty."""
    column: int
    """Where in that line, from 1; 0 if that is not known."""

    def told(self) -> dict[str, str | int]:
        """Return it as the page reads it."""
        return asdict(self)


@frozen
class Failure:
    """Why a build came to nothing."""

    troubles: tuple[Trouble, ...]
    report: str
    """The same for the terminal."""


def failure(error: Exception) -> Failure:
    """Return what to tell of a build that raised something."""
    if isinstance(error, Fault):
        return _faults(error.diagnostics)
    if isinstance(error, OSError | UnicodeDecodeError | ValueError):
        return Failure((Trouble("", "build", _said(error), "", "", 0),), f"adjoint: {_said(error)}")
    message = f"Adjoint itself failed: {type(error).__name__}: {error}"
    trace = "".join(traceback.format_exception(error))
    return Failure((Trouble("", "internal", message, "the terminal says where", "", 0),), trace)


def _faults(diagnostics: Sequence[Diagnostic]) -> Failure:
    ordered = sorted(
        diagnostics, key=lambda found: (found.location.path, found.location.line, found.location.column)
    )
    return Failure(tuple(map(_trouble, ordered)), "\n".join(entries(ordered)))


def _trouble(found: Diagnostic) -> Trouble:
    return Trouble(
        str(found.location),
        found.code,
        found.message,
        found.hint or "",
        _source_line(found.location),
        found.location.column,
    )


def _source_line(place: Location) -> str:
    try:
        lines = Path(place.path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[place.line - 1].replace("\t", " ").rstrip() if 1 <= place.line <= len(lines) else ""


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
