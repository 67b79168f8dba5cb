"""What an examination of one page found, as a value that can be kept between checks."""

from __future__ import annotations

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic
from adjoint.site.check.locks.number import Number
from adjoint.site.check.locks.typing import TypedText
from adjoint.site.check.replay.comparison import Comparison


@frozen
class Typed:
    """A typed number that equals a computed one, or a typed formula that does not hold."""

    key: str
    """The hash by which an author accepts it."""
    words: str
    """As a lock holds it."""
    told: Diagnostic


@frozen
class Record:
    """A page, checked for all that does not depend on other pages or on its lock; or the scripts alone."""

    comparison: Comparison
    values: int = 0
    """Computed values in its texts."""
    claims: int = 0
    equations: int = 0
    faults: tuple[Diagnostic, ...] = ()
    """Of its derivatives and of its images."""
    numbers: tuple[Number, ...] = ()
    typed: tuple[Typed, ...] = ()
    proved: int = 0
    """Typed formulas that hold."""
    unproved: tuple[TypedText, ...] = ()
    """Typed formulas of which nothing could be found out."""
    texts: tuple[TypedText, ...] = ()
    """All that is typed and not proved, numerals too."""
    declared: tuple[TypedText, ...] = ()
    """What is claimed, and the ranges of sliders."""
