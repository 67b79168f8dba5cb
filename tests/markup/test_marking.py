"""Numbers marked in a formula: found in the HTML and in the MathML, and never where they would change it."""

from __future__ import annotations

import re

import pytest

from adjoint.markup import LatexError, Typesetter
from adjoint.markup.marking import MARKED, marked, unmarked


@pytest.fixture(scope="module")
def katex() -> Typesetter:
    return Typesetter()


def written(formula: str) -> str:
    """A formula with ``<7:3>`` for the number 7, written 3."""
    return re.sub(r"<(\d+):([^>]*)>", lambda found: marked(int(found[1]), found[2]), formula)


def typeset(katex: Typesetter, latex: str) -> str:
    (result,) = katex.typeset([(latex, False)])
    assert not isinstance(result, LatexError), result.message
    return result.html


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(
    "formula",
    [
        "e = <7:3>",
        "<7:-3> + 2",
        r"2 + <1:3> = <2:5>",
        r"x = <7:1.5\times 10^{-7}> + 1",
        r"\frac{<7:12{,}345>}{<8:2>}",
        r"x_{<1:12>}^{<2:-2>}",
        "<7:3>^2",
        r"\sqrt{<3:0.5>}",
        r"\begin{pmatrix} <4:1> & <4:1> \\ 0 & <5:2> \end{pmatrix}",
        r"\underbrace{<5:3>}_{a} \overline{<6:3>}",
        r"\boxed{<1:3>} \mathbf{<2:3>}",
        r"<6:12.3\%>",
        r"\text{about <9:3> of them}",
        r"\color{#c00007} x = <7:3>",
    ],
)
def test_every_mark_is_in_the_html_and_in_the_mathml(katex: Typesetter, formula: str) -> None:
    latex = written(formula)
    html = typeset(katex, latex)
    mathml, visible = html.split('<span class="katex-html"')
    numbers = sorted(mark[1] for mark in MARKED.finditer(latex))
    assert sorted(re.findall(r'<mrow data-computed="(\d+)"', mathml)) == numbers
    assert sorted(re.findall(r'<span class="[^"]*" data-computed="(\d+)"', visible)) == numbers


@pytest.mark.parametrize("formula", ["e = <7:-3> + <8:2>", r"\frac{<7:12>}{3} \le <8:0.5>"])
def test_a_mark_changes_no_word_of_the_formula_and_no_room(katex: Typesetter, formula: str) -> None:
    marks, plain = typeset(katex, written(formula)), typeset(katex, unmarked(written(formula)))
    assert words(marks) == words(plain)
    rooms = r'<span class="mspace ([^"]*)"'
    assert re.findall(rooms, marks) == re.findall(rooms, plain)


@pytest.mark.parametrize(
    "formula",
    [
        r"\kern<1:3>em x",
        r"\def\x{<1:3>} \x + \x",
        r"\begin{array}{<1:c>} x \end{array}",
    ],
)
def test_where_katex_cannot_carry_a_mark_the_number_stands_as_published(
    katex: Typesetter, formula: str
) -> None:
    latex = written(formula)
    assert typeset(katex, latex) == typeset(katex, unmarked(latex))


@pytest.mark.parametrize(
    "latex",
    [
        r"\htmlData{computed=7}{9}",
        r"\htmlData{computed=7}{9} + <7:9>",
        r"\let\x\htmlData \x{computed=7}{9} + <7:9>",
        r"\def\x#1{\htmlData{computed=7}{#1}} \x{9} + <7:9>",
        r"\htmlClass{computed}{9} + <7:9>",
        r"\href{https://example.org}{9} + <7:9>",
    ],
)
def test_an_author_cannot_write_a_mark(katex: Typesetter, latex: str) -> None:
    (result,) = katex.typeset([(written(latex), False)])
    assert isinstance(result, LatexError)
    assert "not allowed" in result.message


def test_an_error_is_placed_as_in_the_formula_without_marks(katex: Typesetter) -> None:
    latex = written(r"<7:3> + \nothing")
    (result,) = katex.typeset([(latex, False)])
    assert isinstance(result, LatexError)
    assert result.position == len("3 + ")


def test_the_colours_of_an_author_stay(katex: Typesetter) -> None:
    (result,) = katex.typeset([(written(r"\textcolor{#c00007}{x} + <7:3>"), False)])
    assert not isinstance(result, LatexError)
    assert ".k" in "".join(result.rules)
    assert '<mstyle mathcolor="#c00007">' in result.html


def test_a_place_for_brackets_is_told_in_both_parts(katex: Typesetter) -> None:
    html = typeset(katex, f"a - {marked(7, '3', bracketed=True)} + {marked(8, '4')}")
    mathml, visible = html.split('<span class="katex-html"')
    for part in (mathml, visible):
        assert re.findall(r'data-computed="(\d+)"( data-bracketed="1")?', part) == [
            ("7", ' data-bracketed="1"'),
            ("8", ""),
        ]
