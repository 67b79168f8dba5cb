"""Values and derivatives: both modes, their products and the Hessian, against each other and mpmath."""

from __future__ import annotations

import math

import mpmath
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from adjoint.autodiff import (
    DomainError,
    Graph,
    Node,
    compile_gradient,
    compile_scalar,
    compile_value,
    forward,
    gradient,
    hessian,
    hessian_graph,
    hessian_vector,
    jvp,
    local_derivatives,
    parse_graph,
    parse_program,
    paths,
    reverse,
    tangent,
    vjp,
)
from tests.autodiff.expressions import INPUTS, expressions, numbers, points
from tests.autodiff.reference import REFERENCES

TOY = parse_graph("e = (a + b) * (b + 1)")


def exact(graph: Graph, point: dict[str, mpmath.mpf]) -> mpmath.mpf:
    """Evaluate a graph with mpmath's functions, in whatever precision is set."""
    values: list[mpmath.mpf] = []
    for node in graph.nodes:
        if node.operation == "input":
            values.append(mpmath.mpf(point[node.name]))
        elif node.value is not None:
            values.append(mpmath.mpf(node.value))
        else:
            values.append(REFERENCES[node.operation].value(*(values[operand] for operand in node.operands)))
    return values[graph.outputs[0]]


def test_the_toy_graph_has_the_numbers_of_the_textbook() -> None:
    primals = forward(TOY, {"a": 2.0, "b": 1.0})
    adjoints = reverse(TOY, primals)
    numbers_by_name = {node.name: (primals[k], adjoints[k]) for k, node in enumerate(TOY.nodes) if node.name}
    assert numbers_by_name == {"a": (2, 2), "b": (1, 5), "c": (3, 2), "d": (2, 3), "e": (6, 1)}
    assert local_derivatives(TOY, primals) == (1, 1, 1, 2, 3)
    assert tangent(TOY, primals, {"b": 1.0})[-1] == 5


def test_parallel_edges_both_count() -> None:
    graph = parse_graph("b = a + a")
    primals = forward(graph, {"a": 3.0})
    assert local_derivatives(graph, primals) == (1, 1)
    assert reverse(graph, primals)[0] == 2
    assert parse_graph("y = x*x*x").nodes[1].operands == (0, 0)


def test_nodes_that_the_output_does_not_need_have_adjoint_0_and_raise_nothing() -> None:
    graph = parse_graph("r = sqrt(x); y = x + 1")
    primals = forward(graph, {"x": 0.0})
    assert reverse(graph, primals) == (1.0, 0.0, 0.0, 1.0)
    with pytest.raises(DomainError):
        reverse(graph, primals, "r")


@given(expressions, points)
@settings(max_examples=120, deadline=None)
def test_gradients_of_compositions_are_within_1e_13_of_50_digits(
    expression: str, point: dict[str, float]
) -> None:
    graph = parse_graph(expression, inputs=INPUTS)
    found = compile_gradient(graph)(*point.values())
    adjoints = reverse(graph, forward(graph, point))
    with mpmath.workdps(120):
        step = mpmath.mpf(10) ** -40
        for position, name in enumerate(INPUTS):
            above, below = ({**point, name: mpmath.mpf(point[name]) + sign * step} for sign in (1, -1))
            expected = (exact(graph, above) - exact(graph, below)) / (2 * step)
            size = _sensitivity(graph, point, name)
            assert abs(found[1 + position] - expected) <= 1e-13 * size
            assert abs(adjoints[graph.index(name)] - expected) <= 1e-13 * size


def _sensitivity(graph: Graph, point: dict[str, float], name: str) -> float:
    """Return the sum of the paths' sizes: where contributions cancel, digits are lost in any arithmetic."""
    primals = forward(graph, point)
    listed = paths(graph, primals, name, limit=10_000).listed
    return max(1e-3, sum(abs(path.contribution) * (1 + len(path.edges)) for path in listed)) * 8


@given(expressions, points)
@settings(max_examples=60, deadline=None)
def test_contributions_of_all_paths_add_up_to_the_adjoint(expression: str, point: dict[str, float]) -> None:
    graph = parse_graph(expression, inputs=INPUTS)
    primals = forward(graph, point)
    adjoints = reverse(graph, primals)
    for name in INPUTS:
        found = paths(graph, primals, name, limit=10_000)
        assert len(found.listed) == found.count
        total = math.fsum(path.contribution for path in found.listed)
        assert total == pytest.approx(adjoints[graph.index(name)], rel=1e-9, abs=1e-9)


