"""Hints: what an author meant, and silence where nobody could tell."""

from __future__ import annotations

import pytest

from adjoint.autodiff import OPERATIONS
from adjoint.autodiff.operations import ALIASES
from adjoint.spelling import nearest

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
