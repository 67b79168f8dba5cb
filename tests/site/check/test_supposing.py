"""What a sentence makes of a formula in it."""

from __future__ import annotations

import pytest

from adjoint.site.check.locks.supposing import stance

DISOWNED = [
    "It is not true that $e = cd$.",
    "One might think, naively, that $e = cd$.",
    "A common mistake: $e = cd$.",
    "The formula $e = cd$ is wrong.",
    "Here $e = cd$ does not hold.",
    "Is $e = cd$?",
    "It isn’t so that $e = cd$.",
]
HELD = [
    "By the product rule $e = cd$.",
    "This is not surprising, since $e = cd$.",
    "They never meet because $e = cd$.",
    "There is nothing wrong, $e = cd$.",
    "The output is $e = cd$, not $c + d$.",
    "That is not all. Here $e = cd$.",
    "If the two were alike, it would be $e = cd$.",
]


def disowned(text: str) -> bool:
    before, _, behind = text.partition("e = cd")
    return stance(before, behind).disowned


@pytest.mark.parametrize("text", DISOWNED)
def test_a_formula_that_is_denied_doubted_or_asked_for_is_nobodys(text: str) -> None:
    assert disowned(text)


@pytest.mark.parametrize("text", HELD)
def test_a_formula_that_its_sentence_stands_by_is_not(text: str) -> None:
    assert not disowned(text)
