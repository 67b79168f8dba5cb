"""A layered drawing of a graph: inputs at the bottom, every operation above its operands.

After Sugiyama, Tagawa and Toda (1981). Between two layers of nodes lies a row of edge labels, so a label
is itself something to place and can never meet a node, another label or another edge. An edge that spans
several layers keeps a lane in each. The library orders the rows; widths and positions are settled here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from adjoint.components.compute_graph.ordering import order_rows
from adjoint.components.compute_graph.spacing import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

NODE_GAP: Final = 22.0
LANE: Final = 14.0
"""Room that an edge keeps on its way past other nodes."""
CURVE: Final = 20.0
"""Least height between a row of nodes and a row of labels, where edges bend."""
STEEPEST: Final = 56.0
"""Most height given to a bend; an edge that goes further to the side lies flatter."""
SLOPE: Final = 0.3
"""Height given to a bend for each unit that its edge goes to the side."""
PORT_GAP: Final = 20.0
PORT_MARGIN: Final = 18.0
"""No edge meets a node nearer to its corner than this."""
SHORT, LONG, BETWEEN = 2.0, 0.4, 8.0
"""How strongly an edge draws its ends together: one that passes nothing, one that does, and between its lanes."""
SWEEPS: Final = 80
STRAIGHTENINGS: Final = 4


@dataclass(frozen=True)
class Box:
    """What a node or a label needs: width and height in user units, and the lowest layer it may take."""

    width: float
    height: float
    layer: int = 0


@dataclass(frozen=True)
class Link:
    """An edge between two boxes by index, with the box of its label."""

    source: int
    target: int
    label: Box


@dataclass(frozen=True)
class Point:
    """A place in user units; y grows downwards, as in SVG."""

    x: float
    y: float


@dataclass(frozen=True)
class Lane:
    """A straight upright stretch of an edge, from its lower to its upper end."""

    x: float
    bottom: float
    top: float


@dataclass(frozen=True)
class Route:
    """The way of one edge from the top of its source to the bottom of its target, upwards."""

    start: Point
    lanes: tuple[Lane, ...]
    end: Point


@dataclass(frozen=True)
class Layout:
    """Where everything stands: centres of nodes and labels, and routes of edges, in the order given."""

    width: float
    height: float
    nodes: tuple[Point, ...]
    labels: tuple[Point, ...]
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class Cell:
    """One place in a row: a node, an edge's label, or the lane of an edge passing by."""

    row: int
    width: float
    height: float
    node: int | None = None
    link: int | None = None
    label: bool = False


def arrange(boxes: Sequence[Box], links: Sequence[Link]) -> Layout:
    """Lay out a directed acyclic graph whose boxes stand in topological order.

    Parallel links stay apart. No two boxes overlap, and no route crosses a box that is not its own.
    """
    layers = _layers(boxes, links)
    cells, chains = _cells(boxes, links, layers)
    edges = [pair for chain in chains for pair in pairwise(chain)]
    rows = order_rows([cell.row for cell in cells], edges, [_preference(cell, links) for cell in cells])
    x = _straightened(cells, rows, chains, _abscissas(cells, rows, chains))
    left = min(x[i] - cells[i].width / 2 for i in range(len(cells)))
    x = [value - left for value in x]
    starts, ends = _ports(cells, chains, links, boxes, x)
    middle = _ordinates(cells, rows, _bends(cells, chains, x, starts, ends))
    routes = tuple(_route(chain, cells, middle, x, starts[k], ends[k]) for k, chain in enumerate(chains))
    return Layout(
        width=max(x[i] + cells[i].width / 2 for i in range(len(cells))),
        height=middle[0][0] + middle[0][1] / 2,
        nodes=tuple(Point(x[i], middle[cells[i].row][0]) for i in range(len(boxes))),
        labels=tuple(Point(x[chain[-2]], middle[cells[chain[-2]].row][0]) for chain in chains),
        routes=routes,
    )


