"""Derivatives held against slopes: of functions from textbooks, and of an engine with one partial changed."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import adjoint
from adjoint.autodiff import DomainError
from adjoint.site.check.engine.differences import difference
from tests.site.check.sites import CONTENT

PACKAGE = Path(adjoint.__file__).parent


@pytest.mark.parametrize(
    ("function", "slope", "at"),
    [
        (math.exp, math.exp, 2.0),
        (math.sin, math.cos, -0.3),
        (lambda u: u**3, lambda u: 3 * u**2, 10.0),
        (math.tanh, lambda u: 1 / math.cosh(u) ** 2, 1.5),
        (math.log, lambda u: 1 / u, 0.5),
        (abs, lambda u: math.copysign(1.0, u), 3.0),
        (lambda _: 7.0, lambda _: 0.0, 1.0),
    ],
)
def test_a_slope_lies_within_its_bound(
    function: Callable[[float], float], slope: Callable[[float], float], at: float
) -> None:
    found = difference(function, at)
    assert found is not None
    assert abs(found[0] - slope(at)) <= found[1] + 1e-12
    assert found[1] < 1e-5


def _root(u: float) -> float:
    if u < 0:
        raise DomainError("square root of a negative number", 0, "u")
    return math.sqrt(u)


@pytest.mark.parametrize(("function", "at"), [(abs, 0.0), (lambda u: max(u, 0.0), 0.0), (_root, 0.0)])
def test_nothing_is_said_at_a_kink_or_at_the_border_of_a_domain(
    function: Callable[[float], float], at: float
) -> None:
    assert difference(function, at) is None


CHECK = """
from adjoint.cli import main
from adjoint.site.work import crew
crew.processors = lambda: 1
raise SystemExit(main(["check"]))
"""
"""A check that starts no more processes, each of which would load everything."""


def check_with(tmp_path: Path, file: str, old: str, new: str) -> subprocess.CompletedProcess[str]:
    """Check the small site with a copy of the package in which one text is another."""
    copy = tmp_path / "plugin" / "adjoint"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("npm", "layouts"))
    for name in ("npm", "layouts"):
        if (PACKAGE / name).exists():
            (copy / name).symlink_to(PACKAGE / name)
    if (PACKAGE.parents[1] / "layouts").is_dir():
        (tmp_path / "layouts").symlink_to(PACKAGE.parents[1] / "layouts")
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text, f"{file} holds no {old!r}"
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    shutil.copytree(CONTENT, tmp_path / "content", dirs_exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(copy.parent), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", CHECK],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('("1/cosh(u)^2",)', '("-1/cosh(u)^2",)', "but the slope of L there is"),
        ('written=("1 - y^2",)', 'written=("1 + y^2",)', "is written 1 + h^2, which is"),
    ],
)
def test_a_partial_derivative_changed_in_the_table_is_told_at_a_graph_that_uses_it(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    row = '"tanh", "u", _function("tanh"), ("1/cosh(u)^2",), written=("1 - y^2",)'
    ran = check_with(tmp_path, "autodiff/operations.py", row, row.replace(old, new))
    assert ran.returncode == 1
    assert "content/blog/two/index.md:9:1: wrong-derivative: neuron: ∂" in ran.stdout
    assert words in ran.stdout


def test_a_product_rule_with_a_factor_exchanged_does_not_pass(tmp_path: Path) -> None:
    row = '"multiply", "u v", Primitive("#1 * #2"), ("v", "u")'
    ran = check_with(tmp_path, "autodiff/operations.py", row, row.replace('("v", "u")', '("v", "v")'))
    assert ran.returncode == 1
    assert "content/blog/one/index.md:7:5: claim: grad(e, b) == d + c is false" in ran.stdout
