"""Formulas as runs of letters: italic variables, upright signs, indices below, powers above."""

from __future__ import annotations

import pytest

from adjoint.components.compute_graph.notation import Run, runs, width
from adjoint.components.compute_graph.phrase import set_line


def shown(text: str) -> str:
    """Write runs compactly: italic between slashes, a lower run in ``_[]``, a higher one in ``^[]``."""
    marks = {"line": "{}", "sub": "_[{}]", "sup": "^[{}]"}
    return "".join(marks[run.level].format(f"/{run.text}/" if run.italic else run.text) for run in runs(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b", "/a/ + /b/"),
        ("c · d", "/c/ ⋅ /d/"),
        ("tanh(u)", "tanh(/u/)"),
        ("1 − t^2", "1 − /t/^[2]"),
        ("x^(n − 1)", "/x/^[/n/]^[ − 1]"),
        ("∂e/∂b", "∂/e//∂/b/"),
        ("h10 = 0.5", "/h/_[10] = 0.5"),
        ("sigma_max", "/σ/_[/max/]"),
        ("weight_decay", "/weight/_[/decay/]"),
        ("θ", "/θ/"),
        ("2.5×10⁻⁷", "2.5×10⁻⁷"),
        ("undefined", "/undefined/"),
    ],
)
def test_a_formula_is_set_as_tex_sets_it(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_every_sign_keeps_its_place() -> None:
    text = "max(x, 0) + |y| / √z"
    assert "".join(run.text for run in runs(text)) == text


def test_what_follows_a_slanting_letter_keeps_clear_of_it() -> None:
    power, plain = set_line(("f^2",), 0, 0, 20).parts[1], set_line(("x^2",), 0, 0, 20).parts[1]
    assert power.skip == pytest.approx(0.11 * 20)
    assert plain.skip == 0
    assert set_line(("f_2",), 0, 0, 20).parts[1].skip == 0
    assert width("f^2") - width("f2") == pytest.approx(width("x^2") - width("x2") + 0.11)


def test_a_script_is_narrower_than_its_line() -> None:
    assert Run("2", level="sup").width < Run("2").width
    assert width("x^2") < width("x2 2")
