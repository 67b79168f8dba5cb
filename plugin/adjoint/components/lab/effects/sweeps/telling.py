"""The work of both modes in words and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adjoint.components.lab.effects.sweeps.counts import UNITS
from adjoint.components.lab.effects.sweeps.params import MODES
from adjoint.components.numerals import numeral

if TYPE_CHECKING:
    from adjoint.components.lab.effects.sweeps.counts import Counts, Work

TITLES: Final = dict(MODES)
HEADS: Final = ("mode", "sweeps", "operations of a sweep", "operations in all", "times the function")
MEANING: Final = (
    f"The function is a network with {UNITS} units of tanh. An operation is an addition or a multiplication; "
    "a tanh counts as eight."
)


def counted(number: int, noun: str) -> str:
    """Return a number and what it counts: ``1 output``, ``1000 inputs``."""
    return f"{numeral(number)} {noun}{'' if number == 1 else 's'}"


def named(found: Counts) -> str:
    """Return the size of the function: ``1000 inputs, 1 output: 8042 operations``."""
    size = f"{counted(found.inputs, 'input')}, {counted(found.outputs, 'output')}"
    return f"{size}: {counted(found.value, 'operation')}"


def verdict(work: Work, value: int) -> str:
    """Return what one mode takes: ``Reverse mode: 1 sweep, 15094 operations, 1.877 times the function.``."""
    took = f"{counted(work.sweeps, 'sweep')}, {counted(work.operations, 'operation')}"
    return f"{TITLES[work.mode]} mode: {took}, {numeral(work.operations / value)} times the function."


def summary(found: Counts) -> str:
    """Return what the chart shows, the mode that stands out first."""
    ordered = sorted(found.works, key=lambda work: work.mode != found.mode)
    return f"{named(found)}. {' '.join(verdict(work, found.value) for work in ordered)}"


def table(found: Counts) -> str:
    """Return the work of both modes as a markdown table."""
    rows = [
        (
            TITLES[work.mode],
            numeral(work.sweeps),
            numeral(work.each),
            numeral(work.operations),
            numeral(work.operations / found.value),
        )
        for work in found.works
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in (HEADS, tuple("---" for _ in HEADS), *rows))
