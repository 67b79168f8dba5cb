"""How numbers are written: the same text in Python and in the browser's JavaScript, digit for digit."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import adjoint
from adjoint.components.compute_graph.numerals import numeral

MODULE = Path(adjoint.__file__).parent / "components" / "compute_graph" / "numerals.js"

Writer = Callable[[list[float]], list[str]]


@pytest.fixture(scope="module")
def written_by_v8() -> Writer:
    from py_mini_racer import MiniRacer

    engine = MiniRacer()
    engine.eval(MODULE.read_text(encoding="utf-8").replace("export function", "function"))

    def write(numbers: list[float]) -> list[str]:
        literals = json.dumps(numbers)
        return list(json.loads(engine.eval(f"JSON.stringify({literals}.map(numeral))")))

    return write


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (5.0, "5"),
        (-3.0, "−3"),
        (0.5, "0.5"),
        (-0.375, "−0.375"),
        (1 / 3, "0.333"),
        (2 / 3, "0.667"),
        (12.125, "12.125"),
        (12.1236, "12.124"),
        (0.1 + 0.2, "0.3"),
        (0.000123456, "0.000123"),
        (999.9996, "1000"),
        (1234.56, "1234.6"),
        (99999.96, "100000"),
        (1e6, "1×10⁶"),
        (-2.5e-7, "−2.5×10⁻⁷"),
        (6.02214e23, "6.02×10²³"),
        (9.999e-5, "1×10⁻⁴"),
        (5e-324, "4.94×10⁻³²⁴"),
        (0.9996, "1"),
        (100.0, "100"),
        (math.nan, "undefined"),
        (math.inf, "undefined"),
        (-math.inf, "undefined"),
    ],
)
def test_a_number_reads_as_people_write_it(number: float, text: str) -> None:
    assert numeral(number) == text


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=20, max_size=200))
@settings(max_examples=30, deadline=None)
def test_any_number_is_written_the_same_in_the_browser(written_by_v8: Writer, numbers: list[float]) -> None:
    assert written_by_v8(numbers) == [numeral(number) for number in numbers]


@given(st.lists(st.tuples(st.integers(-(10**7), 10**7), st.integers(0, 7)), min_size=20, max_size=200))
@settings(max_examples=30, deadline=None)
def test_short_decimals_round_the_same_in_the_browser(
    written_by_v8: Writer, decimals: list[tuple[int, int]]
) -> None:
    numbers = [whole / 10**places for whole, places in decimals]
    assert written_by_v8(numbers) == [numeral(number) for number in numbers]


def test_what_has_no_value_is_said_in_words_by_both(written_by_v8: Writer) -> None:
    numbers = [math.nan, math.inf, -math.inf]
    assert written_by_v8(numbers) == [numeral(number) for number in numbers] == ["undefined"] * 3


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_numeral_ends_in_a_zero_after_its_point_or_starts_with_a_hyphen(number: float) -> None:
    text = numeral(number)
    mantissa = text.split("×")[0]
    assert not text.startswith("-")
    assert text != "−0"
    assert "." not in mantissa or mantissa[-1] not in "0."
