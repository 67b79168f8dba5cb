"""What is wrong in an author's text, as a value: a stable code, the place, the words and the mend."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adjoint.markup.source import Location


@dataclass(frozen=True)
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


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that an author most likely meant by a misspelt word, if one is near enough."""
    by_folded = {candidate.casefold(): candidate for candidate in sorted(candidates, reverse=True)}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None
