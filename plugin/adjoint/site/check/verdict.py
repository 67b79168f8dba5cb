"""What a check came to: how much was looked at, and everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic
from adjoint.site.check.locks.changes import Change
from adjoint.site.check.locks.lock import Lock
from adjoint.site.check.locks.retyped import Retyped
from adjoint.site.check.locks.typing import TypedText
from adjoint.site.wording import COMMAND

ACCEPTABLE: Final = frozenset(
    {
        "claim-changed",
        "formula-doubtful",
        "formula-false",
        "lock-missing",
        "lock-stale",
        "lock-unreadable",
        "number-changed",
        "number-false",
        "typed-changed",
        "typed-number",
        "typed-reference",
    }
)
"""Codes of what an author may accept: writing the locks settles them."""


@frozen
class Held:
    """A post's lock as it is, and as it would be if the author accepted everything."""

    path: Path
    post: str
    """The name of the post's file."""
    before: Lock | None
    after: Lock
    changes: tuple[Change, ...]
    """Of the numbers; without a lock, there is nothing that they changed from."""
    newly_accepted: tuple[str, ...]
    """The sentences with typed numbers, in words."""
    retyped: tuple[Retyped, ...] = ()
    """What is typed otherwise than it was."""
    redeclared: tuple[Retyped, ...] = ()
    """What is claimed otherwise than it was."""

    @property
    def text(self) -> str:
        """The lock's text once accepted; empty where the post has nothing to lock."""
        return self.after.text(self.post) if self.after.entries or self.after.accepted else ""


@frozen
class Verdict:
    """A site, checked."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    built: bool = True
    """Whether the site could be built; if not, nothing else was looked at."""
    left_out: int = 0
    """Drafts that were not looked at."""
    values: int = 0
    """Computed values in texts."""
    numbers: int = 0
    """Numbers in texts and figures that the locks hold."""
    claims: int = 0
    equations: int = 0
    """Verified ones."""
    proved: int = 0
    """Formulas typed in the text that hold."""
    unproved: tuple[TypedText, ...] = ()
    """Formulas typed in the text of which nothing could be found out."""
    states: int = 0
    """Slider settings and steps of trajectories in which browser and engine were compared."""
    compared: int = 0
    """Numbers compared in them."""
    largest: float = 0.0
    """The largest relative deviation of any."""
    sampled: tuple[str, ...] = ()
    """Figures of which a sample of the states was compared."""
    links: int = 0
    external: bool = False
    """Whether links to other sites were asked for."""
    locks: tuple[Held, ...] = ()

    def said_by(self, command: str) -> Verdict:
        """Return it with its hints as one writes them who starts Adjoint by another command."""
        said = (
            replace(found, hint=found.hint.replace(COMMAND, command)) if found.hint else found
            for found in self.diagnostics
        )
        return replace(self, diagnostics=tuple(said))

    def accepted(self, locks: Iterable[Held]) -> Verdict:
        """Return what is left of it once some of its locks are written."""
        settled = {path.as_posix() for held in locks for path in (held.path, held.path.with_name(held.post))}
        left = tuple(
            found
            for found in self.diagnostics
            if found.code not in ACCEPTABLE or found.location.path not in settled
        )
        return replace(self, diagnostics=left)

    def strict(self) -> Verdict:
        """Return it with every warning as a fault."""
        return replace(
            self, diagnostics=tuple(replace(found, severity="error") for found in self.diagnostics)
        )

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What makes the check fail."""
        return tuple(found for found in self.diagnostics if found.severity == "error")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What an author may look at."""
        return tuple(found for found in self.diagnostics if found.severity == "warning")
