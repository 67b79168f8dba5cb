"""The numbers of a component's result that a post may speak of by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adjoint.autodiff import Graph


@dataclass(frozen=True)
class Quantities:
    """Named numbers, and the graph they come from where derivatives between them may be asked for."""

    values: Mapping[str, float]
    """By name, such as ``e`` for a graph's node or ``adam.loss`` for a lab's run."""
    graph: Graph | None = None
    primals: tuple[float, ...] = ()
    """Every primal of the graph, by node index."""
