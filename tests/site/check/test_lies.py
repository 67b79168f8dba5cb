"""Posts that lie in ways of their own: each is refused, at the line that lies."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path

import pytest

from adjoint.site.build import Request
from adjoint.site.check.checking import check
from adjoint.site.check.locks.accepting import accept
from tests.shared import made_once

POST = r"""---
title: A product of {= e }
description: Its slope is {= grad(e, b) }.
date: 2026-11-24
labels: [calculus]
claims:
  - grad(e, b) == d + c
takeaways:
  - Slopes add to {= grad(e, b) }.
---

The output is {= e }, and see [below](#toy).

## Paths

<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" inputs={{ a: { value: 2, min: -3, max: 3, step: 0.5 }, b: { value: 1, min: -3, max: 3, step: 0.5 } }} highlight="b" caption="At the top stands {= e }." claim="e == c * d" />

<Equation id="eqn:sum" verify>

$$
\frac{\partial e}{\partial b} = d + c
$$

</Equation>

As @eqn:sum says, slopes add.

| quantity | value |
|---|---|
| output | {= e } |
"""

OTHER = """---
title: Another
date: 2026-11-23
labels: [calculus]
---

## Its part

Words.
"""

SUM = r"\frac{\partial e}{\partial b} = d + c"

# ruff: noqa: E501  (a lie a line)
LIES = [
    # what is changed, into what, a code of the faults, a text of the line it stands in
    ("an aligned line", SUM, r"\begin{aligned} e &= c \cdot d \\ \frac{\partial e}{\partial b} &= d - c \end{aligned}", "equation", "aligned"),
    ("a digit after ≈", SUM, r"\frac{\partial e}{\partial b} = d + c \approx 5.1", "equation", "approx"),
    ("a second equality", SUM, SUM + r", \qquad \frac{\partial e}{\partial a} = c", "equation", "partial a"),
    ("a chain that ends wrong", SUM, SUM + " = 6", "equation", "= 6"),
    ("a matrix that cannot be read", SUM, r"\nabla e = \begin{pmatrix} d & c \\ c & d \end{pmatrix}", "equation-unread", "pmatrix"),
    ("a bound off by one", "  - grad(e, b) == d + c", "  - for all b in [-3, 3], grad(e, b) < 9", "claim", "for all"),
    ("a strict sign at the border", "  - grad(e, b) == d + c", "  - for all b in [-3, 3], b < 3", "claim", "for all"),
    ("a tolerance too small", "  - grad(e, b) == d + c", "  - close(e / 7, 0.857, tolerance=0.0001)", "claim", "857"),
    ("a component's claim", 'claim="e == c * d"', 'claim="e == c + d"', "claim", 'claim="e'),
    ("a typed number in a heading", "## Paths", "## Paths to $e = 6$", "typed-number", "## Paths"),
    ("a typed number in a title", "title: A product of {= e }", "title: A product of $e = 6$", "typed-number", "title:"),
    ("a typed number in a takeaway", "Slopes add to {= grad(e, b) }.", r"Slopes add to $\partial e/\partial b = 5$.", "typed-number", "Slopes add to"),
    ("a typed number in a table", "| output | {= e } |", "| output | $e = 6$ |", "typed-number", "| output"),
    ("a typed number in a caption", "At the top stands {= e }.", "At the top stands $e = 6$.", "typed-number", "At the top"),
    ("a label of other capitals", "labels: [calculus]", "labels: [Calculus]", "label-spelling", "labels:"),
    ("an id twice", "## Paths", '<span id="toy"></span>\n\n## Paths', "duplicate-id", 'Graph id="toy"'),
    ("an image without words", "## Paths", "![](drawing.svg)\n\n## Paths", "missing-alt", "drawing"),
    ("an anchor of another page", "(#toy)", "(/blog/other/#its-parts)", "broken-anchor", "its-parts"),
    ("a reference that is not defined", "## Paths", "See [the paper][nowhere].\n\n## Paths", "unknown-link", "nowhere"),
    ("a footnote that is not written", "## Paths", "It is so.[^none]\n\n## Paths", "unknown-footnote", "[^none]"),
    ("a formula in the prose", "## Paths", "## Paths\n\nThe output is $e = c + d$.", "formula-false", "The output is $e"),
    ("a derivative in the prose", "## Paths", "## Paths\n\nIts slope by the chain rule: $\\partial e/\\partial b = d - c$.", "formula-false", "Its slope by"),
    ("a name with another's number", "## Paths", "## Paths\n\nHere $c = {= d }$.", "formula-false", "Here $c"),
    ("arithmetic", "The output is {= e }", "As $2^{10} = 1000$, the output is {= e }", "formula-false", "As $2^{10}"),
    ("tiny numbers", "The output is {= e }", "With 63 layers $4^{-63} = 2^{-125}$, the output is {= e }", "formula-false", "With 63"),
    ("an order", "The output is {= e }", "As $3 < 2$, the output is {= e }", "formula-false", "As $3"),
    ("digits after ≈", "The output is {= e }", r"As $\sqrt 2 \approx 1.42$, the output is {= e }", "formula-false", "As $"),
    ("an identity", "The output is {= e }", "As $(p + q)^2 = p^2 + q^2$, the output is {= e }", "formula-doubtful", "As $(p"),
    ("a formula in a caption", "At the top stands {= e }.", "At the top, $e = c + d$.", "formula-false", "At the top"),
    ("a formula in a cell", "| output | {= e } |", "| $1 + 1 = 3$ | {= e } |", "formula-false", "| $1"),
    ("a formula in a takeaway", "Slopes add to {= grad(e, b) }.", "Since $1 + 1 = 3$, to {= grad(e, b) }.", "formula-false", "Since $1"),
    ("a formula in a footnote", "As @eqn:sum says", "As[^one] @eqn:sum says", "formula-false", "[^one]: Indeed"),
    ("an equation that is not verified", '<Equation id="eqn:sum" verify>', '<Equation>\n\n$$\ne = c + d\n$$\n\n</Equation>\n\n<Equation id="eqn:sum" verify>', "formula-false", "e = c + d"),
    ("an equation that is not there", "@eqn:sum", "@eqn:sun", "unknown-reference", "@eqn:sun"),
]  # fmt: skip


STORE = Path("store")


def write(folder: Path) -> None:
    """Write the posts as they are true."""
    for name, text in (("one", POST), ("other", OTHER), ("third", OTHER.replace("Another", "Third"))):
        post = folder / "content" / "blog" / name / "index.md"
        post.parent.mkdir(parents=True)
        post.write_text(text, encoding="utf-8")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"/>'
    (folder / "content/blog/one/drawing.svg").write_text(drawing, encoding="utf-8")
    (folder / "content/site.yaml").write_text("title: T\nurl: https://example.org/\n", encoding="utf-8")


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The posts as they are true, with what their check keeps: another check looks only at what differs."""

    def make(folder: Path) -> None:
        write(folder)
        with chdir(folder):
            assert told(Path("content")) == []

    return made_once(tmp_path_factory, "truth", make)


@pytest.fixture
def content(truth: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(truth, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Path("content")


def request(content: Path) -> Request:
    return Request(content, store=STORE)


def told(content: Path) -> list[tuple[str, int, str]]:
    """Return code, line and message of all that a check says, but for locks that are not there."""
    found = check(request(content)).diagnostics
    return [(one.code, one.location.line, one.message) for one in found if one.code != "lock-missing"]


def test_the_truth_passes(content: Path) -> None:
    assert told(content) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "where"), [lie[1:] for lie in LIES], ids=[lie[0] for lie in LIES]
)
def test_a_lie_is_told(content: Path, old: str, new: str, code: str, where: str) -> None:
    post = content / "blog/one/index.md"
    text = post.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1) + "\n[^one]: Indeed $0.1 + 0.2 = 0.4$.\n" * ("[^one]" in new)
    post.write_text(text, encoding="utf-8")
    line = text[: text.index(where, text.index(new))].count("\n") + 1
    found = told(content)
    assert (code, line) in [one[:2] for one in found], found


