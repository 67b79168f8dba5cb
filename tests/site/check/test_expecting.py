"""Numbers in many states at once are those of each state by itself, or are left open."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest

from adjoint.autodiff import DomainError, forward, parse_graph
from adjoint.components.expressions import read_text
from adjoint.components.quantities import Quantities, Range, graph_values
from adjoint.components.reading import Scope, Undefined
from adjoint.site.check.replay.expecting import Everywhere
from adjoint.site.check.replay.states import States

STOPS = (-2.0, -1.0, 0.0, 0.5, 2.0)
EXPRESSIONS = [
    "toy.e",
    "toy.e + 2 * other.e",
    "grad(toy.e, toy.b)",
    "grad(toy.u, toy.a)^2",
    "path(toy.e, toy.a, toy.u)",
    "1 / toy.a",
    "sqrt(toy.b) - grad(toy.e, toy.a)",
    "toy.e / 0.3 * far.e",
]


def _quantities(expression: str, inputs: Mapping[str, float]) -> Quantities:
    graph = parse_graph(expression)
    primals = forward(graph, inputs)
    sliders = {name: Range(-2, 2, 1) for name in inputs}
    return Quantities(graph_values(graph, primals), graph, primals, sliders)


PAGE = {
    "toy": _quantities("u = log(a + 1); e = u * b + abs(b)", {"a": 1.0, "b": 2.0}),
    "other": _quantities("e = a * a", {"a": 0.5}),
    "far": _quantities("e = 3 * a", {"a": 2.0}),
}
MOVING = ("toy", "other")
STATES = States(
    {f"{owner}.{name}": STOPS for owner in MOVING for name in PAGE[owner].inputs}, tuple(range(0, 125, 2))
)


def _alone(expression: str, state: Mapping[str, float]) -> float:
    """Return an expression's value in one state, NaN where it or a part of a graph has none."""
    page = dict(PAGE)
    try:
        for owner in MOVING:
            page[owner] = PAGE[owner].moved({name: state[f"{owner}.{name}"] for name in PAGE[owner].inputs})
        return read_text(expression, Scope(page)).value(Scope(page))
    except (DomainError, Undefined):
        return math.nan


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_value_in_all_states_at_once_is_that_in_each(expression: str) -> None:
    columns = STATES.columns()
    moved = {owner: {name: columns[f"{owner}.{name}"] for name in PAGE[owner].inputs} for owner in MOVING}
    found = Everywhere(PAGE, moved).value(read_text(expression, Scope(PAGE)))
    wanted = [_alone(expression, STATES.inputs(state)) for state in STATES.chosen]
    assert found is not None
    np.testing.assert_allclose(found, wanted, rtol=1e-15)
    assert 0 < np.isnan(found).sum() < len(found)


def test_what_arrays_cannot_tell_is_left_open() -> None:
    moved = {"other": {"a": np.array(STOPS)}}
    assert Everywhere(PAGE, moved).value(read_text("at(other.e, other.a=3)", Scope(PAGE))) is None
    assert Everywhere(PAGE, moved).value(read_text("local(other.e, other.a)", Scope(PAGE))) is None
