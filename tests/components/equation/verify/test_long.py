"""Formulas that go on and on: read up to a length that any of ours has room for, and refused beyond it."""

from __future__ import annotations

import pytest

from adjoint.components.equation.verify.reader import MOST_SIGNS, read_formula
from adjoint.components.equation.verify.tokens import Unread
from adjoint.components.equation.verify.tree import symbols
from adjoint.components.equation.verify.weighing import Surroundings, weigh
from tests.components.equation.verify.subjects import SUBJECTS, finding

JOINED = {"a sum": " + ", "a difference": " - ", "a product": " ", "written out": r" \cdot "}


def test_two_hundred_terms_are_tried() -> None:
    terms = " + ".join(rf"{k} c" for k in range(1, 200))
    assert finding(rf"{terms} = {199 * 200 // 2} c", "toy") is None
    false = finding(rf"{terms} = {199 * 200 // 2 + 1} c", "toy")
    assert false is not None
    assert false.code == "equation"


@pytest.mark.parametrize("sign", JOINED.values(), ids=JOINED)
def test_a_side_that_never_ends_is_refused_and_no_error_of_ours(sign: str) -> None:
    longest = sign.join(["c"] * (MOST_SIGNS + 1))
    assert len([*symbols(read_formula(f"{longest} = {longest}", ()))]) == 2 * (MOST_SIGNS + 1)
    assert finding(f"c = {longest}", "toy") is not None
    endless = sign.join(["c"] * 20_000)
    with pytest.raises(Unread, match="more than 400 sums and products"):
        read_formula(f"c = {endless}", ())
    around = Surroundings({"toy": SUBJECTS["toy"]}, {"toy"}, published=True)
    assert weigh(f"e = {endless}", around).outcome == "unproved"
    assert weigh(f"{longest} = {longest}", around).outcome in {"proved", "unproved"}
