"""Math as KaTeX sets it, its refusals, and the styles that a strict Content-Security-Policy lets through."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from adjoint.markup import LatexError, Source, Typeset, Typesetter, parse_document
from adjoint.markup.katex import Katex
from adjoint.markup.styling import with_classes
from adjoint.markup.typesetting import MAX_LENGTH
from tests import own_loop

TYPESETTER = Typesetter()


def typeset(latex: str, *, display: bool = False) -> Typeset:
    (result,) = TYPESETTER.typeset([(latex, display)])
    assert isinstance(result, Typeset)
    return result


def refusal(latex: str) -> LatexError:
    (result,) = TYPESETTER.typeset([(latex, False)])
    assert isinstance(result, LatexError)
    return result


def test_a_formula_is_html_and_mathml_with_its_source() -> None:
    html = typeset(r"\frac{\partial e}{\partial a}", display=True).html
    assert html.startswith('<span class="katex-display">')
    assert '<annotation encoding="application/x-tex">\\frac{\\partial e}{\\partial a}</annotation>' in html


@pytest.mark.parametrize(
    "latex",
    [r"\frac{a}{b}", r"\sqrt[3]{x}", r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\color{red} x"],
)
def test_no_inline_style_is_left_and_every_class_has_its_rule(latex: str) -> None:
    result = typeset(latex, display=True)
    assert " style=" not in result.html
    made = set(re.findall(r"\bk[0-9a-f]{8}\b", result.html))
    assert made
    assert made == {rule[1:10] for rule in result.rules}


def test_a_class_is_named_after_what_it_declares() -> None:
    assert with_classes('<i style="top:1em;"></i>') == with_classes('<i style="top:1em"></i>')
    html, (rule,) = with_classes('<i class="a" style="top:1em"></i>')
    _, (other,) = with_classes('<i style="top:2em"></i>')
    assert re.fullmatch(r'<i class="a k[0-9a-f]{8}"></i>', html)
    assert rule.endswith("{top:1em!important}")
    assert other != rule


EVERYTHING = (
    r"x'' + \frac{\partial e}{\partial b} \cdot \sqrt[3]{\Large x \tiny y}",
    r"\begin{pmatrix} a & b \\[1em] \hline c & \text{it's <b> \& \"c\" 😀 𝒳} \end{pmatrix} \tag{7}",
    r"\color{red} \textcolor{#123456}{x} \colorbox{yellow}{$y$} \fcolorbox{red}{blue}{z} \boxed{\cancel{w}}",
    r"\overbrace{a + b}^{n} \widehat{abc} \xrightarrow[below]{above} \overleftrightarrow{AB} \phase{-78}",
    r"\left\{ \begin{cases} x & y \end{cases} \middle| \right. \int_0^\infty \oiint \sum\limits_i \mathbb{R}",
    r"\rule[2pt]{1em}{2pt} \raisebox{1em}{h} \smash{y} \vcenter{x} \hspace{-1em} \kern1em \not= \mathring{a}",
    r"\begin{CD} A @>a>> B \\ @VVbV @AAcA \\ C @= D \end{CD}",
    r"a\;b\!c\,d\:e\>f \text{a\;b} \hspace{.2777em}",
    r'\char"80 \char"D800 x',
    r"\char0 \char`\" \KaTeX \verb|a<b| \underline{\mathrm{d}x} \sout{x} \hphantom{x} \dots \utilde{AB}",
)


@pytest.mark.parametrize("display", [False, True])
def test_formulas_are_written_as_katex_writes_them_but_for_their_styles(display: bool) -> None:
    katex = Katex()
    formulas = [(latex, display) for latex in EVERYTHING]
    plain = katex.plain(formulas)
    assert all(isinstance(answer, str) for answer in plain) or not display
    wanted = [Typeset(*with_classes(answer)) if isinstance(answer, str) else answer for answer in plain]
    assert all(answer.html.isascii() for answer in wanted if isinstance(answer, Typeset))
    assert katex.classed(formulas) == wanted
    assert katex.classed(formulas) == wanted, "the second time, every style has its name"
    assert katex.plain(formulas) == plain


@pytest.mark.parametrize(
    ("latex", "message", "position"),
    [
        (r"a + \partiall e", r"Undefined control sequence: \partiall", 4),
        (r"\frac{a}{b", "Unexpected end of input in a macro argument, expected '}'", 10),
        ("x_a_b", "Double subscript", 3),
        (r"\left( x", r"Expected '\right', got 'EOF'", 8),
        (r"b \href{javascript:x}{y}", r"\href is not allowed in a formula", 2),
        ("{" * 5000, "the formula nests too deeply", 0),
        ("x" * (MAX_LENGTH + 1), "the formula is longer than 20000 characters", 0),
    ],
)
def test_a_refusal_says_why_and_where(latex: str, message: str, position: int) -> None:
    refused = refusal(latex)
    assert (refused.message, refused.position) == (message, position)


def test_one_bad_formula_does_not_spoil_the_others() -> None:
    results = TYPESETTER.typeset(
        [("a", False), ("^", False), ("b", True), ("c" * 30_000, False), ("d", False)]
    )
    assert [isinstance(result, Typeset) for result in results] == [True, False, True, False, True]


def test_a_macro_ends_with_its_formula() -> None:
    typeset(r"\gdef\mine{x} \mine")
    assert refusal(r"\mine").message == r"Undefined control sequence: \mine"


def test_a_macro_that_never_ends_is_refused() -> None:
    assert "Too many expansions" in refusal(r"\def\a{\a\a}\a").message


def test_a_position_in_a_filled_formula_leads_back_to_the_source() -> None:
    source = Source("post.md", "> Now $a = {= grad(e, b) :.2f} + \\bad$.\n")
    (math,) = parse_document(source)[0].math
    filled = math.filled(lambda _value: "5.00")
    assert filled.latex == r"a = 5.00 + \bad"
    assert filled.source_offset(refusal(filled.latex).position) == source.text.index("\\bad")
    assert filled.source_offset(filled.latex.index("00")) == source.text.index("{=")
    assert filled.source_offset(0) == source.text.index("a =")


def test_a_position_in_a_quoted_formula_leads_back_to_its_own_line() -> None:
    source = Source("post.md", "> $$\n> a\n>   + \\bad\n> $$\n")
    (math,) = parse_document(source)[0].math
    refused = refusal(math.latex)
    assert str(source.location(math.source_offset(refused.position))) == "post.md:3:7"


def test_math_is_set_beside_a_running_event_loop() -> None:
    async def served() -> object:
        return Typesetter().typeset([("a^2", False)])[0]

    assert isinstance(own_loop.run(served()), Typeset)


def test_a_formula_holds_no_nul() -> None:
    results = TYPESETTER.typeset(
        [(r"\char0", False), ("x %a\0b\n y", False), (r"\text{😀}", False), ("x", False)]
    )
    html = [result.html for result in results if isinstance(result, Typeset)]
    assert len(html) == 4
    assert not any("\0" in one for one in html)
    assert [one.count('class="katex"') for one in html] == [1, 1, 1, 1]


def test_python_ends_though_v8_is_still_held() -> None:
    script = "from adjoint.markup import Typesetter\nkept = Typesetter()\nkept.typeset([('x', False)])"
    # Without what is held against it, two runs of three never end.
    for _ in range(4):
        subprocess.run([sys.executable, "-c", script], check=True, timeout=120)
