"""Places on a line: near to where they are wanted, never nearer to one another than their gaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjoint.components.compute_graph.spacing import spread


@pytest.mark.parametrize(
    ("wanted", "gaps", "weights", "places"),
    [
        ([0.0, 10.0], [4.0], [1.0, 1.0], [0.0, 10.0]),
        ([0.0, 0.0], [4.0], [1.0, 1.0], [-2.0, 2.0]),
        ([0.0, 0.0], [4.0], [3.0, 1.0], [-1.0, 3.0]),
        ([5.0, 5.0, 5.0], [2.0, 2.0], [1.0, 1.0, 1.0], [3.0, 5.0, 7.0]),
        ([7.0], [], [1.0], [7.0]),
    ],
)
def test_places_that_are_too_near_share_the_move(
    wanted: list[float], gaps: list[float], weights: list[float], places: list[float]
) -> None:
    assert spread(wanted, gaps, weights) == pytest.approx(places)


def test_bounds_hold_and_the_gaps_still_do() -> None:
    assert spread([-9.0, 0.0, 9.0], [2.0, 2.0], [1.0] * 3, bounds=(-3.0, 3.0)) == pytest.approx(
        [-3.0, 0.0, 3.0]
    )


@given(
    st.lists(st.tuples(st.floats(-50, 50), st.floats(0, 20), st.floats(0.1, 9)), min_size=1, max_size=7),
    st.integers(0, 6),
    st.floats(-3, 3),
)
def test_no_other_lawful_choice_is_nearer(
    places: list[tuple[float, float, float]], moved: int, step: float
) -> None:
    wanted, gaps, weights = ([place[i] for place in places] for i in range(3))
    gaps = gaps[1:]
    found = spread(wanted, gaps, weights)

    def cost(chosen: list[float]) -> float:
        return sum(w * (x - aim) ** 2 for x, aim, w in zip(chosen, wanted, weights, strict=True))

    def lawful(chosen: list[float]) -> bool:
        return all(b - a >= gap - 1e-9 for a, b, gap in zip(chosen, chosen[1:], gaps, strict=False))

    assert lawful(found)
    other = list(found)
    for index in range(min(moved, len(other) - 1), len(other)):
        other[index] += step
    assert not lawful(other) or cost(found) <= cost(other) + 1e-6
