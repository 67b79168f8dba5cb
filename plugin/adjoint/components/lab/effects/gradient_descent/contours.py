"""Contours of a surface as compact SVG paths.

Each path bounds a *sublevel set* {f ≤ level}, closed beyond the border of the map: filled in one translucent
tone and laid over one another, the sets darken towards the minima, and their outlines are the contour lines.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from adjoint.components.lab.effects.gradient_descent.frame import Frame

    Values = Callable[[NDArray[Any], NDArray[Any]], NDArray[Any]]

LEVELS: Final = 11
CELL: Final = 4.0
"""Pixels between samples of the surface."""
MARGIN: Final = 8.0
"""Pixels beyond the border within which the sublevel sets are closed, out of sight."""
GRAIN: Final = 4
"""Path coordinates are whole numbers of 1/GRAIN pixel."""
TOLERANCE: Final = 0.22
"""Pixels by which a simplified contour may stray."""
_MANY: Final = 96
"""Points of a line from which on they are worked through as an array."""


@frozen
class Contour:
    """The boundary of one sublevel set."""

    level: float
    path: str
    """SVG path data, relative, in whole units of 1/``GRAIN`` pixel; fill rule evenodd."""


@lru_cache(maxsize=16)  # A lab is drawn again to see whether its page shows the same.
def contours(values: Values, frame: Frame, count: int = LEVELS) -> tuple[Contour, ...]:
    """Return contours of a surface from the highest level to the lowest.

    Args:
        values: the surface's values at two arrays of equal shape, x and y.
        frame: the part of the plane to draw.
        count: how many levels.
    """
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)
    from contourpy import FillType, contour_generator  # noqa: PLC0415  (as above)

    across, down, surface = _sampled(values, frame)
    generator = contour_generator(across, down, surface, fill_type=FillType.OuterOffset)
    lowest = float(surface.min()) - 1.0
    found = []
    for level in levels(values, frame, count):
        filled: Any = generator.filled(lowest, level)
        polygons, offsets = filled
        rings = [
            ring
            for points, starts in zip(polygons, offsets, strict=True)
            for ring in np.split(points, starts[1:-1])
        ]
        path = "".join(_ring_path(ring) for ring in rings)
        if path:
            found.append(Contour(level, path))
    return tuple(found)


@lru_cache(maxsize=64)  # Every lab of a size offers the same surfaces.
def levels(values: Values, frame: Frame, count: int = LEVELS) -> tuple[float, ...]:
    """Return round levels, highest first, that share the map out evenly, somewhat denser near the bottom.

    Even steps in f would leave the floor of a ravine, where all the descent happens, without a line.
    """
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)

    surface = _sampled(values, frame)[2].compressed()
    shares = (np.arange(1, count + 1) / (count + 1)) ** 1.5
    return tuple(sorted({float(f"{level:.2g}") for level in np.quantile(surface, shares)}, reverse=True))


@lru_cache(maxsize=2)  # For the levels, and then for the contours.
def _sampled(values: Values, frame: Frame) -> tuple[NDArray[Any], NDArray[Any], Any]:
    """Return pixels across, pixels down, and the surface there, masked where it is undefined."""
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)

    across = np.linspace(-MARGIN, frame.width + MARGIN, round((frame.width + 2 * MARGIN) / CELL) + 1)
    down = np.linspace(-MARGIN, frame.height + MARGIN, round((frame.height + 2 * MARGIN) / CELL) + 1)
    x, y = np.meshgrid(frame.x0 + across / frame.scale, frame.y1 - down / frame.scale)
    return across, down, np.ma.masked_invalid(np.asarray(values(x, y), dtype=float))


def _ring_path(ring: NDArray[Any]) -> str:
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)

    kept = np.rint(_simplified(ring) * GRAIN).astype(int)
    if len(kept) < 4:
        return ""
    steps = np.diff(kept[:-1], axis=0)
    numbers = [*kept[0], *steps.ravel()]
    first, rest = numbers[:2], numbers[2:]
    return f"M{first[0]} {first[1]}l{_packed(rest)}z"


def _packed(numbers: list[int]) -> str:
    """Return numbers as path data writes them: a minus sign is separator enough."""
    return "".join(f"{n}" if i == 0 or n < 0 else f" {n}" for i, n in enumerate(numbers))


def _simplified(ring: NDArray[Any]) -> NDArray[Any]:
    """Return a closed ring with fewer points (Douglas and Peucker 1973), first point repeated as last."""
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)

    across, down = ring[:, 0].tolist(), ring[:, 1].tolist()
    keep = np.zeros(len(ring), dtype=bool)
    far = int(np.argmax(((ring - ring[0]) ** 2).sum(axis=1)))
    keep[[0, far, -1]] = True
    stack = [(0, far), (far, len(ring) - 1)]
    while stack:
        start, end = stack.pop()
        if end - start < 2:
            continue
        if end - start > _MANY:
            distance, middle = _furthest_of_many(ring[start : end + 1])
        else:
            distance, middle = _furthest(across[start : end + 1], down[start : end + 1])
        if distance > TOLERANCE:
            middle += start
            keep[middle] = True
            stack += [(start, middle), (middle, end)]
    return ring[keep]


def _furthest_of_many(line: NDArray[Any]) -> tuple[float, int]:
    """Return how far the furthest point of a line lies from the chord between its ends, and its number."""
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)

    chord, offset = line[-1] - line[0], line[1:-1] - line[0]
    length = float(np.hypot(*chord))
    if length:
        distance = np.abs(chord[0] * offset[:, 1] - chord[1] * offset[:, 0]) / length
    else:
        distance = np.hypot(offset[:, 0], offset[:, 1])
    furthest = int(np.argmax(distance))
    return float(distance[furthest]), furthest + 1


def _furthest(across: Sequence[float], down: Sequence[float]) -> tuple[float, int]:
    """Return the same of a line of few points, of which an array would take longer to make than to read."""
    left, top = across[0], down[0]
    right, fall = across[-1] - left, down[-1] - top
    length = math.hypot(right, fall)
    between = zip(across[1:-1], down[1:-1], strict=True)
    if length:
        distances = [abs(right * (y - top) - fall * (x - left)) / length for x, y in between]
    else:
        distances = [math.hypot(x - left, y - top) for x, y in between]
    furthest = max(distances)
    return furthest, distances.index(furthest) + 1
