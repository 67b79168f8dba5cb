"""Compiled graphs: the same numbers as the sweeps, only faster, and as careful."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings

from adjoint.autodiff import (
    DomainError,
    Graph,
    Node,
    compile_arrays,
    compile_gradient,
    compile_scalar,
    compile_value,
    cost,
    forward,
    gradient,
    parse_graph,
    reverse,
    verify,
)
from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.compile.python import emit_python
from adjoint.autodiff.verify import Check
from tests.autodiff.expressions import INPUTS, expressions, points


@given(expressions, points)
@settings(max_examples=60, deadline=None)
def test_compiled_interpreted_and_array_code_agree_with_the_sweeps(
    expression: str, point: dict[str, float]
) -> None:
    graph = parse_graph(expression, inputs=INPUTS)
    primals = forward(graph, point)
    adjoints = reverse(graph, primals)
    expected = [primals[graph.outputs[0]], *(adjoints[graph.index(name)] for name in INPUTS)]
    scale = max(1.0, *map(abs, expected))
    close = pytest.approx(expected, rel=1e-12, abs=1e-12 * scale)
    assert compile_gradient(graph)(*point.values()) == close
    assert compile_scalar(gradient(graph), straight=False)(*point.values()) == close
    arrays = compile_arrays(gradient(graph))(*(np.full((2, 3), x) for x in point.values()))
    assert [float(array[1, 2]) for array in arrays] == close


def test_generated_code_holds_no_name_of_the_author() -> None:
    graph = parse_graph(
        "__import__s = danger + evil; y = lambda * __import__s".replace("__import__s", "import1")
    )
    code = emit_python(lower(gradient(graph)), [f"x{k}" for k in range(len(graph.inputs))])
    text = " ".join((*code.statements, *code.results))
    assert not any(name in text for name in ("danger", "evil", "lambda", "import"))


def test_a_variable_is_used_again_once_its_value_is_not_wanted() -> None:
    text = "; ".join(f"n{k + 1} = n{k}*sin(n{k})" for k in range(50))
    code = emit_python(lower(parse_graph(text)), ["x0"])
    assert len(code.statements) == 49
    assert {statement.split(" = ")[0] for statement in code.statements} == {"v2"}


def test_steps_that_no_output_needs_are_not_written() -> None:
    text = "y = x + 1; " + "; ".join(f"n{k + 1} = n{k}*sin(x)" for k in range(2_000))
    code = emit_python(lower(parse_graph(text, output="y")), ["x0", "x1"])
    assert (code.statements, code.results) == ((), ("(x0 + 1.0)",))


def test_parameters_follow_the_order_that_is_asked_for() -> None:
    graph = parse_graph("y - 2*x")
    assert graph.inputs == ("y", "x")
    assert compile_value(graph, inputs=("x", "y"))(1.0, 5.0) == (3.0,)
    assert compile_gradient(graph, inputs=("x", "y"))(1.0, 5.0) == (3.0, -2.0, 1.0)
    assert compile_arrays(graph, inputs=("x", "y"))(np.array([1.0]), np.array([5.0]))[0] == 3.0


def test_infinities_may_vanish_on_the_way_but_are_never_handed_out() -> None:
    for straight in (True, False):
        assert compile_scalar(parse_graph("1/exp(x)"), straight=straight)(800.0) == (0.0,)
        assert compile_scalar(parse_graph("1/(1/x)"), straight=straight)(0.0) == (0.0,)
        with pytest.raises(DomainError, match="overflow in exp of 800"):
            compile_scalar(parse_graph("exp(x)"), straight=straight)(800.0)
    assert compile_arrays(parse_graph("1/exp(x)"))(np.array([800.0]))[0] == 0.0


def test_a_nan_is_never_passed_on_in_silence() -> None:
    for text in ("relu(log(x))", "max(log(x), 1)", "min(1, log(x))", "clip(log(x), 0, 1)", "abs(log(x))"):
        with pytest.raises(DomainError, match="log of −1"):
            compile_value(parse_graph(text))(-1.0)
        with pytest.raises(DomainError, match="log of −1"):
            compile_arrays(parse_graph(text))(np.array([2.0, -1.0]))


def test_arrays_are_broadcast_and_every_output_has_their_shape() -> None:
    x, y = np.linspace(0, 1, 300)[:, None], np.linspace(0, 1, 200)[None, :]
    value, slope_x, slope_y = compile_arrays(gradient(parse_graph("3*x + y^2")))(x, y)
    assert value.shape == slope_x.shape == slope_y.shape == (300, 200)
    np.testing.assert_allclose(value, 3 * x + y**2)
    np.testing.assert_allclose(slope_x, 3.0)
    np.testing.assert_allclose(slope_y, np.broadcast_to(2 * y, (300, 200)))
    assert float(compile_arrays(parse_graph("x^2"))(3.0)[0]) == 9.0


def test_points_outside_the_domain_are_named_or_hold_nan() -> None:
    graph = parse_graph("log(x) + y")
    with pytest.raises(DomainError, match=r"log of −1 in log\(x\), where x = -1, y = 2"):
        compile_arrays(graph)(np.array([1.0, -1.0]), 2.0)
    (found,) = compile_arrays(graph, undefined="nan")(np.array([1.0, -1.0]), 2.0)
    assert found[0] == 2.0
    assert math.isnan(found[1])


def wide(count: int) -> Graph:
    nodes = [Node(f"x{k}", "input") for k in range(count)]
    total = 0
    for k in range(1, count):
        nodes.append(Node(f"m{k}", "multiply", (total, k)))
        nodes.append(Node(f"s{k}", "sin", (len(nodes) - 1,)))
        total = len(nodes) - 1
    return Graph(tuple(nodes), (total,))


def test_ten_thousand_inputs_fit_in_40_mb() -> None:
    graph = wide(10_000)
    tracemalloc.start()
    slope = compile_gradient(graph)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40e6
    inputs = {name: 1 + 0.1 / (k + 1) for k, name in enumerate(graph.inputs)}
    adjoints = reverse(graph, forward(graph, inputs))
    assert slope(*inputs.values())[1:] == pytest.approx(adjoints[:10_000], rel=1e-12)


TEXTS = (
    "e = (a + b) * (b + 1)", "L = (tanh(w*x + b) - y)^2", "f = (1 - x)^2 + 100*(y - x^2)^2", "a*b*c*d*f*g",
    "x^y", "softplus(x)*gelu(y)", "sqrt(x^2 + y^2)/atan2(x, y)", "tanh(tanh(tanh(x)))", "x/y/z/w",
    "logsumexp(logsumexp(a, b), logsumexp(c, d))", "max(max(a, b), min(c, d))", "sin(x)*cos(x)*exp(-x^2)",
    "erf(hypot(x, y))",
)  # fmt: skip


@pytest.mark.parametrize("graph", [*map(parse_graph, TEXTS), wide(10), wide(300)])
def test_reverse_mode_costs_at_most_4_values_whatever_the_inputs(graph: Graph) -> None:
    counted = cost(graph)
    assert counted.value < counted.reverse <= 4 * counted.value


def test_forward_mode_grows_with_the_inputs_and_reverse_mode_does_not() -> None:
    few, many = cost(wide(10)), cost(wide(100))
    assert many.reverse / many.value == pytest.approx(few.reverse / few.value, rel=0.1)
    assert many.forward_mode / many.value > 8 * few.forward_mode / few.value
    assert many.reverse_stored > 5 * few.reverse_stored
    assert many.value_stored == few.value_stored


def test_the_cost_of_the_toy_graph_can_be_counted_by_hand() -> None:
    counted = cost(parse_graph("e = (a + b) * (b + 1)"))  # a + b, b + 1, c · d; then d + c
    assert (counted.inputs, counted.value, counted.reverse) == (2, 3, 4)


def test_of_several_outputs_forward_mode_sweeps_all_at_once_and_reverse_mode_one_by_one() -> None:
    graph = parse_graph("u = tanh(a * b); v = u * c")
    both = Graph(graph.nodes, (graph.index("v"), graph.index("u")))
    one, two = cost(graph), cost(both)
    assert (two.outputs, two.value) == (2, one.value)
    assert two.forward_mode == two.value + 3 * (two.tangent - two.value)
    assert two.reverse_mode == two.value + 2 * (two.reverse - two.value)
    assert (one.outputs, one.reverse_mode) == (1, one.reverse)


@given(expressions, points)
@settings(max_examples=30, deadline=None)
def test_verification_finds_the_ways_of_differentiating_in_agreement(
    expression: str, point: dict[str, float]
) -> None:
    found = verify(parse_graph(expression, inputs=INPUTS), point)
    assert found.holds(modes=1e-9, differences=1e-6), found


def test_verification_says_where_the_ways_differ_most() -> None:
    found = verify(parse_graph("y = relu(x) + z"), {"x": 0.0, "z": 1.0})  # at a kink, differences see ½
    assert found.worst_difference.input == "x"
    assert found.worst_difference.difference == pytest.approx(0.5)
    assert not found.holds()
    assert isinstance(found.worst_mode, Check)


def test_verification_near_the_edge_of_a_domain_takes_smaller_steps() -> None:
    assert verify(parse_graph("y = log(x)"), {"x": 1e-4}).holds()
