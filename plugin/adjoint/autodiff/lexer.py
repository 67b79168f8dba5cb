"""Text to tokens: numbers, names and signs, each with its place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Literal

from adjoint.autodiff.errors import ExpressionError
from adjoint.frozen import frozen

MAX_LENGTH: Final = 100_000
"""Characters that one text may have."""
MAX_NAME: Final = 200
"""Characters that a name, dots included, or a number may have."""

GREEK: Final = dict(  # noqa: C408  (34 pairs read best without quotes)
    α="alpha",
    β="beta",
    γ="gamma",
    δ="delta",
    ε="epsilon",
    ζ="zeta",
    η="eta",
    θ="theta",
    ι="iota",
    κ="kappa",
    λ="lambda",
    μ="mu",
    ν="nu",
    ξ="xi",
    ο="omicron",
    π="pi",
    ρ="rho",
    σ="sigma",
    τ="tau",
    υ="upsilon",
    φ="phi",
    χ="chi",
    ψ="psi",
    ω="omega",
    Γ="Gamma",
    Δ="Delta",
    Θ="Theta",
    Λ="Lambda",
    Ξ="Xi",
    Π="Pi",
    Σ="Sigma",
    Υ="Upsilon",
    Φ="Phi",
    Ψ="Psi",
    Ω="Omega",
)
"""Greek letters and the names they are also written by."""

_LETTERS: Final = "A-Za-z" + "".join(GREEK)
_TOKEN: Final = re.compile(
    rf"""
    (?P<space>   [^\S\n]+ )
  | (?P<number>  (?: \d+ (?:\.\d*)? | \.\d+ ) (?: [eE] [+−-]? \d+ )? )
  | (?P<name>    [{_LETTERS}] [{_LETTERS}0-9_]* (?: \. [{_LETTERS}] [{_LETTERS}0-9_]* )* )
  | (?P<break>   [;\n] )
  | (?P<sign>    \*\* | <= | >= | == | != | [-+*/^()=,<>−·⋅×÷≤≥≠∗] )
    """,
    re.VERBOSE | re.ASCII,
)
_PLAIN_NAME: Final = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9_]*", re.ASCII)
_SAME_SIGN: Final = {
    "**": "^", "−": "-", "·": "*", "⋅": "*", "×": "*", "∗": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=",
}  # fmt: skip
_MENDS: Final = {
    "|": "write abs(x) for an absolute value",
    "√": "write sqrt(x)",
    "²": "write ^2",
    "³": "write ^3",
    "[": "use round brackets",
    "]": "use round brackets",
    "{": "use round brackets",
    "}": "use round brackets",
    "–": "a minus is written -",
    "—": "a minus is written -",
    "%": "write the number as a fraction",
    "!": "write != for 'not equal'; there is no factorial",
    "&": "write and",
    ":": "a step is named with =",
    "_": "a name starts with a letter",
    "\\": "write operations by name, such as sqrt(x)",
    "∂": "write grad(output, input)",
    "∞": "every value must be a finite number",
}  # fmt: skip

Kind = Literal["number", "name", "sign", "break", "end"]


@frozen
class Token:
    """A word of the language. Signs of one meaning have one text: ``**`` is ``^``, ``·`` is ``*``."""

    kind: Kind
    text: str
    start: int
    end: int


def tokens(text: str, owners: Sequence[str] = ()) -> Iterator[Token]:
    """Give the tokens of a text, then one of kind ``end``.

    Args:
        text: what to read.
        owners: words such as ``graph-1`` that begin a name wherever a dot and a name follow.

    Raises:
        ExpressionError: a character that the language does not have, or a text longer than ``MAX_LENGTH``.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            f"an expression may have {MAX_LENGTH:,} characters; this one has {len(text):,}",
            MAX_LENGTH,
            len(text),
        )
    at, token = 0, _token(tuple(owners))
    while at < len(text):
        match = token.match(text, at)
        if match is None:
            character = text[at]
            if character.isspace():
                at += 1
                continue
            shown = character if character.isprintable() else f"U+{ord(character):04X}"
            mend = "a name has the letters a to z and Greek ones" if character.isalpha() else None
            raise ExpressionError(f'unexpected character "{shown}"', at, at + 1, _MENDS.get(character, mend))
        kind, lexeme = match.lastgroup, match[0]
        if kind in {"number", "name"} and len(lexeme) > MAX_NAME:
            raise ExpressionError(f"a {kind} may have {MAX_NAME} characters", at, match.end())
        if kind == "number":
            yield Token("number", _decimal(lexeme, match.start(), match.end()), at, match.end())
        elif kind == "name":
            yield Token("name", lexeme, at, match.end())
        elif kind == "sign":
            yield Token("sign", _SAME_SIGN.get(lexeme, lexeme), at, match.end())
        elif kind == "break":
            yield Token("break", lexeme, at, match.end())
        at = match.end()
    yield Token("end", "", len(text), len(text))


@cache
def _token(owners: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a token; of several owners the longest is meant."""
    odd = sorted((word for word in owners if not _PLAIN_NAME.fullmatch(word)), key=len, reverse=True)
    if not odd:
        return _TOKEN
    name = rf"(?:{'|'.join(map(re.escape, odd))})(?:\.[{_LETTERS}][{_LETTERS}0-9_]*)+"
    plain = _TOKEN.pattern.replace("(?P<name>", f"(?P<name> {name} |", 1)
    return re.compile(plain, re.VERBOSE | re.ASCII)


def _decimal(lexeme: str, start: int, end: int) -> str:
    decimal = lexeme.replace("−", "-")
    if math.isinf(float(decimal)):
        raise ExpressionError(f"{lexeme} is too large for a floating-point number", start, end)
    return decimal
