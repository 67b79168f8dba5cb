"""Equations about graphs: those that hold at every input, and what is said of those that do not."""

from __future__ import annotations

import pytest

from adjoint.components.equation.verify import UnknownSubject, verify
from tests.components.equation.verify.subjects import SUBJECTS, TOY, finding, graph

# Each is right by the rules of calculus: e = cd with c = a + b and d = b + 1; L = (tanh(wx + v) − y)²; a
# chain of logistic functions, whose derivative is s(1 − s).
HOLDS = [
    ("toy", r"\frac{\partial e}{\partial b} = d + c"),
    ("toy", r"\frac{\partial e}{\partial b} = \underbrace{\,d \cdot 1\,}_{\text{through } c} + c = 2 + 3"),
    ("toy", r"\partial e/\partial b = d + c"),
    ("toy", r"\partial_b e = d + c"),
    ("toy", r"\frac{\mathrm{d} e}{\mathrm{d} b} = \dfrac{\partial e}{\partial b}"),
    ("toy", r"\bar b = \bar c + \bar{d}, \quad \bar a = \bar c"),
    ("toy", r"\overline{b} = \sum_{u \in \{c, d\}} \bar u \frac{\partial u}{\partial b}"),
    ("toy", r"\bar u = \sum_{v \text{ uses } u} \bar v \, \frac{\partial v}{\partial u}"),
    ("neuron", r"\bar u = \sum_{v : u \to v} \bar v \, \frac{\partial v}{\partial u}"),
    ("square", r"\bar u = \sum_{v \text{ uses } u} \bar v \frac{\partial v}{\partial u}"),
    ("toy", r"e = (a + b)(b + 1) = cd = c \cdot d = c \times d"),
    ("toy", r"e = ab + a + b^2 + b = a\left(b + 1\right) + b\bigl(b + 1\bigr)"),
    ("toy", r"\begin{aligned} c &= a + b \\ &= b + a, \\ d &= b + 1. \end{aligned}"),
    ("bowl", r"f(x, y) = x^2 + 2y^2"),
    ("toy", r"e(a, b) = c(a, b) \, d(b) = c(d) = c(b + 1)"),
    ("toy", r"\operatorname{ReLU}(a) = \text{relu}(a) = \max(0, a)"),
    ("toy", r"c - 3 \ne 4 \text{ and } c^2 \ge 0"),
    ("toy", r"\sqrt{c^2} = |c| = \left|c\right|"),
    ("toy", r"-a^2 = -(a^2) = -a \cdot a"),
    ("toy", r"2^{-1} a = \tfrac12 a = \frac{a}{2} = a/2 = 0.5a"),
    ("toy", r"a \approx 2.0"),
    ("toy", r"2/3 \approx 0.667 \approx 0.7"),
    ("toy", r"100 a b \approx 2.00 \times 10^{2}"),
    ("toy", r"\ln e = \ln c + \ln d"),
    ("toy", r"\log_2 2^a = a"),
    ("toy", r"\exp a = \mathrm{e}^{a} = \mathrm{e} \cdot \mathrm{e}^{a - 1} % a comment"),
    ("toy", r"\sin^2 a + \cos^2 a = 1"),
    ("toy", r"\sin 2a = 2 \sin a \cos a"),
    ("toy", r"\max(a, b) + \min(a, b) = a + b"),
    ("toy", r"\operatorname{softplus}(a) - \operatorname{softplus}(-a) = a"),
    ("toy", r"a \left[a > 0\right] = \operatorname{relu}(a)"),
    ("toy", r"\sqrt[3]{a^3} = a"),
    ("toy", r"\pi a = \frac{\tau}{2} a"),
    ("toy", r"\boxed{e} = \textcolor{red}{c} \, d \tag{3}"),
    ("toy", r"10{,}000 \cdot a = 10^4 a"),
    ("toy", r"2\% \cdot 50 = 1"),
    ("neuron", r"\frac{\partial L}{\partial w} = 2 (h - y) (1 - h^2) x \approx 0.0787"),
    ("neuron", r"\partial L/\partial w = \frac{\partial L}{\partial h} \frac{\partial h}{\partial z} x"),
    ("neuron", r"h = \tanh z = \tanh(wx + v)"),
    ("neuron", r"\frac{\partial h}{\partial z} = 1 - \tanh^2 z = \frac{1}{\cosh(z)^2}"),
    ("neuron", r"L = (h - y)^2 \quad\text{where}\quad h = \tanh z, \; z = wx + v"),
    ("chain", r"\frac{\partial s_4}{\partial t} = \prod_{k=1}^{4} s_k (1 - s_k)"),
    ("chain", r"\frac{\partial s_4}{\partial s_1} = \prod_{k=2}^{4} \frac{\partial s_k}{\partial s_{k-1}}"),
    ("chain", r"s_1 = \sigma(t) = \frac{1}{1 + e^{-t}} = 1/(1 + e^{-t})"),
    ("chain", r"0 < \sigma(t) < 1 \text{, so } s_2 > \tfrac12"),
    ("square", r"\mathit{loss} = b \, b_{\text{prev}} + \theta_1 = 2ab_{\mathrm{prev}} + \theta_{1}"),
    ("square", r"\frac{\partial\, \mathit{loss}}{\partial a} = 2 b_{prev}"),
    ("toy",
     r"\partial e/\partial c\,\partial c/\partial b + \partial e/\partial d\,\partial d/\partial b = c + d"),
    ("toy",
     r"\frac{\partial^2 e}{\partial a\partial b} = \dfrac{\partial^{2} e}{\partial b\,\partial a} = b/b"),
    ("toy", r"\frac{\partial^2 e}{\partial b^2} = 2, \quad \frac{\partial^2 e}{\partial a^2} = 0"),
    ("toy", r"\frac{\partial}{\partial a} \frac{\partial e}{\partial b} = \frac{d}{d}"),
    ("toy",
     r"\frac{\partial^2 e}{\partial c\,\partial d} = 1 + 0c = \frac{\partial^2 e}{\partial d\,\partial c}"),
    ("toy", r"\frac{\partial^2 e}{\partial c^2} = c - c"),
    ("cubic", r"\frac{\partial^2 f}{\partial a \partial b} = 6a^2 b + \cos p - p \sin p"),
    ("cubic",
     r"\frac{\partial^2 f/\partial b^2}{\partial_b f} = \frac{2a^3 - a^2 \sin p}{2a^3 b + a \cos p}"),
    ("cubic", r"\partial^2 f/\partial b^2 = 2a^3 - a^2 \sin p = \partial_b^2 f = \partial^2_b f"),
    ("cubic",
     r"\partial^2 f/\partial a\partial b = \partial^2 f/(\partial a\partial b) = \partial_a \partial_b f"),
    ("cubic", r"(\partial^2 f/\partial b^2)^2 = \left(2a^3 - a^2 \sin p\right)^2"),
    ("cubic", r"\frac{\partial^2 f}{\partial a^2} \approx 11.09"),
    ("neuron",
     r"\frac{d^2 L}{dw^2} = \frac{\mathrm{d}^2 L}{\mathrm{d}w^2} = 2x^2 (1 - h^2)(1 - h^2 - 2h(h - y))"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "latex"), HOLDS, ids=[latex for _, latex in HOLDS])
