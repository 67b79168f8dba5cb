"""Derivatives in the author's own names: ``∂e/∂b`` is ``d + c``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from adjoint.autodiff.builder import Builder
from adjoint.autodiff.derivative import build_adjoints, build_local
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.printing import LATEX, TEXT, Notation, latex_name, write_node
from adjoint.autodiff.sweeps import local

MAX_OPERATIONS: Final = 48
"""Operations that a derivative written out in full may have; beyond, one step of the chain rule is written."""


@dataclass(frozen=True)
class Edge:
    """A use of one node by another: the way a derivative takes from target to source.

    Attributes:
        source: index of the operand.
        target: index of the operation.
        position: which operand it is.
        text: the local derivative ∂target/∂source of this use, in the names of the nodes.
        latex: the same in LaTeX.
    """

    source: int
    target: int
    position: int
    text: str
    latex: str


@lru_cache(maxsize=64)
def edges(graph: Graph) -> tuple[Edge, ...]:
    """Return the graph's edges by target, then by place of the operand; none leave numbers."""
    result = []
    for index, node, _ in graph.steps():
        for position, operand in enumerate(node.operands):
            if not graph.is_number(operand):
                builder, primals = _named_values(graph, (*node.operands, index))
                place = build_local(builder, graph, primals, index, position, written=True)
                text, latex = (_write(builder, place, notation) for notation in (TEXT, LATEX))
                result.append(Edge(operand, index, position, text, latex))
    return tuple(result)


def local_derivatives(graph: Graph, primals: Sequence[float]) -> tuple[float, ...]:
    """Return the value of each edge's local derivative, in the order of ``edges``.

    Raises:
        DomainError: one of them is not finite.
    """
    return tuple(derivative for index in range(len(graph.nodes)) for _, derivative in local(graph, primals, index))


def adjoint_text(graph: Graph, node: str, output: str | None = None) -> str:
    """Return ∂output/∂node in the names of the nodes, simplified: ``d + c``."""
    return _adjoint(graph, node, output, TEXT)


def adjoint_latex(graph: Graph, node: str, output: str | None = None) -> str:
    """Return ∂output/∂node in the names of the nodes, simplified, in LaTeX."""
    return _adjoint(graph, node, output, LATEX)


def partial_text(output: str, node: str) -> str:
    """Return ``∂output/∂node``."""
    return f"∂{output}/∂{node}"


def partial_latex(output: str, node: str) -> str:
    r"""Return ``\frac{\partial output}{\partial node}``."""
    return rf"\frac{{\partial {latex_name(output)}}}{{\partial {latex_name(node)}}}"


def _adjoint(graph: Graph, node: str, output: str | None, notation: Notation) -> str:
    start = graph.outputs[0] if output is None else graph.index(output)
    builder, primals = _named_values(graph, range(len(graph.nodes)))
    adjoints = build_adjoints(builder, graph, primals, start, written=True)
    place = adjoints.get(graph.index(node))
    if place is None:
        return "0"
    if _operations(builder, place) <= MAX_OPERATIONS:
        return _write(builder, place, notation)
    return _one_step(graph, graph.index(node), start, adjoints.keys(), notation)


def _one_step(graph: Graph, node: int, output: int, reached: object, notation: Notation) -> str:
    """Write the chain rule at a node: the sum over its uses of ∂output/∂use · local derivative."""
    partial = partial_text if notation is TEXT else partial_latex
    times = " · " if notation is TEXT else r" \cdot "
    terms = []
    for edge in edges(graph):
        if edge.source == node and edge.target in reached:  # type: ignore[operator]
            factor = edge.text if notation is TEXT else edge.latex
            outer = partial(graph.nodes[output].name, graph.nodes[edge.target].name)
            terms.append(outer if factor == "1" else f"{outer}{times}{_enclosed(factor, notation)}")
    return " + ".join(terms)


def _enclosed(factor: str, notation: Notation) -> str:
    return notation.brackets(factor) if any(sign in factor for sign in (" + ", " − ", " - ")) or factor[0] in "−-" else factor


def _named_values(graph: Graph, indices: Sequence[int]) -> tuple[Builder, list[int]]:
    """Return a builder in which nodes are names and numbers, not what they are made of."""
    builder = Builder(fold=lambda value: len(repr(value)) <= 6)
    places = [-1] * len(graph.nodes)
    for index in indices:
        node = graph.nodes[index]
        places[index] = builder.constant(node.value) if graph.is_number(index) else builder.input(node.name)  # type: ignore[arg-type]
    return builder, places


def _write(builder: Builder, index: int, notation: Notation) -> str:
    graph = builder.graph([index])
    return write_node(graph, graph.outputs[0], notation, lambda _: False)


def _operations(builder: Builder, index: int) -> int:
    """Count the operations in a node written out in full."""
    counts = [0] * (index + 1)
    for here in range(index + 1):
        node = builder.nodes[here]
        counts[here] = bool(node.operands) + sum(counts[operand] for operand in node.operands)
    return counts[index]
