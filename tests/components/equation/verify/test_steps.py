"""Equations of optimisers' steps, as their papers and PyTorch's documentation write them."""

from __future__ import annotations

import pytest

from tests.components.equation.verify.subjects import finding

HOLDS = [
    ("walk", r"\theta_{t+1} = \theta_t - \eta \, \nabla L(\theta_t)"),
    ("walk", r"\theta_t = \theta_{t-1} - \eta g_t"),
    ("walk", r"w_{k+1} = w_k - \alpha \nabla f(w_k)"),
    ("walk", r"\theta \leftarrow \theta - \eta \nabla_\theta L(\theta)"),
    ("walk.sgd", r"w \leftarrow w - \eta \, \frac{\partial L}{\partial w}"),
    ("race.sgd", r"\boldsymbol{\theta} \leftarrow \boldsymbol{\theta} - \eta g"),
    ("race.momentum", r"v_{t+1} = \mu v_t + \nabla L(\theta_t) \\ \theta_{t+1} = \theta_t - \eta v_{t+1}"),
    ("race.momentum", r"v \leftarrow \mu v + g, \quad \theta \leftarrow \theta - \eta v"),
    ("race.nesterov", r"v_{t+1} = \mu v_t + g_t, \quad \theta_{t+1} = \theta_t - \eta (g_t + \mu v_{t+1})"),
    ("race.rmsprop", r"s_{t+1} = \alpha s_t + (1 - \alpha) g_t^2"),
    ("race.rmsprop", r"\theta_{t+1} = \theta_t - \eta \frac{g_t}{\sqrt{s_{t+1}} + \epsilon}"),
    ("race.adagrad", r"s \leftarrow s + g^2 \quad x \leftarrow x - \frac{\eta g}{\sqrt{s} + \varepsilon}"),
    ("race.adam", r"""\begin{aligned}
        m_t &= \beta_1 m_{t-1} + (1 - \beta_1) g_t, & v_t &= \beta_2 v_{t-1} + (1 - \beta_2) g_t^2, \\
        \hat m_t &= \frac{m_t}{1 - \beta_1^t}, & \hat v_t &= \frac{v_t}{1 - \beta_2^t}, \\
        \theta_t &= \theta_{t-1} - \eta \, \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}. \end{aligned}"""),
    ("race.adam", r"\hat m_{t+1} = \frac{m_{t+1}}{1 - \beta_1^{t+1}}"),
    ("race.adam", r"\hat m \leftarrow \frac{m}{1 - \beta_1^t}"),
    ("race.adamw",
     r"w_t = w_{t-1} - \eta \Bigl(\frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon} + \lambda w_{t-1}\Bigr)"),
    ("plain", r"""x \leftarrow x - \eta \, \frac{\frac{\partial L}{\partial x}}
        {\bigl|\frac{\partial^2 L}{\partial x^2}\bigr| + \lambda}"""),
    ("plain",
     r"x_{t+1} = x_t - \eta \frac{\partial L/\partial x_t}{|\partial^2 L/\partial x_t^2| + \lambda}"),
    ("plain", r"\theta \leftarrow \theta - \eta (|h| + \lambda)^{-1} g"),
    ("plain", r"\theta_{t+1} = \theta_t - \eta (|H_t| + \lambda)^{-1} \nabla L(\theta_t)"),
    ("plain",
     r"\theta_t = \theta_{t-1} - \eta (|\nabla^2 L(\theta_{t-1})| + \lambda)^{-1} \nabla L(\theta_{t-1})"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "latex"), HOLDS, ids=[f"{row[0]} {row[1][:40]}" for row in HOLDS])
def test_a_published_rule_is_the_step_that_the_lab_takes(subject: str, latex: str) -> None:
    assert finding(latex, subject) is None


