"""The numbers of a component's result that a post may speak of by name, and how they change.

A computed value needs the numbers as published. A claim may ask for more: the same numbers with the sliders
elsewhere, or those of a descent that is run again with other settings.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from adjoint.autodiff import forward, reverse

if TYPE_CHECKING:
    from adjoint.autodiff import Graph, Optimiser, Surface, Trajectory


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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

        return descend(
            self.surface,
            self.optimiser,
            {**self.settings, **(settings or {})},
            start=self.start,
            steps=self.steps if steps is None else steps,
            tolerance=self.tolerance,
        )


@dataclass(frozen=True)
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
        primals = forward(self.graph, {**self.inputs, **inputs})
        return replace(self, values=graph_values(self.graph, primals), primals=primals)


def graph_values(graph: Graph, primals: tuple[float, ...]) -> Mapping[str, float]:
    """Return every number of a graph that has a name: ``c`` for a node, ``grad.c`` for ∂output/∂c.

    Raises:
        DomainError: a derivative is undefined.
    """
    adjoints = reverse(graph, primals)
    named = [i for i, node in enumerate(graph.nodes) if node.name]
    values = {graph.nodes[i].name: primals[i] for i in named}
    gradient = {
        f"grad.{graph.nodes[i].name}": adjoints[i] for i in named if graph.nodes[i].operation != "constant"
    }
    return {**values, **gradient}


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
