"""Where a point of the plane stands on the page, and how a line is drawn however far it runs."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjoint.components.lab.effects.gradient_descent.frame import FAR, Frame, drawn, fit, leaves

UNIT = Frame(0.0, 10.0, 0.0, 5.0, 100.0, 50.0)

edges = st.tuples(*[st.floats(-50, 50), st.floats(0.1, 50)] * 2)
sizes = st.floats(100, 1200)


@given(edges, sizes, sizes)
def test_a_frame_shows_the_whole_window_at_one_scale(
    edge: tuple[float, float, float, float], width: float, height: float
) -> None:
    x0, across, y0, up = edge
    frame = fit((x0, x0 + across, y0, y0 + up), width, height)
    assert (frame.y1 - frame.y0) * frame.scale == pytest.approx(height)
    left, top = frame.pixel((x0, y0 + up))
    right, bottom = frame.pixel((x0 + across, y0))
    assert -1e-6 <= left < right <= width + 1e-6
    assert -1e-6 <= top < bottom <= height + 1e-6
    assert left + right == pytest.approx(width)
    assert top + bottom == pytest.approx(height)


def test_y_grows_downwards_on_the_page() -> None:
    assert UNIT.pixel((0.0, 5.0)) == (0.0, 0.0)
    assert UNIT.pixel((10.0, 0.0)) == (100.0, 50.0)


def test_a_line_is_drawn_through_its_points() -> None:
    assert drawn([(0.0, 0.0), (1.0, 1.0), (2.0, 0.0)], UNIT) == "M0 50l10-10 10 10"


def test_points_that_cannot_be_told_apart_are_drawn_once() -> None:
    assert drawn([(0.0, 0.0), (1.0, 1.0), (1.001, 1.001), (1.002, 1.0)], UNIT) == "M0 50l10-10"


def lines(path: str) -> list[list[tuple[float, float]]]:
    """The corners of each line of path data."""
    found = []
    for line in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", line)]
        steps = zip(numbers[::2], numbers[1::2], strict=True)
        found.append(list(accumulate(steps, lambda here, step: (here[0] + step[0], here[1] + step[1]))))
    return found


anywhere = st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 2)


@given(st.lists(anywhere, min_size=1, max_size=20))
def test_no_coordinate_is_beyond_reach_however_far_a_run_goes(points: list[tuple[float, float]]) -> None:
    path = drawn([(1.0, 1.0), *points], UNIT)
    assert path.startswith("M10 40")
    corners = [corner for line in lines(path) for corner in line]
    assert max(abs(number) for corner in corners for number in corner) <= 2 * FAR * UNIT.width + 1


def test_steps_add_up_to_the_points_they_lead_to() -> None:
    points = [(k / 7, (k * k % 11) / 3) for k in range(60)]
    (line,) = lines(drawn(points, UNIT))
    for corner, point in zip(line, points, strict=True):
        assert corner == pytest.approx(UNIT.pixel(point), abs=0.0501)


def test_a_step_out_of_reach_keeps_its_direction() -> None:
    path = drawn([(0.0, 0.0), (1e9, 5e8)], UNIT)
    ((_, (x, y)),) = lines(path)
    assert x > UNIT.width
    assert (50 - y) / x == pytest.approx(0.5, rel=1e-3)


def test_a_line_that_comes_back_from_out_of_reach_is_taken_up_again() -> None:
    path = drawn([(0.0, 0.0), (1e9, 0.0), (2e9, 0.0), (5.0, 5.0)], UNIT)
    gone, back = lines(path)
    assert len(gone) == len(back) == 2
    assert back[-1] == (50.0, 0.0)


def test_a_run_leaves_the_map_where_its_last_step_crosses_the_border() -> None:
    assert leaves([(5.0, 2.5), (15.0, 2.5)], UNIT) == (100.0, 25.0)
    assert leaves([(5.0, 2.5), (5.0, -2.5)], UNIT) == (50.0, 50.0)
    assert leaves([(5.0, 2.5), (5.0, 12.5), (6.0, 2.0), (-2.0, 2.0), (-3.0, 2.0)], UNIT) == (0.0, 30.0)


def test_a_run_that_ends_on_the_map_does_not_leave_it() -> None:
    assert leaves([(5.0, 2.5), (50.0, 2.5), (6.0, 2.5)], UNIT) is None
