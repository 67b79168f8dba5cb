"""What of a text counts as typed, and stands in the lock because nothing proves it."""

from __future__ import annotations

import pytest

from adjoint.markup import Location
from adjoint.site.check.locks.prose import Passage
from adjoint.site.check.locks.typing import typed_texts
from adjoint.site.number_words import value_of


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("It took 60 of {= e } steps, or −3.5%.", ["60", "-3.5%"]),
        ("Twice thirty-two is a hundred, minus three.", ["twice", "thirty-two", "hundred", "minus-three"]),
        ("Someone tends to weigh often, for the first and once.", []),
        ("[Move b](#toy?b=-1&mode=backward) in [chapter](/blog/2019/#part).", ["toy?b=-1&mode=backward"]),
        ('![a curve of 3 humps](curve-7.svg "of 4 humps") and [it](a_(6).html)', ["3", "4"]),
    ],
)
def test_numerals_words_and_settings_of_links_are_typed(text: str, typed: list[str]) -> None:
    passage = Passage(
        "place", "sentence", "", "", text, (), lambda offset: Location("post.md", 1, offset + 1)
    )
    found = typed_texts([passage], ())
    assert [one.text for one in found] == typed
    for one in found:
        assert text[one.location.column - 1 :].replace("−", "-").lower().startswith(one.text.split("-")[0])


def test_words_stand_for_numbers() -> None:
    words = ("zero", "Twelve", "thirty-two", "minus three", "half", "dozen", "minus one")
    assert [value_of(word) for word in words] == [0, 12, 32, -3, 0.5, 12, -1]
