"""Formulas typed in the prose: what is proved of them, what is refuted, and what is neither."""

from __future__ import annotations

import pytest

from adjoint.components.equation.verify.weighing import Filled, Surroundings, states_something, weigh
from adjoint.components.quantities import Quantities
from tests.components.equation.verify.subjects import graph

NOTHING = Surroundings({}, ())


@pytest.mark.parametrize(
    "latex",
    [
        "(a + b)^2 = a^2 + 2ab + b^2",
        r"\sigma(t) = 1/(1 + e^{-t})",
        r"2/9 \approx 0.222",
        "4^{-63} = 2^{-126}",
        r"\sum_{k=1}^4 k = 10",
        r"\sqrt{ab} = \sqrt a \sqrt b",
        r"w\,(1 - f) = w - wf",
        "0.1 + 0.2 = 0.3",
        "1 < 2, 2 < 3",
        r"\log_2 8 = 3 \text{ exactly}",
    ],
)
def test_identities_and_numbers_are_proved_without_a_graph(latex: str) -> None:
    assert weigh(latex, NOTHING).outcome == "proved"


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        ("f(x + h) = f(x) + f(h)", "f may be a function"),
        ("AB = BA", "may be a number or a matrix"),
        (r"\vec a \vec b = \vec b \vec a", "a number or a matrix"),
        ("x < 100", "no graph of the page"),
        ("n = 50", "no graph of the page"),
        ("x = x", "no identity"),
        ("1/3 = 0.33", "approx"),
        (r"2^{10} \approx 1000", "noughts"),
        (r"\log 1000 = 3", "without a base"),
        (r"60 = 1\text{ minute}", "minute"),
        (r"2 + 2 = 4 \text{ thousand}", "thousand"),
        (r"2 + 2 = 4 \text{ is wrong}", "is wrong"),
        (r"x \approx y", "no graph of the page"),
        (r"1 + 2 + \cdots = 3", "cdots"),
        (r"7 = 2 \pmod 5", "pmod"),
        ("y' = y", "'"),
        (r"a \in [-3, 3]", r"what \in says is not tried"),
        (r"2 + 2 = 4 \to 5", r"what \to says is not tried"),
        (r"\begin{cases} 1 & a > 0 \\ 0 & a \le 0 \end{cases} = 1", "the environment cases"),
        ("|x + 4| = x + 4", "no identity"),
        (r"\max(x, -10) = x", "no identity"),
        (r"\phi(0) = 1", "another function"),
        (r"2^{2000} = 2^{1000} \cdot 2^{1000}", "no values together"),
        (".5 = 5", "begins with a point"),
    ],
)
def test_what_is_not_proved_says_why(latex: str, reason: str) -> None:
    weighed = weigh(latex, NOTHING)
    assert weighed.outcome == "unproved"
    assert reason in weighed.reason


def test_false_numbers_are_refuted_and_a_supposition_is_not() -> None:
    assert weigh("4^{-63} = 2^{-125}", NOTHING).outcome == "false"
    assert weigh("2 + 2 = 5", NOTHING).outcome == "false"
    assert weigh(r"2^{10} \approx 1200", NOTHING).outcome == "false"
    assert weigh(r"\log_2 8 = 4", NOTHING).outcome == "false"
    assert weigh("2^{32} = 4{,}294{,}967{,}297", NOTHING).outcome == "false"
    assert weigh("10^{10} + 1 > 10^{10}", NOTHING).outcome == "proved"
    assert weigh("2 + 2 = 5", Surroundings({}, (), denied=True)).outcome == "unproved"
    assert weigh("2 + 2 = 4", Surroundings({}, (), denied=True)).outcome == "proved"


def test_what_its_sentence_denies_is_no_proof_however_true() -> None:
    weighed = weigh("2 + 2 = 4", Surroundings({}, (), disowned=True))
    assert (weighed.outcome, weighed.reason[:19]) == ("unproved", "its sentence denies")


def test_an_identity_that_holds_nowhere_is_doubted_and_an_equation_is_not() -> None:
    assert weigh("(a + b)^2 = a^2 + 2ab - b^2", NOTHING).outcome == "doubtful"
    assert weigh("x^2 = 2x + y", NOTHING).outcome == "unproved"


@pytest.fixture(scope="module")
def page() -> dict[str, Quantities]:
    return {"toy": graph("c = a + b; d = b + 1; e = c * d", a=2, b=1)}


@pytest.mark.parametrize(
    ("latex", "near", "away"),
    [
        (r"e = c \cdot d", "proved", "proved"),
        (r"e = c + d", "false", "unproved"),
        (r"\bar c = d = 2", "proved", "unproved"),
        (r"\frac{\partial e}{\partial b} = d - c", "false", "unproved"),
        ("a = 2", "proved", "unproved"),
        ("b = -2", "unproved", "unproved"),  # a setting
        ("a = b", "unproved", "unproved"),  # a condition
        ("a + b = 0", "unproved", "unproved"),  # likewise
        ("b < 100", "unproved", "unproved"),  # the slider ends before
        ("e < 100", "unproved", "unproved"),  # where two sliders stand at their ends, nobody looked
        ("c > -5.9", "unproved", "unproved"),
        (r"e \ne 0", "unproved", "unproved"),  # somewhere it is
    ],
)
def test_a_formula_near_a_graph_is_held_against_it(
    page: dict[str, Quantities], latex: str, near: str, away: str
) -> None:
    assert weigh(latex, Surroundings(page, {"toy"})).outcome == near
    assert weigh(latex, Surroundings(page, ())).outcome == away


