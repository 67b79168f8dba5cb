"""The verified equations of our own post, each with one thing changed at a time: every change is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.components.equation.verify.subjects import finding

ROOT = Path(__file__).parents[4]
POST = ROOT / "content" / "blog" / "backpropagation-is-the-chain-rule" / "index.md"
CHAIN = r"\bar u = \sum_{v \text{ uses } u} \bar v \, \frac{\partial v}{\partial u}"
PATHS = (
    r"\frac{\partial e}{\partial b} = \underbrace{\,d \cdot 1\,}_{\text{through } c}"
    r" + \underbrace{\,c \cdot 1\,}_{\text{through } d} = {= d } + {= c } = {= grad(e, b) }"
)
STEP = r"\theta_{t+1} = \theta_t - \eta \, \nabla L(\theta_t)"
SHOWN = {"{= d }": "2", "{= c }": "3", "{= grad(e, b) }": "5"}
CHANGES = [
    ("toy", CHAIN, r"\sum", r"-\sum"),
    ("toy", CHAIN, r"\sum", r"\prod"),
    ("toy", CHAIN, r"\bar u =", r"\bar v ="),
    ("toy", CHAIN, r"\bar u =", "u ="),
    ("toy", CHAIN, r"} \bar v", r"} \bar u"),
    ("toy", CHAIN, r"} \bar v \,", "}"),
    ("toy", CHAIN, r"\bar v \, \frac{\partial v}{\partial u}", r"\bar v"),
    ("toy", CHAIN, r"\frac{\partial v}{\partial u}", r"\frac{\partial u}{\partial v}"),
    ("toy", CHAIN, r"\, \frac", r"+ \frac"),
    ("toy", CHAIN, r"\, \frac", r"\, 2\frac"),
    ("toy", CHAIN, r"v \text{ uses } u", r"u \text{ uses } v"),
    ("toy", CHAIN, r"v \text{ uses } u", r"v \text{ meets } u"),
    ("toy", PATHS, r"\partial e", r"\partial c"),
    ("toy", PATHS, r"\partial b", r"\partial a"),
    ("toy", PATHS, r"} + \under", r"} - \under"),
    ("toy", PATHS, r"} + \under", r"} \under"),
    ("toy", PATHS, r"d \cdot 1", r"c \cdot 1"),
    ("toy", PATHS, r"d \cdot 1", r"d \cdot 2"),
    ("toy", PATHS, r"d \cdot 1", r"d + 1"),
    ("toy", PATHS, r"d \cdot 1", r"-d \cdot 1"),
    ("toy", PATHS, r"c \cdot 1", r"e \cdot 1"),
    ("toy", PATHS, r"\text{through } c", r"\text{through } d"),
    ("toy", PATHS, r"\text{through } d", r"\text{through } a"),
    ("toy", PATHS, "{= d } +", "{= d } -"),
    ("toy", PATHS, "{= d } +", "3 +"),
    ("toy", PATHS, "{= grad(e, b) }", "6"),
    ("walk", STEP, r"- \eta", r"+ \eta"),
    ("walk", STEP, r"- \eta", r"- \eta^2"),
    ("walk", STEP, r"- \eta", r"- \mu"),
    ("walk", STEP, r"- \eta", r"- 2\eta"),
    ("walk", STEP, r"- \eta \,", "-"),
    ("walk", STEP, r"= \theta_t", r"= \theta_{t+1}"),
    ("walk", STEP, r"= \theta_t", "="),
    ("walk", STEP, r"(\theta_t)", r"(\theta_{t+1})"),
    ("walk", STEP, r"\theta_{t+1}", r"\theta_{t-1}"),
    ("walk", STEP, r"\nabla L", "L"),
]


def shown(latex: str) -> str:
    for value, digits in SHOWN.items():
        latex = latex.replace(value, digits)
    return latex


@pytest.mark.parametrize(("subject", "latex"), [("toy", CHAIN), ("toy", PATHS), ("walk", STEP)])
def test_the_equations_of_our_post_hold(subject: str, latex: str) -> None:
    text = POST.read_text(encoding="utf-8")
    assert latex in text, "the post has changed: bring this test after it"
    assert f'verify="{subject}"' in text
    assert finding(shown(latex), subject) is None


@pytest.mark.parametrize(
    ("subject", "latex", "was", "becomes"), CHANGES, ids=[f"{row[2]} → {row[3]}" for row in CHANGES]
)
def test_a_change_to_one_of_them_is_refused(subject: str, latex: str, was: str, becomes: str) -> None:
    assert was in latex
    found = finding(shown(latex.replace(was, becomes, 1)), subject)
    assert found is not None
    assert found.code in {"equation", "equation-unread"}
