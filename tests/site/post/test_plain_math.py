"""Formulas in titles, descriptions and contents read as plain signs."""

from __future__ import annotations

import pytest

from adjoint.site.post.plain_math import plain_math


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\frac{\partial L}{\partial w}", "∂L/∂w"),
        (r"\sqrt{2}\,\hat{m}_t \approx \mathbb{E}[\mathbf{g}]", "√2 m\u0302_t ≈ E[g]"),
        (r"\frac{\partial e_{0}}{\partial w_{\theta}}", "∂e_0/∂w_θ"),
        (r"\frac{a+b}{\frac{c}{d^{2}}}", "(a+b)/(c/d²)"),
        (r"\left(\frac12\right)^{10} = 10^{-7}", "(1/2)¹⁰ = 10⁻⁷"),
        (r"\kappa = \lambda_{\max}/\lambda_{\mathrm{min}}", "κ = λ_max/λ_min"),
        (r"\theta_{t+1} \leftarrow \sqrt{x + 1}", "θ_(t+1) ← √(x + 1)"),
        (r"x_1, \dots, x_n", "x_1, …, x_n"),
        (r"\frac{\partial L}{\partial\hat{y}} = \eta\hat g", "∂L/∂y\u0302 = ηg\u0302"),
        (r"\nabla\!f + \log\frac{p}{q} + \eta\frac{a}{b}", "∇f + log p/q + ηa/b"),
        (r"\operatorname*{argmin}_w \theta^{(t)}", "argmin_w θ^(t)"),
        (r"\tanh x + \cos(x)", "tanh x + cos(x)"),
        ("", ""),
    ],
)
def test_a_formula_reads_as_plain_signs(latex: str, plain: str) -> None:
    assert plain_math(latex) == plain
