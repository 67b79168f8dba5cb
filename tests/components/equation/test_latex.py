"""LaTeX sources compared as TeX reads them."""

from __future__ import annotations

import pytest

from adjoint.components.equation.latex import Difference, difference, is_display_block, tidy


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a+b", "a + b"),
        (r"\frac{a}{b}", "\\frac {a}\n  {b}"),
        (r"\alpha b", "\\alpha\nb"),
        ("a\\ b", "a\\\nb"),
        ("", "  "),
    ],
)
def test_space_that_tex_ignores_is_no_difference(first: str, second: str) -> None:
    assert difference(first, second) is None


@pytest.mark.parametrize(
    ("first", "second", "parted"),
    [
        ("a + b", "a - b", Difference("+", "-", 2, 2)),
        (r"\alpha b", r"\alphab", Difference(r"\alpha", r"\alphab", 0, 0)),
        ("a = b", "a", Difference("=", None, 2, 1)),
        ("x", "x^2", Difference(None, "^", 1, 1)),
        (r"a \cdot b", r"a b", Difference(r"\cdot", "b", 2, 2)),
    ],
)
def test_the_first_difference_is_told_with_its_place_in_each(
    first: str, second: str, parted: Difference
) -> None:
    assert difference(first, second) == parted


@pytest.mark.parametrize(
    "text",
    [
        "\n\n$$\na = b\n$$\n\n",
        "$$a = b$$",
        "\n> $$\n> a = b\n> $$\n> ",
        "\n> > $$\n> > a\n> > $$\n> > ",
        "\n$$\na\n> b\n$$\n",
    ],
)
def test_a_display_block_is_told_from_other_text(text: str) -> None:
    assert is_display_block(text)


@pytest.mark.parametrize(
    "text", ["", "$$ $$", "Words.", "$$a$$ and words", "$$a$$ $$b$$", "$a$", "```latex\na\n```"]
)
def test_anything_else_is_not_a_display_block(text: str) -> None:
    assert not is_display_block(text)


def test_tidy_keeps_the_lines_that_comments_need() -> None:
    assert tidy("\n    a % first\n      + b\n\n    = c  \n") == "a % first\n  + b\n= c"
