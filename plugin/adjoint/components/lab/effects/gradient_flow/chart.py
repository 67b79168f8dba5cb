"""The gradient's size layer by layer as a chart, in pixels: from the output at the left down to the input."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from adjoint.components.lab.effects.gradient_flow.flows import ALIVE, Course, Flows
from adjoint.components.lab.names import GAP, spread
from adjoint.components.numerals import superscript
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT: Final = 62
RIGHT: Final = 112
TOP: Final = 12
BOTTOM: Final = 34
"""Pixels around the lines, for the names of powers, of the lines, and of the two ends."""
LEAST: Final = 4
"""Powers of ten that the chart shows at least, up and down from 1."""
TICKS: Final = 8
"""Names of powers that the chart has room for."""
STEPS: Final = (1, 2, 3, 5, 10, 20, 50)


@frozen
class Tick:
    """A power of ten at the height where it stands."""

    y: float
    text: str


@frozen
class Line:
    """The gradient's way down in one way of joining layers."""

    course: Course
    path: str
    end: tuple[float, float]
    label: float
    """The height of its name."""


@frozen
class Chart:
    """All that the chart shows."""

    width: float
    height: float
    ticks: tuple[Tick, ...]
    alive: tuple[float, float]
    """The heights between which a gradient is alive, the upper first."""
    lines: tuple[Line, ...]


@frozen
class Scale:
    """Powers of ten from low to high on the height of a chart."""

    low: int
    high: int
    height: float

    def y(self, size: float) -> float:
        """Return the height at which a gradient of a size stands; one that is 0 stands at the foot."""
        power = max(math.log10(size), self.low) if size else self.low
        return TOP + (self.high - power) / (self.high - self.low) * (self.height - TOP - BOTTOM)


def scale_of(flows: Flows, height: float) -> Scale:
    """Return the powers of ten that all the lines of a chart need."""
    sizes = [size for one in flows.courses for size in one.flow.gradients if size]
    low = min(-LEAST, math.floor(math.log10(min(sizes))))
    high = max(LEAST, math.ceil(math.log10(max(sizes))))
    return Scale(low, high, height)


def chart(flows: Flows, width: float, height: float) -> Chart:
    """Draw the four ways on a chart of a given size in pixels."""
    scale = scale_of(flows, height)
    points = [_points(one.flow.gradients, scale, width) for one in flows.courses]
    labels = spread([line[-1][1] for line in points], TOP + GAP / 2, height - BOTTOM - GAP / 2)
    lines = tuple(
        Line(one, "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line), line[-1], label)
        for one, line, label in zip(flows.courses, points, labels, strict=True)
    )
    return Chart(width, height, tuple(_ticks(scale)), (scale.y(ALIVE[1]), scale.y(ALIVE[0])), lines)


def _points(gradients: Sequence[float], scale: Scale, width: float) -> list[tuple[float, float]]:
    step = (width - LEFT - RIGHT) / (len(gradients) - 1)
    return [(LEFT + step * layer, scale.y(size)) for layer, size in enumerate(reversed(gradients))]


def _ticks(scale: Scale) -> list[Tick]:
    step = next(step for step in STEPS if (scale.high - scale.low) / step <= TICKS)
    powers = range(math.ceil(scale.low / step) * step, scale.high + 1, step)
    return [Tick(scale.y(10.0**power), f"10{superscript(power)}" if power else "1") for power in powers]
