"""Where everything in a layered graph stands from left to right."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from adjoint.components.compute_graph.spacing import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adjoint.components.compute_graph.layered import Cell, Grid

SHORT: Final = 2.0
"""How strongly an edge that passes no node draws its ends together."""
LONG: Final = 0.4
"""How strongly one that passes nodes draws its ends to its lanes."""
BETWEEN: Final = 8.0
"""How strongly its lanes hold together."""
LOOSE: Final = 1e-3
"""The weight of a cell that no edge holds."""
SWEEPS: Final = 80
SETTLED: Final = 0.02
"""A sweep that moves nothing further than this has nothing left to do."""
STRAIGHTENINGS: Final = 4
PORT_GAP: Final = 20.0
PORT_MARGIN: Final = 18.0
"""No edge meets a node nearer to its corner than this."""


def abscissas(grid: Grid) -> list[float]:
    """Settle x by least squares: short, straight edges, no two cells of a row nearer than their gap.

    Each step solves one row exactly with the others held, so the sum of squares only falls. Where an edge
    passes other nodes its stretches hold together, and its ends hold the nodes less than a short edge does.
    """
    pulls = _pulls(grid)
    gaps = [[grid.gap(left, right) for left, right in pairwise(row)] for row in grid.rows]
    x = [0.0] * len(grid.cells)
    for row, gap in zip(grid.rows, gaps, strict=True):
        for cell, place in zip(row, accumulate(gap, initial=-sum(gap) / 2), strict=True):
            x[cell] = place
    upwards = list(zip(grid.rows, gaps, strict=True))
    for sweep in range(SWEEPS):
        moved = 0.0
        for row, gap in upwards if sweep % 2 else reversed(upwards):
            weights = [sum(weight for _, weight in pulls[cell]) or LOOSE for cell in row]
            wanted = [
                sum(x[other] * pull for other, pull in pulls[cell]) / weight
                for cell, weight in zip(row, weights, strict=True)
            ]
            for cell, place in zip(row, spread(wanted, gap, weights), strict=True):
                moved = max(moved, abs(place - x[cell]))
                x[cell] = place
        if moved < SETTLED:
            break
    return x


def _pulls(grid: Grid) -> list[list[tuple[int, float]]]:
    """Return for each cell those that its edges join it to, and how strongly."""
    pulls: list[list[tuple[int, float]]] = [[] for _ in grid.cells]
    for chain in grid.chains:
        ends = SHORT if len(chain) == len(("source", "label", "target")) else LONG
        for low, high in pairwise(chain):
            at_node = grid.cells[low].node is not None or grid.cells[high].node is not None
            pulls[low].append((high, ends if at_node else BETWEEN))
            pulls[high].append((low, ends if at_node else BETWEEN))
    return pulls


def straightened(grid: Grid, x: Sequence[float]) -> list[float]:
    """Let every edge that passes other nodes run straight for as long as its neighbours leave it room.

    Each row leaves a cell an interval. Keeping one place while the intervals have a point in common, and
    stepping to the nearest point of the next interval where they have none, gives the least total movement.
    """
    result = list(x)
    beside = {
        cell: (row[i - 1] if i else None, row[i + 1] if i + 1 < len(row) else None)
        for row in grid.rows
        for i, cell in enumerate(row)
    }

    for _ in range(STRAIGHTENINGS):
        for chain in grid.chains:
            _straighten(grid, chain, beside, result)
    return result


def _straighten(
    grid: Grid, chain: Sequence[int], beside: Mapping[int, tuple[int | None, int | None]], x: list[float]
) -> None:
    """Move the cells of one edge between its ends into as few runs of one place as its neighbours allow."""
    run: list[int] = []
    low, high = -math.inf, math.inf
    for cell in chain[1:-1]:
        before, after = beside[cell]
        least = -math.inf if before is None else x[before] + grid.gap(before, cell)
        most = max(least, math.inf if after is None else x[after] - grid.gap(cell, after))
        if least > high or most < low:
            for member in run:
                x[member] = high if least > high else low
            run, low, high = [], least, most
        run.append(cell)
        low, high = max(low, least), min(high, most)
    wanted = sum(x[cell] for cell in run) / len(run)
    if len(run) == len(chain) - 2:  # it comes straight out of its source, and bends only at its target
        wanted = _clipped(wanted, x[chain[0]], _reach(grid.cells[chain[0]]))
    for member in run:
        x[member] = min(max(wanted, low), high)


def ports(grid: Grid, x: Sequence[float]) -> tuple[list[float], list[float]]:
    """Return where each edge leaves its source and meets its target: in line with its lane if it can."""
    starts, ends = [0.0] * len(grid.chains), [0.0] * len(grid.chains)
    for places, side, lane in ((starts, 0, 1), (ends, -1, -2)):
        met: dict[int, list[int]] = {}
        lanes = [x[chain[lane]] for chain in grid.chains]
        for link in sorted(range(len(lanes)), key=lanes.__getitem__):
            met.setdefault(grid.chains[link][side], []).append(link)
        for node, links in met.items():
            reach = _reach(grid.cells[node])
            gap = min(PORT_GAP, 2 * reach / max(len(links) - 1, 1))
            wanted = [_clipped(lanes[link] - x[node], 0.0, reach) for link in links]
            settled = spread(wanted, [gap] * (len(links) - 1), [1.0] * len(links), bounds=(-reach, reach))
            for link, place in zip(links, settled, strict=True):
                places[link] = x[node] + place
    return starts, ends


def _reach(cell: Cell) -> float:
    """Return how far from a node's middle an edge may meet it."""
    return max(cell.width / 2 - PORT_MARGIN, 0.0)


def _clipped(place: float, centre: float, reach: float) -> float:
    return min(max(place, centre - reach), centre + reach)
