"""A whole descent as one loop of straight-line code, as fast as one written by hand for its surface and optimiser."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from adjoint.autodiff.builder import Builder
from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.compile.python import IEEE, IEEE_NAMESPACE, PYTHON, PYTHON_NAMESPACE, define
from adjoint.autodiff.compile.straight_line import straight_line
from adjoint.autodiff.descent.step import descent_step, setting_names, state_names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from adjoint.autodiff.compile.straight_line import Target
    from adjoint.autodiff.descent.optimisers import Optimiser
    from adjoint.autodiff.descent.settings import Rule
    from adjoint.autodiff.graph import Graph

    Point = tuple[float, float]

_LOOP: Final = """\
def f(points, losses, norms, begin, steps, limit, {parameters}):
    {before}
    record_point, record_loss, record_norm = points.append, losses.append, norms.append
    try:
        for t in range(begin, steps + 2):
            {statements}
            loss = {loss}
            record_point(({x}, {y}))
            record_loss(loss)
            record_norm(hypot({g_x}, {g_y}))
            if not loss <= limit:
                break
            {state} = {following}
    except (ArithmeticError, ValueError):
        return t, {state}
    return None
"""
"""Step t begins at point t − 1. A loss that is NaN or beyond the limit ends the loop."""

_BUILTINS: Final[Mapping[str, Any]] = {
    "range": range,
    "hypot": math.hypot,
    "ArithmeticError": ArithmeticError,
    "ValueError": ValueError,
}


class Record:
    """What a loop has seen: points, losses and gradient norms, which may end in numbers that are not finite."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.losses: list[float] = []
        self.norms: list[float] = []

    def cut(self, length: int) -> None:
        """Forget everything from a step on."""
        for column in (self.points, self.losses, self.norms):
            del column[length:]

    @property
    def finite(self) -> int:
        """How many steps from the start have finite numbers throughout."""
        # Once a coordinate is not finite it stays so, hence the last point speaks for all.
        if all(map(math.isfinite, (*self.points[-1], sum(self.losses), sum(self.norms)))):
            return len(self.points)
        rows = zip(self.points, self.losses, self.norms, strict=True)
        bad = (k for k, (point, *row) in enumerate(rows) if not all(map(math.isfinite, (*point, *row))))
        return next(bad, len(self.points))


def run_descent(
    surface: Graph,
    rules: tuple[Optimiser, Rule, Rule],
    settings: Sequence[float],
    start: Point,
    steps: int,
    limit: float,
) -> Record:
    """Descend a surface until a loss is not at most the limit.

    Args:
        surface: a graph of x and y.
        rules: an optimiser, a schedule and a clipping.
        settings: in the order of ``setting_names``.
        start: where to begin.
        steps: how many steps to take.
        limit: the loss above which to stop.
    """
    record = Record()
    state = (1, *start, *(0.0 for _ in state_names(rules[0])))
    for is_ieee in (False, True):
        loop = _compiled(surface, rules, is_ieee)
        begin, *state_now = state
        state = loop(record.points, record.losses, record.norms, begin, steps, limit, *state_now, *settings)
        if state is None:
            break
        record.cut(state[0] - 1)  # an operation had no value: take that step again, through ∞ and NaN
    return record


@lru_cache(maxsize=256)
def _compiled(surface: Graph, rules: tuple[Optimiser, Rule, Rule], is_ieee: bool) -> Callable[..., Any]:  # noqa: FBT001  (a cache key)
    graph = lower(descent_step(surface, *rules))
    settings = setting_names(*rules)
    before, inside = _hoisted(graph, settings)
    target, namespace = (IEEE, IEEE_NAMESPACE) if is_ieee else (PYTHON, PYTHON_NAMESPACE)
    return define(_source(before, inside, settings, target), {**_BUILTINS, **namespace})


def _source(before: Graph, inside: Graph, settings: Sequence[str], target: Target) -> str:
    variables = {name: "t" if name == "t" else f"of_{name}" for name in (*before.inputs, *inside.inputs)}
    prelude = straight_line(before, target, [variables[name] for name in before.inputs], prefix="b")
    hoisted = [name for name in inside.inputs if name.startswith(_HOISTED)]
    body = straight_line(inside, target, [variables[name] for name in inside.inputs], prefix="v")
    loss, g_x, g_y, *following = body.results
    state = [name for name in inside.inputs if name not in {"t", *settings, *hoisted}]
    kept = [f"{variables[name]} = {value}" for name, value in zip(hoisted, prelude.results, strict=False)]
    return _LOOP.format(
        parameters=", ".join(variables[name] for name in (*state, *settings)),
        before="\n    ".join([*prelude.statements, *kept]) or "pass",
        statements="\n            ".join(body.statements) or "pass",
        loss=loss,
        g_x=g_x,
        g_y=g_y,
        x=variables["x"],
        y=variables["y"],
        state=", ".join(variables[name] for name in state),
        following=", ".join(following),
    )


_HOISTED: Final = "before_"


def _hoisted(graph: Graph, settings: Collection[str]) -> tuple[Graph, Graph]:
    """Part a step's graph into what depends on the settings alone, computed once, and what is left for each step.

    The second graph reads the outputs of the first as inputs named ``before_0``, ``before_1``, ….
    """
    fixed: list[bool] = []
    for node in graph.nodes:
        is_setting = node.operation == "constant" or node.name in settings
        fixed.append(all(fixed[operand] for operand in node.operands) if node.operands else is_setting)
    read = {
        operand for index, node in enumerate(graph.nodes) if not fixed[index] for operand in node.operands
    }
    before, inside = Builder(), Builder()
    early = before.copy(graph)
    wanted: list[int] = []
    places: list[int] = []
    for index, node in enumerate(graph.nodes):
        if node.operation == "input":
            places.append(inside.input(node.name))
        elif node.value is not None:
            places.append(inside.constant(node.value))
        elif not fixed[index]:
            places.append(inside.apply(node.operation, *(places[operand] for operand in node.operands)))
        elif index in {*read, *graph.outputs}:
            places.append(inside.input(f"{_HOISTED}{len(wanted)}"))
            wanted.append(early[index])
        else:
            places.append(-1)
    return before.graph(wanted or [0]), inside.graph([places[output] for output in graph.outputs])