def _layers(boxes: Sequence[Box], links: Sequence[Link]) -> list[int]:
    layers = [box.layer for box in boxes]
    for link in sorted(links, key=lambda link: link.target):
        layers[link.target] = max(layers[link.target], layers[link.source] + 1)
    return layers


def _cells(
    boxes: Sequence[Box], links: Sequence[Link], layers: Sequence[int]
) -> tuple[list[Cell], list[list[int]]]:
    """Give every node, label and lane a cell; each link's chain of cells leads from source to target."""
    cells = [Cell(2 * layers[i], box.width, box.height, node=i) for i, box in enumerate(boxes)]
    chains = []
    for k, link in enumerate(links):
        chain = [link.source]
        for row in range(2 * layers[link.source] + 1, 2 * layers[link.target]):
            is_label = row == 2 * layers[link.target] - 1
            chain.append(len(cells))
            cells.append(
                Cell(row, link.label.width, link.label.height, link=k, label=True)
                if is_label
                else Cell(row, LANE, 0.0, link=k)
            )
        chains.append([*chain, link.target])
    return cells, chains


def _preference(cell: Cell, links: Sequence[Link]) -> int:
    """Rank cells for reading order: nodes as they come, labels as the operands of their operation."""
    return cell.node if cell.node is not None else cell.link if cell.link is not None else len(links)


def _abscissas(
    cells: Sequence[Cell], rows: Sequence[Sequence[int]], chains: Sequence[Sequence[int]]
) -> list[float]:
    """Settle x by least squares: short, straight edges, no two cells of a row nearer than their gap.

    Each step solves one row exactly with the others held, so the sum of squares only falls. Where an edge
    passes other nodes its stretches hold together, and its ends hold the nodes less than a short edge does.
    """
    neighbours: list[list[tuple[int, float]]] = [[] for _ in cells]
    for chain in chains:
        ends = SHORT if len(chain) == len(("source", "label", "target")) else LONG
        for low, high in pairwise(chain):
            weight = ends if cells[low].node is not None or cells[high].node is not None else BETWEEN
            neighbours[low].append((high, weight))
            neighbours[high].append((low, weight))
    x = [0.0] * len(cells)
    gaps = [[_gap(cells[a], cells[b]) for a, b in pairwise(row)] for row in rows]
    for row, gap in zip(rows, gaps, strict=True):
        place = -sum(gap) / 2
        for index, cell in enumerate(row):
            x[cell] = place
            place += gap[index] if index < len(gap) else 0.0
    for sweep in range(SWEEPS):
        order = range(len(rows)) if sweep % 2 else range(len(rows) - 1, -1, -1)
        for row in order:
            wanted, weights = [], []
            for cell in rows[row]:
                weight = sum(w for _, w in neighbours[cell]) or 1e-3
                wanted.append(sum(x[other] * w for other, w in neighbours[cell]) / weight)
                weights.append(weight)
            for cell, place in zip(rows[row], spread(wanted, gaps[row], weights), strict=True):
                x[cell] = place
    return x


def _gap(left: Cell, right: Cell) -> float:
    between = NODE_GAP if left.node is not None and right.node is not None else 10.0
    return (left.width + right.width) / 2 + between


