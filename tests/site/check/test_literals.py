"""Which typed numbers are told, and which are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.cli import main
from adjoint.site.check.checking import examine
from tests.site.check.sites import copied, edited, place

ONE, TWO = "blog/one/index.md", "blog/two/index.md"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(name: str, sentence: str) -> list[tuple[str, str]]:
    """Return what is told of a sentence beside a figure: each number, and what to write for it."""
    anchor = "See [the other post]" if name == ONE else "The loss is"
    site = edited((name, anchor, f"{sentence} {anchor}"))
    found = [one for one in examine(site).warnings if one.code == "typed-number"]
    return [(one.message.partition(" is typed")[0], proposed(one.hint)) for one in found]


def proposed(hint: str | None) -> str:
    """Return the expression that a hint proposes."""
    return str(hint).partition("{= ")[2].partition(" }")[0]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Here $e = 6$.", [("6", "e")]),
        (r"So $\partial e/\partial b = 5$.", [("5", "grad(e, b)")]),
        (r"So $\frac{\partial e}{\partial b} = 5$.", [("5", "grad(e, b)")]),
        (r"So $\bar d = 3$, and $\bar c = 2$.", [("3", "grad(e, d)"), ("2", "grad(e, c)")]),
        (r"So $\partial e/\partial b = d + c = 5$.", [("5", "grad(e, b)")]),
        ("The derivative with respect to $b$ is 5.", [("5", "grad(e, b)")]),
        ("Then $e$ becomes 6: it is six.", [("6", "e"), ("six", "e")]),
        ("Then e = 6 at the top.", [("6", "e")]),
        ("If $a$ is 0, then $e$ is 2, and $d$ is 2.", [("2", "d")]),
        ("We publish $a = 2$ and $b = 1$.", [("2", "a"), ("1", "b")]),
    ],
)
def test_a_typed_number_that_equals_a_node_or_derivative_is_told(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert told(ONE, sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Here $e = {= e }$.",
        "Move $b$ to $-2$: now $d = -1$, and $e = 0$.",
        "It has 2 inputs and 3 operations, in 1 sweep.",
        "For $e$ itself it is 1.",
        "A loss has $m = 1$.",
        "In Berlin $e$ is 6,5, in Paris $e$ is 6 000, in Bern $e = 6{,}5$.",
        "In code `e = 6` is a comment.",
        "See [chapter 6](https://example.org/6) and Griewank (2008), page 5.",
        r"We take $e = (a + b)\cdot(b + 1)$ and $h^2 = 6x$.",
        "The sum has $2^n$ terms.",
        "The two numbers $e$ and $d$ differ by four, along the three arrows below $e$, and $b$ is one.",
    ],
)
def test_what_is_no_statement_of_a_published_number_is_left_alone(sentence: str) -> None:
    assert told(ONE, sentence) == []


def test_a_telling_number_is_told_in_the_section_of_its_figure_only() -> None:
    sentence = "The loss starts at 3.98, and its weight at 1.25."
    assert told(TWO, sentence) == [("3.98", "L")]
    assert told(ONE, sentence) == []


def test_settings_of_a_lab_are_told_in_the_prose_it_encloses() -> None:
    site = edited((TWO, "Plain descent ends", "After 40 steps at a rate of 0.05 plain descent ends"))
    found = [one for one in examine(site).warnings if one.code == "typed-number"]
    assert [proposed(one.hint) for one in found] == [
        "walk.steps",
        "walk.sgd.lr",
    ]
    assert [place(one)[1][:8] for one in found] == ["40 steps", "0.05 pla"]


def test_an_accepted_sentence_is_told_no_more_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with copied(tmp_path, [(ONE, "See [the other", "Here $e = 6$. See [the other")]) as content:
        assert main(["check", "--accept"]) == 0
        assert "typed: 6, e: Here $e = 6$." in capsys.readouterr().out
        assert main(["check", "--quiet"]) == 0
        assert capsys.readouterr().out == ""
        text = (content / ONE).read_text(encoding="utf-8")
        (content / ONE).write_text(text.replace("Here $e = 6$.", "There $e = 6$."), encoding="utf-8")
        assert main(["check", "--quiet"]) == 0
    told = capsys.readouterr().out
    column = (content / ONE).read_text(encoding="utf-8").splitlines()[15].index("6$") + 1
    assert (
        f"content/blog/one/index.md:16:{column}: warning: typed-number: 6 is typed, and equals e today"
        in told
    )