@given(st.lists(expressions, min_size=2, max_size=3), points, st.lists(numbers, min_size=6, max_size=6))
@settings(max_examples=30, deadline=None)
def test_the_products_are_adjoint_to_each_other(
    parts: list[str], point: dict[str, float], weights: list[float]
) -> None:
    names = [f"out{k}" for k in range(len(parts))]
    text = "\n".join(f"{name} = {part}" for name, part in zip(names, parts, strict=True))
    graph = parse_program(text, inputs=INPUTS, outputs=names)
    primals = forward(graph, point)
    v, w = dict(zip(INPUTS, weights, strict=False)), weights[3 : 3 + len(parts)]
    left = math.fsum(x * y for x, y in zip(jvp(graph, primals, v), w, strict=True))
    right = math.fsum(x * y for x, y in zip(vjp(graph, primals, w), v.values(), strict=True))
    assert left == pytest.approx(right, rel=1e-9, abs=1e-9)


@given(expressions, points)
@settings(max_examples=20, deadline=None)
def test_the_hessian_is_symmetric_and_equals_second_differences_and_products(
    expression: str, point: dict[str, float]
) -> None:
    graph = parse_graph(expression, inputs=INPUTS)
    primals = forward(graph, point)
    matrix = hessian(graph, primals)
    size = max(1.0, *(abs(entry) for row in matrix for entry in row))
    compiled = compile_scalar(hessian_graph(graph))(*point.values())[4:]
    triangle = [matrix[i][j] for i in range(3) for j in range(i + 1)]
    assert compiled == pytest.approx(triangle, rel=1e-9, abs=1e-9 * size)
    for i in range(3):
        for j in range(3):
            assert matrix[i][j] == pytest.approx(matrix[j][i], rel=1e-9, abs=1e-9 * size)
    direction = dict(zip(INPUTS, (0.3, -1.0, 2.0), strict=True))
    product = [math.fsum(h * v for h, v in zip(row, direction.values(), strict=True)) for row in matrix]
    assert hessian_vector(graph, primals, direction) == pytest.approx(product, rel=1e-9, abs=1e-9 * size)
    with mpmath.workdps(80):
        step = mpmath.mpf(10) ** -20

        def value(da: int, db: int) -> mpmath.mpf:
            return exact(
                graph,
                {**point, "a": mpmath.mpf(point["a"]) + da * step, "b": mpmath.mpf(point["b"]) + db * step},
            )

        mixed = (value(1, 1) - value(1, -1) - value(-1, 1) + value(-1, -1)) / (4 * step**2)
    assert matrix[0][1] == pytest.approx(float(mixed), rel=1e-9, abs=1e-9 * size)


def test_a_third_derivative_is_the_same_step_taken_again() -> None:
    first = gradient(parse_graph("y = x^5"))
    second = gradient(Graph(first.nodes, first.outputs[1:]))
    third = gradient(Graph(second.nodes, second.outputs[1:]))
    assert compile_scalar(third)(1.5)[1] == pytest.approx(60 * 1.5**2)


@given(expressions, points, points)
@settings(max_examples=60, deadline=None)
def test_local_derivatives_of_single_steps_agree_with_differences(
    expression: str, point: dict[str, float], direction: dict[str, float]
) -> None:
    graph = parse_graph(expression, inputs=INPUTS)
    primals = forward(graph, point)
    step = 1e-6
    ahead, behind = (
        forward(graph, {name: point[name] + sign * step * direction[name] for name in INPUTS})
        for sign in (1, -1)
    )
    tangents = tangent(graph, primals, direction)
    for up, down, slope, primal in zip(ahead, behind, tangents, primals, strict=True):
        scale = max(1.0, abs(primal), abs(slope))
        assume(scale < 1e3)
        assert (up - down) / (2 * step) == pytest.approx(slope, rel=1e-4, abs=1e-4 * scale)


@pytest.mark.parametrize(
    ("text", "inputs", "message"),
    [
        ("u = x - 2; y = log(u)", {"x": 0.5}, "log of −1.5 at node y"),
        ("y = 1 / (x - 1)", {"x": 1.0}, "division by zero at node y"),
        ("y = exp(x)", {"x": 1000.0}, "overflow in exp of 1000 at node y"),
        ("y = x^0.5", {"x": -4.0}, "−4 to the power 0.5 at node y"),
        ("y = sqrt(x)", {"x": -4.0}, "square root of −4 at node y"),
        ("y = x*x", {"x": 1e200}, "overflow in 1e+200 · 1e+200 at node y"),
        ("y = x + 1", {"x": math.nan}, "input x is nan, not a finite number"),
        ("y = x + 1", {"x": math.inf}, "input x is inf, not a finite number"),
    ],
)
def test_a_value_that_is_not_finite_is_refused_with_place_and_reason(
    text: str, inputs: dict[str, float], message: str
) -> None:
    graph = parse_graph(text)
    for compute in (lambda: forward(graph, inputs), lambda: compile_value(graph)(*inputs.values())):
        with pytest.raises(DomainError) as caught:
            compute()
        assert str(caught.value) == message
        assert caught.value.name in {"x", "y"}
        assert graph.nodes[caught.value.node].name == caught.value.name


