"""The words of a text alone: for window titles, descriptions, ids of headings and word counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it.token import Token

    from adjoint.markup.document import ComputedValue


_WORDS = frozenset({"code_inline", "text_special", "reference"})
_BREAKS = frozenset({"softbreak", "hardbreak"})
_FORMULAS = frozenset({"math_inline", "math_inline_double"})


def as_authored(value: ComputedValue) -> str:
    """Return a computed value as its expression."""
    return value.expression


def inline_text(tokens: Iterable[Token], value: Callable[[ComputedValue], str] = as_authored) -> str:
    """Return the words of inline tokens, formulas as their LaTeX.

    Args:
        tokens: of a passage.
        value: gives the text of a computed value.
    """
    return "".join(_pieces(tokens, value)[0])


def inline_texts(
    tokens: Iterable[Token], value: Callable[[ComputedValue], str], formula: Callable[[str], str]
) -> tuple[str, str]:
    """Return the words of inline tokens twice: formulas as their LaTeX, and as what is made of that.

    Args:
        tokens: of a passage.
        value: gives the text of a computed value.
        formula: gives the text of a formula from its LaTeX.
    """
    pieces, formulas = _pieces(tokens, value)
    text = "".join(pieces)
    if not formulas:
        return text, text
    for place in formulas:
        pieces[place] = formula(pieces[place])
    return text, "".join(pieces)


def _pieces(tokens: Iterable[Token], value: Callable[[ComputedValue], str]) -> tuple[list[str], list[int]]:
    """Return the words of inline tokens in pieces, and which of these are formulas."""
    pieces: list[str] = []
    formulas: list[int] = []
    for token in tokens:
        kind = token.type
        if kind == "text":  # Most are, and most others begin or end an element.
            pieces.append(token.content)
        elif token.nesting:
            continue
        elif kind in _WORDS:
            pieces.append(token.content)
        elif kind in _FORMULAS:
            formulas.append(len(pieces))
            pieces.append(_latex(token, value))
        elif kind in _BREAKS:
            pieces.append(" ")
        elif kind == "computed_value":
            pieces.append(value(token.meta["value"]))
        elif kind == "image":
            alt, within = _pieces(token.children or (), value)
            formulas += [len(pieces) + place for place in within]
            pieces += alt
    return pieces, formulas


def _latex(token: Token, value: Callable[[ComputedValue], str]) -> str:
    math = token.meta.get("math")
    return math.latex_with(value) if math is not None else token.content
