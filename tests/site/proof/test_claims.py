"""Claims as authors write them: what holds, what does not and with which numbers, and what is no claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from adjoint.components import COMPONENTS
from adjoint.components.model import Call, Component, Context
from adjoint.components.quantities import Quantities
from adjoint.components.templates import icon
from adjoint.markup import Source, parse_document
from adjoint.site.gathering import Faults
from adjoint.site.post.calls import validated_calls
from adjoint.site.proof.claims import Judged, judge_claims, page_claims

# e = (a + b)(b + 1) at a = 2, b = 1: c = 3, d = 2, e = 6; ∂e/∂b = d + c = 5, by hand.
# On the bowl ½x² + 4.5y² plain descent multiplies x by 1 − η and y by 1 − 9η at each step, so it diverges
# beyond η = 2/9; from (−3.5, 1.5), η = 0.08, 60 steps leave ½(3.5 · 0.92⁶⁰)² + 4.5(1.5 · 0.28⁶⁰)².
POST = """---
title: Claims
claims:
{claims}
---

<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" inputs={{{{a: {{value: 2, min: -3, max: 3, step: 0.5}},
b: {{value: 1, min: -3, max: 3, step: 1}}}}}} {toy} />

<LabCanvas id="walk" effect="gradient-descent" params={{{{ f: "0.5*x^2 + 4.5*y^2", window: [-4, 4, -3, 3],
start: [-3.5, 1.5], show: "SGD", lr: 0.08, steps: 60 }}}} {walk} />

