"""Formulas in the feed: what is set aside is exactly what cleaning the whole would have left of it."""

from __future__ import annotations

import pytest

from adjoint.markup import Typeset, Typesetter
from adjoint.site.outputs.formulas import Formulas
from adjoint.site.outputs.still import still_body

FORMULAS = (
    r"\frac{\partial e}{\partial b} = d + c",
    r"\text{if } a<b,\ \text{it's ``so'' \& } \mathbf{x}'' \to \hat{y}",
    r"\begin{pmatrix} 1 & 0 \\ \lambda & \cdots \end{pmatrix}",
    r"\begin{aligned} f(x) &= \sqrt[3]{x} \\ &> \underbrace{a + \dots + b}_{n} \end{aligned}",
    r"\sum_{i=1}^{n} \left\{ x_i \middle| \overline{y} \right\} \quad \binom{n}{k}",
    r"\textcolor{#123456}{x} \colorbox{yellow}{$y$} \cancel{z} \boxed{w} \rule{1em}{2pt}",
    r"a~b\;c\!d \mathbb{R} \mathcal{L} \operatorname*{arg\,max}_\theta \xrightarrow{n\to\infty}",
    r"\Large x \small y \limsup \int_0^1 \oint \lVert v \rVert_2 \not= \phantom{x}",
)


@pytest.mark.parametrize("display", [False, True])
def test_a_formula_set_aside_is_what_cleaning_would_leave_of_it(display: bool) -> None:
    formulas = Typesetter().typeset([(latex, display) for latex in FORMULAS])
    for latex, typeset in zip(FORMULAS, formulas, strict=True):
        assert isinstance(typeset, Typeset), latex
        body = f"<p>Before {typeset.html}, after.</p>"
        assert "<math" not in Formulas(body).rest, latex
        # In a body that says the class otherwise nothing is set aside.
        whole = body.replace('<span class="katex-mathml">', "<span class='katex-mathml'>")
        assert "<math" in Formulas(whole).rest
        assert still_body(body, "", str) == still_body(whole, "", str), latex


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<mi onclick="alert(1)">x</mi>',
        '<mi><img src="x" onerror="alert(1)"></mi>',
        "</math><h2>Heading</h2><math>",
        "<mi>x < y</mi>",
    ],
)
def test_what_only_looks_like_a_formula_is_cleaned(inner: str) -> None:
    forged = (
        f'<p><span class="katex-mathml"><math>{inner}</math></span>'
        '<span class="katex-html" aria-hidden="true">x</span></p>'
    )
    still = still_body(forged, "", str)
    for harmful in ("script", "onclick", "onerror"):
        assert harmful not in still


@pytest.mark.parametrize(
    "reference", ["&#60;", "&#060;", "&#38;", "&#128;", "&#55296;", "&#1114112;", "&#99999999999;"]
)
def test_only_signs_that_typesetting_refers_to_are_written_out(reference: str) -> None:
    forged = (
        f'<span class="katex-mathml"><math><mi>{reference}img&#8722;</mi></math></span>'
        '<span class="katex-html" aria-hidden="true">x</span>'
    )
    assert still_body(forged, "", str) == f"<span><math><mi>{reference}img−</mi></math></span>"


def test_formulas_that_are_cut_short_or_left_out_leave_no_mark() -> None:
    cut = (
        '<p><span class="katex-mathml"><math><mi>x</mi></math></span>'
        '<span class="katex-html" aria-hidden="true">x'
    )
    whole = f"{cut}</span></p>"
    assert still_body(cut, "", str) == "<p><span><math><mi>x</mi></math></span></p>"
    assert still_body(f"<div hidden>{whole}</div>after", "", str) == "after"
    assert still_body(f"<p>\ue000</p>{whole}", "", str).startswith("<p>\ue000</p><p><span><math>")


def test_a_formula_keeps_what_stands_within_an_operator() -> None:
    # Read as HTML, an element of MathML within <mo> is none, and was lost.
    (typeset,) = Typesetter().typeset([(r"a \stackrel{!}{=} b", False)])
    assert isinstance(typeset, Typeset)
    assert "!</mo></mover>" in still_body(f"<p>{typeset.html}</p>", "", str)
