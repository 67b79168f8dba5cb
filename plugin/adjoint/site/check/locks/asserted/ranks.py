"""Sentences on what is largest: ``$b$ has the largest gradient``, ``The largest node is $e$``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from adjoint.autodiff import Graph
from adjoint.components.numerals import numeral
from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.reading import NAMED, Answer, Said
from adjoint.site.check.locks.asserted.shape import names_of

_RANK: Final = (
    r"the (?P<rank>(?P<most>largest|greatest|biggest|highest|steepest)|smallest|lowest|least|flattest)"
)
_SLOPE: Final = r"(?:partial )?(?:gradient|derivative|slope|adjoint)"
_NOUN: Final = r"(?P<what_input>input)|(?P<what_node>node)"
_WHAT: Final = rf"(?:(?P<what_slope>{_SLOPE})|value|{_NOUN})"
_NAME: Final = rf"(?:the )?(?:input |node )?{NAMED.format('name')}"
_BY: Final = r"(?:of|by|with respect to|along|in)"


def _among(key: str) -> str:
    return rf"(?:among|of) (?:all |all the |the )?(?P<{key}>(?P<{key}_input>inputs)|(?P<{key}_node>nodes))"


_FORMS: Final = tuple(
    re.compile(rf"(?:{_among('before')},? )?(?:{form})(?: {_among('behind')})?", re.IGNORECASE)
    for form in (
        rf"{_NAME} has {_RANK} {_WHAT}",
        rf"the (?P<what_slope>{_SLOPE}) {_BY} {_NAME} is {_RANK}(?: one)?",
        rf"the (?P<what_slope>{_SLOPE}) is {_RANK.removeprefix('the ')} (?:for|along) {_NAME}",
        rf"{_RANK} {_WHAT} is (?:that {_BY} )?{_NAME}",
        rf"{_NAME} is {_RANK}(?: (?:{_NOUN}))?",
    )
)
_SETS: Final = ("before", "behind", "what_input", "what_node")


def read_rank(text: str) -> Said | None:
    """Read a clause that calls a node's value or its derivative the largest or the smallest."""
    found = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    is_bare = found is not None and found.re.pattern == _FORMS[-1].pattern
    if found is None or (is_bare and not any(found[key] for key in _SETS)):
        return None  # "$c$ is the largest": of what, the sentence does not say
    return Said(lambda quantities: _answer(quantities, found))


def _answer(quantities: Quantities, found: re.Match[str]) -> Answer:
    graph, said = quantities.graph, found.groupdict()
    name = said["name"].strip()
    if graph is None or name not in names_of(graph):
        return None
    slope, most = bool(said.get("what_slope")), bool(said["most"])
    key = "grad.{}" if slope else "{}"
    reason = ""
    for names in _sets(graph, said, slope=slope):
        numbers = {
            one: quantities.values[key.format(one)] for one in names if key.format(one) in quantities.values
        }
        if name not in numbers:
            continue
        for size in (float, abs):
            of = {one: size(number) for one, number in numbers.items()}
            end = max(of.values()) if most else min(of.values())
            if abs(of[name] - end) <= 1e-9 * max(abs(end), 1e-300):
                return ""
            other = next(one for one, number in of.items() if number == end)
            what = "the derivative by {} is {}" if slope else "{} is {}"
            told = " and ".join(what.format(one, numeral(numbers[one])) for one in (name, other))
            reason = reason or told
    return reason or None


def _sets(graph: Graph, said: dict[str, str | None], *, slope: bool) -> Iterator[frozenset[str]]:
    """Yield the nodes among which it may be meant to be the largest."""
    nodes = names_of(graph) - ({graph.output} if slope else set())
    of_inputs = any(said.get(key) for key in ("before_input", "behind_input", "what_input"))
    of_nodes = any(said.get(key) for key in ("before_node", "behind_node", "what_node"))
    if not of_nodes:
        yield frozenset(graph.inputs)
    if not of_inputs:
        yield nodes
        yield nodes - frozenset(graph.inputs)
