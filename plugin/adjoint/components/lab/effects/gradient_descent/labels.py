"""Direct labels: where along its line each run's name is read without covering another.

A greedy choice over a few hundred places a line, each costed by what its label would cover.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal

from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from adjoint.components.lab.effects.gradient_descent.frame import Point

Anchor = Literal["start", "middle", "end"]
LETTER: Final = 9.5
"""Width to reserve for a letter in pixels: narrow screens show labels larger than wide ones."""
LINE: Final = 20.0
"""Height to reserve for a label in pixels."""
GAP: Final = 11.0
"""Pixels between a line and its label."""
BORDER: Final = 4.0
"""Pixels to keep from the border of the map."""
SAMPLES: Final = 40
"""Places to consider along a line, and points by which other lines are known."""
SIDES: Final[tuple[tuple[float, float, Anchor], ...]] = (
    (GAP, 0.0, "start"),
    (-GAP, 0.0, "end"),
    (0.0, -GAP - LINE / 2, "middle"),
    (0.0, GAP + LINE / 2, "middle"),
    (GAP, -GAP, "start"),
    (GAP, GAP, "start"),
    (-GAP, -GAP, "end"),
    (-GAP, GAP, "end"),
)
"""Where a label may stand about a point of its line."""
ASIDE: Final = tuple((x, y * LINE, anchor) for y in (-4, -3, -2, 2, 3, 4) for x, _, anchor in SIDES[:2])
"""Where else, about the end of its line, if the places nearby are taken."""


_BLOCK: Final = 64
"""Boxes that are costed together: what is reckoned of so many stays near the processor."""


@frozen
class Label:
    """Where a text stands, in pixels; ``y`` is the middle of its height."""

    x: float
    y: float
    anchor: Anchor


def place_labels(
    texts: Sequence[str],
    lines: Sequence[Sequence[Point]],
    width: float,
    height: float,
    occupied: Sequence[Point] = (),
) -> tuple[Label, ...]:
    """Return a place for the label of each line.

    Args:
        texts: what the labels say.
        lines: runs in pixels, as long as ``texts``.
        width: of the map in pixels.
        height: of the map in pixels.
        occupied: points, such as the marks of minima, that no label should cover.
    """
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)

    sampled = [_resampled(line, width, height) for line in lines]
    known = [np.array(points, dtype=float) for points in (*sampled, occupied)]
    taken = np.empty((0, 4))
    labels = []
    for index, text in enumerate(texts):
        own = known[index]
        others = [points.reshape(-1, 2) for other, points in enumerate(known) if other != index]
        places, anchors = _candidates(own)
        boxes = _boxes(text, places, anchors)
        costs = _costs_in_blocks(boxes, own, np.concatenate(others), taken, (width, height))
        # Of equal places the one nearest to the end of the line, where a run is read off; aside only in need.
        costs += 2 * np.arange(len(places))[::-1] / len(places)
        costs[: len(ASIDE)] += 40
        best = int(np.argmin(costs))
        taken = np.vstack([taken, boxes[best]])
        x, y = places[best].tolist()
        labels.append(Label(x, y, anchors[best]))
    return tuple(labels)


def _resampled(line: Sequence[Point], width: float, height: float) -> list[Point]:
    """Return points at equal distances along the part of a line that is on the map."""
    pieces = [piece for ends in pairwise(line) if (piece := _clipped(*ends, width, height))]
    lengths = [math.dist(*piece) for piece in pieces]
    total = sum(lengths)
    if total == 0:
        return [line[0]]
    points, walked, segment = [], 0.0, 0
    for sample in range(SAMPLES + 1):
        target = total * sample / SAMPLES
        while segment < len(pieces) - 1 and walked + lengths[segment] < target:
            walked += lengths[segment]
            segment += 1
        part = min(1.0, (target - walked) / lengths[segment]) if lengths[segment] else 0.0
        (x0, y0), (x1, y1) = pieces[segment]
        points.append((x0 + part * (x1 - x0), y0 + part * (y1 - y0)))
    return points


def _clipped(start: Point, end: Point, width: float, height: float) -> tuple[Point, Point] | None:
    """Return the part of a segment that is on the map (Liang and Barsky 1984), None if there is none."""
    (x0, y0), (x1, y1) = start, end
    enter, leave = 0.0, 1.0
    for way, room in ((x0 - x1, x0), (x1 - x0, width - x0), (y0 - y1, y0), (y1 - y0, height - y0)):
        if way == 0:
            if room < 0:
                return None
        elif way < 0:
            enter = max(enter, room / way)
        else:
            leave = min(leave, room / way)
    if enter > leave:
        return None
    return (
        (x0 + enter * (x1 - x0), y0 + enter * (y1 - y0)),
        (x0 + leave * (x1 - x0), y0 + leave * (y1 - y0)),
    )


def _candidates(points: NDArray[Any]) -> tuple[NDArray[Any], Sequence[Anchor]]:
    """Return where a label may stand, and how it is anchored there."""
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)

    nearby = SIDES[::-1]
    aside, about = (np.array([side[:2] for side in sides]) for sides in (ASIDE, nearby))
    places = np.concatenate([points[-1] + aside, (points[:, None] + about).reshape(-1, 2)])
    return places, [*(side[2] for side in ASIDE), *[side[2] for side in nearby] * len(points)]


def _boxes(text: str, places: NDArray[Any], anchors: Sequence[Anchor]) -> NDArray[Any]:
    """Return left, top, right and bottom of what a label covers at each place."""
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)

    width = LETTER * len(text)
    before = {"start": 0.0, "middle": width / 2, "end": width}
    x, y = places.T
    left = x - np.array([before[anchor] for anchor in anchors])
    return np.array([left, y - LINE / 2, left + width, y + LINE / 2]).T


def _costs_in_blocks(boxes: NDArray[Any], *around: Any) -> NDArray[Any]:  # noqa: ANN401  (as below)
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)

    return np.concatenate([_costs(boxes[at : at + _BLOCK], *around) for at in range(0, len(boxes), _BLOCK)])


def _costs(
    boxes: NDArray[Any], own: NDArray[Any], others: NDArray[Any], taken: NDArray[Any], size: Point
) -> NDArray[Any]:
    """Return what each box would cover, by weight: the border, a label, another line, its own."""
    import numpy as np  # noqa: PLC0415  (slow to import; only a stale figure needs it)

    left, top, right, bottom = boxes.T[:, :, None]
    outside = (
        (left < BORDER) | (top < BORDER) | (right > size[0] - BORDER) | (bottom > size[1] - BORDER)
    ).squeeze(1)

    def covered(points: NDArray[Any]) -> NDArray[Any]:
        x, y = np.ascontiguousarray(points.T)[:, None, :]
        return np.asarray(((left <= x) & (x <= right) & (top <= y) & (y <= bottom)).sum(axis=1))

    crowd = ((left < taken[:, 2]) & (taken[:, 0] < right) & (top < taken[:, 3]) & (taken[:, 1] < bottom)).sum(
        axis=1
    )
    across, down = (left + right) / 2 - others[:, 0], (top + bottom) / 2 - others[:, 1]
    across *= across
    down *= down
    across += down
    nearest = np.sqrt(across.min(axis=1, initial=60.0**2))
    return np.asarray(1e4 * outside + 400 * crowd + 12 * covered(others) + 8 * covered(own) - nearest / 10)
