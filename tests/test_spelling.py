"""Hints: what an author meant, and silence where nobody could tell."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis.strategies import integers, text

from adjoint.autodiff import OPERATIONS
from adjoint.autodiff.operations import ALIASES
from adjoint.spelling import _slips, nearest

FUNCTIONS = (*OPERATIONS, *ALIASES)
TAGS = ("Callout", "ComputeGraph", "Equation", "LabCanvas", "LabSide", "PullQuote", "Stat", "StatGroup")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("tahn", "tanh"),
        ("tanhh", "tanh"),
        ("sine", "sin"),
        ("sqr", "sqrt"),
        ("sigmiod", "sigmoid"),
        ("heavyside", "heaviside"),
        ("gausian", "gaussian"),
        ("leakyrelu", "leaky_relu"),
        ("Tanh", "tanh"),
        ("soft", "softplus"),
        ("exponential", "exp"),
        ("logarithm", "log"),
        ("absolute", "abs"),
    ],
)
def test_a_misspelt_shortened_or_drawn_out_function_is_known(word: str, meant: str) -> None:
    assert nearest(word, FUNCTIONS) == meant


@pytest.mark.parametrize(
    ("word", "meant"), [("Calout", "Callout"), ("equation", "Equation"), ("Compute", "ComputeGraph")]
)
def test_a_misspelt_tag_is_known(word: str, meant: str) -> None:
    assert nearest(word, TAGS) == meant


@pytest.mark.parametrize("word", ["foo", "bar", "median", "cot", "sec", "ceil", "round", "f", "", "🙂"])
def test_another_word_is_not_a_misspelt_function(word: str) -> None:
    assert nearest(word, FUNCTIONS) is None


@pytest.mark.parametrize(
    ("word", "candidates"),
    [("nope", ["One", "Two"]), ("x", ["y", "xy"]), ("ab", ["ac", "bc"]), ("Video", TAGS)],
)
def test_what_shares_few_letters_is_not_near(word: str, candidates: list[str]) -> None:
    assert nearest(word, candidates) is None


def test_the_choice_does_not_depend_on_the_order() -> None:
    assert nearest("beta", ["beta2", "beta1"]) == nearest("beta", ["beta1", "beta2"]) == "beta1"
    assert nearest("form", ["from", "forms"]) == nearest("form", ["forms", "from"]) == "from"
    assert nearest("A", ["a", "b"]) == "a"


@given(*[text("abcé", max_size=7)] * 2, integers(0, 8))
def test_slips_are_counted_as_far_as_they_are_of_interest(one: str, other: str, most: int) -> None:
    slips = _by_its_definition(one, other)
    found = _slips(one, other, most)
    assert found == slips if slips <= most else found > most


@cache
def _by_its_definition(one: str, other: str) -> int:
    """Count the slips of all that may have been meant: the last letters are the same, or one slipped."""
    if not (one and other):
        return len(one) + len(other)
    ways = [1 + _by_its_definition(one[:-1], other), 1 + _by_its_definition(one, other[:-1])]
    if one[-1] == other[-1]:
        ways.append(_by_its_definition(one[:-1], other[:-1]))
    if one[-2:] == other[-2:][::-1] and len(one) > 1 < len(other):
        ways.append(1 + _by_its_definition(one[:-2], other[:-2]))
    return min(ways)
