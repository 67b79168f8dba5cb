"""An expression that has been read: arithmetic over leaves, to which each state of the page gives numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, Protocol, TypeAlias

from adjoint.autodiff import DomainError, Graph, Trajectory, forward
from adjoint.autodiff.sweeps import local
from adjoint.components.quantities import Quantities, trajectory_value
from adjoint.frozen import frozen


@frozen
class Scope:
    """What names stand for: the quantities of a page in one state."""

    quantities: Mapping[str, Quantities]
    """What each component offers, by its id."""
    home: str | None = None
    """The component in which the expression stands, whose names come first."""
    bound: Mapping[str, float] = field(default_factory=dict)
    """Names that a quantifier gives a number."""

    def moved(self, owner: str, inputs: Mapping[str, float]) -> Scope:
        """Return the scope with some inputs of a component's graph set otherwise.

        Raises:
            DomainError: a value or a derivative is undefined there.
        """
        moved = self.quantities[owner].moved(inputs)
        return Scope({**self.quantities, owner: moved}, self.home, self.bound)


_SUMS: Final = frozenset({"add", "subtract", "negate", "identity"})


class Undefined(ArithmeticError):  # noqa: N818  (the author's error, not the program's)
    """An expression that has no finite value; the text says why, the span which part of it."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (*self.args, self.start, self.end)


class Leaf(Protocol):
    """A part of an expression whose number comes from the page.

    One that knows how large the numbers were that went into it says so in ``size``, the largest of them.
    """

    def number(self, scope: Scope) -> float:
        """Return the number in one state of the page.

        Raises:
            DomainError: it is undefined there.
        """


@frozen
class Quantity:
    """A component's number by its name."""

    owner: str
    name: str

    def number(self, scope: Scope) -> float:
        """Look the number up."""
        return scope.quantities[self.owner].values[self.name]

    def size(self, scope: Scope) -> float:
        """Return the largest number that was added or subtracted to make this one."""
        quantities = scope.quantities[self.owner]
        graph = quantities.graph
        if graph is None:
            return 0.0
        return max((abs(quantities.primals[term]) for term in _terms(graph, self.name)), default=0.0)


@lru_cache(maxsize=1024)
def _terms(graph: Graph, name: str) -> frozenset[int]:
    """Return the nodes that are added or subtracted to make one, itself among them; none if it is no node."""
    if not any(node.name == name for node in graph.nodes):
        return frozenset()
    terms = {graph.index(name)}
    for index in range(max(terms), -1, -1):
        if index in terms and graph.nodes[index].operation in _SUMS:
            terms.update(graph.nodes[index].operands)
    return frozenset(terms)


@frozen
class Bound:
    """A name that a quantifier gives a number."""

    name: str

    def number(self, scope: Scope) -> float:
        """Look the number up."""
        return scope.bound[self.name]


@frozen
class Derivative:
    """∂of/∂by in a component's graph, or the part of it along the paths through some nodes."""

    owner: str
    of: str
    by: str
    through: tuple[str, ...] = ()
    """From the output towards the input."""

    def number(self, scope: Scope) -> float:
        """Sweep back once from ``of``, and once from each node on the way."""
        quantities = scope.quantities[self.owner]
        graph = quantities.graph
        assert graph is not None  # noqa: S101  (only graphs have derivatives)
        way = (self.of, *self.through, self.by)
        product = 1.0
        for output, node in pairwise(way):
            product *= quantities.adjoints(output)[graph.index(node)]
        return product

    def size(self, scope: Scope) -> float:
        """Return the sum over the same paths with every contribution counted as positive."""
        quantities = scope.quantities[self.owner]
        graph = quantities.graph
        assert graph is not None  # noqa: S101  (only graphs have derivatives)
        product = 1.0
        for output, node in pairwise((self.of, *self.through, self.by)):
            sizes = {graph.index(output): 1.0}
            for index in range(graph.index(output), graph.index(node), -1):
                for operand, derivative in local(graph, quantities.primals, index) if index in sizes else ():
                    sizes[operand] = sizes.get(operand, 0.0) + sizes[index] * abs(derivative)
            product *= sizes.get(graph.index(node), 0.0)
        return product


@frozen
class Local:
    """The derivative of a node by an operand along the arrows between the two alone."""

    owner: str
    of: str
    by: str

    def number(self, scope: Scope) -> float:
        """Add the local derivatives of the arrows."""
        quantities = scope.quantities[self.owner]
        graph = quantities.graph
        assert graph is not None  # noqa: S101  (only graphs have derivatives)
        arrows = local(graph, quantities.primals, graph.index(self.of))
        return sum(derivative for operand, derivative in arrows if operand == graph.index(self.by))


@frozen
class At:
    """An expression's value with some inputs of one graph set otherwise."""

    owner: str
    reading: Reading
    inputs: tuple[tuple[str, Reading], ...]

    def number(self, scope: Scope) -> float:
        """Move the inputs and evaluate."""
        moved = {name: reading.value(scope) for name, reading in self.inputs}
        return self.reading.value(scope.moved(self.owner, moved))


