r"""What a text calls by words alone, put as formulas: ``the output``, ``the gradient of $b$``.

The rules for formulas then say whether it is so. Only what is one thing on the page is renamed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from operator import itemgetter
from typing import Final

from adjoint.autodiff import Graph
from adjoint.frozen import frozen
from adjoint.site.check.locks.elsewhere import MATH
from adjoint.site.check.locks.near import CHANGES, Straying
from adjoint.site.number_words import NUMBER_WORD

_SAYS: Final = r"(?=\s+(?:is|equals|comes\s+to|amounts\s+to|exceeds|lies|stays)\b)"
_OUTPUT: Final = re.compile(
    rf"\b(?:the|its|our)\s+(?:graph['’]s\s+)?(?:output(?:\s+of\s+the\s+(?:whole\s+)?graph)?"
    rf"|value\s+(?:of\s+the\s+(?:whole\s+)?(?:graph|expression)|at\s+the\s+top)|final\s+value){_SAYS}",
    re.IGNORECASE,
)
_PASS: Final = re.compile(
    rf"\b(?:the\s+)?(?:end\s+)?result\s+of\s+(?:the|our)\s+(?:forward\s+pass|(?:whole\s+)?(?:graph|expression)){_SAYS}",
    re.IGNORECASE,
)
_NUMBER: Final = rf"\s+(?:is|equals)\s+\$?(?:[-−]?\d+(?:\.\d+)?|{NUMBER_WORD.pattern})\$?"
_RESULT: Final = re.compile(
    rf"(?:(?:here|so|thus|hence),?\s+)?(?P<named>the\s+(?:end\s+)?result)(?={_NUMBER}[.!]?\s*$)",
    re.IGNORECASE,
)
"""All that a paragraph says."""
_CODE: Final = re.compile(
    r"(?:in\s+(?:the\s+)?code,\s+)?`(?:(?P<name>[^\W\d]\w*)|grad\((?P<of>\w+), ?(?P<by>\w+)\))`"
    rf"(?={_NUMBER}\s*(?:[.!;,]|and\b|$))",
    re.IGNORECASE,
)
_EVALUATES: Final = re.compile(
    r"\b(?:the|this|our)\s+(?:whole\s+)?graph\s+(?:evaluates\s+to|outputs|returns|computes)(?=\s+\$?[-−\w])",
    re.IGNORECASE,
)
_SLOPE: Final = re.compile(
    r"\b(?:the\s+(?:partial\s+)?(?:gradient|derivative|slope|adjoint)|(?P<that>that))\s+"
    r"(?:(?P<of>of|for)|by|with\s+respect\s+to|along|in)\s+(?:the\s+input\s+)?\$(?P<name>[^$=<>]+)\$"
    r"(?!\s+(?:with\s+respect|by|along|in)\b)",
    re.IGNORECASE,
)
_STANDS_FIRST: Final = re.compile(
    r"(?:^|[.!?:;]\s+|\*\*)(?:(?:here|so|thus|hence|and),?\s+)?$", re.IGNORECASE
)
_SIMPLE: Final = re.compile(r"\s*+(?P<name>[A-Za-z]\w*)?\s*+(?:=?\s*+[-−]?\d++(?:\.\d+)?)?\s*")
_OTHER_NODE: Final = re.compile(
    r"\b(?:local|sum|product|quantity|result|factor|term|layer|second|mixed|loss|path|count\w*)\b",
    re.IGNORECASE,
)
"""What else than the output a derivative may be one of, and what else than one by a node."""


@frozen
class Renamed:
    """A text in formulas."""

    text: str
    source: Callable[[int], int]
    """Gives the offset in the authored text of one in this."""


def renamed(
    text: str, graph: Graph, *, by_output: bool, by_code: bool = False, by_result: bool = False
) -> Renamed | None:
    """Return a text with formulas for words, or None where no words are such.

    Args:
        text: as authored.
        graph: the one graph that it may speak of.
        by_output: whether ``the output`` can only be the graph's.
        by_code: whether names in code can only be the graph's too, as published.
        by_result: whether ``the result`` can be that of nothing that the text does before.
    """
    spans: list[tuple[int, int, str]] = []
    if by_output:
        spans += [(*found.span(), f"${graph.output}$") for found in _OUTPUT.finditer(text)]
        spans += [(*found.span(), f"${graph.output}$ is") for found in _EVALUATES.finditer(text)]
        spans += [(*found.span(), f"${graph.output}$") for found in _PASS.finditer(text)]
        spans += _in_code(text, graph) if by_code else ()
        if by_result and (result := _RESULT.match(text)):
            spans.append((*result.span("named"), f"${graph.output}$"))
    spans += _slopes(text, graph)
    if not spans:
        return None
    straying = Straying(text, frozenset(node.name for node in graph.nodes))
    spans = [span for span in spans if not straying.before(span[0])]
    if not spans:
        return None
    pieces, starts, at, length = list[str](), list[tuple[int, int]](), 0, 0
    for start, end, formula in sorted(spans):
        for piece, place in ((text[at:start], at), (formula, start)):
            starts.append((length, place))
            pieces.append(piece)
            length += len(piece)
        at = end
    starts.append((length, at))

    def authored(offset: int) -> int:
        begin, of = starts[bisect_right(starts, offset, key=itemgetter(0)) - 1]
        return of + offset - begin

    return Renamed("".join([*pieces, text[at:]]), authored)


def _in_code(text: str, graph: Graph) -> Iterator[tuple[int, int, str]]:
    """Yield where a text names in code what the graph computes; an input may be set there to anything."""
    if "`" not in text:
        return
    names = {node.name for node in graph.nodes if node.name}
    change = CHANGES.search(text)
    for found in _CODE.finditer(text):
        if change and change.start() < found.start():
            return
        if found["of"] and {found["of"], found["by"]} <= names:
            yield *found.span(), rf"$\partial {found['of']}/\partial {found['by']}$"
        elif found["name"] in names - set(graph.inputs):
            yield *found.span(), f"${found['name']}$"


def _slopes(text: str, graph: Graph) -> list[tuple[int, int, str]]:
    """Return where a text names derivatives of the output by words, if it names no other."""
    found = list(_SLOPE.finditer(text))
    if not found or found[0]["that"] or not _STANDS_FIRST.search(text[: found[0].start()]):
        return []
    if _OTHER_NODE.search(text) or not _are_of(MATH.findall(text), {node.name for node in graph.nodes}):
        return []
    if any(one["of"] and one["name"].strip() not in graph.inputs for one in found):
        return []
    return [
        (*one.span(), rf"$\partial {graph.output}/\partial {one['name'].strip()}$")
        for one in found
        if one["name"].strip() != graph.output
    ]


def _are_of(formulas: Collection[str], names: Collection[str]) -> bool:
    """Tell whether formulas are no more than names of a graph and numbers."""
    simple = [_SIMPLE.fullmatch(one) for one in formulas]
    return all(one is not None and (not one["name"] or one["name"] in names) for one in simple)
