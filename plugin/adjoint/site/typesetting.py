"""Typeset math for a site: each distinct formula once, a page's formulas in one batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from adjoint.markup import ComputedValue, Diagnostic, Document, LatexError, Typeset, Typesetter
from adjoint.site.values import shown_in_math

Formula = tuple[str, bool]
"""LaTeX, and whether it is displayed on lines of its own."""


class MathDesk:
    """Typesets for every page of a build and remembers what it has set."""

    def __init__(self) -> None:
        self._typesetter = Typesetter()
        self._set: dict[Formula, Typeset | LatexError] = {}

    def typeset(self, formulas: Iterable[Formula]) -> Sequence[Typeset | LatexError]:
        """Return each formula typeset, or KaTeX's refusal; those not met before in one batch."""
        wanted = list(formulas)
        new = [formula for formula in dict.fromkeys(wanted) if formula not in self._set]
        if new:
            self._set.update(zip(new, self._typesetter.typeset(new), strict=True))
        return [self._set[formula] for formula in wanted]


class PageMath:
    """Typesets for one page and knows the style rules that the page has come to need."""

    def __init__(self, desk: MathDesk) -> None:
        self._desk = desk
        self._rules: set[str] = set()

    def typeset(self, latex: str, display: bool) -> Markup:  # noqa: FBT001  (a component asks by position)
        """Return a formula as HTML.

        Raises:
            LatexError: KaTeX cannot read it; authored formulas were checked by ``math_faults`` before.
        """
        (result,) = self._desk.typeset([(latex, display)])
        if isinstance(result, LatexError):
            raise result
        self._rules |= result.rules
        return Markup(result.html)  # noqa: S704  (KaTeX escapes what it sets)

    def rules(self) -> tuple[str, ...]:
        """Return the style rules that the formulas typeset so far need, sorted."""
        return tuple(sorted(self._rules))


def math_faults(
    texts: Iterable[Document], numbers: Mapping[str, float], desk: MathDesk
) -> Iterator[Diagnostic]:
    """Typeset every formula of a page in one batch and yield what KaTeX refuses, in its own words.

    Args:
        texts: the page's body and lines.
        numbers: the computed values, by expression; where one is missing, its fault has been told.
        desk: remembers what it has set.
    """

    def digits(value: ComputedValue) -> str:
        return math_value(value, numbers.get(value.expression, 0.0))

    filled = [(text, math.filled(digits)) for text in texts for math in text.math]
    results = desk.typeset([(formula.latex, formula.math.display) for _, formula in filled])
    for (text, formula), result in zip(filled, results, strict=True):
        if isinstance(result, LatexError):
            place = text.source.location(formula.source_offset(result.position))
            yield Diagnostic("latex", "error", result.message, place)


def math_value(value: ComputedValue, number: float) -> str:
    """Return a computed value as LaTeX, in braces where it is an argument."""
    text = shown_in_math(number, value.format)
    return f"{{{text}}}" if value.grouped else text
