"""Computed values that follow the sliders: each is a slot of a tape over the inputs of the page's graphs.

The tape is that of a derived graph: the authored graphs, the adjoints that the expressions ask for, and their
arithmetic, built from the engine's one table. A browser replays it and evaluates nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from adjoint.autodiff import DomainError, Graph, forward, tape_of
from adjoint.autodiff.builder import Builder
from adjoint.autodiff.derivative import build_adjoints, build_local
from adjoint.components.quantities import Quantities
from adjoint.components.reading import At, Derivative, Leaf, Local, OfRun, Quantity, Reading, Scope
from adjoint.components.second_order import SecondDerivative
from adjoint.frozen import frozen

CLOSE = 1e-11
"""Relative to the largest number involved: so far may a tape's number lie from the one published."""


@frozen
class LiveNumber:
    """A number of the page, and where a tape holds it."""

    number: int
    """Which of the page's numbers it is."""
    slot: int
    needs: tuple[int, ...]
    """Slots without whose finite value the number has no meaning, whatever its own slot holds."""


@frozen
class LiveTape:
    """The numbers that depend on the same graphs."""

    tape: Mapping[str, Any]
    """Its inputs are named with their graph's id: ``toy.a``."""
    published: tuple[float, ...]
    """The inputs as the page is published."""
    numbers: tuple[LiveNumber, ...]

    def data(self) -> Mapping[str, Any]:
        """Return what ``values.js`` reads."""
        values = [[live.number, live.slot, *live.needs] for live in self.numbers]
        return {"tape": {**self.tape, "outputs": []}, "at": list(self.published), "values": values}


def live_tapes(readings: Mapping[int, Reading], quantities: Mapping[str, Quantities]) -> tuple[LiveTape, ...]:
    """Return the tapes of a page.

    Args:
        readings: the expressions of the page's numbers, by number. Those that no slider moves are left out,
            and those that no tape can hold, such as a descent run anew with a slider's value.
        quantities: what each component offers, by its id.
    """
    groups: dict[tuple[str, ...], dict[int, Reading]] = {}
    for number, reading in readings.items():
        graphs = tuple(sorted(_graphs(reading.leaves, quantities)))
        if graphs:
            groups.setdefault(graphs, {})[number] = reading
    tapes = (_tape(graphs, group, quantities) for graphs, group in groups.items())
    return tuple(tape for tape in tapes if tape.numbers)


def _graphs(leaves: Iterable[Leaf], quantities: Mapping[str, Quantities]) -> Iterator[str]:
    """Yield the ids of the graphs on whose sliders some leaves depend."""
    found: set[str] = set()
    for leaf in leaves:
        if (
            isinstance(leaf, Quantity | Derivative | SecondDerivative | Local)
            and quantities[leaf.owner].sliders
        ):
            found.add(leaf.owner)
        if isinstance(leaf, At):
            within = (leaf.reading, *(reading for _, reading in leaf.inputs))
            found.update(_graphs([part for reading in within for part in reading.leaves], quantities))
        if isinstance(leaf, OfRun):
            found.update(
                _graphs([part for _, reading in leaf.settings for part in reading.leaves], quantities)
            )
    yield from found


def _tape(
    graphs: Sequence[str], readings: Mapping[int, Reading], quantities: Mapping[str, Quantities]
) -> LiveTape:
    building = _Building(quantities)
    names = {f"{graph}.{name}": value for graph in graphs for name, value in quantities[graph].inputs.items()}
    for name in names:
        building.builder.input(name)
    state = {graph: building.graph(graph) for graph in graphs}
    wanted: list[tuple[int, int, tuple[int, ...]]] = []
    for number, reading in readings.items():
        try:
            place, needs = building.reading(reading, state)
        except _NotLive:
            continue
        if _agrees(building.builder, place, names, reading, Scope(quantities)):
            wanted.append((number, place, tuple(sorted(needs - {place}))))
    every = list(dict.fromkeys(place for _, place, needs in wanted for place in (place, *needs)))
    if not every:
        return LiveTape({}, (), ())
    tape = tape_of(building.builder.graph(every), inputs=list(names))
    slots = dict(zip(every, tape["outputs"], strict=True))
    numbers = (
        LiveNumber(number, slots[place], tuple(slots[need] for need in needs))
        for number, place, needs in wanted
    )
    return LiveTape(tape, tuple(names.values()), tuple(numbers))


def _agrees(
    builder: Builder, place: int, inputs: Mapping[str, float], reading: Reading, scope: Scope
) -> bool:
    """Tell whether a derived graph gives the published number at the published inputs."""
    derived = builder.graph([place])
    try:
        found = forward(derived, {name: inputs[name] for name in derived.inputs})[derived.outputs[0]]
    except DomainError:
        return False
    value, size = reading.evaluated(scope)
    return abs(found - value) <= CLOSE * max(size, abs(value), abs(found))