def test_a_true_equation_is_verified(subject: str, latex: str) -> None:
    trial = verify(latex, SUBJECTS, subject)
    assert trial.finding is None
    assert trial.comparisons


FAILS = [
    ("toy", r"\frac{\partial e}{\partial b} = d - c", "=", "left side 5, right side -1 at a = 2, b = 1"),
    ("toy", r"\frac{\partial e}{\partial a} = d + c", "=", "left side 2, right side 5 at a = 2, b = 1"),
    ("toy", r"\frac{\partial e}{\partial b} = d + c = 2 + 3 = 6", "= 6", "left side 5, right side 6"),
    ("toy", r"\bar u = \sum_{v \text{ uses } u} \bar u \, \frac{\partial v}{\partial u}", "=",
     "left side 5, right side 10 at u = b, a = 2, b = 1"),
    ("square", r"\bar u = \sum_{v \text{ uses } u} \bar v", "=", "left side 4, right side 2 at u = a, a = 1"),
    ("toy", r"e = (a + b)(b - 1)", "=", "left side 6, right side 0 at a = 2, b = 1"),
    ("toy", r"a = c, d = b", "=", "left side 2, right side 3 at a = 2, b = 1"),
    ("toy", r"a < b", "<", "left side 2, right side 1 at a = 2, b = 1"),
    ("neuron", r"h = 0.995", "=", "left side 0.9951, right side 0.995 at w = 1.5, x = 2, v = 0, y = -1"),
    ("neuron", r"h \approx 0.994", r"\approx", "left side 0.9951, right side 0.994 at w = 1.5"),
    ("toy", r"\frac{\partial^2 e}{\partial b^2} = 1", "= 1", "left side 2, right side 1 at a = 2, b = 1"),
    ("toy",
     r"\frac{\partial^2 e}{\partial a \partial b} = 2", "= 2", "left side 1, right side 2 at a = 2, b = 1"),
    ("cubic",
     r"\partial^2 f/\partial b^2 = 2a^3 + a^2 \sin p", "=", "left side 12.36, right side 19.64 at a = 2"),
    ("cubic",
     r"\partial^2 f/\partial a \partial b = 6a^2 b + \cos p + p \sin p",
     "=", "left side 21.77, right side 25"),
    ("cubic",
     r"\partial^2 f/\partial a \partial b = 5a^2 b + \cos p - p \sin p",
     "=", "left side 21.77, right side 17"),
    ("cubic",
     r"\partial^2 f/\partial b^2 = \partial^2 f/\partial a \partial b",
     "=", "left side 12.36, right side 21"),
    ("chain", r"\frac{\partial s_4}{\partial t} = \prod_{k=1}^{3} s_k (1 - s_k)", "=", "left side 0.003008"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "latex", "sign", "told"), FAILS, ids=[row[1] for row in FAILS])
