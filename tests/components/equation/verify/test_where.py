"""Equations whose author says what their names stand for."""

from __future__ import annotations

import math

import pytest

from adjoint.components.equation.component import COMPONENT
from adjoint.components.equation.verify.where import Misnamed, verify_where
from adjoint.components.quantities import Quantities
from adjoint.components.schema import Refusal
from tests.components.equation.verify.subjects import graph

POLYAK = r"\sqrt\beta = \frac{\sqrt\kappa - 1}{\sqrt\kappa + 1}"


@pytest.fixture(scope="module")
def page() -> dict[str, Quantities]:
    return {"bowl": Quantities({"momentum.momentum": 0.5625}), "toy": graph("c = a + b; e = c * b", a=2, b=1)}


def test_names_stand_for_numbers_and_for_the_quantities_of_a_lab(page: dict[str, Quantities]) -> None:
    trial = verify_where(POLYAK, {"β": "bowl.momentum.momentum", "κ": "49"}, page)
    assert (trial.comparisons, trial.finding) == (1, None)


@pytest.mark.parametrize(
    ("was", "becomes"), [("- 1", "+ 1"), ("+ 1", "+ 2"), (r"\sqrt\beta", r"\beta"), ("=", r"\ne"), ("=", "<")]
)
def test_one_change_is_refused_with_both_sides(page: dict[str, Quantities], was: str, becomes: str) -> None:
    changed = POLYAK.replace(was, becomes, 1)
    finding = verify_where(changed, {"β": "bowl.momentum.momentum", "κ": "49"}, page).finding
    assert finding is not None
    assert finding.code == "equation"
    assert "left side" in finding.message


def test_subscripts_are_found_with_and_without_a_backslash(page: dict[str, Quantities]) -> None:
    latex = r"x_{t+1} = 2\lambda_{\max} + x_{\min}"
    where = {"x_{t+1}": "7", "λ_{max}": "3", r"x_{\min}": "1"}
    assert verify_where(latex, where, page).finding is None


def test_expressions_over_a_graph_are_tried_wherever_its_sliders_stand(page: dict[str, Quantities]) -> None:
    trial = verify_where("u = vw", {"u": "toy.e", "v": "toy.c", "w": "toy.b"}, page)
    assert trial.finding is None
    assert trial.comparisons > 10
    by_chance = verify_where("u = v", {"u": "toy.e", "v": "toy.c"}, page).finding  # b is 1 as published
    assert by_chance is not None


@pytest.mark.parametrize(
    ("latex", "name"),
    [
        (r"\kappa = 3", "kappa"),
        (r"\lambda_{1} = 3", "λ1"),
        (r"\lambda_1 = 3", r"\lambda_1"),
        (r"x_{\max} = 3", "x_max"),
        (r"\mathit{lr} = 3", "lr"),
        (r"\hat m = 3", r"\hat m"),
        (r"x_{t+1} = 3", "x_{t+1}"),
    ],
)
def test_a_name_is_written_in_latex_in_unicode_or_in_letters(
    page: dict[str, Quantities], latex: str, name: str
) -> None:
    assert verify_where(latex, {name: "3"}, page).finding is None
    assert verify_where(latex, {name: "4"}, page).finding is not None


def test_an_inequality_is_tried_where_several_sliders_stand_at_their_ends(
    page: dict[str, Quantities],
) -> None:
    assert verify_where(r"u \le 5.99", {"u": "toy.c"}, page).finding is not None
    assert verify_where(r"u \le 6", {"u": "toy.c"}, page).finding is None


@pytest.mark.parametrize(
    ("where", "name", "message"),
    [
        ({"β": "1", "κ": "49", "q": "2"}, "q", "nothing in the equation"),
        ({"β": "1", "κ + 1": "49"}, "κ + 1", "no name"),
        ({"β": "1", "κ": "49", "π": "3"}, "π", "a constant"),
        ({"β": "1", "κ": "49", "kappa": "3"}, "κ", "two things"),
        ({"β": "nothing.here", "κ": "49"}, "β", "nothing"),
        ({"β": "1 +", "κ": "49"}, "β", "the expression ends after"),
    ],
)
def test_a_wrong_name_is_told(
    page: dict[str, Quantities], where: dict[str, str], name: str, message: str
) -> None:
    with pytest.raises(Misnamed, match=message) as caught:
        verify_where(POLYAK, where, page)
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("latex", "where"),
    [
        (r"\kappa = \lambda", {"κ": "toy.e", "λ": "toy.e"}),
        (r"\kappa + 0 = 1 \cdot \kappa", {"κ": "toy.e"}),
        (r"\kappa - \kappa = 0", {"κ": "toy.e"}),
    ],
)
def test_what_is_true_of_anything_is_refused(
    page: dict[str, Quantities], latex: str, where: dict[str, str]
) -> None:
    finding = verify_where(latex, where, page).finding
    assert finding is not None
    assert finding.code == "equation-untried"


def test_two_names_may_stand_for_what_is_equal(page: dict[str, Quantities]) -> None:
    assert verify_where(r"\kappa = \lambda", {"κ": "toy.e", "λ": "toy.c * toy.b"}, page).finding is None


@pytest.mark.parametrize(("given", "shown"), [("", '""'), (math.inf, "inf"), ([1], "a list")])
def test_what_stands_for_a_name_is_a_finite_number_or_an_expression(given: object, shown: str) -> None:
    kind = next(prop.kind for prop in COMPONENT.props if prop.name == "where")
    with pytest.raises(Refusal, match=f"κ is to be a finite number or an expression, found {shown}"):
        kind.read({"β": "1", "κ": given})


def test_a_name_that_stands_for_nothing_cannot_be_read(page: dict[str, Quantities]) -> None:
    finding = verify_where(POLYAK, {"β": "0.5625"}, page).finding
    assert finding is not None
    assert finding.code == "equation-unread"
    assert "kappa" in finding.message