@pytest.mark.parametrize(
    ("latex", "outcome"),
    [
        ("e = 7", "false"),
        ("e = 6", "proved"),
        ("c < d", "false"),
        ("d < c", "unproved"),
        ("c/e = 0.6", "false"),
        ("|e| = -e", "false"),
        (r"e \approx 6.1", "false"),
        (r"\nabla e = (d, d - c)", "false"),
        (r"\nabla e = (d, d + c)", "proved"),
        ("(c, d) = (3, 2)", "proved"),
        ("(a, b) = (3, 2)", "unproved"),  # settings
        ("(p, q) = (1, 2)", "unproved"),
        ("a = 3", "unproved"),  # a setting that a reader may choose
        ("2 + 2 \\ne 4", "false"),
        (r"a = 2 \Rightarrow e = 7", "false"),
        (r"\frac{d}{e} = 33\%", "unproved"),
        (r"\frac{d}{e} = 34\%", "false"),
        (r"\sqrt e = 2.45", "unproved"),
        (r"\frac{de}{db} = 5", "proved"),
        (r"\frac{de}{db} = 4", "false"),
        (r"\frac{d^2 e}{d b^2} = 2", "proved"),
        (r"\frac{c}{e} = 50\text{ percent}", "unproved"),
        (r"e = 3\text{ dozen}", "unproved"),
        (r"e = 7 \text{ in all}", "false"),
        (r"L = \log e", "unproved"),
        (r"e = d\,\log c", "unproved"),
        (r"\phi(0) = 1", "unproved"),
        (r"e = \sigma(c)", "false"),
        (r"de = d\,dc + c\,dd", "unproved"),
        (r"e = c + d\,b", "false"),
    ],
)
def test_where_nothing_speaks_of_other_settings_a_number_is_the_published_one(
    page: dict[str, Quantities], latex: str, outcome: str
) -> None:
    assert weigh(latex, Surroundings(page, {"toy"}, published=True)).outcome == outcome


def test_e_beside_a_graph_that_has_one_is_not_proved_to_be_eulers(page: dict[str, Quantities]) -> None:
    near = Surroundings(page, {"toy"}, published=True)
    for latex in ("e^2 < 30", r"e^2 \approx 7.39", r"e^{-1} \approx 0.37", r"e \approx 2.718", "e^b = 2.718"):
        found = weigh(latex, near)
        assert (found.outcome, "Euler's number, or that of the graph" in found.reason) == ("unproved", True)
    for latex in ("e^2 < 30", r"e^2 \approx 7.39", r"e^{-1} \approx 0.37"):
        assert weigh(latex, NOTHING).outcome == "proved"
    assert weigh(r"\mathrm{e}^{-1} \approx 0.37", near).outcome == weigh("e^2 = 36", near).outcome == "proved"
    assert weigh("e^2 = 5", near).outcome == weigh(r"0 \le e \le 5", near).outcome == "false"


@pytest.mark.parametrize(
    ("latex", "outcome"),
    [
        ("e = 6, q = 20", "proved"),
        (r"c = a + b, \quad q = p r", "proved"),
        ("c = a - b, q = p r", "false"),
        ("e = 6, q = 21", "false"),
        ("2 + 2 = 4, q = 20, e = 6", "proved"),
        ("e + q = 26", "unproved"),
    ],
)
def test_of_two_graphs_each_chain_is_held_against_the_one_that_has_its_names(
    page: dict[str, Quantities], latex: str, outcome: str
) -> None:
    both = {**page, "other": graph("q = p * r; s = q + r", p=4, r=5)}
    assert weigh(latex, Surroundings(both, {*both}, published=True)).outcome == outcome


def test_a_computed_value_binds_a_name_to_what_is_published(page: dict[str, Quantities]) -> None:
    wrong = Surroundings(page, {"toy"}, (Filled(9, 10, "c"),))
    assert weigh(r"\bar c = 3", wrong).outcome == "false"
    moved = Surroundings(page, {"toy"}, (Filled(9, 10, "at(c, b=1)"),))
    assert weigh(r"\bar c = 3", moved).outcome == "unproved"


def test_far_from_all_graphs_a_formula_must_hold_whichever_it_speaks_of(page: dict[str, Quantities]) -> None:
    both = {**page, "other": graph("c = a - b; e = c * a", a=2, b=1)}
    assert weigh("c = a + b", Surroundings(both, ())).outcome == "unproved"
    assert weigh("c = a + b", Surroundings(both, {"toy"})).outcome == "proved"


def test_one_reading_must_hold_for_a_whole_formula() -> None:
    both = {
        "sum": graph("c = a + b; e = c * b", a=2, b=1),
        "product": graph("c = a * b; e = c + b", a=2, b=1),
    }
    near = Surroundings(both, {"sum", "product"})
    assert weigh("c = a + b", near).outcome == weigh("c = ab", near).outcome == "proved"
    assert weigh(r"c = a + b, \quad c = ab", near).outcome == "false"


def test_a_sign_within_braces_states_nothing() -> None:
    assert not states_something(r"\sum_{k=1}^{4} k")
    assert states_something(r"\begin{aligned} a &= b \end{aligned}")
    assert not states_something(r"\sigma(1 - \sigma)")
