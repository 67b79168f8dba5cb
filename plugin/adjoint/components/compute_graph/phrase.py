"""A line of mathematics with live numbers in it, ready to be set by a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adjoint.components.compute_graph.notation import SCRIPT_SCALE, Run, runs, width
from adjoint.components.numerals import numeral
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

LIFT: Final = {"line": 0.0, "sub": 0.22, "sup": -0.4}
"""How far a run stands below its line, in em of the line's size."""


@frozen
class Quantity:
    """A number that the browser keeps up to date: one slot of the replayed tape, or a product of several."""

    value: float
    slots: tuple[int, ...]
    room: float = 0.0
    """The width in em of the longest text this number is known to take."""
    needs: int | None = None
    """The node without whose value this number has no meaning, whatever its slots hold."""

    @property
    def text(self) -> str:
        """The number as a reader sees it."""
        return numeral(self.value)


Phrase = tuple[str | Quantity, ...]


@frozen
class Part:
    """A run of a phrase in an SVG text: its size against the line's and its shift from the run before it."""

    text: str
    italic: bool
    script: bool
    shift: float
    skip: float
    """The room that the slant of the letter before it needs."""
    quantity: Quantity | None


@frozen
class Line:
    """A phrase set in one line, centred at a point."""

    x: float
    y: float
    size: float
    parts: tuple[Part, ...]


def plain(phrase: Phrase) -> str:
    """Return a phrase as text."""
    return "".join(part if isinstance(part, str) else part.text for part in phrase)


def phrase_width(phrase: Phrase) -> float:
    """Return the room a phrase needs in em, its numbers at their longest."""
    return sum(width(part) if isinstance(part, str) else max(part.room, width(part.text)) for part in phrase)


def phrase_runs(phrase: Phrase) -> tuple[tuple[Run, Quantity | None], ...]:
    """Return a phrase's runs, each with the number that it shows, None for standing text."""
    result: list[tuple[Run, Quantity | None]] = []
    for part in phrase:
        if isinstance(part, str):
            result.extend((run, None) for run in runs(part))
        else:
            result.append((Run(part.text), part))
    return tuple(result)


def set_line(phrase: Phrase, x: float, y: float, size: float) -> Line:
    """Set a phrase in one line whose baseline's middle stands at (x, y)."""
    parts, lifted, overhang = [], 0.0, 0.0
    for run, quantity in phrase_runs(phrase):
        lift = LIFT[run.level] * size
        # A subscript stands under the slant.
        skip = 0.0 if run.level == "sub" else overhang * size
        parts.append(Part(run.text, run.italic, run.level != "line", lift - lifted, skip, quantity))
        lifted, overhang = lift, run.overhang
    return Line(x, y, size, tuple(parts))


def script_size(size: float) -> float:
    """Return the size of subscripts and superscripts on a line."""
    return size * SCRIPT_SCALE


def join(phrases: Sequence[Phrase], glue: str) -> Phrase:
    """Return phrases one after another, glue between them."""
    result: list[str | Quantity] = []
    for index, phrase in enumerate(phrases):
        result.extend((*((glue,) if index else ()), *phrase))
    return tuple(result)