def test_a_false_equation_is_told_at_its_sign_with_both_sides(
    subject: str, latex: str, sign: str, told: str
) -> None:
    found = finding(latex, subject)
    assert found is not None
    assert found.code == "equation"
    assert found.message.startswith(f"the equation does not hold: {told}")
    assert latex[found.offset :].startswith(sign)


def test_a_part_labelled_with_a_node_is_what_comes_through_it() -> None:
    latex = r"\bar b = \underbrace{d}_{\text{through } d} + \underbrace{c}_{\text{through } c}"
    found = finding(latex, "toy")
    assert found is not None
    assert found.message == ("what comes through d is not this: it says 2, the paths give 3 at a = 2, b = 1")
    assert latex[found.offset :].startswith(r"\text{through } d")


@pytest.mark.parametrize(
    ("latex", "sign"),
    [
        (r"e = \underbrace{c \cdot d}_{= 7}", "="),
        (r"e = \underbrace{c}_{d} d", "{d}"),
        (r"e = \underbrace{c}_d d", "d d"),
        (r"e = \overbrace{c}^{-1} d", "{-1"),
    ],
)
def test_a_label_that_is_a_formula_must_hold(latex: str, sign: str) -> None:
    found = finding(latex, "toy")
    assert found is not None
    assert found.code == "equation"
    assert latex[found.offset :].startswith(sign)


