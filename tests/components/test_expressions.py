"""Expressions over a page's numbers: what they are worth, here and with the sliders elsewhere."""

from __future__ import annotations

import math

import pytest

from adjoint.autodiff import ExpressionError, forward, parse_graph
from adjoint.components.expressions import read_text
from adjoint.components.quantities import Quantities, Range, graph_values
from adjoint.components.reading import Scope, Undefined


def graph(expression: str, **inputs: float) -> Quantities:
    built = parse_graph(expression)
    primals = forward(built, inputs)
    return Quantities(
        graph_values(built, primals), built, primals, {name: Range(-3, 3, 0.5) for name in inputs}
    )


# e = (a + b)(b + 1) at a = 2, b = 1: c = 3, d = 2, e = 6. twice: b = a + a, two arrows from a.
SCOPE = Scope(
    {
        "toy": graph("e = (a + b) * (b + 1)", a=2.0, b=1.0),
        "twice": graph("q = p + p; r = p * q", p=3.0),
        "race": Quantities({"adam.loss": 0.25, "adam.steps": math.inf}),
    }
)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("e", 6.0),
        ("toy.e - 2 * d", 2.0),
        ("grad(e, b)", 5.0),
        ("grad(toy.e, b) + grad(e, toy.a)", 7.0),
        ("grad(d, a)", 0.0),
        ("toy.grad.c", 2.0),
        ("path(e, b, c)", 2.0),
        ("path(e, b, d)", 3.0),
        ("grad(r, p)", 12.0),
        ("path(r, p, q)", 6.0),
        ("grad(grad(e, b), b)", 2.0),
        ("grad(grad(toy.e, a), b) - 1", 0.0),
        ("at(grad(grad(r, p), p), p=e)", 4.0),
        ("local(q, p)", 2.0),
        ("local(r, p)", 6.0),
        ("at(e, a=0)", 2.0),
        ("at(e, a=0, b=-1) + e", 6.0),
        ("at(grad(r, p), p=e)", 24.0),
        ("sqrt(race.adam.loss) + pi - π", 0.5),
        ("2^10", 1024.0),
    ],
)
def test_an_expression_is_worth_what_calculus_says(expression: str, value: float) -> None:
    assert read_text(expression, SCOPE).value(SCOPE) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("graph-1.y", 3.0),
        ("graph-1.y - graph-1.grad.x - 1", 1.0),
        ("grad(my-graph.e, my-graph.b) * fig:a.v", 25.0),
        ("at(graph-1.y, graph-1.x=x)", 3.0),
        ("e - graph.w", -1.0),
        ("my-graph-2.z", 8.0),
        ("2-graph-1.y", -1.0),
    ],
)
def test_any_id_may_stand_before_a_dot(expression: str, value: float) -> None:
    ids = ["graph-1", "my-graph", "fig:a", "graph", "my-graph-2"]
    graphs = [
        graph("y = x + 2", x=1.0),
        graph("e = (a + b) * (b + 1)", a=2.0, b=1.0),
        graph("v = u + 1", u=4.0),
        graph("w = s + 1", s=6.0),
        graph("z = t + 1", t=7.0),
    ]
    scope = Scope(dict(zip(ids, graphs, strict=True)))
    assert read_text(expression, scope).value(scope) == value


def test_a_reading_follows_the_sliders() -> None:
    reading = read_text("grad(e, b) - d - c + e", SCOPE)
    moved = SCOPE.moved("toy", {"a": -1.0, "b": 2.0})
    assert reading.value(moved) == (-1 + 2) * (2 + 1)
    assert reading.value(SCOPE) == 6


def test_names_belong_first_to_the_component_in_which_they_stand() -> None:
    scope = Scope({"one": graph("e = a + 1", a=1.0), "two": graph("e = a * 5", a=1.0)}, home="two")
    assert read_text("e", scope).value(scope) == 5
    assert read_text("one.e", scope).value(scope) == 2
    with pytest.raises(ExpressionError, match="e is a quantity of one and of two"):
        read_text("e", Scope(scope.quantities))


