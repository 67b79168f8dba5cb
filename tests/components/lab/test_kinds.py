"""Params of labs that are lists or words of a closed list."""

from __future__ import annotations

import pytest

from adjoint.components.lab.kinds import Numbers, OneOf, Several
from adjoint.components.schema import Refusal

OPTIMISERS = (("sgd", "SGD"), ("rmsprop", "RMSProp"), ("adam", "Adam"))


def test_a_point_is_a_list_of_two_numbers() -> None:
    assert Numbers(("x", "y")).read([1, -2.5]) == (1.0, -2.5)


@pytest.mark.parametrize("value", [1, "1, 2", [1], [1, 2, 3], [1, "2"], [True, 2], None, {"x": 1}])
def test_anything_else_is_not_a_point(value: object) -> None:
    with pytest.raises(Refusal):
        Numbers(("x", "y")).read(value)


@pytest.mark.parametrize("word", ["sgd", "SGD", "Sgd"])
def test_a_name_or_a_title_may_be_written_with_any_capitals(word: str) -> None:
    assert OneOf(OPTIMISERS).read(word) == "sgd"


def test_a_wrong_word_names_the_nearest_right_one() -> None:
    with pytest.raises(Refusal, match='"RMSPropp"') as refused:
        OneOf(OPTIMISERS).read("RMSPropp")
    assert refused.value.hint == 'did you mean "RMSProp"?'


def test_one_word_a_list_or_all_may_be_chosen() -> None:
    assert Several(OPTIMISERS).read("Adam") == ("adam",)
    assert Several(OPTIMISERS).read("all") == ("sgd", "rmsprop", "adam")


def test_chosen_words_stand_in_the_order_of_the_closed_list_and_once() -> None:
    assert Several(OPTIMISERS).read(["Adam", "sgd", "adam"]) == ("sgd", "adam")


@pytest.mark.parametrize("value", [[], ["Adma"], 3, True, {"adam": 1}])
def test_nothing_or_a_wrong_word_cannot_be_chosen(value: object) -> None:
    with pytest.raises(Refusal):
        Several(OPTIMISERS).read(value)
