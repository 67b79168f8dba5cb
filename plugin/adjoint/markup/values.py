"""Computed values as authors write them: ``{= grad(e, b) :.2f}``, an expression and Python's format marks."""

from __future__ import annotations

import re

from adjoint.frozen import frozen
from adjoint.markup.literals import Malformed
from adjoint.markup.source import Span

MAX_LENGTH = 1000
"""No expression is longer; a brace that is closed later was not meant to close this one."""

_MARKS = re.compile(r"[{}()\[\]:]|\"[^\"]*\"|'[^']*'|\n[ \t]*\n")
_WITHIN_NAME = re.compile(r"(?<=\w):[A-Za-z][\w:-]*\.[A-Za-z]")
"""A colon of an id, as in ``fig:a.e``: no format marks have a letter before a dot."""
_OPERATOR = re.compile(r"(?:[-+*/)\d]|(?<![A-Za-z\\])[A-Za-z]|\\(?:cdot|times|div|pm|mp|ast))\s*\Z", re.ASCII)
"""What would take the sign of the number after it for an operation: an operator, or a factor."""
_RAISED = re.compile(r"\s*[\^_]")
_ARGUMENT = re.compile(r"(?:\\[A-Za-z]+\*?|[\^_}\]])\s*$")


@frozen
class ReadValue:
    """A computed value as read from a text; every span counts that text's characters."""

    expression: str
    format: str
    span: Span
    expression_span: Span


def read_value(text: str, offset: int, end: int) -> ReadValue:
    """Read the computed value at an offset.

    Args:
        text: holds it.
        offset: of the ``{`` before the ``=``.
        end: where the text ends as far as the value is concerned.

    Raises:
        Malformed: it is never closed, or empty.
    """
    close, colon = _closing(text, offset, end)
    if close is None:
        message = "the computed value is never closed"
        raise Malformed(message, offset, "end it with }; a mere brace is written \\{", "unclosed-value")
    start, stop = offset + 2, close if colon is None else colon
    expression = text[start:stop]
    start += len(expression) - len(expression.lstrip())
    marks = "" if colon is None else text[colon + 1 : close].strip()
    if not expression.strip():
        hint = "write an expression, as in {= e } or {= grad(e, b) :.2f}"
        raise Malformed("the computed value is empty", offset, hint, "empty-value")
    stripped = expression.strip()
    return ReadValue(stripped, marks, Span(offset, close + 1), Span(start, start + len(stripped)))


def is_argument(latex: str, offset: int) -> bool:
    r"""Tell whether what stands at an offset of a formula is an argument, as of ``\frac`` or ``^``."""
    return bool(_ARGUMENT.search(latex, max(0, offset - 64), offset))


def is_operand(latex: str, span: Span) -> bool:
    """Tell whether a number of several signs would be misread without brackets, as by a minus before it."""
    before = latex[max(0, span.start - 64) : span.start]
    return bool(_OPERATOR.search(before) or _RAISED.match(latex, span.end))


def _closing(text: str, offset: int, end: int) -> tuple[int | None, int | None]:
    """Return the offsets of the closing brace and of the last colon that no bracket encloses."""
    depth, colon = 0, None
    if text.find("}", offset, end) < 0:
        return None, None
    for mark in _MARKS.finditer(text, offset + 2, min(end, offset + MAX_LENGTH)):
        character = mark[0]
        if character in "([{":
            depth += 1
        elif character == "}" and depth <= 0:
            return mark.start(), colon
        elif character in ")]}":
            depth -= 1
        elif character == ":" and depth == 0 and not _WITHIN_NAME.match(text, mark.start()):
            colon = mark.start()
        elif character[0] == "\n":
            break
    return None, None
