"""The minima of a function of x and y, found by the engine: Newton's steps on its own Hessian."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Final

from adjoint.autodiff.compile.scalar import compile_scalar
from adjoint.autodiff.derivative import hessian_graph
from adjoint.autodiff.descent.optimisers import OPTIMISERS
from adjoint.autodiff.descent.step import AXES, descent_step
from adjoint.autodiff.errors import DomainError
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from adjoint.autodiff.graph import Graph

    Evaluate = Callable[..., tuple[float, ...]]
    Point = tuple[float, float]

STARTS: Final = 9
"""Starting points along each side of the window."""
ITERATIONS: Final = 80
STRIDE: Final = 0.25
"""Longest step, as a part of the window."""
ARRIVED: Final = 1e-11
"""A step shorter than this part of the window has arrived."""
ISOLATED: Final = 1e-8
"""Least ratio of the smaller curvature to the larger at a minimum; below it lies the floor of a valley."""


@frozen
class Minimum:
    """A point that lies below all others near it."""

    x: float
    y: float
    loss: float

    @property
    def point(self) -> Point:
        """Where it lies."""
        return self.x, self.y


def find_minima(graph: Graph, window: tuple[float, float, float, float]) -> tuple[Minimum, ...]:
    """Return the isolated minima of a graph of x and y within a window, lowest first.

    The optimiser ``newton`` starts from a grid of points, its steps held to a part of the window. A minimum
    whose basin is smaller than the grid may be missed; a valley with a level floor has no isolated minimum.
    """
    step = compile_scalar(descent_step(graph, OPTIMISERS["newton"]))
    values = compile_scalar(hessian_graph(graph, inputs=AXES))
    x0, x1, y0, y1 = window
    width = max(x1 - x0, y1 - y0)
    found: list[Minimum] = []
    for across, up in product(range(STARTS), repeat=2):
        start = x0 + (across + 0.5) / STARTS * (x1 - x0), y0 + (up + 0.5) / STARTS * (y1 - y0)
        try:
            x, y = (_rounded(value, width) for value in _settled(step, start, width))
            loss, _, _, h_xx, h_xy, h_yy = values(x, y)
        except DomainError:
            continue
        inside = x0 <= x <= x1 and y0 <= y <= y1
        known = any(math.dist((x, y), minimum.point) < 1e-6 * width for minimum in found)
        low, high = _curvatures(h_xx, h_xy, h_yy)
        if inside and not known and low > ISOLATED * abs(high):
            found.append(Minimum(x, y, loss))
    return tuple(sorted(found, key=lambda minimum: (minimum.loss, minimum.x, minimum.y)))


def _settled(step: Evaluate, start: Point, width: float) -> Point:
    """Return where Newton's steps come to rest, or NaN where they do not."""
    x, y = start
    for _ in range(ITERATIONS):
        _, _, _, x_next, y_next = step(1.0, x, y, 1.0, 1e-12)
        stride = math.hypot(x_next - x, y_next - y)
        if stride <= ARRIVED * width:
            return x_next, y_next
        part = min(1.0, STRIDE * width / stride)
        x, y = x + part * (x_next - x), y + part * (y_next - y)
    return math.nan, math.nan


def _rounded(value: float, width: float) -> float:
    """Return a coordinate without the digits that rounding left: those below 1e-13 of the window."""
    return round(value, 13 - math.ceil(math.log10(width))) + 0.0 if math.isfinite(value) else value


def _curvatures(h_xx: float, h_xy: float, h_yy: float) -> tuple[float, float]:
    """Return the eigenvalues of a symmetric 2×2 matrix, the lower first."""
    middle, spread = (h_xx + h_yy) / 2, math.hypot((h_xx - h_yy) / 2, h_xy)
    return middle - spread, middle + spread


def curvature(graph: Graph, point: Point) -> float:
    """Return the largest curvature, up or down, of a graph of x and y at a point.

    Raises:
        DomainError: the graph has no value or no curvature there.
    """
    _, _, _, *hessian = compile_scalar(hessian_graph(graph, inputs=AXES))(*point)
    return max(map(abs, _curvatures(*hessian)))
