"""Sentences on how large a node is, or how fast it goes: ``$e$ lies between 2 and 3``, ``twice as fast``."""

from __future__ import annotations

import re
from typing import Final

from adjoint.components.numerals import numeral
from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.reading import NAMED, Answer, Said
from adjoint.site.check.locks.asserted.shape import names_of
from adjoint.site.number_words import NUMBER_WORD, count_of

_COUNT: Final = rf"\d+(?:\.\d+)?|{NUMBER_WORD.pattern}"
_END: Final = rf"(?:\$[^$=<>]+\$|[-−]?(?:{_COUNT}))"
_BETWEEN: Final = re.compile(
    rf"(?:the )?(?:output |node )?{NAMED.format('name')} (?:is|lies) between "
    rf"(?P<one>{_END}) and (?P<two>{_END})",
    re.IGNORECASE,
)
_FAST: Final = re.compile(
    rf"(?:the )?(?:output |node )?{NAMED.format('top')} (?:changes|grows|rises|increases|goes|moves) "
    rf"(?:(?P<many>{_COUNT}) times|twice) as fast as {NAMED.format('below')}(?: does)?",
    re.IGNORECASE,
)
_CLOSE: Final = 0.05
"""By what part of itself a slope may miss what is said of it."""


def read_size(text: str) -> Said | None:
    """Read a clause on the ends between which a node lies, or on how fast it goes beside another."""
    if between := _BETWEEN.fullmatch(text):
        return Said(lambda quantities: _between(quantities, between))
    if fast := _FAST.fullmatch(text):
        return Said(lambda quantities: _as_fast(quantities, fast))
    return None


def _between(quantities: Quantities, found: re.Match[str]) -> Answer:
    graph, name = quantities.graph, found["name"].strip()
    if graph is None or name not in names_of(graph):
        return None
    ends = [_value(quantities, found[key]) for key in ("one", "two")]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return None
    value = quantities.values[name]
    is_so = min(known) <= value <= max(known) or min(known) <= abs(value) <= max(known)
    return "" if is_so else f"{name} is {numeral(value)} as published"


def _as_fast(quantities: Quantities, found: re.Match[str]) -> Answer:
    graph = quantities.graph
    top, below = found["top"].strip(), found["below"].strip()
    if graph is None or not {top, below} <= names_of(graph) or top == below:
        return None
    slope = abs(quantities.adjoints(top)[graph.index(below)])
    many = _number(found["many"]) if found["many"] else 2.0
    if not slope or abs(slope - many) <= _CLOSE * slope:  # with no slope, another node may move both
        return ""
    return f"the derivative of {top} by {below} is {numeral(slope)} in size as published"


def _value(quantities: Quantities, text: str) -> float | None:
    """Return the number that is typed, or the value of the node that is named."""
    return quantities.values.get(text.strip("$ ")) if text[0] == "$" else _number(text)


def _number(text: str) -> float:
    sign, digits = (-1, text[1:]) if text[0] in "-−" else (1, text)
    return sign * count_of(digits)