@pytest.mark.parametrize(
    ("text", "inputs", "message"),
    [
        ("y = 2 * log(a - b)", {"a": 1.0, "b": 2.0}, "log of −1 in log(a − b)"),
        ("c = a - 3; 2 * log(c) + 1", {"a": 2.0}, "log of −1 in log(c)"),
        ("1 / (a * (a - 2))", {"a": 2.0}, "division by zero in 1 / (a · (a − 2))"),
        ("y = (a - 2)^(a / 4) + 1", {"a": 1.0}, "−1 to the power 0.25 in (a − 2)^(a / 4)"),
        ("log(" + " + ".join(["a"] * 50) + ")", {"a": -1.0}, f"log of −50 in log({'a + ' * 19}…"),
    ],
)
def test_a_node_that_its_author_did_not_name_is_told_by_its_expression(
    text: str, inputs: dict[str, float], message: str
) -> None:
    graph = parse_graph(text)
    for compute in (lambda: forward(graph, inputs), lambda: compile_value(graph)(*inputs.values())):
        with pytest.raises(DomainError) as caught:
            compute()
        assert str(caught.value) == message


def test_an_overflowing_derivative_is_told_by_expressions_where_names_are_made_up() -> None:
    for text, told in [
        ("b * 1e200 * 1e200", "the derivative of b · 1e200 · 1e200 by b overflows"),
        ("u = b * 1e200; y = u * 1e200", "∂y/∂b overflows"),
    ]:
        graph = parse_graph(text)
        with pytest.raises(DomainError) as caught:
            reverse(graph, forward(graph, {"b": 1e-200}))
        assert str(caught.value) == told


def test_a_derivative_that_is_not_finite_is_refused_with_place_and_reason() -> None:
    graph = parse_graph("y = sqrt(x)")
    with pytest.raises(DomainError, match="derivative of sqrt of 0 is not finite at node y"):
        reverse(graph, forward(graph, {"x": 0.0}))
    with pytest.raises(DomainError, match="derivative of sqrt of 0 is not finite at node y"):
        compile_gradient(graph)(0.0)


def test_wrong_names_of_inputs_are_refused() -> None:
    with pytest.raises(KeyError, match="no value for input b"):
        forward(TOY, {"a": 1.0})
    with pytest.raises(KeyError, match="no input z"):
        forward(TOY, {"a": 1.0, "b": 1.0, "z": 1.0})
    with pytest.raises(KeyError, match="no node ee; did you mean e"):
        reverse(TOY, forward(TOY, {"a": 1.0, "b": 1.0}), "ee")


@pytest.mark.parametrize(
    ("nodes", "outputs", "message"),
    [
        ((Node("x", "input"), Node("x", "input")), (0,), "same name"),
        ((Node("x", "sin", (0,)),), (0,), "does not come before"),
        ((Node("x", "input"), Node("y", "add", (0,))), (1,), "takes 2 operands"),
        ((Node("x", "input"),), (1,), "not a node"),
        ((Node("x", "constant"),), (0,), "no value"),
    ],
)
def test_a_graph_that_is_no_graph_is_refused(
    nodes: tuple[Node, ...], outputs: tuple[int, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Graph(nodes, outputs)


def chain(length: int) -> Graph:
    nodes = [Node("x", "input")]
    nodes += [Node(f"n{k}", ("sin", "cos", "tanh")[k % 3], (k,)) for k in range(length)]
    return Graph(tuple(nodes), (length,))


def test_chains_of_100_000_nodes_neither_recurse_nor_overflow() -> None:
    graph = chain(100_000)
    primals = forward(graph, {"x": 0.7})
    adjoints = reverse(graph, primals)
    assert adjoints[-1] == 1.0
    assert tangent(graph, primals, {"x": 1.0})[-1] == pytest.approx(adjoints[0], abs=1e-300)
    assert paths(graph, primals, "x").count == 1
