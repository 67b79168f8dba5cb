"""How many paths a text says there are between two nodes that have another number of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from adjoint.autodiff import Graph
from adjoint.site.check.locks.elsewhere import is_elsewhere
from adjoint.site.check.locks.misstatement import Misstated
from adjoint.site.check.locks.prose import Passage, passages, sections
from adjoint.site.check.locks.statements import hidden
from adjoint.site.number_words import NUMBER_WORD, count_of
from adjoint.site.post.checked import Checked

_MANY: Final = rf"(?P<number>\d+|{NUMBER_WORD.pattern}) (?:different |distinct |separate )?paths"
_HERE: Final = r"\s*(?:(?:here|so|thus|in the graph),? )?"
_ONE: Final = r"\$(?P<one>[^$]+)\$"
_TWO: Final = r"\$(?P<two>[^$]+)\$"
_COUNTS: Final = tuple(
    re.compile(rf"{_HERE}{words}(?=[.,;]\s|[.;]?\s*$)", re.IGNORECASE)
    for words in (
        rf"{_MANY} (?:lead|go|run) (?:down |up )?from {_ONE} (?:down |up )?to {_TWO}",
        rf"there are {_MANY} (?:from|between) {_ONE} (?:to|and) {_TWO}",
        rf"between {_ONE} and {_TWO},? there are {_MANY}",
    )
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_ALTOGETHER: Final = re.compile(
    r"\b(?:all|together|altogether|total|sum|each|of which|more)\b", re.IGNORECASE
)


def miscounted(post: Checked) -> Iterator[Misstated]:
    """Yield each number of paths that is said of two nodes of the one graph near it, and is not theirs."""
    under = sections(post)
    graphs = {key: one.graph for key, one in post.quantities.items() if one.graph is not None}
    for passage in passages(post):
        beside = [key for key in graphs if passage.owner == key or under.get(key) == passage.section]
        if len(beside) == 1 and not is_elsewhere(passage.text):
            yield from _in_passage(passage, graphs[beside[0]])


def _in_passage(passage: Passage, graph: Graph) -> Iterator[Misstated]:
    text = hidden(passage.text)
    nodes = {node.name for node in graph.nodes if node.name}
    for start in (0, *(gap.end() for gap in _SENTENCE.finditer(text))):
        found = next(filter(None, (form.match(text, start) for form in _COUNTS)), None)
        if found is None or not {found["one"], found["two"]} <= nodes:
            continue
        end = _SENTENCE.search(text, start)
        if _ALTOGETHER.search(text[start : end.start() if end else len(text)]):
            continue
        count, number = _between(graph, found["one"], found["two"]), found["number"]
        if count != count_of(number):
            told = f"between {found['one']} and {found['two']} there are {count}"
            yield Misstated(
                f"{number} paths", passage.text, None, passage.locate(found.start("number")), told
            )


def _between(graph: Graph, one: str, two: str) -> int:
    counts = path_counts(graph)
    return counts.get((one, two), counts.get((two, one), 0))


@lru_cache(maxsize=32)
def path_counts(graph: Graph) -> dict[tuple[str, str], int]:
    """Return how many paths lead from each named node down to each that it is made of."""
    found: dict[tuple[str, str], int] = {}
    for top, node in enumerate(graph.nodes):
        ways = {top: 1}
        for index in range(top, -1, -1):
            for operand in graph.nodes[index].operands if index in ways else ():
                ways[operand] = ways.get(operand, 0) + ways[index]
        for index, count in ways.items():
            if index != top and node.name and graph.nodes[index].name:
                found[node.name, graph.nodes[index].name] = count
    return found