@pytest.mark.parametrize(
    ("old", "new"),
    [("e = 6", "e = 7"), ("\ngrad(e, b) = 5", "\ngrad(e, b) = 5\nq = 8"), ("\ne = 6", "\nE = 6")],
)
def test_a_lock_that_lies(content: Path, old: str, new: str) -> None:
    accept(check(request(content)).locks)
    lock = content / "blog/one/numbers.lock"
    text = lock.read_text(encoding="utf-8")
    assert old in text
    lock.write_text(text.replace(old, new, 1), encoding="utf-8")
    codes = {code for code, _, _ in told(content)}
    assert codes & {"number-changed", "lock-stale", "lock-unreadable"}


# What may stand in a text without a word of warning, though a graph near it computes something else.
NO_LIES = [
    "Now move $b$ to $b = -2$: then $d = -1$.",
    "The paths agree where $c = d$, that is where $a = 1$.",
    "If $e = c + d$ held, it would be a sum.",
    "Suppose $1 = 2$.",
    "It is not true that $2 + 2 = 5$.",
    "Let $u = a^2 - b^2$ and $v_{k+1} = v_k - \\eta g_k$.",
    "For a matrix, $AB = BA$ may fail.",
    "A root has $x^2 - 2x + 1 = y$, and $f(x + h) = f(x) + h f(x)$.",
    "To two digits $1/3 = 0.33$.",
    "In floating point $0.1 + 0.2 \\ne 0.3$.",
    "The region $e < 0$ is shaded, and contours $c = 5$ are lines.",
    "The equation $e = 0$ has two roots; stationary points have $\\partial e/\\partial b = 0$.",
    "The target $e = 10$ is far, the minimum is $e = 0$.",
    "Is $e = 7$?",
    "A common error: $e = c + d$.",
    "One might think $e = c + d$.",
    "To write $2 + 2 = 5$ is a mistake, and $1 + 1 = 3$ is wrong.",
    "Mod 12, $11 + 3 = 2$.",
    "The graph is symmetric: $a = b$ gives $e = 2a(a+1)$.",
    "A gradient $\\bar b = 0$ means a flat spot.",
    "A product differs from a sum, $e = c + d$.",
    "Our previous post had $e = a b$.",
    "Consider the simpler $e = ab$ first.",
    "Next post: $e = a b$. The rule $e = e + 1$ is code.",
    "A differential: $de = d\\,dc + c\\,dd$.",
    "In base two, $10 = 2$.",
    "Here $\\log 1000 = 3$ and $2^{10} \\approx 1000$.",
]


