"""A layered drawing of a graph: inputs at the bottom, every operation above its operands.

After Sugiyama, Tagawa and Toda (1981). Between two layers of nodes lies a row of edge labels, so a label
is itself something to place and can never meet a node, another label or another edge. An edge that spans
several layers keeps a lane in each. The library orders the rows; widths and positions are settled here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from adjoint.components.compute_graph.horizontal import abscissas, ports, straightened
from adjoint.components.compute_graph.layered import Box, Grid, Link, layered
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

CURVE: Final = 20.0
"""Least height between a row of nodes and a row of labels, where edges bend."""
STEEPEST: Final = 56.0
"""Most height given to a bend; an edge that goes further to the side lies flatter."""
SLOPE: Final = 0.3
"""Height given to a bend for each unit that its edge goes to the side."""


@frozen
class Point:
    """A place in user units; y grows downwards, as in SVG."""

    x: float
    y: float


@frozen
class Lane:
    """A straight upright stretch of an edge, from its lower to its upper end."""

    x: float
    bottom: float
    top: float


@frozen
class Route:
    """The way of one edge from the top of its source to the bottom of its target, upwards."""

    start: Point
    lanes: tuple[Lane, ...]
    end: Point


@frozen
class Layout:
    """Where everything stands: centres of nodes and labels, and routes of edges, in the order given."""

    width: float
    height: float
    nodes: tuple[Point, ...]
    labels: tuple[Point, ...]
    routes: tuple[Route, ...]


def arrange(boxes: Sequence[Box], links: Sequence[Link]) -> Layout:
    """Lay out a directed acyclic graph whose boxes stand in topological order.

    Parallel links stay apart. No two boxes overlap, and no route crosses a box that is not its own.
    """
    grid = layered(boxes, links)
    x = straightened(grid, abscissas(grid))
    left = min(place - cell.width / 2 for place, cell in zip(x, grid.cells, strict=True))
    x = [place - left for place in x]
    starts, ends = ports(grid, x)
    ways = [
        (start, *(x[cell] for cell in chain[1:-1]), end)
        for start, chain, end in zip(starts, grid.chains, ends, strict=True)
    ]
    bands = _bands(grid, ways)
    bottom = bands[0]
    return Layout(
        width=max(place + cell.width / 2 for place, cell in zip(x, grid.cells, strict=True)),
        height=bottom.middle + bottom.height / 2,
        nodes=tuple(Point(x[i], bands[grid.cells[i].row].middle) for i in range(len(boxes))),
        labels=tuple(Point(x[chain[-2]], bands[grid.cells[chain[-2]].row].middle) for chain in grid.chains),
        routes=tuple(_route(grid, bands, chain, way) for chain, way in zip(grid.chains, ways, strict=True)),
    )


@frozen
class _Band:
    """The stretch of height that a row takes."""

    middle: float
    height: float


def _bands(grid: Grid, ways: Sequence[Sequence[float]]) -> list[_Band]:
    """Return each row's band, the last row at the top, and between rows what height the bends need."""
    bends = _bends(grid, ways)
    result: list[_Band] = []
    y = 0.0
    for index in range(len(grid.rows) - 1, -1, -1):
        if index + 1 < len(grid.rows):
            y += min(max(CURVE, SLOPE * bends[index]), STEEPEST)
        height = max(grid.cells[cell].height for cell in grid.rows[index])
        result.append(_Band(y + height / 2, height))
        y += height
    return result[::-1]


def _bends(grid: Grid, ways: Sequence[Sequence[float]]) -> list[float]:
    """Return how far the edges go to the side, at most, above each row."""
    furthest = [0.0] * len(grid.rows)
    for chain, way in zip(grid.chains, ways, strict=True):
        for cell, (here, there) in zip(chain, pairwise(way), strict=False):
            row = grid.cells[cell].row
            furthest[row] = max(furthest[row], abs(there - here))
    return furthest


def _route(grid: Grid, bands: Sequence[_Band], chain: Sequence[int], way: Sequence[float]) -> Route:
    start, *between, end = way
    lanes = [_lane(bands[grid.cells[cell].row], x) for cell, x in zip(chain[1:-1], between, strict=True)]
    lanes[-1] = _behind_label(lanes[-1], grid.cells[chain[-2]].width / 2, way)
    source, target = grid.cells[chain[0]], grid.cells[chain[-1]]
    return Route(
        Point(start, bands[source.row].middle - source.height / 2),
        tuple(lanes),
        Point(end, bands[target.row].middle + target.height / 2),
    )


def _lane(band: _Band, x: float) -> Lane:
    return Lane(x, band.middle + band.height / 2, band.middle - band.height / 2)


def _behind_label(lane: Lane, reach: float, way: Sequence[float]) -> Lane:
    """Return the lane of a label, which hides a bend within its reach: that one is half its height longer."""
    before, _, after = way[-3:]
    middle = (lane.bottom + lane.top) / 2
    return Lane(
        lane.x,
        middle if abs(before - lane.x) < reach else lane.bottom,
        middle if abs(after - lane.x) < reach else lane.top,
    )
