from __future__ import annotations

import pytest

from adjoint.components.compute_graph.telling import added_up, multiplied


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        (["1", "−1.6"], "1 − 1.6"),
        (["−1", "2", "−3×10⁻⁷"], "−1 + 2 − 3×10⁻⁷"),
        (["5"], "5"),
    ],
)
def test_a_negative_term_of_a_sum_is_subtracted(numbers: list[str], text: str) -> None:
    assert added_up(numbers) == text


@pytest.mark.parametrize(
    ("numbers", "text"),
    [(["1", "−1.6"], "1 · (−1.6)"), (["−1", "2", "−3"], "−1 · 2 · (−3)"), (["5"], "5")],
)
def test_a_negative_factor_is_bracketed(numbers: list[str], text: str) -> None:
    assert multiplied(numbers) == text
