"""The gradient as another graph: a reverse sweep that builds nodes where ``sweeps.reverse`` computes numbers.

What it builds is made of the same operations, so it can be differentiated again, compiled, or sent to a
browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adjoint.autodiff.builder import Builder
from adjoint.autodiff.formulas import partial_formula
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import OPERATIONS
from adjoint.autodiff.remembering import remembered

Places = Sequence[int] | Mapping[int, int]
"""For each node of a graph, the node of a builder that holds its value."""


def gradient(graph: Graph, *, inputs: Sequence[str] | None = None) -> Graph:
    """Return the graph of the output and its partial derivatives.

    Args:
        graph: the computation.
        inputs: by which to differentiate, in order; all of them if left out.

    Returns:
        A graph with the outputs (output, ∂output/∂input …), its common steps shared.
    """
    return _gradient(graph, graph.inputs if inputs is None else tuple(inputs))


@remembered
def _gradient(graph: Graph, names: tuple[str, ...]) -> Graph:
    builder = Builder()
    primals = builder.copy(graph)
    adjoints = build_adjoints(builder, graph, primals, graph.outputs[0])
    zero = builder.constant(0.0)
    partials = [adjoints.get(graph.index(name), zero) for name in names]
    return builder.graph([primals[graph.outputs[0]], *partials])


def hessian_graph(graph: Graph, *, inputs: Sequence[str] | None = None) -> Graph:
    """Return the graph of the output, its gradient and its Hessian, by forward mode over reverse mode.

    Returns:
        A graph with the outputs (output, gradient …, lower triangle of the Hessian row by row: ∂²/∂x₀²,
        ∂²/∂x₁∂x₀, ∂²/∂x₁², …).
    """
    return _hessian_graph(graph, graph.inputs if inputs is None else tuple(inputs))


@remembered
def _hessian_graph(graph: Graph, names: tuple[str, ...]) -> Graph:
    first = gradient(graph, inputs=names)
    builder = Builder()
    primals = builder.copy(first)
    columns = []
    for name in names:
        seed = {first.index(name): builder.constant(1.0)}
        columns.append(build_tangents(builder, first, primals, seed))
    zero = builder.constant(0.0)
    triangle = [
        columns[column].get(first.outputs[1 + row], zero)
        for row in range(len(names))
        for column in range(row + 1)
    ]
    return builder.graph([*(primals[output] for output in first.outputs), *triangle])


def build_adjoints(
    builder: Builder, graph: Graph, primals: Places, output: int, *, last: int = 0
) -> Mapping[int, int]:
    """Build ∂output/∂node for every node that the output depends on, in the form that the builder is for.

    Args:
        builder: where to build.
        graph: the computation.
        primals: for each of its nodes, the node of the builder that holds its value.
        output: index of the node that is differentiated.
        last: the node at which to stop; no adjoints below it are wanted.

    Returns:
        The builder's node for each adjoint, by node of the graph.
    """
    contributions: dict[int, list[int]] = {output: [builder.constant(1.0)]}
    adjoints: dict[int, int] = {}
    for index in range(output, last - 1, -1):
        if index not in contributions or graph.is_number(index):
            continue
        adjoints[index] = builder.total(reversed(contributions.pop(index)))  # in the order of the uses
        for position in reversed(range(len(graph.nodes[index].operands))):
            operand = graph.nodes[index].operands[position]
            if not graph.is_number(operand):
                partial = build_local(builder, graph, primals, index, position)
                product = builder.apply("multiply", adjoints[index], partial)
                contributions.setdefault(operand, []).append(product)
    return adjoints


def build_tangents(
    builder: Builder, graph: Graph, primals: Places, seed: Mapping[int, int]
) -> Mapping[int, int]:
    """Build the tangent of every node that depends on a seeded one.

    Args:
        builder: where to build.
        graph: the computation.
        primals: for each of its nodes, the node of the builder that holds its value.
        seed: the builder's nodes for the inputs' tangents, by node of the graph; 0 for inputs left out.

    Returns:
        The builder's node for each tangent, by node of the graph; 0 for nodes left out.
    """
    tangents = dict(seed)
    for index, node, _ in graph.steps():
        terms = [
            builder.apply(
                "multiply", tangents[operand], build_local(builder, graph, primals, index, position)
            )
            for position, operand in enumerate(node.operands)
            if operand in tangents
        ]
        if terms:
            tangents[index] = builder.total(terms)
    return tangents


def build_local(builder: Builder, graph: Graph, primals: Places, index: int, position: int) -> int:
    """Build the local derivative ∂node/∂operand at a position, in the form that the builder is for."""
    node = graph.nodes[index]
    formula = partial_formula(OPERATIONS[node.operation], position, written=builder.is_for_reading)
    operands = [primals[operand] for operand in node.operands]
    return builder.substitute(formula, [*operands, primals[index]])[formula.outputs[0]]
