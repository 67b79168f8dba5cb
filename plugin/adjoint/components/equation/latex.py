"""LaTeX source as TeX reads it: what two sources share, and where they first part."""

from __future__ import annotations

import re
import textwrap

from adjoint.frozen import frozen

# TeX tokens as of The TeXbook, chapter 8: a control word, a control symbol, or one character; space
# between them separates and nothing more in math.
_TOKEN = re.compile(r"\\[A-Za-z]+|\\\s|\\.|\S", re.DOTALL)
_QUOTE_MARK = re.compile(r"^[ \t]*>", re.MULTILINE)
_DISPLAY = re.compile(r"\s*\$\$(.+?)\$\$\s*", re.DOTALL)


@frozen
class Difference:
    """Where two LaTeX sources first part: an offset and the token there, in each; ``None`` at an end."""

    first: str | None
    second: str | None
    first_offset: int
    second_offset: int


def is_display_block(text: str) -> bool:
    """Tell whether a text is one ``$$ … $$`` block and nothing else, perhaps within a blockquote."""
    match = _DISPLAY.fullmatch(_without_quote_marks(text))
    return match is not None and bool(match[1].strip()) and "$$" not in match[1]


def _without_quote_marks(text: str) -> str:
    """Return text with the marks of an enclosing blockquote blanked out."""
    lines = [line for line in text.split("\n")[1:] if line.strip()]
    if lines and all(_QUOTE_MARK.match(line) for line in lines):
        return _without_quote_marks(_QUOTE_MARK.sub(lambda mark: " " * len(mark[0]), text))
    return text


def tidy(latex: str) -> str:
    """Return LaTeX without outer space or common indentation; lines stay, for ``%`` ends at one."""
    lines = [line.rstrip() for line in textwrap.dedent(latex.expandtabs(4)).strip("\n").splitlines()]
    return "\n".join(line for line in lines if line).strip()


def difference(first: str, second: str) -> Difference | None:
    """Return where two sources part, space aside, or ``None`` if they are the same to TeX."""
    firsts, seconds = list(_TOKEN.finditer(first)), list(_TOKEN.finditer(second))
    for index in range(max(len(firsts), len(seconds))):
        one = firsts[index] if index < len(firsts) else None
        other = seconds[index] if index < len(seconds) else None
        if one is None or other is None or one[0].strip() != other[0].strip():
            return Difference(
                one and one[0],
                other and other[0],
                one.start() if one else len(first),
                other.start() if other else len(second),
            )
    return None
