"""Derivatives in the author's own names: ``∂e/∂b`` is ``d + c``."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from adjoint.autodiff.builder import Builder
from adjoint.autodiff.derivative import build_adjoints, build_local
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.printing import TEXT, Notation, latex_name, write_node
from adjoint.autodiff.sweeps import local
from adjoint.frozen import frozen

MAX_OPERATIONS: Final = 48
"""Operations of a derivative written out in full; beyond, one step of the chain rule is written."""

MAX_NODES: Final = 2_000
"""Nodes between output and node beyond which that is not even tried."""


@frozen
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


@frozen
class Held:
    """What a local derivative holds fixed."""

    name: str
    place: str = ""
    """``1st`` or ``2nd`` where both operands are the same node, and one of them is held."""


@lru_cache(maxsize=64)
def edges(graph: Graph) -> tuple[Edge, ...]:
    """Return the graph's edges by target, then by place of the operand; none leave numbers."""
    return tuple(_edge(graph, *link) for link in graph.links())


def _edge(graph: Graph, target: int, position: int, source: int) -> Edge:
    builder, primals = _named_values(graph, (*graph.nodes[target].operands, target))
    place = build_local(builder, graph, primals, target, position)
    text, latex = (_write(builder, place, notation) for notation in (TEXT, graph.latex_notation))
    return Edge(source, target, position, text, latex)


def local_derivatives(graph: Graph, primals: Sequence[float]) -> tuple[float, ...]:
    """Return the value of each edge's local derivative, in the order of ``edges``.

    Raises:
        DomainError: one of them is not finite.
    """
    return tuple(
        derivative for index in range(len(graph.nodes)) for _, derivative in local(graph, primals, index)
    )


def adjoint_text(graph: Graph, node: str, output: str | None = None) -> str:
    """Return ∂output/∂node in the names of the nodes, simplified: ``d + c``."""
    return _adjoint(graph, node, output, TEXT)


def adjoint_latex(graph: Graph, node: str, output: str | None = None) -> str:
    """Return ∂output/∂node in the names of the nodes, simplified, in LaTeX."""
    return _adjoint(graph, node, output, graph.latex_notation)


def partial_text(output: str, node: str, held: Sequence[Held] = ()) -> str:
    """Return ``∂output/∂node``; with something held fixed, ``∂output/∂node|f``."""
    fixed = ", ".join(f"{one.place} {one.name}".lstrip() for one in held)
    return f"∂{output}/∂{node}" + (f"|{fixed}" if fixed else "")


def partial_latex(output: str, node: str, held: Sequence[Held] = ()) -> str:
    r"""Return ``\frac{\partial output}{\partial node}``, ``\left.…\right|_{f}`` with something held fixed."""
    fraction = rf"\frac{{\partial {latex_name(output)}}}{{\partial {latex_name(node)}}}"
    names = [(rf"\text{{{one.place} }}" if one.place else "") + latex_name(one.name) for one in held]
    return rf"\left.{fraction}\right|_{{{', '.join(names)}}}" if names else fraction


def _adjoint(graph: Graph, node: str, output: str | None, notation: Notation) -> str:
    start = graph.outputs[0] if output is None else graph.index(output)
    end = graph.index(node)
    if end > start:
        return "0"
    if start - end > MAX_NODES:
        return _one_step(graph, end, start, range(end, start + 1), notation) or "0"
    builder, primals = _named_values(graph, range(len(graph.nodes)))
    adjoints = build_adjoints(builder, graph, primals, start, last=end)
    if end not in adjoints:
        return "0"
    if _operations(builder, adjoints[end]) <= MAX_OPERATIONS:
        return _write(builder, adjoints[end], notation)
    return _one_step(graph, end, start, adjoints, notation)


def _one_step(graph: Graph, node: int, output: int, reached: Container[int], notation: Notation) -> str:
    """Write the chain rule at a node: the sum over its uses of ∂output/∂use · local derivative."""
    partial = partial_text if notation is TEXT else partial_latex
    times = " · " if notation is TEXT else r" \cdot "
    terms = []
    for link in graph.links():
        if link[2] == node and link[0] in reached:
            edge = _edge(graph, *link)
            factor = edge.text if notation is TEXT else edge.latex
            outer = partial(graph.nodes[output].name, graph.nodes[edge.target].name)
            terms.append(outer if factor == "1" else f"{outer}{times}{_enclosed(factor, notation)}")
    return " + ".join(terms)


def _enclosed(factor: str, notation: Notation) -> str:
    return (
        notation.brackets(factor)
        if any(sign in factor for sign in (" + ", " − ", " - ")) or factor[0] in "−-"
        else factor
    )


def _named_values(graph: Graph, indices: Iterable[int]) -> tuple[Builder, Mapping[int, int]]:
    """Return a builder in which nodes are names and numbers, not what they are made of."""
    builder = Builder(is_for_reading=True)
    places: dict[int, int] = {}
    for index in indices:
        node = graph.nodes[index]
        number = node.value if graph.is_number(index) else None
        places[index] = builder.input(node.name) if number is None else builder.constant(number)
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