def _straightened(
    cells: Sequence[Cell], rows: Sequence[Sequence[int]], chains: Sequence[Sequence[int]], x: Sequence[float]
) -> list[float]:
    """Let every edge that passes other nodes run straight for as long as its neighbours leave it room.

    Each row leaves a cell an interval. Keeping one place while the intervals have a point in common, and
    stepping to the nearest point of the next interval where they have none, gives the least total movement.
    """
    result = list(x)
    beside = {
        cell: (row[i - 1] if i else None, row[i + 1] if i + 1 < len(row) else None)
        for row in rows
        for i, cell in enumerate(row)
    }

    def interval(cell: int) -> tuple[float, float]:
        before, after = beside[cell]
        low = -math.inf if before is None else result[before] + _gap(cells[before], cells[cell])
        high = math.inf if after is None else result[after] - _gap(cells[cell], cells[after])
        return low, max(low, high)

    for _ in range(STRAIGHTENINGS):
        for chain in chains:
            run: list[int] = []
            low, high = -math.inf, math.inf
            for cell in chain[1:-1]:
                least, most = interval(cell)
                if least > high or most < low:
                    for member in run:
                        result[member] = high if least > high else low
                    run, low, high = [], least, most
                run.append(cell)
                low, high = max(low, least), min(high, most)
            # All one run: it comes straight out of its source, and bends only where it meets its target.
            reach = max(cells[chain[0]].width / 2 - PORT_MARGIN, 0.0)
            mean = sum(result[cell] for cell in run) / len(run)
            wanted = mean if len(run) < len(chain) - 2 else _clipped(mean, result[chain[0]], reach)
            for member in run:
                result[member] = min(max(wanted, low), high)
    return result


def _clipped(place: float, centre: float, reach: float) -> float:
    return min(max(place, centre - reach), centre + reach)


def _bends(
    cells: Sequence[Cell],
    chains: Sequence[Sequence[int]],
    x: Sequence[float],
    starts: Sequence[float],
    ends: Sequence[float],
) -> list[float]:
    """Return how far the edges go to the side, at most, above each row."""
    furthest = [0.0] * (1 + max(cell.row for cell in cells))
    for k, chain in enumerate(chains):
        places = [starts[k], *(x[cell] for cell in chain[1:-1]), ends[k]]
        for cell, here, there in zip(chain, places, places[1:], strict=False):
            furthest[cells[cell].row] = max(furthest[cells[cell].row], abs(there - here))
    return furthest


def _ordinates(
    cells: Sequence[Cell], rows: Sequence[Sequence[int]], bends: Sequence[float]
) -> list[tuple[float, float]]:
    """Return each row's middle and height, the last row at the top."""
    result: list[tuple[float, float]] = []
    y = 0.0
    for index in range(len(rows) - 1, -1, -1):
        if index + 1 < len(rows):
            y += min(max(CURVE, SLOPE * bends[index]), STEEPEST)
        height = max(cells[cell].height for cell in rows[index])
        result.append((y + height / 2, height))
        y += height
    return result[::-1]


def _ports(
    cells: Sequence[Cell],
    chains: Sequence[Sequence[int]],
    links: Sequence[Link],
    boxes: Sequence[Box],
    x: Sequence[float],
) -> tuple[list[float], list[float]]:
    """Return where each edge leaves its source and meets its target: below or above its own lane if it can."""
    starts, ends = [0.0] * len(links), [0.0] * len(links)
    for node, box in enumerate(boxes):
        for ports, side, lane in ((starts, 0, 1), (ends, -1, -2)):
            met = sorted(
                (k for k in range(len(links)) if chains[k][side] == node), key=lambda k: x[chains[k][lane]]
            )
            if not met:
                continue
            reach = max(box.width / 2 - PORT_MARGIN, 0.0)
            gap = min(PORT_GAP, 2 * reach / max(len(met) - 1, 1))
            wanted = [_clipped(x[chains[k][lane]] - x[node], 0.0, reach) for k in met]
            places = spread(wanted, [gap] * (len(met) - 1), [1.0] * len(met), bounds=(-reach, reach))
            for k, place in zip(met, places, strict=True):
                ports[k] = x[node] + place
    return starts, ends


def _route(
    chain: Sequence[int],
    cells: Sequence[Cell],
    middle: Sequence[tuple[float, float]],
    x: Sequence[float],
    start: float,
    end: float,
) -> Route:
    lanes = []
    for cell in chain[1:-1]:
        centre, height = middle[cells[cell].row]
        lanes.append(Lane(x[cell], centre + height / 2, centre - height / 2))
    source, target = cells[chain[0]], cells[chain[-1]]
    return Route(
        Point(start, middle[source.row][0] - source.height / 2),
        tuple(lanes),
        Point(end, middle[target.row][0] + target.height / 2),
    )
