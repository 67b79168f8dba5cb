"""How numbers are written: the same text in Python and in the browser's JavaScript, digit for digit."""

from __future__ import annotations

import json
import math
import random
import re
import struct
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adjoint.components import numerals
from adjoint.components.numerals import (
    FORMATS_MODULE,
    MODULE,
    UNDEFINED,
    formatted,
    marks_hint,
    numeral,
    written,
)

Writer = Callable[..., list[str]]

FORMATS = [
    sign + digits
    for sign in ("", "+", ",", "+,")
    for digits in ("", "f", ".0f", ".2f", ".20f", ".0e", ".1e", ".6e", "g", ".0g", ".3g", ".17g", ".1%", "%")
]


@pytest.fixture(scope="module")
def written_by_v8() -> Writer:
    from tests.v8 import new_v8

    engine = new_v8()
    for module in (MODULE, FORMATS_MODULE):
        text = module.read_text(encoding="utf-8").replace('import { numeral } from "./numerals.js";', "")
        engine.eval(text.replace("export ", ""))

    def write(numbers: list[float], marks: str = "") -> list[str]:
        literals, wanted = json.dumps(numbers), json.dumps(marks)
        found = engine.eval(f"JSON.stringify({literals}.map((number) => written(number, {wanted})))")
        return list(json.loads(found))

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


@pytest.mark.parametrize(
    ("number", "marks", "text"),
    [
        (2.5, ".0f", "2"),
        (3.5, ".0f", "4"),
        (0.125, ".2f", "0.12"),
        (2.675, ".2f", "2.67"),
        (-1.005, ".1f", "−1.0"),
        (-0.001, ".2f", "0.00"),
        (-0.0, ".1e", "0.0×10⁰"),
        (1234567.891, ",.1f", "1,234,567.9"),
        (999.5, ",.0f", "1,000"),
        (6.0, "+.1f", "+6.0"),
        (0.12345, ".1%", "12.3%"),
        (1e22, ".1f", "10000000000000000000000.0"),
        (1.5e-7, ".1e", "1.5×10⁻⁷"),
        (1234567.0, ".3g", "1.23×10⁶"),
        (123.0, ".3g", "123"),
        (0.00001, "g", "1×10⁻⁵"),
        (9.9996, ".3g", "10"),
        (6.0, "+", "+6"),
        (123456.78, ",", "123,456.8"),
        (6e7, ",", "60,000,000"),
        (-1234567.5, "+,", "−1,234,568"),
        (1e15, ",", "1×10¹⁵"),
        (5e-5, ",", "5×10⁻⁵"),
    ],
)
def test_format_marks_mean_what_they_mean_in_python(number: float, marks: str, text: str) -> None:
    assert formatted(number, marks) == text


def in_our_signs(text: str) -> str:
    """What Python's ``format`` gives, with a true minus, no negative zero, and powers of ten raised."""
    mantissa, _, exponent = text.partition("e")
    if not re.search("[1-9]", mantissa):
        mantissa = mantissa.replace("-", "")
    raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")) if exponent else ""
    return mantissa.replace("-", "−") + (f"×10{raised}" if exponent else "")


@pytest.mark.parametrize(
    "marks", [marks for marks in FORMATS if marks[-1:] in set("feg%") and "+" not in marks]
)
@given(numbers=st.lists(st.floats(min_value=-1e300, max_value=1e300), min_size=5, max_size=50))
@settings(max_examples=10, deadline=None)
def test_the_digits_are_those_of_pythons_own_format(marks: str, numbers: list[float]) -> None:
    assert [formatted(number, marks) for number in numbers] == [
        in_our_signs(format(number, marks)) for number in numbers
    ]


def awkward_numbers() -> list[float]:
    """Ties, powers of ten from both sides, the ends of the doubles, and a seeded lot of all sizes."""
    drawn = random.Random(20261124)  # noqa: S311  (a sample, no secret)
    bits = (struct.unpack("d", struct.pack("Q", drawn.getrandbits(64)))[0] for _ in range(400))
    halves = [drawn.randrange(-(10**6), 10**6) / 2 ** drawn.randrange(9) for _ in range(300)]
    decimals = [drawn.randrange(-(10**7), 10**7) / 10 ** drawn.randrange(8) for _ in range(300)]
    tens = [10.0**power * near for power in range(-8, 24) for near in (1, 1 - 2**-53, 1 + 2**-52)]
    ends = [0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 2.0**53 + 2]
    return [number for number in (*bits, *halves, *decimals, *tens, *ends) if math.isfinite(number)]


@pytest.mark.parametrize(
    ("marks", "hint"),
    [
        ("d", "write :.0f"),
        ("+,d", "write :+,.0f"),
        (".2F", "write :.2f"),
        ("10.3f", "write :.3f"),
        (".1E", "write :.1e"),
        ("0.2", "write :.2f"),
        (".2", "write :.2f"),
        ("q", "known are"),
        (".21F", "known are"),
    ],
)
def test_marks_that_are_nearly_known_have_a_mend_that_is(marks: str, hint: str) -> None:
    told = marks_hint(marks)
    assert told.startswith(hint)
    if hint != "known are":
        formatted(1.0, told.removeprefix("write :"))


@pytest.mark.parametrize("marks", FORMATS)
def test_every_format_is_written_the_same_in_the_browser(written_by_v8: Writer, marks: str) -> None:
    numbers = awkward_numbers()
    assert written_by_v8(numbers, marks) == [written(number, marks) for number in numbers]


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=20, max_size=100),
    st.builds(
        "{}{}.{}{}".format,
        st.sampled_from(["", "+"]),
        st.sampled_from(["", ","]),
        st.integers(0, 20),
        st.sampled_from("feg%"),
    ),
)
@settings(max_examples=60, deadline=None)
def test_any_number_in_any_format_is_written_the_same_in_the_browser(
    written_by_v8: Writer, numbers: list[float], marks: str
) -> None:
    assert written_by_v8(numbers, marks) == [written(number, marks) for number in numbers]


@pytest.mark.parametrize(
    "marks", ["q", "10.2f", "<8", ".21f", "d", ".2", "_", "-.2f", ".2f ", "z.1f", "%.2f"]
)
def test_format_marks_that_are_not_known_are_refused(marks: str) -> None:
    with pytest.raises(ValueError, match="not a number format"):
        formatted(1.0, marks)


def test_a_percentage_that_overflows_is_undefined_in_both(written_by_v8: Writer) -> None:
    assert written_by_v8([1e308], ".1%") == [formatted(1e308, ".1%")] == [UNDEFINED]


@given(st.integers(1, 10**8), st.integers(0, 16), st.booleans())
@example(whole=17, halvings=4, below=False)
def test_halves_and_all_else_round_as_the_exact_decimals_do(whole: int, halvings: int, below: bool) -> None:
    number = whole / 2**halvings
    number = math.nextafter(number, 0.0) if below else number
    assert numeral(number) == numerals._exactly(Decimal(number))