@pytest.mark.parametrize(
    "latex",
    [
        r"e = \underbrace{c}_{a + b} \cdot \overbrace{(b + 1)}^{= d}",
        r"\begin{aligned} e &= c d \\[1em] c &= a + b \end{aligned}",
        r"e = c \, {d}^1 + 0 \cdot 1{,}000",
    ],
)
def test_what_is_seen_is_what_is_verified(latex: str) -> None:
    assert finding(latex, "toy") is None


def test_other_labels_decorate() -> None:
    assert finding(r"\bar b = \underbrace{d}_{\text{from above}} + \overbrace{c}^{\text{two}}", "toy") is None


def test_what_holds_at_the_published_inputs_alone_is_false() -> None:
    found = finding(r"\frac{\partial e}{\partial b} = d + 3 = 5", "toy")
    assert found is not None
    assert found.message.startswith("the equation does not hold: left side 3.27, right side 5.392 at a = ")
    assert found.hint == "it holds at the published inputs; a number that belongs to them is written {= c}"


def test_a_rounded_number_is_not_equal() -> None:
    found = finding("h = 0.995", "neuron")
    assert found is not None
    assert found.hint == r"write \approx before a rounded number"


UNREAD = [
    (r"e = c \cdot d + \cdots", r"\cdots", r"\cdots cannot be read here"),
    (r"e = c / d b", "/ d b", "what stands below this / can be read in two ways"),
    (r"e = 1/2a", "/2a", "what stands below this / can be read in two ways"),
    (r"\sin a / 2 = 0", r"\sin a", "how far this function reaches can be read in two ways"),
    (r"\tanh a(b + 1) = 0", r"\tanh a(", "how far this function reaches can be read in two ways"),
    (r"\sin^{-1} a = 0", r"^{-1}", "this power can be read as an inverse"),
    (r"{a + b} c = 0", r"{a", "a reader does not see these braces"),
    (r"e = c d {+ 1}", "{+", "a reader does not see these braces"),
    (r"e = c {-d}", "{-", "a reader does not see these braces"),
    (r"e = \textcolor{red}{c + 1} d", "{c +", "a reader does not see these braces"),
    (r"e = {c d}^2", "{c d", "a reader does not see these braces"),
    (r"e = \sin{a + b}", "{a + b", "a reader does not see these braces"),
    (r"e = 1/{2a}", "/{2a", "what stands below this / can be read in two ways"),
    (r"e = 2{3}", "2{3}", "side by side these are read as one number"),
    (r"e = {2}{3}", "2}{3", "side by side these are read as one number"),
    (r"e = 5\frac{6}{5}", r"5\frac", "this is read as a number and a part of one"),
    (r"e = 0{,}6", ",}", ", cannot be read here"),
    (r"e = c d \tag{= 7}", r"\tag", "a tag names an equation and states nothing"),
    (r"e = \underbrace{c}_{\times 2} d", r"\times", r"\times cannot be read here"),
    (r"a^{(1)} = 0", r"^{(", "a superscript in brackets can be read as a power or as an index"),
    (r"e' = c", "'", "' cannot be read here"),
    (r"a! = 2", "!", "! cannot be read here"),
    (r"e = f + 2", "f", 'nothing that this equation speaks of is called "f"'),
    (r"e = c \hat d", r"\hat d", 'nothing that this equation speaks of is called "d hat"'),
    (r"e = \int_0^1 c", r"\int", r"\int cannot be read here"),
    (r"e = \begin{array} c \end{array}", r"\begin", r"\begin cannot be read here"),
    (r"\begin{cases} e = c \end{cases}", r"\begin", "the environment cases cannot be read"),
    (r"e = c \text{ if } d > 0", r"\text{ if }", 'the words "if" cannot be verified'),
    (r"e = \sum_{\text{paths}} c", r"\text{paths}", "what this runs over cannot be decided"),
    (r"\bar a = \sum_{k=1}^{n} \bar a", "k=1", "what this runs over cannot be decided"),
    (r"e\approx c", r"\approx", "neither side of this sign is a number whose digits say how close they are"),
    (r"\frac{\partial^3 e}{\partial a^3} = 0", "^3 e",
     "first and second derivatives are verified, others are not"),
    (r"\frac{\partial^n e}{\partial a^n} = 0", "^n e",
     "first and second derivatives are verified, others are not"),
    (r"\frac{\partial^2 e}{\partial a} = 0", r"\frac",
     "this derivative is of order 2 above and of order 1 below"),
    (r"1 = \frac{\partial e}{\partial a \partial b}", r"\frac",
     "this derivative is of order 1 above and of order 2 below"),
    (r"\partial e/\partial b^2 = 25", r"\partial",
     "this derivative is of order 1 above and of order 2 below"),
    (r"\partial^2 e/\partial b = 25", r"\partial",
     "this derivative is of order 2 above and of order 1 below"),
    (r"\frac{\partial^2 e}{\partial b \partial x} = 1", "x}",
     'nothing that this equation speaks of is called "x"'),
    (r"\frac{\partial^2 e}{\partial b^2 = 2", "= 2", "= stands where } should close {"),
    (r"0 = \frac{\partial^2 e}{\partial b \partial c}", r"\frac",
     "c is made of b, so a derivative by both can be read in two ways"),
    (r"\frac{\partial}{\partial b} \bar a = 5", r"\partial}", "a derivative is that of a name by a name"),
    (r"\nabla^2 e = 0", r"\nabla",
     "a gradient is compared with its entries, or verified in the step of an optimiser"),
    (r"\frac{\partial}{\partial b} e = 5", r"\partial}", "a derivative is that of a name by a name"),
    (r"\partial e = c", r"\partial e", r"\partial stands before a name without the name it is by"),
    (r"\nabla e = 0", r"\nabla e",
     "a gradient is compared with its entries, or verified in the step of an optimiser"),
    (r"\theta \leftarrow \theta - 1", r"\leftarrow",
     "a graph takes no steps that a rule could be held against"),
    (r"a \leftarrow a - 1", r"\leftarrow", "a graph takes no steps that a rule could be held against"),
    (r"e + c", "e", "this is no equation: there is no sign such as = in it"),
    (r"e = (c + d", "(", "( is never closed"),
    (r"e = (c + d]", "]", "] stands where ) should close ("),
    (r"e =", "=", "the equation ends too early"),
    (r"e = \frac{c}", "}", "the equation ends too early"),
    (r"e = \max(c) d", r"\max", "max takes 2 operands, not 1"),
    (r"\frac{\mathrm{d}e}{\mathrm{c}b} = 5", r"\mathrm{c}", "a derivative has the same sign above and below"),
    (r"\bar b = \sum_{u \in \{c d\}} \bar u", "u", "what this runs over cannot be decided"),
    (r"a = 2.5.3", ".3", "a number that begins with a point is not read"),
    (r"e = .5 d", ".5", ". cannot be read here"),
    (r"e = \underbrace{c d}_{\text{so } 7}", "7", "7 cannot be read here"),
    (r"e = " + "-" * 200 + "c", "-", "more than 40 signs before a term"),
    (r"e = \sum_{k=1}^{100} \sum_{j=1}^{100} c", r"\sum_{j",
     "sums within sums have 10,000 terms, and 1,000 can be tried"),
    (r"e = c(b)", "b", "c is a function of a and b, not of b"),
    (r"e(a, d) = c d", "a, d", "e is a function of a and b, not of a and d"),
    (r"e = \log_3 d", "3", "the base of a logarithm is 2 or 10"),
    (r"\ ", "", "there is nothing to verify"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "at", "message"), UNREAD, ids=[row[0] for row in UNREAD])
