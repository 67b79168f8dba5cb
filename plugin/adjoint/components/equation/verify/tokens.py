r"""LaTeX to tokens, each with its place: what carries meaning stays, what only moves or sizes things goes.

Tokens are those of The TeXbook, chapter 8: a control word, a control symbol or one character. Digits stay
apart, because ``\frac12`` is one half and ``x^23`` is x² · 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from adjoint.frozen import frozen

Kind = Literal["command", "letter", "digit", "sign", "words", "end"]


class Unread(ValueError):  # noqa: N818  (the author's error, not the program's)
    """A part of an equation that cannot be read; offsets count characters of the LaTeX."""

    def __init__(self, message: str, start: int, end: int, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.start, self.end, self.hint)


@frozen
class Token:
    r"""A token that means something; ``words`` are the inside of ``\text{…}``."""

    kind: Kind
    text: str
    start: int
    end: int


_TOKEN: Final = re.compile(
    r"""
    (?P<command> \\ (?: [A-Za-z]+ \*? | . ) )
  | (?P<comment> %[^\n]* )
  | (?P<space>   [\s~]+ )
  | (?P<letter>  [^\W\d_] )
  | (?P<digit>   [0-9] )
  | (?P<sign>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACES: Final = frozenset({r"\,", r"\;", r"\:", r"\!", r"\>", "\\ ", "\\\n"})
_SIZES: Final = (
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm displaystyle"
    " textstyle scriptstyle limits nolimits mathstrut strut notag nonumber enspace thinspace medspace"
    " thickspace negthinspace"
)
_INVISIBLE: Final = _SPACES | {f"\\{word}" for word in _SIZES.split()}
"""What moves or sizes things and means nothing."""
_SEPARATING: Final = frozenset({r"\quad", r"\qquad"})
_WITH_ARGUMENT: Final = frozenset({r"\label", r"\hspace", r"\hspace*", r"\kern", r"\color"})
"""Commands that go together with their argument."""
_TAGS: Final = frozenset({r"\tag", r"\tag*"})
_TAG_NAME: Final = re.compile(r"[\w.*'’–-]*")
_ROW_SPACE: Final = re.compile(r"\s*\[\s*-?[\d.]+\s*(?:em|ex|pt|mu|cm|mm|in)\s*\]")
"""What may stand after the end of a row, and only moves the next one."""
_TEXT: Final = frozenset({r"\text", r"\textrm", r"\textit", r"\textbf", r"\textsf", r"\textnormal", r"\mbox"})
_SAME: Final = {
    "−": "-", "·": r"\cdot", "⋅": r"\cdot", "×": r"\times", "÷": r"\div", "∂": r"\partial", "∇": r"\nabla",
    "≈": r"\approx", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "←": r"\leftarrow", "≔": r"\coloneqq",
    "∈": r"\in", "→": r"\to", "∑": r"\sum", "∏": r"\prod", "…": r"\dots", "⋯": r"\cdots",
    r"\leq": r"\le", r"\leqslant": r"\le", r"\geq": r"\ge", r"\geqslant": r"\ge", r"\neq": r"\ne",
    r"\lt": "<", r"\gt": ">", r"\gets": r"\leftarrow", r"\rightarrow": r"\to", r"\lparen": "(",
    r"\rparen": ")", r"\lbrack": "[", r"\rbrack": "]", r"\lbrace": r"\{", r"\rbrace": r"\}",
    r"\vert": "|", r"\lvert": "|", r"\rvert": "|", r"\ast": "*", r"\colon": ":", r"\cr": r"\\",
    r"\newline": r"\\",
}  # fmt: skip


def tokens(latex: str) -> list[Token]:
    """Return the tokens of a formula, then one of kind ``end``.

    Raises:
        Unread: an argument is missing or never closed.
    """
    return [*_tokens(latex), Token("end", "", len(latex), len(latex))]


def _tokens(latex: str) -> Iterator[Token]:
    at = 0
    while at < len(latex):
        match = _TOKEN.match(latex, at)
        assert match is not None  # noqa: S101  (every character is a token)
        kind, text = match.lastgroup, _SAME.get(match[0], match[0])
        start, at = at, match.end()
        if kind in {"comment", "space"}:
            continue
        if text in _WITH_ARGUMENT:
            at = _argument(latex, at)[1]
        elif text in _TAGS:
            inside, at = _argument(latex, at)
            if not _TAG_NAME.fullmatch(inside):
                hint = "write a number or a letter, or what it states into the equation itself"
                raise Unread("a tag names an equation and states nothing", start, at, hint)
        elif text in _TEXT:
            inside, at = _argument(latex, at)
            yield Token("words", inside, start, at)
        elif text in _SEPARATING:
            yield Token("sign", "quad", start, at)
        elif text not in _INVISIBLE:
            if text == r"\\" and (space := _ROW_SPACE.match(latex, at)):
                at = space.end()
            is_command = text.startswith("\\")
            yield Token("command" if is_command else kind, text, start, at)  # type: ignore[arg-type]


def _argument(latex: str, at: int) -> tuple[str, int]:
    """Return the text in the braces that follow, and where they end."""
    opening = re.compile(r"\s*\{").match(latex, at)
    if opening is None:
        raise Unread("an argument in braces is missing here", at, at + 1)
    depth, here = 1, opening.end()
    while depth:
        match = _TOKEN.match(latex, here)
        if match is None:
            raise Unread("this brace is never closed", opening.end() - 1, opening.end(), "add }")
        depth += (match[0] == "{") - (match[0] == "}")
        here = match.end()
    return latex[opening.end() : here - 1], here
