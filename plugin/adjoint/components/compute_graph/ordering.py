"""The order within each row of a layered graph, with few crossings, left operands to the left.

igraph's Sugiyama layout gives the first order, by barycentres. Exchanging neighbours while that removes a
crossing, or costs none and mends the reading order, makes the last (the "transpose" step of Gansner,
Koutsofios, North and Vo, "A technique for drawing directed graphs", 1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

Rows = list[list[int]]
Edges = Sequence[tuple[int, int]]


def order_rows(rows: Sequence[int], edges: Edges, preference: Sequence[int]) -> Rows:
    """Return the cells of each row, from left to right, the lowest row first.

    Args:
        rows: the row of each cell.
        edges: pairs of cells from one row to the next one up.
        preference: of two cells, the one with the lower number reads better on the left.
    """
    first = _barycentric(rows, edges)
    candidates = [_transposed(order, edges, preference) for order in (first, [row[::-1] for row in first])]
    return min(candidates, key=lambda order: (crossings(order, edges), _inversions(order, preference)))


def crossings(order: Sequence[Sequence[int]], edges: Edges) -> int:
    """Count pairs of edges that cross between adjacent rows."""
    place = {cell: (row, index) for row, cells in enumerate(order) for index, cell in enumerate(cells)}
    between: dict[int, list[tuple[int, int]]] = {}
    for low, high in edges:
        row, start = place[low]
        between.setdefault(row, []).append((start, place[high][1]))
    return sum(
        (start - other_start) * (end - other_end) < 0
        for ends in between.values()
        for (start, end), (other_start, other_end) in combinations(ends, 2)
    )


def _barycentric(rows: Sequence[int], edges: Edges) -> Rows:
    import igraph  # noqa: PLC0415  (slow to import, and needed only where a figure is stale)

    graph = igraph.Graph(n=len(rows), edges=list(edges), directed=True)
    top = max(rows)
    coordinates = graph.layout_sugiyama(layers=[top - row for row in rows], maxiter=200).coords
    result: Rows = [[] for _ in range(top + 1)]
    for cell in sorted(range(len(rows)), key=lambda cell: (coordinates[cell][0], cell)):
        result[rows[cell]].append(cell)
    return result


def _transposed(order: Rows, edges: Edges, preference: Sequence[int]) -> Rows:
    result = [list(row) for row in order]
    below: dict[int, list[int]] = {cell: [] for row in order for cell in row}
    above: dict[int, list[int]] = {cell: [] for row in order for cell in row}
    for low, high in edges:
        above[low].append(high)
        below[high].append(low)
    place = {cell: index for row in result for index, cell in enumerate(row)}

    def gained(left: int, right: int) -> int:
        """Count the crossings that exchanging two neighbours would add."""
        return sum(
            (place[p] < place[q]) - (place[p] > place[q])
            for side in (below, above)
            for p in side[left]
            for q in side[right]
        )

    # A row is worth another look only where it or a row beside it has changed.
    changed = set(range(len(result)))
    while changed:
        stale, changed = sorted({near for index in changed for near in (index - 1, index, index + 1)}), set()
        for index in stale:
            row = result[index] if 0 <= index < len(result) else []
            for i in range(len(row) - 1):
                left, right = row[i], row[i + 1]
                change = gained(left, right)
                if change < 0 or (change == 0 and preference[left] > preference[right]):
                    row[i], row[i + 1] = right, left
                    place[left], place[right] = i + 1, i
                    changed.add(index)
    return result


def _inversions(order: Rows, preference: Sequence[int]) -> int:
    return sum(preference[a] > preference[b] for row in order for a, b in combinations(row, 2))
