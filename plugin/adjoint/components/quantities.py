"""The numbers of a component's result that a post may speak of by name, and how they change.

A computed value needs the numbers as published. A claim may ask for more: the same numbers with the sliders
elsewhere, or those of a descent that is run again with other settings.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from adjoint.autodiff import forward, reverse
from adjoint.autodiff.reading import canonical
from adjoint.components.visits import Visits
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from adjoint.autodiff import Graph, Optimiser, Surface, Trajectory


_VISITED: Final = Visits["Quantities"](300_000)
"""States that graphs were moved to: claims and values go through the same stops. All share it, so that what
is remembered of a post keeps none of them."""


_WORD: Final = re.compile(r"[^\W\d]\w*")


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, Greek letters spelled out as in names that are the same."""
    return frozenset(_WORD.findall(canonical(text)))


@frozen
class Range:
    """Where a slider may stand: from low to high, in steps counted from low."""

    low: float
    high: float
    step: float

    @cached_property
    def stops(self) -> tuple[float, ...]:
        """Every number the slider stops at, exact in the decimals that an author wrote."""
        low, step = Decimal(str(self.low)), Decimal(str(self.step))
        count = math.floor((self.high - self.low) / self.step + 1e-9)
        return tuple(float(low + k * step) for k in range(count + 1))


