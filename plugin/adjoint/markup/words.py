"""The words of a text alone: for window titles, descriptions, ids of headings and word counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it.token import Token

    from adjoint.markup.document import ComputedValue, Document


_WORDS = frozenset({"text", "code_inline", "text_special", "reference"})


def as_authored(value: ComputedValue) -> str:
    """Return a computed value as its expression."""
    return value.expression


def as_latex(latex: str) -> str:
    """Return a formula as its LaTeX."""
    return latex


def plain_text(
    document: Document,
    value: Callable[[ComputedValue], str] = as_authored,
    formula: Callable[[str], str] = as_latex,
) -> str:
    """Return the words of a document, blocks on lines of their own; code blocks and displayed math left out.

    Args:
        document: a whole text or one line.
        value: gives the text of a computed value.
        formula: gives the text of a formula from its LaTeX.
    """
    passages = (token.children or () for token in document.tokens if token.type == "inline")
    lines = (inline_text(passage, value, formula).strip() for passage in passages)
    return "\n".join(line for line in lines if line)


def inline_text(
    tokens: Iterable[Token],
    value: Callable[[ComputedValue], str] = as_authored,
    formula: Callable[[str], str] = as_latex,
) -> str:
    """Return the words of inline tokens."""
    # Most of what is no text begins or ends an element.
    parts = [
        token.content if token.type in _WORDS else _words(token, value, formula)
        for token in tokens
        if not token.nesting
    ]
    return "".join(parts)


def _words(token: Token, value: Callable[[ComputedValue], str], formula: Callable[[str], str]) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    if token.type == "computed_value":
        return value(token.meta["value"])
    if token.type == "image":
        return inline_text(token.children or (), value, formula)
    if token.type in {"math_inline", "math_inline_double"}:
        return formula(_latex(token, value))
    return ""


def _latex(token: Token, value: Callable[[ComputedValue], str]) -> str:
    math = token.meta.get("math")
    return math.latex_with(value) if math is not None else token.content
