"""A graph at its published inputs: every number of the figure, and the tape's slot that keeps it live."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import cycle
from typing import TYPE_CHECKING, Any, Final

from adjoint.autodiff import (
    DomainError,
    Edge,
    Graph,
    Paths,
    edges,
    forward,
    local_derivatives,
    paths,
    reverse,
    tape,
)
from adjoint.components.compute_graph.notation import width
from adjoint.components.compute_graph.phrase import Quantity
from adjoint.components.numerals import numeral
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adjoint.components.compute_graph.inputs import Slider
    from adjoint.components.model import Call

LISTED_PATHS: Final = 4
"""So many paths are drawn and written out; more are counted. Four line styles can still be told apart."""

MOST_TOLD: Final = 6
"""Inputs that an error lists."""

SAMPLED_STOPS: Final = 12
LATTICE: Final = 48
PRIMES: Final = (2, 3, 5, 7, 11, 13, 17, 19)


@frozen
class Evaluation:
    """A graph, its inputs, and what one forward and one reverse sweep make of them, by node index."""

    graph: Graph
    sliders: tuple[Slider, ...]
    primals: tuple[float, ...]
    adjoints: tuple[float, ...]
    edges: tuple[Edge, ...]
    """The edges that are drawn: those that leave a visible node."""
    locals: tuple[float, ...]
    """The local derivative of each of those edges."""
    tape: Mapping[str, Any]
    slots: Mapping[str, Sequence[int]]
    """The slots of the tape for ``primals``, ``adjoints`` (by node) and ``locals`` (by drawn edge)."""
    highlight: str | None
    paths: Paths | None
    """The paths into the highlighted node; their edges index ``edges``."""

    @property
    def output(self) -> int:
        """The node whose derivatives are shown."""
        return self.graph.index(self.graph.output)

    @cached_property
    def visible(self) -> tuple[int, ...]:
        """The nodes that are drawn: all but nameless constants, which stand in their operation's text."""
        return tuple(i for i in range(len(self.graph.nodes)) if not _is_hidden(self.graph, i))

    @cached_property
    def rooms(self) -> Mapping[str, Sequence[float]]:
        """The longest width in em that each number takes as the sliders move, by the names of ``slots``."""
        kinds = ("primals", "adjoints", "locals")
        return {
            name: [max(map(_width, set(column))) for column in zip(*states, strict=True)]
            for name, states in zip(kinds, zip(*self._states(), strict=True), strict=True)
        }

    def primal(self, node: int) -> Quantity:
        """Return a node's value."""
        return self._quantity("primals", node, self.primals[node], needs=node)

    def adjoint(self, node: int) -> Quantity:
        """Return ∂output/∂node."""
        return self._quantity("adjoints", node, self.adjoints[node], needs=self.output)

    def local(self, edge: int) -> Quantity:
        """Return the local derivative on a drawn edge, ∂target/∂source."""
        return self._quantity("locals", edge, self.locals[edge])

    def contribution(self, path: int) -> Quantity:
        """Return the product of local derivatives along one of the listed paths."""
        assert self.paths is not None  # noqa: S101  (callers ask only where a node is highlighted)
        listed = self.paths.listed[path]
        slots = tuple(self.slots["locals"][edge] for edge in listed.edges)
        return Quantity(listed.contribution, slots, needs=self.output)

    def _quantity(self, kind: str, index: int, value: float, needs: int | None = None) -> Quantity:
        return Quantity(value, (self.slots[kind][index],), self.rooms[kind][index], needs)

    def _states(self) -> Iterator[tuple[Sequence[float], Sequence[float], Sequence[float]]]:
        """Sweep the published state and a sample of the others; leave out those without a value."""
        yield self.primals, self.adjoints, self.locals
        drawn = _drawn(self.graph)
        for inputs in _sample(self.sliders):
            try:
                primals = forward(self.graph, inputs)
                every = local_derivatives(self.graph, primals)
                yield primals, reverse(self.graph, primals), [every[edge] for edge in drawn]
            except DomainError:
                continue


@lru_cache(maxsize=4096)
def _width(number: float) -> float:
    """Return the width of a number in em."""
    return width(numeral(number))


