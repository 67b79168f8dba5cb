"""The paths from the output to a node: the chain rule written out, a product of local derivatives each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from adjoint.autodiff.graph import Graph
from adjoint.autodiff.symbolic import Held, local_derivatives, partial_latex, partial_text
from adjoint.frozen import frozen

Link = tuple[int, int, int]

MAX_FACTORS: Final = 64
"""Factors of a path that are written out; of a longer one the last, after an ellipsis."""

ORDINALS: Final = ("1st", "2nd")


@frozen
class Path:
    """One way a derivative takes.

    Attributes:
        edges: indices into ``edges(graph)``, from the output to the node.
        nodes: indices of the nodes on the way, from the output to the node.
        contribution: the product of the local derivatives along the way.
        text: that product in words, ``∂e/∂c · ∂c/∂b``; ``∂y/∂x|f`` where f, also made of x, is held fixed.
        latex: the same in LaTeX.
    """

    edges: tuple[int, ...]
    nodes: tuple[int, ...]
    contribution: float
    text: str
    latex: str


@frozen
class Paths:
    """The paths into a node: as many as were asked for, and how many there are.

    Where all are listed, their contributions add up to the node's adjoint.
    """

    listed: tuple[Path, ...]
    count: int


def paths(graph: Graph, primals: Sequence[float], node: str, *, limit: int = 64) -> Paths:
    """Return the paths from the output to a node.

    Their number may grow exponentially with the graph, so no more than ``limit`` are listed; the count is
    exact.

    Args:
        graph: the computation.
        primals: what ``forward`` gave for it.
        node: where the paths end.
        limit: how many are listed at most.

    Raises:
        DomainError: a local derivative is not finite.
        KeyError: there is no such node.
    """
    end = graph.index(node)
    links, derivatives = tuple(graph.links()), local_derivatives(graph, primals)
    counts = _counts(graph, links, end)
    listed: list[Path] = []
    reach = _Reach(graph)
    for way in _ways(graph, links, counts, end):
        if len(listed) == limit:
            break
        nodes = (graph.outputs[0], *(links[k][2] for k in way))
        contribution = math.prod(derivatives[k] for k in way)
        listed.append(Path(way, nodes, contribution, *_written(graph, [links[k] for k in way], reach)))
    return Paths(tuple(listed), counts[graph.outputs[0]])


def _counts(graph: Graph, links: Sequence[Link], end: int) -> list[int]:
    """Count the paths from each node down to one node: for each node, the sum over its operands."""
    counts = [0] * len(graph.nodes)
    counts[end] = 1
    for target, _, source in links:
        if target != end:
            counts[target] += counts[source]
    return counts


def _ways(graph: Graph, links: Sequence[Link], counts: Sequence[int], end: int) -> Iterator[tuple[int, ...]]:
    """Give the paths as edges, depth first, following only operands from which the end is reached."""
    leaving: dict[int, list[int]] = {}
    for k, (target, _, source) in enumerate(links):
        if counts[source] and target != end:
            leaving.setdefault(target, []).append(k)
    start = graph.outputs[0]
    if not counts[start]:
        return
    way: list[int] = []
    waiting = [iter(leaving.get(start, ()))]
    if start == end:
        yield ()
    while waiting:
        k = next(waiting[-1], -1)
        if k < 0:
            waiting.pop()
            if way:
                way.pop()
            continue
        way.append(k)
        if links[k][2] == end:
            yield tuple(way)
            way.pop()
        else:
            waiting.append(iter(leaving[links[k][2]]))


class _Reach:
    """Which nodes are made of a node, found once for each that is asked about."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._made_of: dict[int, set[int]] = {}

    def of(self, source: int) -> set[int]:
        """Return the nodes that depend on a node, itself among them."""
        if source not in self._made_of:
            found = self._made_of[source] = {source}
            for index in range(source + 1, len(self._graph.nodes)):
                if not found.isdisjoint(self._graph.nodes[index].operands):
                    found.add(index)
        return self._made_of[source]


def _held(graph: Graph, link: Link, reach: _Reach) -> tuple[Held, ...]:
    """Return what a local derivative holds fixed: operands that move with its own.

    Without saying so it would read as the derivative along all ways, which is another number.
    """
    target, position, source = link
    return tuple(
        Held(graph.nodes[operand].name, ORDINALS[place] if operand == source else "")
        for place, operand in enumerate(graph.nodes[target].operands)
        if place != position and operand in reach.of(source)
    )


def _written(graph: Graph, links: Sequence[Link], reach: _Reach) -> tuple[str, str]:
    if not links:
        return "1", "1"
    told = links if len(links) < MAX_FACTORS else [*links[: MAX_FACTORS - 1], links[-1]]
    steps = [
        (graph.nodes[target].name, graph.nodes[source].name, _held(graph, (target, place, source), reach))
        for target, place, source in told
    ]
    texts = [partial_text(*step) for step in steps]
    latexes = [partial_latex(*step) for step in steps]
    if len(told) < len(links):
        texts.insert(-1, "…")
        latexes.insert(-1, r"\cdots")
    return " · ".join(texts), r" \cdot ".join(latexes)
