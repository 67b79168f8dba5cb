"""Trust: the gradient held against two other ways to compute it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from adjoint.autodiff.errors import DomainError
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.sweeps import forward, reverse, tangent
from adjoint.frozen import frozen

_SHRINK: Final = 1.4
_LEVELS: Final = 10


@frozen
class Check:
    """One partial derivative, three ways.

    Attributes:
        input: by which input.
        reverse: by the reverse sweep.
        tangent: by a forward sweep.
        difference: by extrapolated central differences; ``None`` where the value is undefined on either side.
        mode_error: how far the sweeps are apart, relative to the larger.
        difference_error: how far the differences are from the reverse sweep, relative to the larger or to 1.
    """

    input: str
    reverse: float
    tangent: float
    difference: float | None
    mode_error: float
    difference_error: float


@frozen
class Verification:
    """A gradient checked input by input."""

    checks: tuple[Check, ...]

    @property
    def worst_mode(self) -> Check:
        """The input for which the two modes differ most."""
        return max(self.checks, key=lambda check: check.mode_error)

    @property
    def worst_difference(self) -> Check:
        """The input for which the gradient differs most from differences."""
        return max(self.checks, key=lambda check: check.difference_error)

    def holds(self, *, modes: float = 1e-12, differences: float = 1e-6) -> bool:
        """Tell whether all errors are within bounds."""
        return all(
            check.mode_error <= modes and check.difference_error <= differences for check in self.checks
        )


def verify(graph: Graph, inputs: Mapping[str, float]) -> Verification:
    """Check the gradient at a point against forward mode and against differences of the value.

    Args:
        graph: the computation.
        inputs: the point.

    Raises:
        DomainError: the value or a derivative is not finite at the point.
    """
    primals = forward(graph, inputs)
    adjoints = reverse(graph, primals)
    output = graph.outputs[0]
    checks = []
    for name in graph.inputs:
        by_reverse = adjoints[graph.index(name)]
        by_tangent = tangent(graph, primals, {name: 1.0})[output]

        def along(step: float, name: str = name) -> float:
            return forward(graph, {**inputs, name: inputs[name] + step})[output]

        difference = _extrapolated_difference(along, scale=max(abs(inputs[name]), 1.0))
        checks.append(
            Check(
                input=name,
                reverse=by_reverse,
                tangent=by_tangent,
                difference=difference,
                mode_error=_relative(by_reverse, by_tangent, floor=0.0),
                difference_error=0.0 if difference is None else _relative(by_reverse, difference, floor=1.0),
            )
        )
    return Verification(tuple(checks))


def _relative(one: float, other: float, *, floor: float) -> float:
    size = max(abs(one), abs(other), floor)
    return abs(one - other) / size if size else 0.0


def _extrapolated_difference(along: Callable[[float], float], *, scale: float) -> float | None:
    """Return the derivative at 0 by Ridders's method: central differences, extrapolated until rounding wins.

    C. J. F. Ridders (1982), "Accurate computation of F'(x) and F'(x) F''(x)".
    """
    for start in (0.1, 1e-3, 1e-5, 1e-7):
        try:
            return _ridders(along, start * scale)
        except DomainError:
            continue  # too near the edge of the domain for steps so wide
    return None


def _ridders(along: Callable[[float], float], step: float) -> float:
    best, error = 0.0, float("inf")
    above: list[float] = []
    for _ in range(_LEVELS):
        row = [(along(step) - along(-step)) / (2 * step)]
        factor = 1.0
        for level, previous in enumerate(above):
            factor *= _SHRINK**2
            row.append((row[level] * factor - previous) / (factor - 1))
            spread = max(abs(row[-1] - row[level]), abs(row[-1] - previous))
            if spread <= error:
                best, error = row[-1], spread
        above, step = row, step / _SHRINK
    return best
