"""Direct labels stand beside their own line and never upon one another."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from adjoint.components.lab.effects.gradient_descent.labels import LETTER, LINE, Label, place_labels

WIDTH, HEIGHT = 640.0, 420.0
TEXTS = ["start", "SGD", "Momentum", "RMSProp", "Adam diverges"]

points = st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT))
lines = st.lists(st.lists(points, min_size=1, max_size=12), min_size=5, max_size=5)


def box(text: str, label: Label) -> tuple[float, float, float, float]:
    width = LETTER * len(text)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, left + width, label.y - LINE / 2, label.y + LINE / 2


@given(lines)
@settings(max_examples=40, deadline=None)
def test_every_label_is_within_the_map(drawn: list[list[tuple[float, float]]]) -> None:
    for text, label in zip(TEXTS, place_labels(TEXTS, drawn, WIDTH, HEIGHT), strict=True):
        left, right, top, bottom = box(text, label)
        assert left >= 0
        assert right <= WIDTH
        assert top >= 0
        assert bottom <= HEIGHT


def test_labels_of_runs_that_end_at_one_point_do_not_cover_one_another() -> None:
    ends = [[(40.0 + 10 * k, 60.0), (320.0, 200.0)] for k in range(5)]
    boxes = [
        box(text, label) for text, label in zip(TEXTS, place_labels(TEXTS, ends, WIDTH, HEIGHT), strict=True)
    ]
    for k, one in enumerate(boxes):
        for other in boxes[:k]:
            assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


def test_a_label_is_near_its_own_line() -> None:
    line = [(x, 100 + 0.3 * x) for x in range(50, 550, 20)]
    (label,) = place_labels(["Adam"], [line], WIDTH, HEIGHT)
    assert min(math.dist((label.x, label.y), point) for point in line) < 40


def test_a_label_does_not_cover_another_run_where_there_is_room() -> None:
    low = [(50.0, 300.0), (600.0, 300.0)]
    high = [(50.0, 290.0), (600.0, 290.0)]
    one, other = place_labels(["low", "high"], [low, high], WIDTH, HEIGHT)
    assert one.y > 300
    assert other.y < 290


def test_a_run_that_leaves_the_map_is_labelled_on_it() -> None:
    (label,) = place_labels(["SGD"], [[(300.0, 200.0), (5000.0, 9000.0)]], WIDTH, HEIGHT)
    assert 0 < label.x < WIDTH
    assert 0 < label.y < HEIGHT
