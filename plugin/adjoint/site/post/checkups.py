"""Components held against the rest of their page, such as equations against the graphs they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from adjoint.components.model import Call, Checkup, Component, Shown, Surroundings
from adjoint.components.quantities import Quantities
from adjoint.markup import ComputedValue, Document
from adjoint.site.post.lines import Lines, as_line
from adjoint.site.post.typesetting import math_value


def checkup(
    results: Iterable[tuple[Component[Any], Call, Any]],
    texts: tuple[Document, Lines],
    numbers: Mapping[str, float],
    quantities: Mapping[str, Quantities],
) -> Checkup:
    """Check every result that can be checked.

    Args:
        results: the page's components, their calls and what they computed.
        texts: the page's body, and the lines of its props.
        numbers: the computed values, by expression.
        quantities: what each component offers, by its id.
    """
    found = [
        component.check(result, call, Surroundings(quantities, _Formulas(call, texts, numbers).shown))
        for component, call, result in results
        if component.check is not None
    ]
    faults = tuple(fault for one in found for fault in one.faults)
    return Checkup(sum(one.comparisons for one in found), faults)


class _Formulas:
    """The display formulas of one call, as a reader sees them."""

    def __init__(self, call: Call, texts: tuple[Document, Lines], numbers: Mapping[str, float]) -> None:
        self._call = call
        self._document, self._lines = texts
        self._numbers = numbers

    def shown(self, latex: str) -> Shown:
        """Return a formula that the call encloses, or that stands in its props."""
        within, source = self._call.tag.span, self._document.source
        own = (math for math in self._document.math if math.latex == latex and within.holds(math.span))
        if enclosed := next(own, None):
            filled = enclosed.filled(self._digits)
            return Shown(filled.latex, lambda offset: source.location(filled.source_offset(offset)))
        # Calls with the same formula in their props share one line; each has the place of its own prop.
        filled = self._lines[as_line(latex)].math[0].filled(self._digits)
        prop = next(name for name, value in self._call.props.items() if value == latex)
        before = len(as_line("")) // 2
        return Shown(
            filled.latex,
            lambda offset: self._call.location(prop, offset=max(filled.source_offset(offset) - before, 0)),
        )

    def _digits(self, value: ComputedValue) -> str:
        return math_value(value, self._numbers[value.expression])