FAILS = [
    ("walk", r"\theta_{t+1} = \theta_t + \eta \, \nabla L(\theta_t)"),
    ("walk", r"\theta_t = \theta_{t+1} - \eta \, \nabla L(\theta_t)"),
    ("walk", r"\theta_{t+1} = \theta_t - \eta \, \nabla L(\theta_{t+1})"),
    ("walk", r"\theta_{t+1} = \theta_t - \eta^2 \, \nabla L(\theta_t)"),
    ("walk", r"\theta_{t+1} = \theta_t - 0.005 \, \nabla L(\theta_t)"),
    ("walk", r"\theta \leftarrow \theta + \eta \frac{\partial L}{\partial \theta}"),
    ("race.momentum", r"v_{t+1} = \mu v_t - \nabla L(\theta_t)"),
    ("race.momentum", r"\theta_{t+1} = \theta_t - \eta v_t"),
    ("race.momentum", r"v \leftarrow \mu v + (1 - \mu) g"),
    ("race.nesterov", r"\theta_{t+1} = \theta_t - \eta (g_t + \mu v_t)"),
    ("race.rmsprop", r"\theta_{t+1} = \theta_t - \eta \frac{g_t}{\sqrt{s_{t+1} + \epsilon}}"),
    ("race.rmsprop", r"\theta_{t+1} = \theta_t - \eta \frac{g_t}{\sqrt{s_t} + \epsilon}"),
    ("race.adam", r"m_t = \beta_2 m_{t-1} + (1 - \beta_2) g_t"),
    ("race.adam", r"\hat m_t = \frac{m_t}{1 - \beta_1^{t-1}}"),
    ("race.adam", r"\theta_t = \theta_{t-1} - \eta \, \frac{m_t}{\sqrt{v_t} + \epsilon}"),
    ("race.adam", r"\theta_t = \theta_{t-1} - \eta \, \frac{\hat m_t}{\sqrt{\hat v_t + \epsilon}}"),
    ("race.adamw", r"\theta_t = \theta_{t-1} - \eta \, \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}"),
    ("plain", r"x \leftarrow x - \frac{\partial L/\partial x}{\partial^2 L/\partial x^2}"),
    ("plain", r"x \leftarrow x - H^{-1} g"),
    ("plain", r"x \leftarrow x + \eta (|H| + \lambda)^{-1} g"),
    ("plain", r"x \leftarrow x - \eta (H + \lambda)^{-1} g"),
    ("plain", r"x \leftarrow x - \eta (|H| - \lambda)^{-1} g"),
    ("plain", r"x \leftarrow x - \eta (|H| + \lambda)^{-2} g"),
    ("walk", r"x \leftarrow x - \eta h^{-1} g"),
]


@pytest.mark.parametrize(("subject", "latex"), FAILS, ids=[f"{row[0]} {row[1]}" for row in FAILS])
def test_a_rule_with_one_thing_changed_is_refused(subject: str, latex: str) -> None:
    found = finding(latex, subject)
    assert found is not None
    assert found.code in {"equation", "equation-undefined"}


def test_a_number_for_a_published_setting_is_right_where_it_is_the_labs() -> None:
    assert finding(r"\theta_{t+1} = \theta_t - 0.004 \, \nabla L(\theta_t)", "walk") is None


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"\theta_{t+2} = \theta_t - g_t", "the equation speaks of more than one step"),
        (r"v_{t+1} = \mu v_t + \beta g_t", "beta and mu would both be the setting momentum"),
        (r"v_{t+1} = \mu v_t + q", 'nothing that this equation speaks of is called "q"'),
        (r"u \leftarrow \mu v = g", "a rule is a name, an arrow and what the name becomes"),
        (r"v_{k+1} = \mu v_k + g_t", "t and k cannot both count the steps"),
        (
            r"v_{t+1} = \frac{\partial^3 L}{\partial \theta_t^3}",
            "first and second derivatives are verified, others are not",
        ),
        (
            r"v_{t+1} = \frac{\partial^2 L}{\partial x \partial y}",
            'nothing that this equation speaks of is called "L"',
        ),
        (r"\bar v = 1", "there is no graph whose output an adjoint could be of"),
    ],
)
def test_what_is_no_step_is_told(latex: str, message: str) -> None:
    found = finding(latex, "race.momentum")
    assert found is not None
    assert (found.code, found.message) == ("equation-unread", message)


@pytest.mark.parametrize(
    ("latex", "at"),
    [
        (r"x \leftarrow x - \eta (|h| + \lambda)^{-1} g", "h|"),
        (r"x_{t+1} = x_t - \eta \frac{g_t}{|\partial^2 L/\partial x_t^2| + \lambda}", r"\partial^2"),
        (r"x_{t+1} = x_t - \eta \nabla^2 L(x_t)^{-1} \nabla L(x_t)", r"\nabla^2"),
    ],
)
def test_newtons_step_along_one_coordinate_is_refused_where_the_other_bends_it(latex: str, at: str) -> None:
    found = finding(latex, "race.newton")
    assert found is not None
    assert found.code == "equation-unread"
    assert found.message == "the step along one coordinate is not made of the curvature along it alone"
    assert latex[found.offset :].startswith(at)


def test_the_settings_that_a_false_rule_leaves_out_are_named() -> None:
    found = finding(r"x \leftarrow x - \frac{\partial L/\partial x}{\partial^2 L/\partial x^2}", "plain")
    assert found is not None
    assert found.hint == (
        r"the run has lr = 1 (\eta), damping = 0.001 (\lambda), which the equation does not name"
    )
    for latex, subject in [(r"x \leftarrow x + \eta g", "walk"), (r"x_{t+1} = x_t - v_t", "race.momentum")]:
        found = finding(latex, subject)
        assert found is not None
        assert found.hint is None
