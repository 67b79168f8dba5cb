"""What a comparison of the browser with the engine came to."""

from __future__ import annotations

from collections.abc import Iterable

from adjoint.components.model import Call
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic


@frozen
class Comparison:
    """The browser's numbers of one or more figures, held against Python's."""

    states: int = 0
    """Settings of sliders and steps of trajectories that were compared."""
    numbers: int = 0
    largest: float = 0.0
    """The largest relative deviation."""
    sampled: tuple[str, ...] = ()
    """Figures with more states than are compared, in words."""
    faults: tuple[Diagnostic, ...] = ()


def together(comparisons: Iterable[Comparison]) -> Comparison:
    """Return several comparisons as one."""
    found = list(comparisons)
    return Comparison(
        sum(one.states for one in found),
        sum(one.numbers for one in found),
        max((one.largest for one in found), default=0.0),
        tuple(words for one in found for words in one.sampled),
        tuple(fault for one in found for fault in one.faults),
    )


def differs(call: Call, message: str, hint: str | None = None) -> Diagnostic:
    """Return the fault of a figure whose page does not say what the engine says."""
    return Diagnostic("browser-differs", "error", f"{call.id}: {message}", call.location(), hint)
