"""A whole descent as one loop of straight-line code, as fast as one written by hand for its surface."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
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
    Rules = tuple[Optimiser, Rule, Rule]

_LOOP: Final = """\
def f(points, losses, norms, begin, steps, limit, {parameters}):
    record_point, record_loss, record_norm = points.append, losses.append, norms.append
    t = begin
    try:
        {before}
        for t in range(begin, steps + 2):
            {statements}
            loss = {loss}
            record_point(({x}, {y}))
            record_loss(loss)
            record_norm(hypot({g_x}, {g_y}))
            if not loss <= limit:
                break
            {following}
    except (ArithmeticError, ValueError):
        return t, {state}
    return None
"""
"""Step t begins at point t − 1. A loss that is NaN or beyond the limit ends the loop.

What is returned, if an operation had no value, is where to take up the loop again.
"""
_NEEDED: Final[Mapping[str, Any]] = {
    "range": range,
    "hypot": math.hypot,
    "ArithmeticError": ArithmeticError,
    "ValueError": ValueError,
}
_NAMESPACES: Final[Mapping[Target, Mapping[str, Any]]] = {PYTHON: PYTHON_NAMESPACE, IEEE: IEEE_NAMESPACE}
"""Fast code, which fails at poles, and careful code, in this order."""


@dataclass
class Record:
    """What a loop has seen: points, losses and lengths of gradients, the last of which may not be finite."""

    points: list[Point] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    norms: list[float] = field(default_factory=list)

    def cut(self, length: int) -> None:
        """Forget every row after so many."""
        for column in (self.points, self.losses, self.norms):
            del column[length:]

    @property
    def finite(self) -> int:
        """How many rows from the start have finite numbers throughout."""
        # A coordinate that is not finite stays so, hence the last point speaks for all.
        if all(map(math.isfinite, (*self.points[-1], sum(self.losses), sum(self.norms)))):
            return len(self.points)
        rows = zip(self.points, self.losses, self.norms, strict=True)
        bad = (k for k, (point, *row) in enumerate(rows) if not all(map(math.isfinite, (*point, *row))))
        return next(bad, len(self.points))


def run(  # noqa: PLR0913  (all of them numbers of one run)
    surface: Graph, rules: Rules, settings: Sequence[float], start: Point, *, steps: int, limit: float
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
    state: tuple[Any, ...] | None = (1, *start, *(0.0 for _ in state_names(rules[0])))
    for target in _NAMESPACES:
        if state is not None:  # where an operation had no value, that step is taken again, through ∞ and NaN
            record.cut(state[0] - 1)
            loop = _compiled(surface, rules, target)
            state = loop(
                record.points, record.losses, record.norms, state[0], steps, limit, *state[1:], *settings
            )
    return record


@lru_cache(maxsize=256)
def _compiled(surface: Graph, rules: Rules, target: Target) -> Callable[..., Any]:
    settings = setting_names(*rules)
    before, inside = _parted(lower(descent_step(surface, *rules)), settings)
    return define(_source(before, inside, settings, target), {**_NEEDED, **_NAMESPACES[target]})


_EARLY: Final = "early_"


def _source(before: Graph, inside: Graph, settings: Sequence[str], target: Target) -> str:
    """Write the loop; its variables are named after the graphs' inputs, which are ours, not an author's."""
    variables = {name: "t" if name == "t" else f"of_{name}" for name in (*before.inputs, *inside.inputs)}
    early = straight_line(before, target, [variables[name] for name in before.inputs], prefix="b")
    step = straight_line(inside, target, [variables[name] for name in inside.inputs], prefix="v")
    loss, g_x, g_y, *following = step.results
    results = [name for name in inside.inputs if name.startswith(_EARLY)]
    state = [name for name in inside.inputs if name not in {"t", *settings, *results}]
    kept = [f"{variables[name]} = {value}" for name, value in zip(results, early.results, strict=False)]
    return _LOOP.format(
        parameters=", ".join(variables[name] for name in (*state, *settings)),
        before="\n        ".join([*early.statements, *kept]) or "pass",
        statements="\n            ".join(step.statements) or "pass",
        loss=loss,
        g_x=g_x,
        g_y=g_y,
        x=variables["x"],
        y=variables["y"],
        state=", ".join(variables[name] for name in state),
        following="\n            ".join(_assigned([variables[name] for name in state], following)),
    )


def _assigned(names: Sequence[str], values: Sequence[str]) -> list[str]:
    """Write an assignment of all values at once; one tuple would be slower."""
    first, then = [], []
    for name, value in zip(names, values, strict=True):
        if value.isidentifier() and value not in names:
            then.append(f"{name} = {value}")
        else:
            first.append(f"next_{name} = {value}")
            then.append(f"{name} = next_{name}")
    return first + then


def _parted(graph: Graph, settings: Collection[str]) -> tuple[Graph, Graph]:
    """Part a step's graph into what depends on the settings alone and what is left for each step.

    The second graph reads the outputs of the first as inputs named ``early_0``, ``early_1``, ….
    """
    before, inside = Builder(), Builder()
    copies = before.copy(graph)
    fixed: list[bool] = []
    for node in graph.nodes:
        is_known = node.value is not None or node.name in settings
        fixed.append(is_known or (bool(node.operands) and all(fixed[operand] for operand in node.operands)))
    read = {
        operand
        for node, known in zip(graph.nodes, fixed, strict=True)
        if not known
        for operand in node.operands
    }
    wanted: list[int] = []
    places: list[int] = []
    for index, node in enumerate(graph.nodes):
        if node.operation == "input":
            place = inside.input(node.name)
        elif node.value is not None:
            place = inside.constant(node.value)
        elif not fixed[index]:
            place = inside.apply(node.operation, *(places[operand] for operand in node.operands))
        elif index in read or index in graph.outputs:
            place = inside.input(f"{_EARLY}{len(wanted)}")
            wanted.append(copies[index])
        else:
            place = -1
        places.append(place)
    return before.graph(wanted or [0]), inside.graph([places[output] for output in graph.outputs])
