"""Loss surfaces to descend: functions of x and y in the engine's own language, and where to look at them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from adjoint.autodiff.compile.arrays import compile_arrays
from adjoint.autodiff.compile.scalar import compile_gradient, compile_scalar
from adjoint.autodiff.descent.minima import Minimum, curvature, find_minima
from adjoint.autodiff.descent.step import AXES
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.reading import parse_graph
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

Point = tuple[float, float]
Window = tuple[float, float, float, float]
"""x from, x to, y from, y to."""


@frozen
class Surface:
    """A function of x and y, the part of the plane worth seeing, and where a descent starts."""

    name: str
    title: str
    expression: str
    window: Window
    start: Point
    rate: float
    """A learning rate at which plain descent goes down well, from which optimisers' defaults are made."""
    floor: str | None = None
    """An expression that is 0 on the floor of the valley and changes sign across it, if there is one."""

    @cached_property
    def graph(self) -> Graph:
        """The loss as a graph of the inputs x and y."""
        return parse_graph(self.expression, output="f", inputs=AXES)

    @cached_property
    def slope(self) -> Callable[..., tuple[float, ...]]:
        """The function (x, y) -> (loss, ∂loss/∂x, ∂loss/∂y); ``DomainError`` where one is not finite."""
        return compile_gradient(self.graph, inputs=AXES)

    @cached_property
    def floor_graph(self) -> Graph | None:
        """The floor's expression as a graph of the inputs x and y."""
        return None if self.floor is None else parse_graph(self.floor, inputs=AXES)

    @cached_property
    def minima(self) -> tuple[Minimum, ...]:
        """The isolated minima within the window, lowest first, found by Newton's method from many starts."""
        return find_minima(self.graph, self.window)


_ALL: Final = (
    Surface("bowl", "Bowl", "x^2 + 2*y^2", (-2.0, 2.0, -2.0, 2.0), (-1.7, 1.3), rate=0.1),
    Surface(
        "ravine",
        "Ravine",
        "(1 - x)^2 + 20*(y - x^2)^2",
        (-2.0, 2.0, -1.0, 3.0),
        (-1.4, 0.6),
        rate=0.004,
        floor="y - x^2",
    ),
    Surface(
        "saddle", "Saddle", "x^2 - y^2 + 0.04*y", (-2.0, 2.0, -2.0, 2.0), (-1.6, 0.0), rate=0.05, floor="x"
    ),
    Surface(
        "bumpy",
        "Bumpy",
        "0.1*(x^2 + y^2)"
        " - 1.6*exp(-2*((x - 1.1)^2 + (y - 0.9)^2))"
        " - exp(-2*((x + 1.2)^2 + (y - 1.1)^2))"
        " - 1.2*exp(-2*((x + 0.9)^2 + (y + 1)^2))"
        " - 0.8*exp(-2*((x - 1.3)^2 + (y + 1.1)^2))",
        (-2.2, 2.2, -2.2, 2.2),
        (1.6, -0.2),
        rate=0.08,
    ),
)

SURFACES: Final[Mapping[str, Surface]] = MappingProxyType({surface.name: surface for surface in _ALL})
"""Every surface by name; a new one is one entry above."""


def custom_surface(
    expression: str, window: Window, start: Point, *, floor: str | None = None, title: str = "Surface"
) -> Surface:
    """Return a surface of an author's own.

    Args:
        expression: a function of x and y.
        window: the part of the plane to look at, x from, x to, y from, y to.
        start: where a descent starts.
        floor: an expression that is 0 along the floor of the valley, if there is one.
        title: what readers call it.

    Raises:
        ExpressionError: the text is not an expression of x and y.
        DomainError: the function or its gradient has no value at the start, or the start is not finite.
        ValueError: the window is empty or infinite.
    """
    if not all(map(math.isfinite, window)):
        raise ValueError(f"the window {list(window)} does not end")
    if not (window[0] < window[1] and window[2] < window[3]):
        raise ValueError(f"the window {list(window)} is empty: it reads x from, x to, y from, y to")
    surface = Surface("custom", title, expression, window, start, rate=0.01, floor=floor)
    steepest = max(curvature(surface.graph, point) for point in (start, *(m.point for m in surface.minima)))
    if floor is not None:
        compile_scalar(parse_graph(floor, inputs=AXES))(*start)
    if steepest == 0:
        return surface
    return Surface("custom", title, expression, window, start, float(f"{0.5 / steepest:.2g}"), floor)


@lru_cache(maxsize=16)
def surface_values(surface: Surface) -> Callable[[NDArray[Any], NDArray[Any]], NDArray[Any]]:
    """Return a function from arrays of x and of y to an array of losses, NaN where there is no value."""
    values = compile_arrays(surface.graph, inputs=AXES, undefined="nan")
    return lambda x, y: values(x, y)[0]
