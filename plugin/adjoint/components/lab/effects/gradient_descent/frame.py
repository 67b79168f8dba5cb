"""The part of the plane that a map shows, and where a point of it stands on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Window = tuple[float, float, float, float]

FAR = 20.0
"""How many map widths beyond the map a line is followed before it is shortened."""
INFINITY = 1e150
"""What stands for all that is further away, so that no pixel overflows."""
NEAR = 0.5
"""Pixels within which a further point of a line changes nothing that is seen."""


@frozen
class Frame:
    """A window of the plane at one scale in x and y, so that gradients cross contours at right angles."""

    x0: float
    x1: float
    y0: float
    y1: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels for one unit of x or y."""
        return self.width / (self.x1 - self.x0)

    def pixel(self, point: Point) -> Point:
        """Return where a point of the plane stands, y growing downwards."""
        x, y = (min(max(value, -INFINITY), INFINITY) for value in point)
        return (x - self.x0) * self.scale, (self.y1 - y) * self.scale

    def shows(self, point: Point) -> bool:
        """Whether a point of the plane lies within the map."""
        return self.x0 <= point[0] <= self.x1 and self.y0 <= point[1] <= self.y1


def fit(window: Window, width: float, height: float) -> Frame:
    """Return the frame of a given size, in pixels, that shows a whole window and nothing squeezed.

    The window is widened about its middle in the direction in which the page has more room.
    """
    x0, x1, y0, y1 = window
    scale = min(width / (x1 - x0), height / (y1 - y0))
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    half_x, half_y = width / scale / 2, height / scale / 2
    return Frame(middle_x - half_x, middle_x + half_x, middle_y - half_y, middle_y + half_y, width, height)


def drawn(points: Sequence[Point], frame: Frame) -> str:
    """Return a trajectory as SVG path data in pixels: where it begins, then each step, to a tenth.

    A step that ends further than ``FAR`` map widths away is shortened along its own direction, which changes
    nothing that is seen; SVG renderers lose precision with coordinates of any size.
    """
    pixels = _sparse([frame.pixel(point) for point in points])
    data, here = "", (0, 0)
    for joined, (x, y) in _within_reach(pixels, FAR * frame.width):
        there = round(10 * x), round(10 * y)
        step = _pair(there[0] - here[0], there[1] - here[1])
        if not joined:
            data += f"M{_pair(*there)}l"
        else:
            data += step if data[-1] == "l" or step[0] == "-" else f" {step}"
        here = there
    return data.removesuffix("l")


def _pair(x: int, y: int) -> str:
    """Return two numbers of tenths as path data takes them."""
    return f"{x / 10:g}{'' if y < 0 else ' '}{y / 10:g}"


def _sparse(pixels: Sequence[Point]) -> list[Point]:
    """Return a line without the points that lie on the one before."""
    kept = list(pixels[:1])
    for pixel in pixels[1:]:
        if max(abs(pixel[0] - kept[-1][0]), abs(pixel[1] - kept[-1][1])) >= NEAR:
            kept.append(pixel)
    return kept


def _within_reach(pixels: Sequence[Point], reach: float) -> Iterator[tuple[bool, Point]]:
    for index, here in enumerate(pixels):
        before = pixels[index - 1] if index else here
        if _beyond(here, reach):
            if not _beyond(before, reach):
                yield True, _shortened(before, here, reach)
        elif _beyond(before, reach):
            yield False, _shortened(here, before, reach)
            yield True, here
        else:
            yield index > 0, here


def _beyond(pixel: Point, reach: float) -> bool:
    return max(abs(pixel[0]), abs(pixel[1])) > reach


def _shortened(near: Point, far: Point, reach: float) -> Point:
    step = far[0] - near[0], far[1] - near[1]
    part = reach / max(abs(step[0]), abs(step[1]))
    return near[0] + part * step[0], near[1] + part * step[1]


def leaves(points: Sequence[Point], frame: Frame) -> Point | None:
    """Return the pixel at which a trajectory that ends outside the map last crosses its border, else None."""
    if not points or frame.shows(points[-1]):
        return None
    for inside, outside in zip(reversed(points[:-1]), reversed(points[1:]), strict=True):
        if frame.shows(inside):
            (x0, y0), (x1, y1) = frame.pixel(inside), frame.pixel(outside)
            parts = [
                (limit - start) / (end - start)
                for start, end, limit in (
                    (x0, x1, 0.0),
                    (x0, x1, frame.width),
                    (y0, y1, 0.0),
                    (y0, y1, frame.height),
                )
                if (end - limit) * (start - limit) <= 0 and end != start
            ]
            part = min(parts)
            return x0 + part * (x1 - x0), y0 + part * (y1 - y0)
    return None
