"""What an equation's names mean where it speaks of a graph, and the inputs at which it is tried."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, wraps
from itertools import chain, product
from random import Random
from typing import TYPE_CHECKING, Final

from adjoint.autodiff import DomainError
from adjoint.autodiff.printing import latex_name
from adjoint.components.equation.verify.names import SymbolReader
from adjoint.components.equation.verify.tokens import tokens
from adjoint.components.equation.verify.trial import State
from adjoint.components.reading import Scope
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from adjoint.autodiff import Graph
    from adjoint.components.equation.verify.tree import Gradient
    from adjoint.components.quantities import Quantities

SAMPLES: Final = 32
MOST_JOINT: Final = 1_000
"""States of several sliders together in which an inequality is tried."""
MOST_TOLD: Final = 6


@frozen
class GraphVocabulary:
    """Names are nodes; any of them may be what an unknown letter stands for."""

    graph: Graph
    names: Mapping[str, str]
    nodes: tuple[str, ...]
    output: str | None
    order: tuple[str, ...] = ()
    """The inputs as their author ordered them, if the graph has them in that order too."""

    def users(self, node: str) -> tuple[str, ...]:
        """Return the nodes that have a node as an operand."""
        index = self.graph.index(node)
        return tuple(user.name for user in self.graph.nodes if index in user.operands)

    def depends_on(self, node: str) -> frozenset[str]:
        """Return the inputs that a node is a function of."""
        reached = {self.graph.index(node)}
        for index in range(max(reached), -1, -1):
            if index in reached:
                reached.update(self.graph.nodes[index].operands)
        return frozenset(name for name in self.graph.inputs if self.graph.index(name) in reached)

    def gradient(self, gradient: Gradient) -> str | None:
        """Return nothing: a graph's derivatives are partial ones."""
        del gradient
        return None

    def entry(self, gradient: Gradient, place: int, count: int) -> tuple[str, str] | None:
        """Return the nodes that an entry of a gradient is of and by, if it has one for each input."""
        of = self.names.get(gradient.of.key)
        return (of, self.order[place]) if of is not None and count == len(self.order) else None


def graph_vocabulary(graph: Graph, order: Iterable[str] = ()) -> GraphVocabulary:
    """Return what the names of an equation mean that speaks of a graph."""
    return _vocabulary(graph, tuple(order))


@lru_cache(maxsize=64)
def _vocabulary(graph: Graph, order: tuple[str, ...]) -> GraphVocabulary:
    named = [node.name for node in graph.nodes if node.name]
    names = {SymbolReader(tokens(latex_name(name))).symbol().key: name for name in named}
    nodes = tuple(name for name in named if name != graph.output)
    return GraphVocabulary(graph, names, nodes, graph.output, order if order == tuple(graph.inputs) else ())


class _Same:
    """Quantities that are the same only as themselves: they cannot be hashed, nor soon be compared."""

    def __init__(self, quantities: Quantities) -> None:
        self.quantities = quantities

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.quantities is self.quantities

    def __hash__(self) -> int:
        return id(self.quantities)


def _for_every_formula(
    states: Callable[[str, Quantities], tuple[State, ...]],
) -> Callable[[str, Quantities], tuple[State, ...]]:
    """Have states made once for all formulas of a page that are tried in them."""
    known = lru_cache(maxsize=8)(lambda owner, same: states(owner, same.quantities))
    return wraps(states)(lambda owner, quantities: known(owner, _Same(quantities)))


@_for_every_formula
def graph_states(owner: str, quantities: Quantities) -> tuple[State, ...]:
    """Return the states in which an equation about a graph is tried: the published inputs, then samples.

    Samples lie evenly within the ranges of the sliders, off their stops; where the graph has no value there
    is no sample.
    """
    published = Scope({owner: quantities}, owner)
    states = [State(published, _told(quantities.inputs), published=True)]
    for numbers in lattice(len(quantities.sliders), SAMPLES):
        inputs = {
            name: slider.low + (slider.high - slider.low) * number
            for (name, slider), number in zip(quantities.sliders.items(), numbers, strict=True)
        }
        states += _moved(published, owner, inputs)
    return tuple(states)


@_for_every_formula
def stop_states(owner: str, quantities: Quantities) -> tuple[State, ...]:
    """Return the states a reader comes to by moving one slider: there a sign such as ≠ may fail alone."""
    published = Scope({owner: quantities}, owner)
    return tuple(
        state
        for name, slider in quantities.sliders.items()
        for stop in slider.stops
        for state in _moved(published, owner, {**quantities.inputs, name: stop})
    )


def joint_states(owner: str, quantities: Quantities) -> tuple[State, ...]:
    """Return the states a reader comes to by moving several sliders: all, or the corners and a seeded sample.

    A sign such as < may hold along each slider and fail where two of them meet.
    """
    published = Scope({owner: quantities}, owner)
    every = {name: slider.stops for name, slider in quantities.sliders.items()}
    if math.prod(map(len, every.values())) <= MOST_JOINT:
        points: Iterable[tuple[float, ...]] = product(*every.values())
    else:
        random = Random(2026)  # noqa: S311  (nothing is secret)
        ends = [(stops[0], stops[-1]) for stops in every.values()]
        corners: Iterable[tuple[float, ...]] = product(*ends)
        if 2 ** len(ends) > MOST_JOINT:
            corners = (tuple(map(random.choice, ends)) for _ in range(MOST_JOINT))
        anywhere = (tuple(map(random.choice, every.values())) for _ in range(MOST_JOINT))
        points = chain(corners, anywhere)
    return tuple(
        state
        for numbers in dict.fromkeys(points)
        for state in _moved(published, owner, dict(zip(every, numbers, strict=True)))
    )


def _moved(published: Scope, owner: str, inputs: Mapping[str, float]) -> Iterator[State]:
    """Yield the state at some inputs, if the graph has values there."""
    with suppress(DomainError):
        yield State(published.moved(owner, inputs), _told(inputs), published=False)


def lattice(dimensions: int, count: int) -> Iterator[tuple[float, ...]]:
    """Give points that fill a unit cube evenly: Kronecker's, multiples of the roots of primes modulo 1."""
    roots = [math.sqrt(prime) for prime in _primes(dimensions)]
    for k in range(1, count + 1):
        yield tuple(k * root % 1 for root in roots)


def _primes(count: int) -> Sequence[int]:
    primes: list[int] = []
    number = 2
    while len(primes) < count:
        if all(number % prime for prime in primes):
            primes.append(number)
        number += 1
    return primes


def _told(inputs: Mapping[str, float]) -> str:
    told = [f"{name} = {value:.4g}" for name, value in inputs.items()]
    return ", ".join([*told[:MOST_TOLD], *(["…"] if len(told) > MOST_TOLD else [])])
