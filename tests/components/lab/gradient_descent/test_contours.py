"""Contours bound what lies below their level, and say so in few bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from adjoint.components.lab.effects.gradient_descent.contours import GRAIN, contours, levels
from adjoint.components.lab.effects.gradient_descent.frame import fit

if TYPE_CHECKING:
    from collections.abc import Callable

    Values = Callable[[Any, Any], Any]

SURFACES: dict[str, Values] = {
    "ellipse": lambda x, y: x**2 + 3 * y**2,
    "valley": lambda x, y: (1 - x) ** 2 + 20 * (y - x**2) ** 2,
    "saddle": lambda x, y: x**2 - y**2,
    "ridges": lambda x, y: np.sin(3 * x) * np.cos(2 * y),
}
FRAME = fit((-2.0, 2.0, -1.0, 2.0), 320.0, 200.0)


def rings(path: str) -> list[list[tuple[float, float]]]:
    """The outlines of relative path data, in pixels."""
    found = []
    for ring in path.split("z")[:-1]:
        start, _, steps = ring.removeprefix("M").partition("l")
        numbers = [float(number) / GRAIN for number in re.findall(r"-?\d+", f"{start} {steps}")]
        points = np.cumsum(np.array(numbers).reshape(-1, 2), axis=0)
        found.append([(x, y) for x, y in points.tolist()])
    return found


def is_within(point: tuple[float, float], outlines: list[list[tuple[float, float]]]) -> bool:
    """Whether a ray from a point crosses the outlines an odd number of times."""
    x, y = point
    crossings = 0
    for ring in outlines:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("name", SURFACES)
def test_a_contour_encloses_exactly_what_lies_below_its_level(name: str) -> None:
    values = SURFACES[name]
    rng = np.random.default_rng(7)
    pixels = rng.uniform((0, 0), (FRAME.width, FRAME.height), (120, 2))
    slack = 1.5 / FRAME.scale
    for contour in contours(values, FRAME):
        outlines = rings(contour.path)
        for px, py in pixels.tolist():
            x, y = FRAME.x0 + px / FRAME.scale, FRAME.y1 - py / FRAME.scale
            near = values(x + slack * np.array([-1, 1, 0, 0]), y + slack * np.array([0, 0, -1, 1]))
            if near.max() < contour.level or near.min() > contour.level:
                assert is_within((px, py), outlines) == (values(x, y) <= contour.level)


@pytest.mark.parametrize("name", SURFACES)
def test_levels_are_round_and_fall(name: str) -> None:
    found = levels(SURFACES[name], FRAME)
    assert len(found) >= 8
    assert list(found) == sorted(set(found), reverse=True)
    assert all(float(f"{level:.2g}") == level for level in found)


def test_a_surface_without_a_value_in_parts_is_drawn_where_it_has_one() -> None:
    with np.errstate(invalid="ignore"):
        drawn = contours(lambda x, y: np.sqrt(x) + y**2, FRAME)
    assert drawn
    middle = FRAME.pixel((0.0, 0.0))[0]
    assert min(x for contour in drawn for ring in rings(contour.path) for x, _ in ring) >= middle - 1


def test_a_flat_surface_has_no_more_than_one_contour() -> None:
    assert len(contours(lambda x, y: 0 * x + 0 * y + 2.0, FRAME)) <= 1


def test_a_map_costs_few_bytes() -> None:
    drawn = contours(SURFACES["valley"], fit((-2.0, 2.0, -1.0, 3.0), 640.0, 420.0))
    assert sum(len(contour.path) for contour in drawn) < 9000
