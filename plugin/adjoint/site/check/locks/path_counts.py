"""How many paths a text says there are in a graph that has another number of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from adjoint.autodiff import Graph
from adjoint.site.check.locks.elsewhere import is_elsewhere
from adjoint.site.check.locks.prose import Passage, passages, sections
from adjoint.site.check.locks.stated import Misstated
from adjoint.site.number_words import NUMBER_WORD, value_of
from adjoint.site.post.checked import Checked

_PATHS: Final = re.compile(
    rf"(?P<number>(?<![\w.,])\d+|{NUMBER_WORD.pattern}) (?:different |distinct |separate )?paths\b",
    re.IGNORECASE,
)
_MATH: Final = re.compile(r"\$([^$]+)\$")


def miscounted(post: Checked) -> Iterator[Misstated]:
    """Yield each number of paths beside a graph in which no two nodes have so many between them."""
    under = sections(post)
    graphs = {key: one.graph for key, one in post.quantities.items() if one.graph is not None}
    for passage in passages(post):
        beside = [key for key in graphs if passage.owner == key or under.get(key) == passage.section]
        if len(beside) == 1 and not is_elsewhere(passage.text):
            yield from _in_passage(passage, beside[0], graphs[beside[0]])


def _in_passage(passage: Passage, owner: str, graph: Graph) -> Iterator[Misstated]:
    counts = path_counts(graph)
    for found in _PATHS.finditer(passage.text):
        number = found["number"]
        said = float(number) if number.isdigit() else value_of(number)
        named = {name.strip() for name in _MATH.findall(passage.text)}
        pairs = {pair: count for pair, count in counts.items() if {*pair} <= named}
        possible = set(pairs.values()) if len(pairs) == 1 else set(counts.values())
        if said not in possible:
            told = f"so many paths lead between no two nodes of {owner}"
            if len(pairs) == 1:
                ((upper, lower),) = pairs
                told = f"between {lower} and {upper} there are {counts[upper, lower]}"
            yield Misstated(f"{number} paths", passage.text, None, passage.locate(found.start()), told)


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