def test_what_cannot_be_read_is_told_where_it_stands(latex: str, at: str, message: str) -> None:
    found = finding(latex, "toy")
    assert found is not None
    assert (found.code, found.message) == ("equation-unread", message)
    assert latex[found.offset :].startswith(at)


@pytest.mark.parametrize("latex", [r"c \le 5.99", r"c \ge -5.9", r"|c| < 5.95"])
def test_an_inequality_is_tried_where_two_sliders_stand_at_their_ends(latex: str) -> None:
    found = finding(latex, "toy")  # c = a + b reaches from -6 to 6, along one slider from -2 to 5
    assert found is not None
    assert found.code == "equation"


def test_an_inequality_of_many_sliders_is_tried_at_corners_and_at_a_sample_of_all_stops() -> None:
    corner = {"g": graph("u = a + b + c + d", a=0.0, b=0.0, c=0.0, d=0.0)}
    assert verify("u < 11.9", corner).finding is not None
    inside = {"g": graph("u = (abs(a) - 3) * (abs(b) - 3) * (abs(c) - 3) * d", a=3.0, b=3.0, c=3.0, d=0.0)}
    assert verify("u < 20", inside).finding is not None


@pytest.mark.parametrize(
    ("latex", "code"),
    [
        ("e = e", "equation-untried"),
        (r"c \cdot d = cd", "equation-untried"),
        (r"e \approx 0 \times 10^{2}", "equation-unread"),
        (r"e = c \textcolor{white}{d}", "equation-unread"),
        (r"a = a + 0 \Rightarrow e = c + d", "equation"),
    ],
)
def test_what_proves_nothing_or_is_not_seen_does_not_pass(latex: str, code: str) -> None:
    found = finding(latex, "toy")
    assert found is not None
    assert found.code == code


