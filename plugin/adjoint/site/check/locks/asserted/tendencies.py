"""Sentences on what follows a slider: ``As $b$ rises, $e$ falls``, ``Raising $a$ lowers $c$``."""

from __future__ import annotations

import re
from typing import Final

from adjoint.autodiff import DomainError
from adjoint.components.numerals import numeral
from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.reading import Answer, Said
from adjoint.site.check.locks.asserted.shape import names_of

_NAME: Final = (
    r"(?:(?:the )?(?:output |node |input |value |value of )?\$(?P<{}>[^$=<>]+)\$"
    r"|the output(?: of the graph)?)"
)
_UP: Final = r"(?:grows?|rises?|increases?|climbs?|gets? larger|goes up)"
_DOWN: Final = r"(?:falls?|decreases?|shrinks?|drops?|declines?|gets? smaller|goes down)"
_GOES: Final = rf"(?:(?P<{{0}}_up>{_UP})|{_DOWN})"
_MAKES: Final = r"(?:(?P<{0}_up>raises|increases|enlarges)|lowers|decreases|reduces|shrinks)"
_MAKING: Final = r"(?:(?P<{0}_up>raising|increasing)|lowering|decreasing|reducing)"
_MORE: Final = r"(?:(?P<{0}_up>larger|greater|bigger|higher)|smaller|lower)"
_WHEN: Final = r"(?:as|when|whenever|if|while)"
_X, _Y = _NAME.format("x"), _NAME.format("y")
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_Y} {_GOES.format('y')} {_WHEN} {_X} {_GOES.format('x')}",
        rf"{_WHEN} {_X} {_GOES.format('x')},? {_Y} {_GOES.format('y')}",
        rf"{_Y} {_GOES.format('y')} with (?P<x_up>){_X}",
        rf"{_MAKING.format('x')} {_X} {_MAKES.format('y')} {_Y}",
        rf"an? {_MORE.format('x')} {_X} means an? {_MORE.format('y')} {_Y}",
        rf"the {_MORE.format('x')} {_X}(?: is| gets)?, the {_MORE.format('y')} {_Y}(?: is| gets)?",
        rf"an? {_MORE.format('x')} {_X} makes {_Y} {_MORE.format('y')}",
        rf"{_Y} is (?:an? )?(?:(?P<y_up>increasing)|decreasing) (?:function of|in) (?P<x_up>){_X}",
    )
)


def read_tendency(text: str) -> Said | None:
    """Read a clause on how one node goes with another."""
    found = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if found is None:
        return None
    rises = (found["x_up"] is not None) == (found["y_up"] is not None)
    below, top = ((found[key] or "").strip() for key in ("x", "y"))
    return Said(lambda quantities: _answer(quantities, below, top, rises=rises)) if below else None


def _answer(quantities: Quantities, below: str, named: str, *, rises: bool) -> Answer:
    """Answer from the derivative as published and from all the slider's way: either may be meant."""
    graph = quantities.graph
    top = named or (graph.output if graph is not None else "")
    if graph is None or not {below, top} <= names_of(graph) or below == top:
        return None
    try:
        slope = quantities.adjoints(top)[graph.index(below)]
        if (slope != 0 and (slope > 0) == rises) or _goes(quantities, below, top, rises=rises):
            return ""
    except DomainError:
        return None
    return f"the derivative of {top} by {below} is {numeral(slope)} as published"


def _goes(quantities: Quantities, below: str, top: str, *, rises: bool) -> bool:
    """Tell whether a node goes up, or down, from one end of an input's slider to the other."""
    slider = quantities.sliders.get(below)
    if slider is None:
        return False
    try:
        first, last = (
            quantities.moved({below: end}).values[top] for end in (slider.stops[0], slider.stops[-1])
        )
    except DomainError:
        return True
    return last > first if rises else last < first
