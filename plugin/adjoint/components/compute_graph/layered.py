"""A graph as rows of cells: every node, every edge's label and every lane an edge keeps on its way.

An edge that passes other nodes takes a cell in each row it passes, so that whatever is settled for cells
holds for edges too: nothing in a row can meet anything else in it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from adjoint.components.compute_graph.ordering import order_rows
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

LANE: Final = 14.0
"""Room that an edge keeps on its way past other nodes."""
NODE_GAP: Final = 22.0
CELL_GAP: Final = 10.0


@frozen
class Box:
    """What a node or a label needs: width and height in user units, and the lowest layer it may take."""

    width: float
    height: float
    layer: int = 0


@frozen
class Link:
    """An edge between two boxes by index, with the box of its label."""

    source: int
    target: int
    label: Box


@frozen
class Cell:
    """One place in a row: a node, an edge's label, or the lane of an edge passing by."""

    row: int
    width: float
    height: float
    node: int | None = None
    """The index of its box, for a node."""
    rank: int = 0
    """Of two cells, the one with the lower rank reads better on the left."""


@frozen
class Grid:
    """The cells, the nodes first; the way of each link through them; and their order in each row."""

    cells: tuple[Cell, ...]
    chains: tuple[tuple[int, ...], ...]
    """For each link its cells from source to target: the last before the target holds the label."""
    rows: tuple[tuple[int, ...], ...]
    """From left to right; the lowest row first. Nodes stand in even rows, labels in odd ones."""

    def gap(self, left: int, right: int) -> float:
        """Return the least distance between the centres of two cells side by side."""
        one, other = self.cells[left], self.cells[right]
        between = NODE_GAP if one.node is not None and other.node is not None else CELL_GAP
        return (one.width + other.width) / 2 + between


def layered(boxes: Sequence[Box], links: Sequence[Link]) -> Grid:
    """Put a directed acyclic graph, its boxes in topological order, into rows with few crossings."""
    layers = _layers(boxes, links)
    cells = [Cell(2 * layers[i], box.width, box.height, node=i, rank=i) for i, box in enumerate(boxes)]
    chains: list[tuple[int, ...]] = []
    for rank, link in enumerate(links):
        chain = [link.source]
        label_row = 2 * layers[link.target] - 1
        for row in range(2 * layers[link.source] + 1, label_row):
            chain.append(len(cells))
            cells.append(Cell(row, LANE, 0.0, rank=rank))
        chain.append(len(cells))
        cells.append(Cell(label_row, link.label.width, link.label.height, rank=rank))
        chains.append((*chain, link.target))
    edges = [pair for chain in chains for pair in pairwise(chain)]
    rows = order_rows([cell.row for cell in cells], edges, [cell.rank for cell in cells])
    return Grid(tuple(cells), tuple(chains), tuple(tuple(row) for row in rows))


def _layers(boxes: Sequence[Box], links: Sequence[Link]) -> list[int]:
    layers = [box.layer for box in boxes]
    for link in sorted(links, key=lambda link: link.target):
        layers[link.target] = max(layers[link.target], layers[link.source] + 1)
    return layers