def test_what_is_no_lie_is_not_told(content: Path) -> None:
    post = content / "blog/one/index.md"
    sentences = "\n\n".join(NO_LIES)
    text = post.read_text(encoding="utf-8")
    post.write_text(text.replace("## Paths", f"## Paths\n\n{sentences}", 1), encoding="utf-8")
    assert told(content) == []


TYPED = [
    # what stands in the text and is locked, what it is changed into, and where the change is told
    ("About 60 per cent stay.", "About 61 per cent stay.", "61 per"),
    ("About 60 per cent stay.", "About -60 per cent stay.", "-60 per"),
    (
        "It takes $x_{t+1} = (1 + \\beta)x_t - \\beta$.",
        "It takes $x_{t+1} = (1 - \\beta)x_t - \\beta$.",
        "x_{t+1} = (1 - ",
    ),
    ("By $\\sigma(1 - \\sigma)$ it falls.", "By $\\sigma(2 - \\sigma)$ it falls.", "\\sigma(2"),
    ("It is $e = c \\cdot d$ there.", "If it is $e = c + d$ there.", "e = c + d"),
    ("He (2015) says $\\sqrt 2$.", "He (2015) says $\\sqrt 3$.", "\\sqrt 3"),
    ("Between `0.5` and 1.", "Between `0.6` and 1.", "0.6"),
    ("| a | 4 |\n|---|---|\n| b | 5 |", "| a | 4 |\n|---|---|\n| b | 6 |", "6 |"),
    ("See[^n].\n\n[^n]: On page 7.", "See[^n].\n\n[^n]: On page 8.", "8."),
    ("#### Part 3", "#### Part 4", "4"),
]


def test_what_is_typed_and_locked_cannot_change_unseen(content: Path) -> None:
    post = content / "blog/one/index.md"
    text = post.read_text(encoding="utf-8")

    def write_cases(texts: Sequence[str]) -> None:
        # Each under a heading of its own, by which the lock knows its place.
        parts = "\n\n".join(
            f"### Case {letter}\n\n{part}" for letter, part in zip("abcdefghij", texts, strict=True)
        )
        post.write_text(text.replace("## Paths", f"{parts}\n\n## Paths", 1), encoding="utf-8")

    write_cases([typed for typed, _, _ in TYPED])
    accept(check(request(content)).locks)
    assert told(content) == []
    write_cases([other for _, other, _ in TYPED])
    found = [one.location for one in check(request(content)).diagnostics if one.code == "typed-changed"]
    lines = post.read_text(encoding="utf-8").splitlines()
    changed = [lines[one.line - 1][one.column - 1 :] for one in sorted(found)]
    assert len(changed) == len(TYPED), changed
    assert all(text.startswith(at) for text, (_, _, at) in zip(changed, TYPED, strict=True)), changed
