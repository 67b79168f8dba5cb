"""The numbers of a page in many states of its graphs at once, by the engine's arrays.

What arrays cannot tell is left open: whoever asks looks at it state by state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from adjoint.autodiff import Graph
from adjoint.components.quantities import Quantities
from adjoint.components.reading import Derivative, Leaf, Quantity, Reading
from adjoint.site.check.replay.sweeping import Sweeps, sweep_all, values_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Everywhere:
    """Some graphs of a page, each in many states."""

    def __init__(
        self,
        quantities: Mapping[str, Quantities],
        moved: Mapping[str, Mapping[str, NDArray[np.float64]]],
    ) -> None:
        """Take the states.

        Args:
            quantities: of the page, by component.
            moved: for each graph that moves, for each of its inputs, where it stands in each state.
        """
        self._quantities = quantities
        self._moved = moved
        self._swept: dict[tuple[str, int], Sweeps] = {}

    def value(self, reading: Reading) -> NDArray[np.float64] | None:
        """Return an expression's value in each state, NaN where it is left open; None if it always is."""
        import numpy as np  # noqa: PLC0415  (loaded where numbers are compared)

        leaves = [self._leaf(leaf) for leaf in reading.leaves]
        known = [leaf for leaf in leaves if leaf is not None]
        if len(known) < len(leaves) or not known:
            return None
        primals = values_of(reading.graph, dict(zip(reading.graph.inputs, known, strict=True)))
        sound = np.logical_and.reduce([np.isfinite(primal) for primal in primals])
        for owner in self._moved:
            # Where a part of a graph has no value, the page tells of the rest what it can.
            sound &= self._sweeps(owner, self._graph(owner).outputs[0]).sound
        told: NDArray[np.float64] = np.where(sound, primals[reading.graph.outputs[0]], np.nan)
        return told

    def _leaf(self, leaf: Leaf) -> NDArray[np.float64] | None:
        import numpy as np  # noqa: PLC0415

        if isinstance(leaf, Quantity) and leaf.owner not in self._moved:
            value = self._quantities[leaf.owner].values[leaf.name]
            return np.full(self._shape(), value)
        if isinstance(leaf, Quantity):
            graph = self._graph(leaf.owner)
            node = leaf.name.removeprefix("grad.")
            swept = self._sweeps(leaf.owner, graph.outputs[0])
            return (swept.primals if node == leaf.name else swept.adjoints)[graph.index(node)]
        if isinstance(leaf, Derivative) and leaf.owner in self._moved:
            graph, product = self._graph(leaf.owner), np.ones(self._shape())
            for output, node in pairwise((leaf.of, *leaf.through, leaf.by)):
                product = product * self._sweeps(leaf.owner, graph.index(output)).adjoints[graph.index(node)]
            return product
        return None

    def _graph(self, owner: str) -> Graph:
        graph = self._quantities[owner].graph
        assert isinstance(graph, Graph)  # noqa: S101  (only graphs move)
        return graph

    def _sweeps(self, owner: str, output: int) -> Sweeps:
        if (owner, output) not in self._swept:
            self._swept[owner, output] = sweep_all(self._graph(owner), self._moved[owner], output)
        return self._swept[owner, output]

    def _shape(self) -> Sequence[int]:
        return next(row.shape for inputs in self._moved.values() for row in inputs.values())