@frozen
class Descent:
    """One optimiser's way down a surface, which can be run again with other settings."""

    surface: Surface
    optimiser: Optimiser
    settings: Mapping[str, float]
    """All that the optimiser reads, as published."""
    start: tuple[float, float]
    steps: int
    tolerance: float
    """A loss within this of the nearest minimum's has arrived."""

    def run(self, settings: Mapping[str, float] | None = None, *, steps: int | None = None) -> Trajectory:
        """Descend.

        Args:
            settings: those that differ from the published ones.
            steps: how many to take; as many as published if left out.

        Raises:
            ValueError: a setting that the optimiser does not have, or that is not finite.
        """
        from adjoint.autodiff import descend  # noqa: PLC0415  (only pages with labs descend)

        chosen = {**self.settings, **(settings or {})}
        asked = self.steps if steps is None else steps
        longest = _longest(self.surface, self.optimiser, tuple(chosen.items()), self.start, self.tolerance)
        if not longest or (longest[0].diverged_at is None and len(longest[0].points) <= asked):
            # Claims ask for one step more again and again.
            count = max(asked, len(longest[0].points) * 5 // 4) if longest else asked
            longest[:] = [
                descend(
                    self.surface,
                    self.optimiser,
                    chosen,
                    start=self.start,
                    steps=count,
                    tolerance=self.tolerance,
                )
            ]
        return longest[0].after(asked)


@lru_cache(maxsize=8)
def _longest(*_run: object) -> list[Trajectory]:
    """Return where the longest run from a start, with some settings, is kept."""
    return []


@frozen
class Quantities:
    """Named numbers, and what they come from where more may be asked than their published values."""

    values: Mapping[str, float]
    """By name, such as ``e`` for a graph's node or ``adam.loss`` for a lab's run."""
    graph: Graph | None = None
    """Where derivatives between the names may be asked for."""
    primals: tuple[float, ...] = ()
    """Every primal of the graph, by node index."""
    sliders: Mapping[str, Range] = field(default_factory=dict)
    """Where a reader may set each input of the graph."""
    descents: Mapping[str, Descent] = field(default_factory=dict)
    """The runs of a lab, by name, such as ``adam``."""

    @cached_property
    def unwritten(self) -> frozenset[str]:
        """The names that the author did not give: those of a graph's nameless steps."""
        if self.graph is None:
            return frozenset()
        steps = [self.graph.nodes[index].name for index in self.graph.unwritten]
        return frozenset([*steps, *(f"grad.{step}" for step in steps)])

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the names that may be asked for: who speaks of none of these asks for nothing."""
        nodes = (node.name for node in self.graph.nodes if node.name) if self.graph else ()
        return words_of(" ".join([*self.values, *nodes, *self.sliders, *self.descents]))

    @property
    def inputs(self) -> Mapping[str, float]:
        """The inputs of the graph as they stand."""
        return {name: self.values[name] for name in self.graph.inputs} if self.graph else {}

    def moved(self, inputs: Mapping[str, float]) -> Quantities:
        """Return the same quantities with some of the graph's inputs set otherwise.

        Raises:
            DomainError: a value or a derivative is undefined there.
        """
        assert self.graph is not None  # noqa: S101  (only graphs have inputs)
        inputs = {**self.inputs, **inputs}
        state = tuple(inputs.values())
        is_known_by_value = not _has_negative_zero(state)
        visited = _VISITED.found(self._origin, state) if is_known_by_value else None
        if visited is not None:
            return visited
        primals = forward(self.graph, inputs)
        adjoints = reverse(self.graph, primals)
        values = _named(self.graph, primals, adjoints)
        found = Quantities(values, self.graph, primals, self.sliders, self.descents)
        found._swept[self.graph.output] = adjoints
        # It was moved from the same: what it is moved to is found there.
        found.__dict__["_origin"] = self._origin
        if is_known_by_value:
            _VISITED.add(self._origin, state, found, numbers=len(primals))
        return found

    def adjoints(self, of: str) -> tuple[float, ...]:
        """Return the derivative of a node of the graph by each of its nodes.

        Raises:
            DomainError: one is undefined.
        """
        assert self.graph is not None  # noqa: S101  (only graphs have derivatives)
        if of not in self._swept:
            self._swept[of] = reverse(self.graph, self.primals, of)
        return self._swept[of]

    @cached_property
    def _origin(self) -> object:
        """What stands for these quantities in all their states."""
        return object()

    @cached_property
    def _swept(self) -> dict[str, tuple[float, ...]]:
        """The sweeps that have been made, by the node they began at."""
        return {}


def _has_negative_zero(state: Sequence[float]) -> bool:
    """Tell whether a state holds −0, which is equal to 0 and not the same to a division."""
    return 0.0 in state and any(number == 0.0 and math.copysign(1.0, number) < 0 for number in state)


def graph_values(graph: Graph, primals: tuple[float, ...]) -> Mapping[str, float]:
    """Return every number of a graph that has a name: ``c`` for a node, ``grad.c`` for ∂output/∂c.

    Raises:
        DomainError: a derivative is undefined.
    """
    return _named(graph, primals, reverse(graph, primals))


def _named(graph: Graph, primals: Sequence[float], adjoints: Sequence[float]) -> Mapping[str, float]:
    nodes, gradients = _names(graph)
    values = {name: primals[index] for name, index in nodes}
    for name, index in gradients:
        values[name] = adjoints[index]
    return values


_Places: TypeAlias = "tuple[tuple[str, int], ...]"


@lru_cache(maxsize=64)
def _names(graph: Graph) -> tuple[_Places, _Places]:
    """Return the names of a graph's nodes with their indices, and those of its derivatives."""
    named = [(node.name, index) for index, node in enumerate(graph.nodes) if node.name]
    varying = [(name, index) for name, index in named if graph.nodes[index].operation != "constant"]
    return tuple(named), tuple((f"grad.{name}", index) for name, index in varying)


def trajectory_values(found: Trajectory) -> Mapping[str, float]:
    """Return the numbers of a descent by name; those that its surface does not have are left out.

    A count of steps to something that did not happen is infinite, so that ``adam.steps < sgd.steps`` is true
    where only Adam arrives.
    """
    numbers = {name: number(found) for name, number in _OF_A_DESCENT.items()}
    return {name: value for name, value in numbers.items() if value is not None}


def trajectory_value(found: Trajectory, name: str) -> float:
    """Return one of the numbers of a descent, without working out the others.

    Raises:
        KeyError: it has no number of that name.
    """
    value = _OF_A_DESCENT[name](found)
    if value is None:
        raise KeyError(name)
    return value


def _never(count: int | None) -> float:
    return math.inf if count is None else count


_OF_A_DESCENT: Mapping[str, Callable[[Trajectory], float | None]] = {
    "loss": lambda found: found.losses[-1],
    "gradient": lambda found: found.gradient_norms[-1],
    "x": lambda found: found.points[-1][0],
    "y": lambda found: found.points[-1][1],
    "steps": lambda found: _never(found.steps_to_tolerance),
    "diverged": lambda found: _never(found.diverged_at),
    "crossings": lambda found: found.floor_crossings,
}
