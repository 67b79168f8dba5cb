"""Derivatives in the author's names: what a reader sees beside the numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from adjoint.autodiff import (
    Graph,
    Node,
    adjoint_text,
    compile_scalar,
    edges,
    forward,
    local_derivatives,
    parse_graph,
    paths,
    reverse,
)
from adjoint.autodiff.paths import MAX_FACTORS
from adjoint.autodiff.printing import latex_name, number_latex, number_text
from adjoint.autodiff.symbolic import MAX_OPERATIONS
from tests.autodiff.expressions import INPUTS, expressions, points

TOY = parse_graph("e = (a + b) * (b + 1)")


def test_the_adjoints_of_the_toy_graph_read_as_in_the_textbook() -> None:
    found = {name: adjoint_text(TOY, name) for name in "abcde"}
    assert found == {"a": "d", "b": "d + c", "c": "d", "d": "c", "e": "1"}


def test_the_edges_of_the_toy_graph_carry_their_local_derivatives() -> None:
    found = [(TOY.nodes[edge.source].name, TOY.nodes[edge.target].name, edge.text) for edge in edges(TOY)]
    assert found == [("a", "c", "1"), ("b", "c", "1"), ("b", "d", "1"), ("c", "e", "d"), ("d", "e", "c")]


@given(expressions, points)
@settings(max_examples=60, deadline=None)
def test_a_printed_adjoint_is_the_adjoint(expression: str, point: dict[str, float]) -> None:
    graph = parse_graph(expression, inputs=INPUTS)
    primals = forward(graph, point)
    adjoints = reverse(graph, primals)
    values = {node.name: primal for node, primal in zip(graph.nodes, primals, strict=True) if node.name}
    for name in INPUTS:
        text = adjoint_text(graph, name)
        if "∂" not in text:
            shown = compile_scalar(parse_graph(text, inputs=tuple(values)))(*values.values())[0]
            scale = max(1.0, abs(adjoints[graph.index(name)]))
            assert shown == pytest.approx(adjoints[graph.index(name)], rel=1e-9, abs=1e-9 * scale)


def test_an_adjoint_too_long_to_read_is_one_step_of_the_chain_rule() -> None:
    text = "; ".join(f"n{k + 1} = n{k}*sin(n{k})" for k in range(MAX_OPERATIONS))
    graph = parse_graph(text)
    sine = next(node.name for node in graph.nodes if node.operation == "sin")
    last = graph.output
    assert adjoint_text(graph, "n0") == f"∂{last}/∂{sine} · cos(n0) + ∂{last}/∂n1 · {sine}"


def test_names_and_numbers_are_set_as_mathematics() -> None:
    names = {
        "x": "x",
        "w1": "w_{1}",
        "w_1": "w_{1}",
        "θ": r"\theta",
        "alpha_2": r"\alpha_{2}",
        "loss": r"\mathit{loss}",
    }
    assert {name: latex_name(name) for name in names} == names
    assert [number_text(x) for x in (2.0, -1.5, 1e-7, 1e21, 3.141592653589793)] == [
        "2",
        "−1.5",
        "1e−7",
        "1e21",
        "π",
    ]
    assert number_latex(-2.5e-7) == r"-2.5 \times 10^{-7}"


def test_steps_are_written_in_latex() -> None:
    graph = parse_graph("y = exp(p/q) + sqrt(p^2)")
    written = [graph.latex(index) for index, _, _ in graph.steps()]
    assert written[0] == r"\frac{p}{q}"
    assert written[1].startswith("e^{")
    assert written[2] == "p^{2}"
    assert written[3].startswith(r"\sqrt{")


def test_the_exponential_is_not_written_as_a_power_of_a_node_called_e() -> None:
    beside_e, alone = parse_graph("e = exp(a)*b"), parse_graph("z = exp(a)*b")
    assert (beside_e.latex(1), alone.latex(1)) == (r"\exp(a)", "e^{a}")
    (edge, *_), (_, other, *_) = edges(parse_graph("y = erf(e)")), edges(parse_graph("e = u*2; y = erf(u)"))
    assert edge.latex == r"\frac{2 \cdot \exp(-e^{2})}{\sqrt{\pi}}"
    assert other.latex == r"\frac{2 \cdot \exp(-u^{2})}{\sqrt{\pi}}"


def test_paths_are_listed_from_the_output_and_written_out() -> None:
    primals = forward(TOY, {"a": 2.0, "b": 1.0})
    found = paths(TOY, primals, "b")
    assert [path.text for path in found.listed] == ["∂e/∂c · ∂c/∂b", "∂e/∂d · ∂d/∂b"]
    assert [path.contribution for path in found.listed] == [2.0, 3.0]
    assert [[TOY.nodes[node].name for node in path.nodes] for path in found.listed] == [
        list("ecb"),
        list("edb"),
    ]
    every = edges(TOY)
    for path in found.listed:
        assert [every[k].target for k in path.edges] == list(path.nodes[:-1])
        assert [every[k].source for k in path.edges] == list(path.nodes[1:])
    assert found.listed[0].latex == r"\frac{\partial e}{\partial c} \cdot \frac{\partial c}{\partial b}"


def test_a_local_derivative_says_what_it_holds_fixed_where_that_moves_too() -> None:
    graph = parse_graph("f = x^2; y = x - f; z = y * 3")
    straight, around = paths(graph, forward(graph, {"x": 1.0}), "x").listed
    assert straight.text == "∂z/∂y · ∂y/∂x|f"
    assert straight.latex.endswith(r"\cdot \left.\frac{\partial y}{\partial x}\right|_{f}")
    assert around.text == "∂z/∂y · ∂y/∂f · ∂f/∂x"
    twice = parse_graph("b = a + a")
    assert [path.text for path in paths(twice, (1.0, 2.0), "a").listed] == ["∂b/∂a|2nd a", "∂b/∂a|1st a"]
    assert paths(twice, (1.0, 2.0), "a").listed[0].latex.endswith(r"\right|_{\text{2nd }a}")


def test_more_paths_than_anyone_can_list_are_counted_exactly() -> None:
    depth = 200
    nodes = [Node("x", "input")]
    nodes += [Node(f"n{k}", "add", (k, k)) for k in range(depth)]
    graph = Graph(tuple(nodes), (depth,))
    found = paths(graph, forward(graph, {"x": 1e-60}), "x", limit=5)
    assert found.count == 2**depth
    assert len(found.listed) == 5


def test_a_path_too_long_to_read_is_written_with_its_beginning_and_end() -> None:
    graph = parse_graph("; ".join(f"n{k + 1} = sin(n{k})" for k in range(200)))
    (path,) = paths(graph, forward(graph, {"n0": 1.0}), "n0").listed
    assert len(path.edges) == 200
    assert path.text.count("·") == MAX_FACTORS
    assert path.text.startswith("∂n200/∂n199 · ∂n199/∂n198 · ")
    assert path.text.endswith(" · … · ∂n1/∂n0")
    assert path.latex.count(r"\cdot ") == MAX_FACTORS


def test_the_path_from_the_output_to_itself_is_empty() -> None:
    found = paths(TOY, forward(TOY, {"a": 2.0, "b": 1.0}), "e")
    assert (found.count, found.listed[0].edges, found.listed[0].contribution, found.listed[0].text) == (
        1,
        (),
        1.0,
        "1",
    )
    graph = parse_graph("y = a + 1; z = 2*b")
    assert paths(graph, forward(graph, {"a": 1.0, "b": 1.0}), "a").count == 0


def test_numbers_have_no_edges_and_named_constants_do() -> None:
    graph = parse_graph("k = 3; y = k*x + 2")
    primals = forward(graph, {"x": 5.0})
    assert [graph.nodes[edge.source].name for edge in edges(graph)][:2] == ["k", "x"]
    assert local_derivatives(graph, primals) == (5.0, 3.0, 1.0)
    assert reverse(graph, primals)[graph.index("k")] == 5.0