def _sample(sliders: Sequence[Slider]) -> Iterator[dict[str, float]]:
    """Move the sliders one by one, all together, and over a lattice that fills their box evenly.

    The lattice is Kronecker's: multiples of the square roots of primes, modulo 1.
    """
    rest = {slider.name: slider.value for slider in sliders}
    for k in range(SAMPLED_STOPS + 1):
        yield {slider.name: slider.stop(k / SAMPLED_STOPS) for slider in sliders}
        for slider in sliders:
            yield {**rest, slider.name: slider.stop(k / SAMPLED_STOPS)}
    for k in range(LATTICE):
        yield {
            slider.name: slider.stop(k * math.sqrt(prime) % 1)
            for slider, prime in zip(sliders, cycle(PRIMES), strict=False)
        }


def evaluate(call: Call, graph: Graph, sliders: tuple[Slider, ...], highlight: str | None) -> Evaluation:
    """Run the forward and the reverse sweep at the published inputs.

    Without a highlight the input with most paths takes its place.

    Raises:
        Fault: a value or a derivative is undefined there, or no path leads to the highlight.
    """
    try:
        primals = forward(graph, {slider.name: slider.value for slider in sliders})
        adjoints = reverse(graph, primals)
        locals_ = local_derivatives(graph, primals)
        chosen = highlight or _most_paths(graph, primals)
        found = paths(graph, primals, chosen, limit=LISTED_PATHS) if chosen else None
    except DomainError as error:
        hint = "move the published inputs into the domain"
        start, _ = graph.nodes[error.node].span
        message = f"{error}{_reached(graph, error.node, sliders)}"
        raise call.fault("domain", message, "expr", offset=start, hint=hint) from error
    if highlight and not (found and found.count):
        message = f'no path leads from "{highlight}" to "{graph.output}"'
        raise call.fault("no-path", message, "highlight", hint="highlight a node that the output depends on")
    code = dict(tape(graph, gradient=True))
    slots = code.pop("slots")
    every = edges(graph)
    drawn = _drawn(graph)
    place = {edge: index for index, edge in enumerate(drawn)}
    return Evaluation(
        graph=graph,
        sliders=sliders,
        primals=primals,
        adjoints=adjoints,
        edges=tuple(every[edge] for edge in drawn),
        locals=tuple(locals_[edge] for edge in drawn),
        tape=code,
        slots={**slots, "locals": tuple(slots["locals"][edge] for edge in drawn)},
        highlight=chosen,
        paths=found and _renumbered(found, place),
    )


def _reached(graph: Graph, node: int, sliders: Sequence[Slider]) -> str:
    """Return the inputs that a node depends on, with their values, as the end of a message."""
    needed = {node}
    for index in range(node, -1, -1):
        if index in needed:
            needed.update(graph.nodes[index].operands)
    reached = [one for one in sliders if graph.index(one.name) in needed]
    told = [f"{one.name} = {one.value:g}".replace("-", "−") for one in reached]
    told = [*told[:MOST_TOLD], "…"] if len(told) > MOST_TOLD else told
    return f"{' at' if node in graph.unwritten else ', where'} {', '.join(told)}" if told else ""


def _is_hidden(graph: Graph, node: int) -> bool:
    """Whether a node is a number within its operation's text, such as the 1 of ``b + 1``."""
    return graph.nodes[node].operation == "constant" and not graph.nodes[node].name


def _drawn(graph: Graph) -> tuple[int, ...]:
    return tuple(k for k, edge in enumerate(edges(graph)) if not _is_hidden(graph, edge.source))


def _renumbered(found: Paths, place: Mapping[int, int]) -> Paths:
    """Return paths whose edges are counted among the drawn ones: no path starts at a number."""
    return replace(
        found,
        listed=tuple(replace(path, edges=tuple(place[edge] for edge in path.edges)) for path in found.listed),
    )


def _most_paths(graph: Graph, primals: Sequence[float]) -> str | None:
    """Return the input that reaches the output on most ways, the first of equals; None if none does."""
    counts = {name: paths(graph, primals, name, limit=1).count for name in graph.inputs}
    most = max(counts, key=counts.__getitem__, default=None)
    return most if most and counts[most] and most != graph.output else None
