"""Computed values, ``{= grad(e, b) :.2f }``: evaluated over the numbers of a page's components."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from adjoint.autodiff import ExpressionError
from adjoint.components.expressions import always_zero, read_text
from adjoint.components.numerals import KNOWN_MARKS, written
from adjoint.components.quantities import Quantities
from adjoint.components.reading import Scope, Undefined
from adjoint.markup import ComputedValue, Diagnostic, Document, Location
from adjoint.site.gathering import Faults

_POWER_OF_TEN = re.compile("×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
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
    claims: Iterable[str] = (),
) -> Mapping[str, float]:
    """Return every computed value of a page by its expression.

    Args:
        texts: the page's body and lines.
        quantities: what each component offers, by its id.
        faults: takes each value that cannot be computed or written as asked.
        evaluated: gives the value of an expression.
        claims: what the page states; of a derivative that a claim speaks of, nobody is warned.
    """
    scope = Scope(quantities)
    numbers: dict[str, float] = {}
    for value in (value for text in texts for value in text.values):
        try:
            number = evaluated(value.expression, scope)
            written(1.0, value.format)
            if math.isinf(number):
                raise Undefined("it counts steps to something that did not happen", 0, 0)  # noqa: TRY301
            if number == 0 and "(" in value.expression:
                faults.found.extend(_zeros(value, scope, claims))
            numbers[value.expression] = number
        except ExpressionError as error:
            place = _place(value, error.start)
            faults.found.append(Diagnostic("value", "error", error.message, place, error.hint))
        except Undefined as error:
            message = f"the value of {value.expression} is undefined: {error}"
            faults.found.append(Diagnostic("value-domain", "error", message, _place(value, error.start)))
        except ValueError:
            message = f'"{value.format}" is not a number format'
            hint = f"known are {KNOWN_MARKS}"
            faults.found.append(Diagnostic("value-format", "error", message, value.location, hint))
    return numbers


def _zeros(value: ComputedValue, scope: Scope, claims: Iterable[str]) -> Iterator[Diagnostic]:
    """Warn of derivatives that are 0 wherever the sliders stand, unless the author states so."""
    stated = " ".join(claims).replace(" ", "")
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


def shown_in_math(number: float, marks: str) -> str:
    """Return a number as LaTeX."""
    text = _POWER_OF_TEN.sub(
        lambda power: rf"\times 10^{{{power[1].translate(_DIGITS)}}}", shown(number, marks)
    )
    return text.replace("−", "-").replace("%", r"\%").replace(",", "{,}")