@frozen
class OfRun:
    """A number of a descent that is run again with other settings."""

    owner: str
    run: str
    quantity: str
    settings: Settings

    def number(self, scope: Scope) -> float:
        """Run the descent."""
        found = rerun(scope, self.owner, self.run, self.settings)
        return trajectory_value(found, self.quantity)


Settings: TypeAlias = "tuple[tuple[str, Reading], ...]"
"""Settings that a re-run changes, and to what."""


def rerun(
    scope: Scope,
    owner: str,
    run: str,
    settings: Settings,
    *,
    patience: int | None = None,
) -> Trajectory:
    """Run a descent of a lab again.

    Args:
        scope: the state of the page.
        owner: the lab's id.
        run: the optimiser's name.
        settings: those that differ from the published ones, ``steps`` among them.
        patience: how many steps to take where the settings do not say.

    Raises:
        Undefined: a setting has no value, or ``steps`` is not a number of steps.
    """
    numbers = {name: reading.value(scope) for name, reading in settings}
    steps = numbers.pop("steps", None)
    if steps is not None and not (steps.is_integer() and 1 <= steps <= MOST_STEPS):
        reading = dict(settings)["steps"]
        message = f"steps is a whole number from 1 to {MOST_STEPS}, not {steps:g}"
        raise Undefined(message, reading.start, reading.end)
    return scope.quantities[owner].descents[run].run(numbers, steps=patience if steps is None else int(steps))


MOST_STEPS: Final = 100_000


@frozen
class Reading:
    """An expression that has been read: arithmetic over leaves that the page gives numbers to."""

    graph: Graph
    leaves: tuple[Leaf, ...]
    """In the order of the graph's inputs."""
    start: int
    end: int

    def value(self, scope: Scope) -> float:
        """Return the expression's value in one state of the page; infinite only if it is a leaf alone.

        Raises:
            Undefined: it has none.
        """
        try:
            numbers = [leaf.number(scope) for leaf in self.leaves]
        except (DomainError, ValueError) as error:
            raise Undefined(str(error), self.start, self.end) from error
        if self._is_leaf and not math.isnan(numbers[0]):
            return numbers[0]
        return self._primals(numbers)[self.graph.outputs[0]]

    def evaluated(self, scope: Scope) -> tuple[float, float]:
        """Return the value, and the size of what went into it: rounding is a small part of that.

        Raises:
            Undefined: there is no value.
        """
        try:
            numbers = [leaf.number(scope) for leaf in self.leaves]
            taken = [
                max(abs(number), _size_of(leaf, scope))
                for number, leaf in zip(numbers, self.leaves, strict=True)
            ]
        except (DomainError, ValueError) as error:
            raise Undefined(str(error), self.start, self.end) from error
        if self._is_leaf and not math.isnan(numbers[0]):
            return numbers[0], taken[0]
        primals = self._primals(numbers)
        return primals[self.graph.outputs[0]], _size(self.graph, primals, taken)

    def _primals(self, numbers: Sequence[float]) -> Sequence[float]:
        try:
            return forward(self.graph, dict(zip(self.graph.inputs, numbers, strict=True)))
        except DomainError as error:
            raise self._undefined(error) from error

    @cached_property
    def _is_leaf(self) -> bool:
        return len(self.graph.nodes) == 1 and len(self.leaves) == 1

    def _undefined(self, error: DomainError) -> Undefined:
        """Say which part is undefined in the author's text, not in the names of an inner graph."""
        if error.name.startswith(LEAF):
            return Undefined("it reckons with a number that is not finite", self.start, self.end)
        start, end = self.graph.nodes[error.node].span
        return Undefined(error.reason, start, end)


def _size_of(leaf: Leaf, scope: Scope) -> float:
    size: Callable[[Scope], float] | None = getattr(leaf, "size", None)
    return size(scope) if size is not None else 0.0


def _size(graph: Graph, primals: Sequence[float], taken: Sequence[float]) -> float:
    """Return how large the numbers were that went into a value, each as far as the value depends on it.

    So 3 - 2.999 has the size of 3, and 4^-63 its own, though 63 went into it.
    """
    sizes = dict(zip((graph.index(name) for name in graph.inputs), taken, strict=True))
    for index, primal in enumerate(primals):
        if index in sizes:
            continue
        try:
            parts = [abs(slope) * sizes[operand] for operand, slope in local(graph, primals, index)]
        except DomainError:
            parts = [sizes[operand] for operand in graph.nodes[index].operands]
        if graph.nodes[index].operation in _SUMS:  # numbers as written have no derivative, and round as well
            parts += [abs(primals[operand]) for operand in graph.nodes[index].operands]
        sizes[index] = max(abs(primal), sum(parts))
    return sizes[graph.outputs[0]]


LEAF: Final = "leaf "
"""No author's name holds a space."""