def test_a_side_without_a_value_is_told_at_its_part() -> None:
    found = finding(r"e = 6 + \frac{1}{c - 3}", "toy")
    assert found is not None
    assert (found.code, found.offset) == ("equation-undefined", 8)
    assert found.message == "division by zero at a = 2, b = 1"


def test_inputs_outside_a_domain_are_left_out() -> None:
    assert finding(r"\sqrt{c}\sqrt{d} = \sqrt{e}", "toy") is None


def test_an_equation_that_has_no_values_but_the_published_ones_is_not_verified() -> None:
    found = finding(r"\sqrt{-(a - 2)^2} = 0 \cdot b", "toy")
    assert found is not None
    assert found.code == "equation-untried"


@pytest.mark.parametrize(
    ("latex", "subject", "message", "hint"),
    [
        ("e = cd", "tooy", 'no graph and no lab of this page has the id "tooy"', 'did you mean "toy"?'),
        ("e = cd", "race", '"race" has several runs', 'name one: verify="race.sgd"'),
        ("n = 1", None, "no graph and no lab of this page has all names of the equation", None),
        (r"\bar u = \sum_{v \text{ uses } u} \bar v \frac{\partial v}{\partial u}", None,
         "several graphs or labs of this page have the names of the equation",
         "say which it speaks of: "
         + " or ".join(f'verify="{name}"' for name in list(SUBJECTS)[:6])),
    ],
)  # fmt: skip
def test_what_an_equation_speaks_of_must_be_clear(
    latex: str, subject: str | None, message: str, hint: str | None
) -> None:
    with pytest.raises(UnknownSubject, match=message) as caught:
        verify(latex, SUBJECTS, subject)
    assert hint is None or caught.value.hint == hint


def test_the_only_graph_with_all_names_is_found() -> None:
    assert verify("e = cd", SUBJECTS).finding is None
    assert verify(r"h = \tanh z", SUBJECTS).finding is None


def test_a_page_without_graphs_has_nothing_to_verify_against() -> None:
    with pytest.raises(UnknownSubject, match="there is no graph and no lab on this page"):
        verify("1 = 1", {})


