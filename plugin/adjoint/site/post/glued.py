"""Digits, signs and powers that touch a computed value: together a reader takes them for another number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from adjoint.markup import ComputedValue, Diagnostic, Document

_DIGIT_BEFORE: Final = re.compile(r"(?<![\^_])\d\.?$")
_DIGIT_AFTER: Final = re.compile(r"\.?\d|[eE][+-]?\d")
_SIGN_BEFORE: Final = re.compile(r"(?<![\w)\]}$−-])[-−]$")
"""A sign that no word, formula or other dash stands before."""
_RAISED_AFTER: Final = re.compile(r"(?:<su[pb]>|\^)\s*\d")
_THOUSANDS_AFTER: Final = re.compile(r",\d{3}(?!\d)")
_OF_TWO: Final = re.compile(r"\\(?:[dtc]?frac|[dt]?binom)\s*\d?\s*$")
"""A command of two arguments: what stands beside its first is no further digit."""
_ARGUMENT: Final = re.compile(r"\\(?:sqrt|math[a-z]+)\s*\d$")
_REACH: Final = 12
"""Characters beside a value that are looked at."""


def glued_values(texts: Iterable[Document]) -> Iterator[Diagnostic]:
    """Yield a fault for each computed value that digits of the text, or another value, touch.

    Args:
        texts: the page's body and lines.
    """
    for document in texts:
        text = document.source.text
        in_order = sorted(document.values, key=lambda value: value.span.start)
        for before, value in zip([None, *in_order], in_order, strict=False):
            if _touched(text, value) or (before and _follows(text, before, value)):
                message = "a number or a sign stands right beside this value: together they read as another"
                hint = r"write a space between them, \cdot in a formula, or one value, such as {= 10 * e }"
                yield Diagnostic("value-glued", "error", message, value.location, hint)


def _follows(text: str, before: ComputedValue, value: ComputedValue) -> bool:
    r"""Tell whether a value stands right after another, and not as the second argument of ``\frac``."""
    between = text[before.span.end : value.span.start]
    is_next = not between or (value.math and before.math and not between.strip())
    leading = text[max(0, before.span.start - _REACH) : before.span.start]
    return is_next and not leading.endswith("^") and not _OF_TWO.search(leading)


def _touched(text: str, value: ComputedValue) -> bool:
    before = text[max(0, value.span.start - _REACH) : value.span.start]
    after = text[value.span.end : value.span.end + _REACH]
    if value.math:  # where a space does not show
        before, after = before.rstrip(), after.lstrip()
        if _OF_TWO.search(before) or _ARGUMENT.search(before):
            return False
    elif _THOUSANDS_AFTER.match(after) or _RAISED_AFTER.match(after) or _SIGN_BEFORE.search(before):
        return True
    return bool(_DIGIT_BEFORE.search(before) or _DIGIT_AFTER.match(after))
