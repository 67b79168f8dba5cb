"""What is wrong in an author's text, as a value: a stable code, the place, the words and the mend."""

from __future__ import annotations

from typing import Literal

from adjoint.frozen import frozen
from adjoint.markup.source import Location


@frozen
class Diagnostic:
    """One fault or warning.

    Attributes:
        code: a stable kebab-case noun, such as ``unknown-prop``, that tools may rely on.
        severity: an error stops the build, a warning is only reported.
        message: what is wrong, in one line.
        location: the place in the author's file.
        hint: the mend, where one is known.
    """

    code: str
    severity: Literal["error", "warning"]
    message: str
    location: Location
    hint: str | None = None


class Fault(Exception):  # noqa: N818  (the author's error, not the program's)
    """How a step refuses a text: it carries every diagnostic that the step found."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "\n".join(f"{found.location}: {found.code}: {found.message}" for found in self.diagnostics)