class _NotLive(Exception):  # noqa: N818  (no error: the number stays as it is published)
    """A number that no tape can hold."""


@frozen
class _Placed:
    """A graph in one state of its inputs, built step by step into the derived graph."""

    builder: Builder
    graph: Graph
    inputs: tuple[int, ...]

    @cached_property
    def primals(self) -> Sequence[int]:
        return self.builder.substitute(self.graph, self.inputs)

    def derivative(self, of: str, by: str) -> int:
        graph = self.graph
        adjoints = build_adjoints(self.builder, graph, self.primals, graph.index(of))
        return adjoints.get(graph.index(by), self.builder.constant(0.0))

    def second(self, wanted: SecondDerivative) -> int:
        shape = wanted.shape(self.graph)
        given = [self.primals[self.graph.index(name)] for name in shape.inputs]
        return self.builder.substitute(shape, given)[wanted.entry(shape)]

    def local(self, of: str, by: str) -> int:
        node = self.graph.index(of)
        return self.builder.total(
            build_local(self.builder, self.graph, self.primals, node, position)
            for position, operand in enumerate(self.graph.nodes[node].operands)
            if operand == self.graph.index(by)
        )

    def needs(self, name: str) -> set[int]:
        """Return all that a node is made of: where one of these has no value, the node has none either."""
        reached = {self.graph.index(name)}
        for index in range(max(reached), -1, -1):
            if index in reached:
                reached.update(self.graph.nodes[index].operands)
        return {self.primals[index] for index in reached if self.graph.nodes[index].operands}


class _Building:
    """Expressions built into one derived graph; each comes with what it needs to have a meaning."""

    def __init__(self, quantities: Mapping[str, Quantities]) -> None:
        self.builder = Builder()
        self._quantities = quantities

    def graph(self, owner: str) -> _Placed:
        """Return a graph of the page under its own inputs."""
        graph = self._quantities[owner].graph
        assert graph is not None  # noqa: S101  (only graphs have sliders)
        return _Placed(self.builder, graph, tuple(self.builder.input(f"{owner}.{n}") for n in graph.inputs))

    def reading(self, reading: Reading, state: Mapping[str, _Placed]) -> tuple[int, set[int]]:
        """Build an expression.

        Raises:
            _NotLive: a part of it cannot be built.
        """
        found = [self._leaf(leaf, state) for leaf in reading.leaves]
        places = self.builder.substitute(reading.graph, [place for place, _ in found])
        return places[reading.graph.outputs[0]], set().union(*(needs for _, needs in found))

    def _leaf(  # noqa: PLR0911  (a case for each kind)
        self, leaf: Leaf, state: Mapping[str, _Placed]
    ) -> tuple[int, set[int]]:
        match leaf:
            case Quantity(owner, name) if owner in state:
                return self._quantity(state[owner], name)
            case Quantity(owner, name):
                return self._constant(self._quantities[owner].values[name])
            case Derivative(owner, of, by, through) if owner in state:
                way = pairwise((of, *through, by))
                place = self.builder.constant(1.0)
                for upper, lower in way:
                    place = self.builder.apply("multiply", place, state[owner].derivative(upper, lower))
                return place, state[owner].needs(of)
            case SecondDerivative(owner, of) if owner in state:
                return state[owner].second(leaf), state[owner].needs(of)
            case Local(owner, of, by) if owner in state:
                return state[owner].local(of, by), state[owner].needs(by)
            case At(owner, reading, inputs) if owner in state:
                return self._at(owner, reading, inputs, state)
            case _:
                return (
                    self._constant(leaf.number(Scope(self._quantities)))
                    if self._is_fixed(leaf)
                    else _refuse()
                )

    def _quantity(self, placed: _Placed, name: str) -> tuple[int, set[int]]:
        node = name.removeprefix("grad.")
        if node == name:
            return placed.primals[placed.graph.index(name)], placed.needs(name)
        output = placed.graph.output
        return placed.derivative(output, node), placed.needs(output)

    def _at(
        self,
        owner: str,
        reading: Reading,
        inputs: Sequence[tuple[str, Reading]],
        state: Mapping[str, _Placed],
    ) -> tuple[int, set[int]]:
        here = state[owner]
        places = dict(zip(here.graph.inputs, here.inputs, strict=True))
        needs: set[int] = set()
        for name, moved in inputs:
            places[name], more = self.reading(moved, state)
            needs |= more
        there = _Placed(self.builder, here.graph, tuple(places.values()))
        place, more = self.reading(reading, {**state, owner: there})
        return place, needs | more

    def _constant(self, value: float) -> tuple[int, set[int]]:
        return (self.builder.constant(value), set()) if math.isfinite(value) else _refuse()

    def _is_fixed(self, leaf: Leaf) -> bool:
        return not any(_graphs([leaf], self._quantities))


def _refuse() -> tuple[int, set[int]]:
    raise _NotLive
