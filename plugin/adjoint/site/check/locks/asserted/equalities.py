"""Equalities in code and in alternative texts, where names stand bare: ``e = 7``, ``where e is 7``."""

from __future__ import annotations

import re
from typing import Final

from adjoint.autodiff import Graph
from adjoint.components.numerals import numeral
from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.reading import Answer, Said
from adjoint.site.check.locks.asserted.shape import names_of
from adjoint.site.number_words import NUMBER_WORD, value_of

_NUMBER: Final = rf"[-−]?\d+(?:\.\d+)?|{NUMBER_WORD.pattern}"
_IS: Final = r"(?: ?==? ?| is | equals )"
_EQUALITY: Final = re.compile(
    rf"(?:(?:.*\s)?(?:where|with|here|and) )?\$?(?:grad\((?P<of>\w+), ?(?P<by>\w+)\)|(?P<name>[^\W\d]\w*))"
    rf"{_IS}(?P<number>{_NUMBER})\$?"
)
_GIVEN: Final = re.compile(rf"(?<![\w.])(?P<name>[^\W\d]\w*)\$?(?:{_IS}| at | to )\$?(?P<number>{_NUMBER})")


def read_equality(text: str, around: str) -> Said | None:
    """Read an equality of a node, or of a derivative, with a typed number.

    Args:
        text: the code, or a part of an alternative text.
        around: what stands around it.
    """
    found = _EQUALITY.fullmatch(text)
    return None if found is None else Said(lambda quantities: _answer(quantities, found, around))


def _answer(quantities: Quantities, found: re.Match[str], around: str) -> Answer:
    graph = quantities.graph
    if graph is None or _sets_otherwise(quantities, around):
        return None
    value, name = _value(quantities, graph, found), found["name"] or f"grad({found['of']}, {found['by']})"
    if value is None or not differs(found["number"], value):
        return None if value is None else ""
    return f"{name} is {numeral(value)} as published"


def _value(quantities: Quantities, graph: Graph, found: re.Match[str]) -> float | None:
    names = names_of(graph)
    if found["of"] is not None:
        known = {found["of"], found["by"]} <= names
        return quantities.adjoints(found["of"])[graph.index(found["by"])] if known else None
    # An input is given its number, and is not said to have it.
    return quantities.values.get(found["name"]) if found["name"] not in graph.inputs else None


def _sets_otherwise(quantities: Quantities, around: str) -> bool:
    inputs = quantities.inputs
    return any(
        given["name"] in inputs and differs(given["number"], inputs[given["name"]])
        for given in _GIVEN.finditer(around)
    )


def differs(text: str, value: float) -> bool:
    """Tell whether a number is another than a value rounded to the digits that are typed."""
    if NUMBER_WORD.fullmatch(text):
        return value_of(text) != value
    unit = float(f"1e-{len(text.partition('.')[2])}")
    return abs(float(text.replace("−", "-")) - value) > (unit if "." in text else 0.5) * (1 + 1e-9)