def test_d_is_a_name_where_the_graph_has_one_and_no_derivative_is_meant() -> None:
    assert finding(r"\frac{d e}{d \cdot b} = \frac{de}{d\,b\,1} = \frac{e}{b}", "toy") is None
    assert finding(r"\frac{de}{db} = \frac{de}{dc}\frac{dc}{db} + \frac{de}{dd}\frac{dd}{db}", "toy") is None
    assert finding(r"\frac{d^2 e}{d b^2} = 2, \frac{d^2 e}{da\,db} = 1", "toy") is None
    assert verify(r"\frac{dL}{dw} = \frac{\partial L}{\partial w}", SUBJECTS, "neuron").finding is None


def test_sigma_is_a_factor_where_the_graph_has_one() -> None:
    assert TOY.graph is not None
    page = {"g": graph("y = sigma * t", sigma=2.0, t=3.0)}
    assert verify(r"y = \sigma(t)", page).finding is None


def test_a_second_derivative_without_a_value_is_told() -> None:
    page = {"g": graph("y = a^1.5", a=0.0)}
    found = verify(r"\frac{\partial^2 y}{\partial a^2} = 0", page).finding
    assert found is not None
    assert (found.code, found.offset) == ("equation-undefined", 0)


def test_second_derivatives_that_cancel_to_nothing_are_equal_to_it() -> None:
    page = {"g": graph("y = (1e9 * a + b)^3 - (1e9 * a)^3", a=1.0, b=1.0)}
    assert verify(r"\frac{\partial^2 y}{\partial a^2} = 6 \cdot 10^{18} b", page).finding is None


def test_nodes_of_equal_value_are_told_apart_in_second_derivatives() -> None:
    page = {"g": graph("c = a + b; k = a + b; y = c * k", a=1.0, b=2.0)}
    latex = r"\frac{\partial^2 y}{\partial c \partial k} = 1, \quad \frac{\partial^2 y}{\partial c^2} = 0"
    assert verify(latex, page).finding is None


@pytest.mark.parametrize(
    "latex",
    [
        r"\nabla e = (d, d + c)",
        r"\nabla e = [d, d + c]^T",
        r"\nabla e = \begin{pmatrix} d \\ d + c \end{pmatrix} = (b + 1, a + 2b + 1)",
        r"(c, d) = (a + b, b + 1)",
        r"\left(c,\, d\right)^{\top} = \begin{bmatrix} a + b & b + 1 \end{bmatrix}",
        r"\nabla e = (d, d + c) \approx (2.0, 5.0)",
    ],
)
def test_vectors_are_equal_entry_by_entry(latex: str) -> None:
    assert finding(latex, "toy") is None


@pytest.mark.parametrize(
    "latex", [r"\nabla e = (d, d - c)", r"(c, d) = (a + b, b)", r"\nabla e = [d + c, d]^T", "(1, 2) = (1, 3)"]
)
def test_one_entry_that_differs_refutes_a_vector(latex: str) -> None:
    found = finding(latex, "toy")
    assert found is not None
    assert found.code == "equation"


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"e = \begin{pmatrix} c \end{pmatrix}", "a vector is compared with what is none"),
        (r"\nabla e = (d, c, c)", "it is not clear what the 3 entries"),
        (r"\nabla_a e = (d, c)", "a gradient by some inputs is not read"),
        (r"(1, 2) + (2, 3) = (3, 6)", "sums and products of vectors are not read"),
        (r"(a, b) < (c, d)", "vectors are equal or not"),
        (r"(a, b) = (a, b, c)", "a vector of 2 entries is compared with one of 3"),
        (r"(c, d)^2 = (c, d)", "powers of vectors are not read"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix} = (a, b, c, d)", "matrices are not read"),
    ],
)
def test_what_of_vectors_is_not_read_is_told(latex: str, message: str) -> None:
    found = finding(latex, "toy")
    assert found is not None
    assert found.code == "equation-unread"
    assert found.message.startswith(message)