def test_something_that_never_happened_can_be_named_but_not_reckoned_with() -> None:
    assert read_text("race.adam.steps", SCOPE).value(SCOPE) == math.inf
    with pytest.raises(Undefined, match="a number that is not finite"):
        read_text("race.adam.steps + 1", SCOPE).value(SCOPE)


@pytest.mark.parametrize(
    ("expression", "message", "start", "end"),
    [
        ("2 + 1 / (c - 3)", "division by zero", 4, 14),
        ("3 * log(-e)", "log of −6", 4, 11),
        ("exp(e * 1000)", "overflow", 0, 13),
    ],
)
def test_an_undefined_value_is_told_at_its_part(expression: str, message: str, start: int, end: int) -> None:
    with pytest.raises(Undefined, match=message) as caught:
        read_text(expression, SCOPE).value(SCOPE)
    assert (caught.value.start, caught.value.end) == (start, end)


@pytest.mark.parametrize(
    ("expression", "message", "start"),
    [
        ("1 + f", 'nothing on this page is called "f"', 4),
        ("grad(e)", "grad takes the names of two nodes", 0),
        ("grad(e, 2)", "grad takes the names of two nodes", 0),
        ("grad(e, p)", 'nothing on this page is called "p"', 8),
        ("path(e, a, d)", "no path from e down to a goes through d", 0),
        ("1 + grad(b, e)", "b does not depend on e, e depends on b (did you mean grad(e, b)?)", 4),
        ("at(e)", "at takes an expression and inputs to set", 0),
        ("at(e, c=1)", "c is no input of a graph", 6),
        ("1 + (e < 7)", "a number is wanted here, not a statement", 5),
        ("close(e, 6, tolerance=1)", "a number is wanted here, not a statement", 0),
        ("loss(race.adam)", 'nothing on this page is called "race.adam"', 5),
        ("sqroot(e)", "there is no operation sqroot", 0),
    ],
)
def test_what_is_no_number_is_refused_at_its_place(expression: str, message: str, start: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        read_text(expression, SCOPE)
    assert caught.value.start == start
    assert message in {caught.value.message, str(caught.value)}


def test_names_that_are_offered_are_the_authors_own_and_the_nearest_first() -> None:
    scope = Scope({"tangent": graph("x1 = x0 - sin(x0)/s", x0=1.0, s=2.0), "aside": graph("y3 = q", q=1.0)})
    with pytest.raises(ExpressionError) as caught:
        read_text("x9", scope)
    assert caught.value.hint == "there are x0, x1, q, s, y3, grad.x0, grad.x1, grad.q, grad.s, grad.y3"


def test_a_letter_given_to_a_nameless_step_takes_no_name_from_the_author() -> None:
    other = graph("z = (p + q) * r", p=1.0, q=3.0, r=1.0)
    (letter,) = (name for name in other.unwritten if "." not in name)
    scope = Scope({"other": other, "mine": graph(f"f = {letter} * x", x=1.0, **{letter: 2.0})})
    assert read_text(letter, scope).value(scope) == 2.0
    assert read_text(f"grad(f, {letter})", scope).value(scope) == 1.0
    assert read_text(f"other.{letter}", scope).value(scope) == 4.0


def test_a_graph_that_comes_back_to_a_state_gives_the_same_and_tells_minus_zero_from_zero() -> None:
    quantities = Quantities({"x": 1.0}, parse_graph("y = atan2(x, -1)"), (1.0, -1.0, 0.0))
    first = quantities.moved({"x": 0.0})
    assert quantities.moved({"x": 0.0}) is first
    assert quantities.moved({"x": -0.0}).values["y"] == -first.values["y"] != 0
    assert quantities.moved({"x": 0.0}).values["y"] == first.values["y"] > 0
