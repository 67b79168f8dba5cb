"""Operations against the number of inputs as a chart, in pixels, both in powers of ten."""

from __future__ import annotations

import math
from typing import Final

from adjoint.components.lab.effects.sweeps.counts import Counts, counts
from adjoint.components.lab.effects.sweeps.params import MOST
from adjoint.components.lab.names import GAP, spread
from adjoint.components.numerals import superscript
from adjoint.frozen import frozen

LEFT: Final = 62
RIGHT: Final = 112
TOP: Final = 18
BOTTOM: Final = 34
"""Pixels around the lines, for the names of powers and of the lines."""
LOW: Final = 1
HIGH: Final = 14
"""Powers of ten that every number of operations lies between."""
TICK: Final = 2
WIDE: Final = round(math.log10(MOST))
"""Powers of ten of the number of inputs."""
POINTS: Final = 4
"""Points of a line from one power of ten to the next."""


@frozen
class Tick:
    """A power of ten, and where it stands."""

    at: float
    text: str


@frozen
class Line:
    """The operations of a mode, or of the function alone, as its inputs grow."""

    name: str
    series: int
    path: str
    mark: float
    """The height at the number of inputs that is set."""
    label: float
    """The height of its name."""


@frozen
class Chart:
    """All that the chart shows."""

    width: float
    height: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    at: float
    """Where the number of inputs stands that is set."""
    lines: tuple[Line, ...]


SERIES: Final = {"function": 5, "forward": 2, "reverse": 1}
"""The lines, and the number of each one's colour, line style and mark."""


def operations(found: Counts) -> dict[str, int]:
    """Return the height of each line in operations."""
    return {"function": found.value, **{work.mode: work.operations for work in found.works}}


def chart(found: Counts, width: float, height: float) -> Chart:
    """Draw both modes on a chart of a given size in pixels, for the number of outputs that is set."""

    def x(inputs: float) -> float:
        return LEFT + math.log10(inputs) / WIDE * (width - LEFT - RIGHT)

    def y(number: float) -> float:
        return TOP + (HIGH - math.log10(number)) / (HIGH - LOW) * (height - TOP - BOTTOM)

    sizes = [round(10 ** (point / POINTS)) for point in range(WIDE * POINTS + 1)]
    heights = [operations(counts(size, found.outputs, found.mode)) for size in sizes]
    here = operations(found)
    labels = spread([y(heights[-1][name]) for name in SERIES], TOP, height - BOTTOM - GAP / 2)
    lines = tuple(
        Line(
            name,
            series,
            "M"
            + "L".join(f"{x(size):.1f} {y(row[name]):.1f}" for size, row in zip(sizes, heights, strict=True)),
            y(here[name]),
            label,
        )
        for (name, series), label in zip(SERIES.items(), labels, strict=True)
    )
    across = tuple(Tick(x(10.0**power), _power(power)) for power in range(0, WIDE + 1, TICK))
    up = tuple(Tick(y(10.0**power), _power(power)) for power in range(LOW + 1, HIGH + 1, TICK))
    return Chart(width, height, across, up, x(found.inputs), lines)


def _power(power: int) -> str:
    return f"10{superscript(power)}" if power else "1"
