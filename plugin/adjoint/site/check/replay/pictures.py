"""The scripts that draw: contours against shapes of known outline, names at line ends against the build."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

from adjoint.components.lab.names import GAP, spread
from adjoint.markup import Diagnostic
from adjoint.site.check.replay.browser import Browser

SIZE: Final = (120, 90)
"""Pixels of the ground."""
CELL: Final = 6
"""Pixels between samples, as the widget has it."""
PLANE: Final = (2.0, 1.0)
"""The slopes of a tilted plane: its outlines are straight, and met exactly."""
RINGS: Final = ((60.0, 45.0), (18.0, 30.0, 41.0))
"""A cone's middle and some of its heights: its outlines are circles."""
_POINT: Final = re.compile(r"[ML](-?[\d.]+) (-?[\d.]+)")
_HEIGHTS: Final = (
    (10.0, 12.0, 90.0),
    (50.0, 50.0, 50.0, 51.0),
    (99.0, 1.0),
    (30.0,),
    (88.0, 95.0, 97.0, 2.0),
)


def picture_faults(browser: Browser) -> Iterator[Diagnostic]:
    """Yield a fault for each script that draws otherwise than it should."""
    for name, words in (("contours.js", _contours(browser)), ("names.js", _names(browser))):
        if words:
            yield Diagnostic("browser-differs", "error", f"{name}: {words}", browser.place(name))


def _names(browser: Browser) -> str:
    low, high = 8.0, 100.0
    for heights in _HEIGHTS:
        there, here = browser.spread_names(heights, GAP, low, high), spread(heights, low, high)
        if there != here:
            return f"names at heights {list(heights)} go to {there} in the browser, to {here} by the build"
    return ""


def _contours(browser: Browser) -> str:
    across, down = PLANE
    levels = [100.0, 150.0]
    for level, path in zip(levels, browser.contour_paths("plane", PLANE, SIZE, levels), strict=True):
        inner = [point for point in _points(path) if _inside(point)]
        off = max((abs(across * x + down * y - level) for x, y in inner), default=math.inf)
        if off > 0.2 or path.count("M") != 1 or not path.endswith("z"):
            return f"the outline of a plane at height {level:g} strays by {off:.3g}"
        lowest, highest = min(y for _, y in _points(path)), max(y for _, y in _points(path))
        if lowest > -CELL or highest < SIZE[1] + CELL:
            return "an outline does not close beyond the border"
    (x, y), radii = RINGS
    for radius, path in zip(radii, browser.contour_paths("cone", (x, y), SIZE, radii), strict=True):
        points = _points(path)
        off = max((abs(math.hypot(u - x, v - y) - radius) for u, v in points), default=math.inf)
        area = _area(points) / (math.pi * radius**2)
        if off > 0.5 or not 0.97 < area < 1.03 or path.count("M") != 1:
            return f"the outline of a cone at height {radius:g} strays by {off:.3g} pixels from the circle"
    (path,) = browser.contour_paths("hole", (x, y), SIZE, [radii[0]])
    if path.count("M") != 2 or "NaN" in path:
        return "a surface with a hole has not two outlines"
    return ""


def _points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in _POINT.findall(path)]


def _inside(point: Sequence[float]) -> bool:
    return 0 <= point[0] <= SIZE[0] and 0 <= point[1] <= SIZE[1]


def _area(points: Sequence[tuple[float, float]]) -> float:
    ring = zip(points, [*points[1:], points[0]], strict=True)
    return sum(x * v - u * y for (x, y), (u, v) in ring) / 2
