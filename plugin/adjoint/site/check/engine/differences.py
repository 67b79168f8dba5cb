"""Derivatives proved without the engine's own: central differences of a graph's values, extrapolated.

Richardson's extrapolation of central differences at h, h/2 and h/4 leaves an error of order h⁶ (Press et al.,
Numerical Recipes, third edition, 5.7). Where a graph has a kink, or no value nearby, it says nothing.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from adjoint.autodiff import DomainError, Graph, forward, reverse
from adjoint.components.compute_graph.component import ComputeGraph
from adjoint.components.lab.effects.gradient_descent.race import Race
from adjoint.components.lab.lab import Lab
from adjoint.components.model import Call
from adjoint.components.numerals import numeral
from adjoint.markup import Diagnostic

STEP: Final = 2.0**-8
"""Relative to the input's size, or 1 if it is smaller; a power of two, so that steps are exact."""
TOLERANCE: Final = 1e-6
STATES: Final = 24
"""So many states of the sliders, drawn with a fixed seed, besides the published one."""

State = Mapping[str, float]


def difference(function: Callable[[float], float], at: float) -> tuple[float, float] | None:
    """Return a function's derivative at a point and a bound of its error, or None where it cannot be told.

    Args:
        function: of one number; it may raise ``DomainError``.
        at: the point.
    """
    step = STEP * max(1.0, 2.0 ** math.floor(math.log2(abs(at) or 1.0)))
    try:
        here = function(at)
        ends = [(function(at + step / 2**k), function(at - step / 2**k)) for k in range(3)]
    except DomainError:
        return None
    rough = [(above - below) / (2 * step / 2**k) for k, (above, below) in enumerate(ends)]
    better = [(4 * fine - coarse) / 3 for coarse, fine in pairwise(rough)]
    best = (16 * better[1] - better[0]) / 15
    size = max(abs(value) for pair in ends for value in pair) + abs(here)
    error = abs(best - better[1]) + 1e-14 * size / step
    # The slopes to either side meet as the step shrinks, unless there is a kink.
    bends = [abs(above + below - 2 * here) / (step / 2**k) for k, (above, below) in enumerate(ends)]
    if bends[2] > 0.6 * bends[0] and bends[2] > 1e-9 * (abs(best) + size):
        return None
    return best, error


def derivative_faults(call: Call, result: Any) -> Iterator[Diagnostic]:  # noqa: ANN401  (a component's own)
    """Yield a fault where a derivative that a component publishes is not the slope of its own function.

    Args:
        call: the component's call.
        result: a graph's or a lab's.
    """
    if isinstance(result, ComputeGraph):
        evaluation = result.evaluation
        sliders = {slider.name: slider for slider in evaluation.sliders}
        rest = {name: slider.value for name, slider in sliders.items()}
        draw = random.Random(1)  # noqa: S311  (a sample, no secret)
        others = [
            {name: slider.stop(draw.random()) for name, slider in sliders.items()} for _ in range(STATES)
        ]
        yield from _of_graph(call, evaluation.graph, [rest, *others], "")
    elif isinstance(result, Lab) and isinstance(result.state, Race):
        race = result.state
        points = [point for run in race.runs for point in run.trajectory.points[:: max(1, race.steps // 4)]]
        states = [{"x": x, "y": y} for x, y in dict.fromkeys([race.start, *points])]
        yield from _of_graph(call, race.surface.graph, states[:STATES], f"{race.surface.title}: ")


def _of_graph(call: Call, graph: Graph, states: Sequence[State], which: str) -> Iterator[Diagnostic]:
    for state in states:
        fault = _at(call, graph, state, which)
        if fault is not None:
            yield fault
            return


def _at(call: Call, graph: Graph, state: State, which: str) -> Diagnostic | None:
    try:
        adjoints = reverse(graph, forward(graph, state))
    except DomainError:
        return None
    for name in (name for name in graph.inputs if name in state):
        found = difference(_along(graph, state, name), state[name])
        if found is None:
            continue
        (slope, error), ours = found, adjoints[graph.index(name)]
        if abs(slope - ours) > TOLERANCE * max(abs(slope), abs(ours), 1e-6) + 4 * error:
            where = ", ".join(f"{key} = {numeral(value)}" for key, value in state.items())
            message = (
                f"{call.id}: {which}∂{graph.output}/∂{name} is {numeral(ours)} at {where} by the engine's "
                f"derivatives, but the slope of {graph.output} there is {numeral(slope)}"
            )
            hint = "a partial derivative in the table of operations is wrong"
            return Diagnostic("wrong-derivative", "error", message, call.location(), hint)
    return None


def _along(graph: Graph, state: State, name: str) -> Callable[[float], float]:
    """Return a graph's output as a function of one input, the others held."""
    return lambda value: forward(graph, {**state, name: value})[graph.outputs[0]]
