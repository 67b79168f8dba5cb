"""Computed values, ``{= grad(e, b) :.2f }``: evaluated over the numbers of a page's components."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from adjoint.autodiff import ExpressionError
from adjoint.components.expressions import UnknownNameError, always_zero, read_text
from adjoint.components.numerals import marks_hint, written
from adjoint.components.quantities import Quantities
from adjoint.components.reading import Scope, Undefined
from adjoint.markup import ComputedValue, Diagnostic, Document, Location
from adjoint.site.gathering import Faults
from adjoint.site.post.doubts import NO_DOUBTS, Doubts

_POWER_OF_TEN = re.compile("×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
SIGNS = re.compile("^[−+]|×")
"""What makes a number one of several signs, which stands in brackets where it is an operand."""
_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def evaluate(expression: str, scope: Scope) -> float:
    """Return the value of an expression.

    Raises:
        ExpressionError: it cannot be read.
        Undefined: it has no value.
    """
    return read_text(expression, scope).value(scope)


def compute_values(
    texts: Iterable[Document],
    quantities: Mapping[str, Quantities],
    faults: Faults,
    evaluated: Callable[[str, Scope], float] = evaluate,
    doubts: Doubts = NO_DOUBTS,
) -> Mapping[str, float]:
    """Return every computed value of a page by its expression.

    Args:
        texts: the page's body and lines.
        quantities: what each component offers, by its id.
        faults: takes each value that cannot be computed or written as asked.
        evaluated: gives the value of an expression.
        doubts: what failed; of an expression that may speak of it nothing is told.
    """
    scope = Scope(quantities)
    numbers: dict[str, float] = {}
    for value in (value for text in texts for value in text.values):
        if doubts.touch(value.expression):
            continue
        try:
            number = evaluated(value.expression, scope)
            written(1.0, value.format)
            if math.isinf(number):
                raise Undefined("it counts steps to something that did not happen", 0, 0)  # noqa: TRY301
            numbers[value.expression] = number
        except (ExpressionError, Undefined, ValueError) as error:
            if not (doubts.numbers and isinstance(error, UnknownNameError)):
                faults.found.append(_fault(value, error))
    return numbers


def _fault(value: ComputedValue, error: Exception) -> Diagnostic:
    if isinstance(error, ExpressionError):
        return Diagnostic("value", "error", error.message, _place(value, error.start), error.hint)
    if isinstance(error, Undefined):
        message = f"the value of {value.expression} is undefined: {error}"
        return Diagnostic("value-domain", "error", message, _place(value, error.start))
    message = f'"{value.format}" is not a number format'
    return Diagnostic("value-format", "error", message, value.location, marks_hint(value.format))


def zero_warnings(
    texts: Iterable[Document],
    quantities: Mapping[str, Quantities],
    numbers: Mapping[str, float],
    claims: Iterable[str],
) -> Iterator[Diagnostic]:
    """Yield a warning for each value that is a derivative and 0 wherever the sliders stand.

    Args:
        texts: the page's body and lines.
        quantities: what each component offers, by its id.
        numbers: the computed values, by expression.
        claims: what the page states; of a derivative that a claim speaks of, nobody is warned.
    """
    scope, stated = Scope(quantities), " ".join(claims).replace(" ", "")
    for value in (value for text in texts for value in text.values):
        if numbers.get(value.expression) == 0 and "(" in value.expression:
            for derivative, reason in always_zero(read_text(value.expression, scope), scope):
                if derivative.replace(" ", "") not in stated:
                    message = f"{reason}, so {derivative} is always 0"
                    hint = f"if that is what you mean, claim it: {derivative} == 0"
                    yield Diagnostic("always-zero", "warning", message, _place(value, 0), hint)


def _place(value: ComputedValue, offset: int) -> Location:
    start = value.location
    return Location(
        start.path, start.line, start.column + value.expression_span.start - value.span.start + offset
    )


def shown(number: float, marks: str) -> str:
    """Return a number as the page and the sibling write it.

    Args:
        number: finite.
        marks: Python's format marks; empty for the site's own choice of digits.
    """
    return written(number, marks)


def shown_in_math(value: ComputedValue, number: float) -> str:
    """Return the number of a computed value as LaTeX, in brackets where its signs would be misread."""
    text = shown(number, value.format)
    if value.bracketed and SIGNS.search(text):
        text = f"({text})"
    text = _POWER_OF_TEN.sub(lambda power: rf"\times 10^{{{power[1].translate(_DIGITS)}}}", text)
    return text.replace("−", "-").replace("%", r"\%").replace(",", "{,}")
