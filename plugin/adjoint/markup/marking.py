r"""Numbers marked within a formula, so that a script may find them in what KaTeX makes of it.

A mark is written with noncharacters, which no text holds. KaTeX is asked to carry it as a data attribute in
the HTML and as a colour in the MathML; afterwards both become ``data-computed``. An author cannot write a
mark: ``\htmlData`` is trusted only in a formula that KaTeX has set before without it.
"""

from __future__ import annotations

import re
from typing import Final

MARKED: Final = re.compile("\ufdd0([0-9]+)([(]?)\ufdd1([^\ufdd0-\ufdd2]*)\ufdd2")
MOST: Final = 0x7FFF
"""Marks are told apart by the last digits of a colour."""
BRACKETED: Final = 0x8000
"""The bit of a colour that tells a number which needs brackets if it has several signs."""

_HUES: Final = ("c0", "c1", "d0", "d1", "e0", "e1")
_ANNOTATION: Final = re.compile(r"(<annotation[^>]*>)[^<]*(</annotation>)")


def marked(number: int, latex: str, *, bracketed: bool = False) -> str:
    """Return a part of a formula with a mark around it.

    Args:
        number: which of the page's numbers it is; several parts may be the same one.
        latex: of a formula whose braces pair up.
        bracketed: whether a number of several signs needs brackets here.
    """
    return f"\ufdd0{number}{'(' * bracketed}\ufdd1{latex}\ufdd2" if number <= MOST else latex


def unmarked(latex: str) -> str:
    """Return a formula without its marks."""
    return MARKED.sub(r"\3", latex)


def hue_for(plain: str) -> str | None:
    """Return the start of colours that a formula does not use itself, or None; ``plain`` is its HTML."""
    return next((hue for hue in _HUES if f"#{hue}" not in plain.lower()), None)


def carried(latex: str, hue: str) -> str:
    """Return a formula whose marks KaTeX will carry."""

    def carrying(mark: re.Match[str]) -> str:
        colour = int(mark[1]) | (BRACKETED if mark[2] else 0)
        data = f"computed={mark[1]}{',bracketed=1' if mark[2] else ''}"
        return rf"\htmlData{{{data}}}{{\textcolor{{#{hue}{colour:04x}}}{{{mark[3]}}}}}"

    return MARKED.sub(carrying, latex)


def settled(html: str, hue: str, latex: str, plain: str) -> str | None:
    """Return typeset HTML with its marks as attributes; None if some mark did not come through whole.

    Args:
        html: KaTeX's, of the formula with marks to carry.
        hue: the start of the colours that carry them.
        latex: the formula with its marks.
        plain: KaTeX's HTML of the formula without them.
    """
    numbers = [mark[1] for mark in MARKED.finditer(latex)]
    uncoloured = re.compile(rf"color:#{hue}[0-9a-f]{{4}};")
    html = uncoloured.sub("", html).replace(' style=""', "")
    html = re.sub(
        rf'<mstyle mathcolor="#{hue}([0-9a-f]{{4}})">(.*?)</mstyle>',
        lambda found: f"<mrow{_data(int(found[1], 16))}>{found[2]}</mrow>",
        html,
    )
    source = _ANNOTATION.search(plain)
    html = _ANNOTATION.sub(lambda _: source[0] if source else "", html)
    mathml, _, visible = html.partition('<span class="katex-html"')
    for part in (mathml, visible):
        if sorted(re.findall(r'data-computed="(\d+)"', part)) != sorted(numbers):
            return None
    return html if f"#{hue}" not in html else None


def _data(colour: int) -> str:
    """Return the attributes that a colour stands for."""
    bracketed = ' data-bracketed="1"' if colour & BRACKETED else ""
    return f' data-computed="{colour & MOST}"{bracketed}'