<LabCanvas id="race" effect="gradient-descent" params={{{{ preset: "ravine", start: [-1.2, 1],
show: ["sgd", "adam"], steps: 300 }}}} />
"""


def judged(*claims: str, toy: str = "", walk: str = "") -> Judged:
    listed = "\n".join(f"  - {claim}" for claim in claims)
    source = Source("post.md", POST.format(claims=listed or "  []", toy=toy, walk=walk))
    document, found = parse_document(source)
    faults = Faults(found)
    calls = validated_calls(document, COMPONENTS, {}, faults)
    faults.settle()
    return judge_claims(page_claims(document, calls.values()), QUANTITIES or computed(calls.values()))


QUANTITIES: dict[str, Quantities] = {}
"""Of the post, which every test shares."""


def computed(calls: Iterable[tuple[Component[Any], Call]]) -> dict[str, Quantities]:
    context = Context(None, icon)  # type: ignore[arg-type]  # (nothing is typeset)
    for component, call in calls:
        assert component.quantities
        QUANTITIES[call.id] = component.quantities(component.compute(call, context))
    return QUANTITIES


HOLDS = [
    ("e == 6", 1),
    ("grad(e, b) == d + c", 1),
    ("toy.e == 6 and grad(toy.e, b) == 5", 1),
    ("path(e, b, c) == 2 and path(e, b, d) == 3", 1),
    ("path(e, a, c) == grad(e, a)", 1),
    ("for all a, b, grad(grad(e, b), b) == 2 and grad(grad(e, a), b) == grad(grad(e, b), a) == 1", 91),
    ("5 < e <= 6 != 7", 1),
    ("not e < 6", 1),
    ("e < 6 or d < c", 1),
    ("for all k in range(1, 3, 1), k/10 + k/5 == 0.3 * k and not k * 0.3 < k/10 + k/5", 3),
    ("close(b/3, 0.333, tolerance=0.0005)", 1),
    ("at(e, a=0) == 2 and at(grad(e, b), b=-2) == -1", 1),
    ("at(e, a=e, b=0) == e and e == 6", 1),
    ("for all a, at(e, b=0) == a", 13),
    ("local(e, d) == c and local(c, b) == 1", 1),
    ("for all a, grad(e, b) == d + c", 13),
    ("for all k in range(-0.3, 0.3, 0.1), at(c - a, a=k) == b and at(c, a=k, b=-k) == 0", 7),
    ("for all a, b, grad(e, b) == path(e, b, c) + path(e, b, d)", 91),
    ("for all a in [0, 1], c == a + 1", 3),
    ("for all a in range(-3, 3, 0.25), d == 2", 25),
    ('"for all toy.a in [0.4, 0.6]: c == 1.5"', 1),
    ("for all k in range(1, 4, 1), k^2 >= k", 4),
    ("for all t in [-1, 1], exp(t) >= 1 + t", 41),
    ("close(walk.sgd.loss, 0.5*(3.5*0.92^60)^2 + 4.5*(1.5*0.28^60)^2, tolerance=1e-12)", 1),
    ("diverges(walk.sgd, lr=0.23) and not diverges(walk.sgd, lr=0.22)", 1),
    ("not diverges(walk.sgd, lr=2/9)", 1),
    ("not diverges(walk.sgd, lr=0.23, steps=20)", 1),
    ("for all rate in range(0.225, 0.4, 0.025), diverges(walk.sgd, lr=rate)", 8),
    ("loss(walk.sgd, lr=0.2) < walk.sgd.loss == loss(walk.sgd)", 1),
    ("close(loss(walk.sgd, steps=1), 0.5*(3.5*0.92)^2 + 4.5*(1.5*0.28)^2, tolerance=1e-12)", 1),
    ("race.adam.loss < race.sgd.loss", 1),
    ("converges(race.adam) and not converges(race.sgd)", 1),
    ("race.adam.steps < race.sgd.steps", 1),
    ("crossings(race.adam) >= 0", 1),
]


@pytest.mark.parametrize(("claim", "states"), HOLDS, ids=[claim for claim, _ in HOLDS])
def test_a_true_claim_holds_in_every_state_it_speaks_of(claim: str, states: int) -> None:
    found = judged(claim)
    assert found.faults == ()
    assert [proved.states for proved in found.proved] == [states]


FAILS = [
    ("e == 7", "is false: 6 == 7"),
    ("grad(e, b) == d * c", "is false: 5 == 6"),
    ("e != 6", "is false: 6 != 6"),
    ("grad(grad(e, b), b) == 1", "is false: 2 == 1"),
    ("0 < e < c", "is false: 0 < 6 < 3"),
    ("e == 6.0000001", "is false: 6 == 6.0000001"),
    ("1/3 == 0.333333333", "is false: 0.3333333333 == 0.333333333"),
    ("e == 6 and c == 4", "is false: 3 == 4"),
    ("e == 7 or c == 4", "is false: 6 == 7 and 3 == 4"),
    ("not e < 7", "is false: 6 < 7"),
    ("2^40 == 2^40 + 1", "is false: 1.09951162778e+12 == 1.09951162778e+12"),
    ("0.3 < 0.1 + 0.2", "is false: 0.3 < 0.3"),
    (
        "close(1/3, 0.333, tolerance=0.0001)",
        "is false: 0.3333 and 0.333 are 0.0003333 apart, the tolerance is 0.0001",
    ),
    ("for all a, e == 6", "is false at a = -3: -4 == 6"),
    ("for all a, b, grad(e, b) == d", "is false at a = -3, b = -3: -8 == -2"),
    ("for all a in [0, 1], c < 2", "is false at a = 1: 2 < 2"),
    ("diverges(walk.sgd)", "is false: after 10000 steps walk.sgd has the loss"),
    ("converges(walk.sgd, lr=0.5)", "is false: walk.sgd diverges at step"),
    ("converges(race.sgd)", "is false: race.sgd has not arrived after 300 steps, its loss is"),
    ("not diverges(walk.sgd, lr=0.3)", "is false: walk.sgd diverges at step"),
    ("race.sgd.steps < race.adam.steps", "is false: never < "),
]


@pytest.mark.parametrize(("claim", "told"), FAILS, ids=[claim for claim, _ in FAILS])
def test_a_false_claim_is_told_with_the_numbers_that_refute_it(claim: str, told: str) -> None:
    (fault,) = judged(claim).faults
    assert (fault.code, str(fault.location)) == ("claim", "post.md:4:5")
    assert fault.message.startswith(f"{claim} {told}")


UNDEFINED = [
    ("log(e - 6) < 3", "log(e - 6) < 3 is undefined: log of 0", 5),
    ("0 < 1/(c - 3)", "0 < 1/(c - 3) is undefined: division by zero", 9),
    ("e == 6 or sqrt(-e) == 1", "e == 6 or sqrt(-e) == 1 is undefined: square root of −6", 15),
    ("not sqrt(-e) == 1", "not sqrt(-e) == 1 is undefined: square root of −6", 9),
    ("for all a, 1/(a - 1) < 9", "for all a, 1/(a - 1) < 9 is undefined: division by zero at a = 1", 16),
    ("race.sgd.steps - 1 > 0", "race.sgd.steps - 1 > 0 is undefined: it reckons with a number", 5),
    ("close(e, 6, tolerance=0)", "close(e, 6, tolerance=0) is undefined: a tolerance is above 0, not 0", 27),
    ("loss(walk.sgd, steps=0.5) > 0", "loss(walk.sgd, steps=0.5) > 0 is undefined: steps is a", 26),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "told", "column"), UNDEFINED, ids=[claim for claim, *_ in UNDEFINED])
def test_a_claim_without_a_value_never_passes(claim: str, told: str, column: int) -> None:
    (fault,) = judged(claim).faults
    assert (fault.code, fault.location.column) == ("claim-undefined", column)
    assert fault.message.startswith(told)


REFUSED = [
    ("e + c", 'a claim is true or false, but "e + c" is a number', "compare it: e + c == 1", 5),
    ("e < 9 and c", 'a claim is true or false, but "c" is a number', "compare it: c == 1", 15),
    ("converge(walk.sgd)", 'there is no "converge" in claims', "did you mean converges?", 5),
    ("e => 5", "a claim compares with >=", "not with =>", 7),
    ("e =< 5", "a claim compares with <=", "not with =<", 7),
    ("e <> 5", "a claim compares with !=", "not with <>", 8),
    ("e is 6", "a claim compares with ==", "not with is", 7),
    ("e is not 6", "a claim compares with !=", "not with is not", 7),
    ("e equals 6", "a claim compares with ==", "not with equals", 7),
    ("(e < 9) + 1 == 2", "a number is wanted here, not a statement", None, 6),
    ("f == 6", 'nothing on this page is called "f"', None, 5),
    ("toy.grda.b == 5", 'nothing on this page is called "toy.grda.b"', "did you mean toy.grad.b?", 5),
    ("grad(e, bb) == 5", 'nothing on this page is called "bb"', "did you mean b?", 13),
    ("local(e, b) == 0", "no arrow leads from b to e", None, 5),
    ("grad(grad(e, b)) == 2", "a second derivative takes a node and two more", None, 5),
    ("grad(grad(e, d), b) == 2", "d is made of b, so a derivative by both can be read in two ways", None, 5),
    ("grad(grad(grad(e, b), b), b) == 0", "a second derivative takes a node and two more", None, 5),
    ("path(e, a, d) == 0", "no path from e down to a goes through d", None, 5),
    ("close(e, 6)", "close takes two numbers and a tolerance", "write close(e, 0.33, tolerance=0.005)", 5),
    ("at(e) == 6", "at takes an expression and inputs to set", None, 5),
    ("at(e, d=1) == 3", "d is no input of a graph", "there are a, b", 11),
    ("converges(race.adma)", 'nothing on this page is called "race.adma"', "did you mean race.adam?", 15),
    ("converges(race.adam, lrr=1)", 'Adam has no setting "lrr"', "did you mean lr?", 26),
    ("crossings(walk.sgd) == 0", "the surface has no valley floor to cross", None, 5),
    ("for all c, e > 0", "c is computed, so it cannot be set", "its inputs are a, b", 13),
    ("for all q, e > q", "q is no input of a graph, so it needs a range", None, 13),
    ("for all a in [4, 5], e > 0", "there is nothing in this range", "the slider goes from -3 to 3", 18),
    ("for all a in [-3, 3], a in [0, 1], e > 0", "a has its numbers already", None, 27),
    ("for all x in range(-1e308, 1e308, 1), x < 1", "these are too many numbers", "take wider steps", 18),
    ("for all a in range(3, 1, 1), e > 0", "there is nothing in this range", None, 18),
    ("for all a in [0, 1] e > 0", "a comma is missing after what the claim is for", None, 24),
    ("for all k in range(0, 1e9, 1), e > 0", "1,000,000,001 numbers are too many", None, 18),
]  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "message", "hint", "column"), REFUSED, ids=[claim for claim, *_ in REFUSED]
)
def test_what_is_no_claim_is_told_at_its_character(
    claim: str, message: str, hint: str | None, column: int
) -> None:
    (fault,) = judged(claim).faults
    assert (fault.code, fault.message) == ("claim-syntax", message)
    assert fault.location.column == column
    assert hint is None or fault.hint == hint


VACUOUS = [
    ("1 == 1", "1 == 1 proves nothing: no number of the page is in it"),
    ("e == e", "e == e proves nothing: it holds whatever"),
    ("toy.e <= e", "toy.e <= e proves nothing: it holds whatever"),
    ("e == 9 or 1 < 2", "e == 9 or 1 < 2 proves nothing: it holds whatever"),
    ("close(e, e, tolerance=1)", "close(e, e, tolerance=1) proves nothing: it holds whatever"),
    ("for all k in range(1, 3, 1), e == 6", "e == 6 proves nothing: k is in no part of it"),
    ("for all k in range(1, 3, 1), k == k", "k == k proves nothing: its sides are the same whatever"),
    ("for all k in range(1, 3, 1), k - k == 0", "k - k == 0 proves nothing: its sides are the same"),
    ("for all k in range(1, 3, 1), k > 0 and 1 < 2", "1 < 2 proves nothing: no number of the page"),
    ("for all a, at(e, a=0) == at(e, a=0)", "at(e, a=0) == at(e, a=0) proves nothing: it holds"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "told"), VACUOUS, ids=[claim for claim, _ in VACUOUS])
def test_a_claim_that_would_hold_of_any_numbers_proves_nothing(claim: str, told: str) -> None:
    found = judged(claim)
    (fault,) = found.faults
    assert (fault.code, fault.severity, found.proved) == ("claim-vacuous", "error", ())
    assert fault.message.startswith(told)


THEOREMS = [
    ("e - c == e - 3 * c + 2 * c", "e - c == e - 3 * c + 2 * c", 5),
    ("e == 6 and c^2 >= 0", "c^2 >= 0", 16),
    ("e < 9 or not e < 9", "e < 9 or not e < 9", 5),
    ("for all a, b, a*a + b*b >= 2*a*b", "a*a + b*b >= 2*a*b", 19),
    ("for all a, b, (a + b)*(b + 1) == a*b + a + b*b + b", "(a + b)*(b + 1) == a*b + a + b*b + b", 19),
    ("e == 6 and a*a >= ((a + 1) - 1)*a", "a*a >= ((a + 1) - 1)*a", 16),
    ("e == 7 or e != 7", "e == 7 or e != 7", 5),
    ("exp(e) > 0", "exp(e) > 0", 5),
    ("e == 6 and -1 < tanh(a) < 1", "-1 < tanh(a) < 1", 16),
    ("not sigmoid(grad(e, b)) >= 1", "not sigmoid(grad(e, b)) >= 1", 5),
    ("e == 6 and not (exp(e) < 0)", "not (exp(e) < 0)", 16),
    ("2^e * exp(a) + 1 >= 1", "2^e * exp(a) + 1 >= 1", 5),
    ("1 / cosh(e) > 0 or e < 0", "1 / cosh(e) > 0 or e < 0", 5),
    ("sin(e) + cos(a) <= 2", "sin(e) + cos(a) <= 2", 5),
    ("a^2 + exp(-b) > 0", "a^2 + exp(-b) > 0", 5),
    ("0 * a < exp(e)", "0 * a < exp(e)", 5),
    ("exp(e) != -1", "exp(e) != -1", 5),
    ("(e) == 6 and close((e + 1) - 1, 6, tolerance=(1000))", "close((e + 1) - 1, 6, tolerance=(1000))", 18),
]


@pytest.mark.parametrize(("claim", "part", "column"), THEOREMS, ids=[claim for claim, *_ in THEOREMS])
def test_a_theorem_on_the_pages_numbers_is_a_warning(claim: str, part: str, column: int) -> None:
    (fault,) = judged(claim).faults
    assert (fault.code, fault.severity, fault.location.column) == ("claim-vacuous", "warning", column)
    assert fault.message.startswith(f"{part} is not counted as proof: ")


def test_a_claim_that_other_numbers_would_break_is_proof() -> None:
    claims = (
        "abs(e) > 0",
        "abs(grad(e, b)) > 1e-20",
        "abs(e) < 1e13",
        "close(e, 6, tolerance=0.1)",
        "e > c > d",
        "exp(e) > 1e-9",
        "tanh(e) < 0.9999999",
        "sin(e) < 1",
        "exp(a) - exp(b) > 0",
        "a * b > 0",
        "a^3 > 0",
        "1 / b > 0",
        "(e + 7)^2 > 1",
        "(2 * e + 7)^2 > 1",
        "(e^2 - 5)^2 > 0.1",
        "abs(e + a + 50) > 1",
    )
    found = judged(*claims)
    assert (found.faults, len(found.proved)) == ((), len(claims))


def test_a_derivative_on_an_arrow_that_is_not_there_is_told_with_the_operands() -> None:
    (fault,) = judged("local(e, b) == 0").faults
    assert fault.hint == "e is made of c and d; the derivative along all paths is grad(e, b)"


def test_arithmetic_without_a_number_of_the_page_is_not_counted() -> None:
    found = judged("2^10 == 1024 and close(1/3, 0.333, tolerance=0.0005)", "e != 7", "not e == 7", "e < 1e9")
    assert [(one.code, one.severity) for one in found.faults] == [("claim-vacuous", "warning")]
    assert len(found.proved) == 3


def test_a_component_claims_of_its_own_numbers_by_their_bare_names() -> None:
    assert (
        judged(toy='claim="grad.b == 5"', walk='claim={["sgd.lr < 2/9", "diverges(sgd, lr=0.23)"]}').faults
        == ()
    )


def test_a_false_claim_of_a_component_is_told_at_its_place() -> None:
    (fault,) = judged(toy='claim={["e > 3", "d == 3"]}').faults
    assert str(fault.location) == "post.md:8:61"
    assert fault.message == "d == 3 is false: 2 == 3"


def test_one_claim_may_stand_without_a_list() -> None:
    source = Source("post.md", "---\ntitle: One\nclaims: 1 > 2\n---\n")
    document, _ = parse_document(source)
    (fault,) = judge_claims(page_claims(document, ()), {}).faults
    assert str(fault.location) == "post.md:3:9"
