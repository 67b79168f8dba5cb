"""Sentences on the shape of a graph: ``The graph has three inputs``, ``$d$ does not depend on $b$``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from adjoint.autodiff import Graph
from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.reading import NAMED, Answer, Said
from adjoint.site.check.locks.elsewhere import MATH
from adjoint.site.check.locks.path_counts import path_counts
from adjoint.site.number_words import NUMBER_WORD, count_of
from adjoint.site.wording import counted

COUNT: Final = rf"(?:exactly |only |just )?(?:\d+|no|one|{NUMBER_WORD.pattern})"
_KIND: Final = (
    r"(?:inputs?|nodes?|outputs?|operations?|arrows?|edges?|sums?|products?|additions?|multiplications?)"
)
_PARTS: Final = rf"(?P<parts>{COUNT} {_KIND}(?:(?:, | and |, and ){COUNT} {_KIND})*)"
_GRAPH: Final = r"(?:the|this|our) (?:computation )?graph(?: above| below| here)?"
_HAS: Final = re.compile(
    rf"(?:{_GRAPH} (?:has|consists of|is made of)|(?P<there>there are)|in {_GRAPH} there are) {_PARTS}"
    rf"(?(there) in {_GRAPH})",
    re.IGNORECASE,
)
_OF_CAPTION: Final = re.compile(
    rf"(?:an?|the) (?:small |simple |tiny |computation )*graph (?:with|of) {_PARTS}", re.IGNORECASE
)
_PART: Final = re.compile(
    rf"(?:exactly |only |just )?(?P<many>\d+|no|one|{NUMBER_WORD.pattern}) (?P<kind>{_KIND})", re.IGNORECASE
)
_FEEDS: Final = re.compile(
    rf"(?:the )?(?:input |node )?{NAMED.format('name')} (?:feeds|is used by|feeds into) "
    rf"(?P<many>\d+|one|{NUMBER_WORD.pattern}) (?:other )?(?:nodes?|steps?|operations?)",
    re.IGNORECASE,
)
_THROUGH: Final = re.compile(
    rf"(?:the )?(?:input |node )?{NAMED.format('below')} (?:reaches|affects|influences|enters) "
    rf"(?:the )?(?:output |node )?{NAMED.format('top')} only (?:through|by way of|via) "
    rf"(?:the )?(?:node |sum |product |factor )?{NAMED.format('via')}(?:, with .*)?",
    re.IGNORECASE,
)
_INPUTS: Final = re.compile(
    r"(?:the|its) inputs(?: of the graph)? are (?P<names>(?:\$[^$]+\$(?:, | and |, and )?){2,})",
    re.IGNORECASE,
)
_IS: Final = re.compile(
    rf"{NAMED.format('name')} is an? (?P<kind>input|sum|product)(?: node)?"
    rf"|the output(?: of the graph)? is {NAMED.format('output')}",
    re.IGNORECASE,
)
_NOT: Final = r"(?:does not|doesn['’]t)"
_STILL: Final = rf"(?:{_NOT} change (?:with|when|if|as)|stays the same (?:when|if|as))"
_AFFECTS: Final = re.compile(
    rf"(?:the )?(?:input |node )?{NAMED.format('below')} "
    rf"(?:(?P<no>{_NOT} affect|has no (?:effect|influence) on)|affects|influences) {NAMED.format('top')}"
    rf"|changing {NAMED.format('changed')} changes {NAMED.format('changes')}"
    rf"|{NAMED.format('still')} {_STILL} {NAMED.format('moved')}(?: changes| grows| rises| does)?",
    re.IGNORECASE,
)
_DEPENDS: Final = re.compile(
    rf"(?:the )?(?:output |node )?{NAMED.format('top')} "
    r"(?:(?P<no>does not|doesn['’]t) depend on|(?P<free>is independent of)|depends (?P<only>only )?on) "
    rf"{NAMED.format('below')}(?P<alone> alone| only)?(?P<not> not at all)?",
    re.IGNORECASE,
)


def read_shape(text: str, *, is_caption: bool) -> Said | None:
    """Read a clause on the parts of a graph, or on what a node is made of.

    Args:
        text: the clause.
        is_caption: whether it describes the graph that it stands at.
    """
    found = _HAS.fullmatch(text) or (_OF_CAPTION.fullmatch(text) if is_caption else None)
    if found:
        said = [(number_of(part["many"]), part["kind"].lower()) for part in _PART.finditer(found["parts"])]
        return Said(lambda quantities: _counts(quantities, said), moves=False)
    if feeds := _FEEDS.fullmatch(text):
        return Said(
            lambda quantities: _uses(quantities, feeds["name"].strip(), number_of(feeds["many"])), moves=False
        )
    if depends := _DEPENDS.fullmatch(text):
        free = bool(depends["no"] or depends["free"])
        alone = bool(depends["only"] or depends["alone"])
        return _depending(depends["top"], depends["below"], free=free, alone=alone)
    if affects := _AFFECTS.fullmatch(text):
        top = affects["top"] or affects["changes"] or affects["still"]
        below = affects["below"] or affects["changed"] or affects["moved"]
        return _depending(top, below, free=bool(affects["no"] or affects["still"]), alone=False)
    if through := _THROUGH.fullmatch(text):
        ends = [through[key].strip() for key in ("below", "via", "top")]
        return Said(lambda quantities: _through(quantities, *ends), moves=False)
    return _read_kind(text)


def _read_kind(text: str) -> Said | None:
    if listed := _INPUTS.fullmatch(text):
        names = [name.strip() for name in MATH.findall(listed["names"])]
        return Said(lambda quantities: _has_inputs(quantities, names), moves=False)
    if found := _IS.fullmatch(text):
        return Said(lambda quantities: _is_kind(quantities, found), moves=False)
    return None


def _depending(top: str, below: str, *, free: bool, alone: bool) -> Said:
    one, other = top.strip(), below.strip()
    return Said(lambda quantities: _dependence(quantities, one, other, free=free, alone=alone), moves=False)


def _through(quantities: Quantities, below: str, via: str, top: str) -> Answer:
    graph = quantities.graph
    if graph is None or not {below, via, top} <= names_of(graph) or len({below, via, top}) < 3:
        return None
    paths = path_counts(graph)
    if (top, below) not in paths:
        return f"{top} does not depend on {below}"
    others = paths[top, below] - paths.get((top, via), 0) * paths.get((via, below), 0)
    return (
        f"{counted(others, 'path')} from {below} to {top} lead{'s' * (others == 1)} around {via}"
        if others
        else ""
    )


def _has_inputs(quantities: Quantities, names: list[str]) -> Answer:
    graph = quantities.graph
    if graph is None or not set(names) <= names_of(graph):
        return None
    # Those of one node may be meant.
    sets = [set(graph.inputs), *({graph.nodes[at].name for at in node.operands} for node in graph.nodes)]
    return "" if set(names) in sets else f"its inputs are {', '.join(graph.inputs)}"


def _is_kind(quantities: Quantities, found: re.Match[str]) -> Answer:
    graph = quantities.graph
    name = (found["name"] or found["output"]).strip()
    if graph is None or name not in names_of(graph):
        return None
    if found["output"]:
        is_so = quantities.values[name] == quantities.values[graph.output]
        return "" if is_so else f"the output is {graph.output}"
    operation, kind = graph.nodes[graph.index(name)].operation, found["kind"].lower()
    if operation in _OPERATIONS and operation not in _KINDS[kind]:
        return f"{name} is {_OPERATIONS[operation]}"
    return ""


_OPERATIONS: Final = {
    "add": "a sum",
    "multiply": "a product",
    "input": "an input",
    "subtract": "a difference",
}
_KINDS: Final = {
    "sum": {"add", "subtract"},
    "product": {"multiply"},
    "input": {"input"},
}


def number_of(text: str) -> float:
    """Return the number that a count is, in digits or in words."""
    word = text.lower().removeprefix("exactly ").removeprefix("only ").removeprefix("just ")
    if word in {"no", "one"}:
        return float(word == "one")
    return count_of(word)


def _counts(quantities: Quantities, said: list[tuple[float, str]]) -> Answer:
    graph = quantities.graph
    if graph is None:
        return None
    is_list = len(said) > 1
    for many, kind in said:
        one = kind.removesuffix("s")
        counts = _COUNTS[one](graph)
        # "Two inputs and three nodes": the others may be meant.
        others = [count - len(graph.inputs) for count in counts if is_list and one == "node"]
        if many not in {*counts, *others}:
            return f"the graph has {counted(counts[0], one)}"
    return ""


def _nodes(graph: Graph) -> tuple[int, ...]:
    named = sum(bool(node.name) for node in graph.nodes)
    return (named, len(graph.nodes), sum(node.operation != "constant" for node in graph.nodes))


def _inputs(graph: Graph) -> tuple[int, ...]:
    constants = sum(node.operation == "constant" and bool(node.name) for node in graph.nodes)
    return (len(graph.inputs), len(graph.inputs) + constants)


def _arrows(graph: Graph) -> tuple[int, ...]:
    every = [(operand, top) for top, node in enumerate(graph.nodes) for operand in node.operands]
    drawn = [link for link in every if graph.nodes[link[0]].operation != "constant"]
    return (len(drawn), len(set(drawn)), len(every), len(set(every)))


def _of_operation(*operations: str) -> Callable[[Graph], tuple[int, ...]]:
    # A difference may pass for a sum and a square for a product: each alone, and together.
    def counts(graph: Graph) -> tuple[int, ...]:
        found = [sum(node.operation == one for node in graph.nodes) for one in operations]
        return tuple(found[0] + sum(others) for others in ([], found[1:], *([one] for one in found[1:])))

    return counts


_COUNTS: Final[Mapping[str, Callable[[Graph], tuple[int, ...]]]] = {
    "input": _inputs,
    "node": _nodes,
    "output": lambda graph: (len(graph.outputs),),
    "operation": lambda graph: (sum(bool(node.operands) for node in graph.nodes),),
    "arrow": _arrows,
    "edge": _arrows,
    "sum": _of_operation("add", "subtract"),
    "addition": _of_operation("add", "subtract"),
    "product": _of_operation("multiply", "divide", "power"),
    "multiplication": _of_operation("multiply", "divide", "power"),
}


@lru_cache(maxsize=64)
def names_of(graph: Graph) -> frozenset[str]:
    """Return the names of a graph's nodes."""
    return frozenset(node.name for node in graph.nodes if node.name)


def _uses(quantities: Quantities, name: str, many: float) -> Answer:
    graph = quantities.graph
    if graph is None or name not in names_of(graph):
        return None
    index = graph.index(name)
    every = [top for top, node in enumerate(graph.nodes) for operand in node.operands if operand == index]
    return "" if many in {len(every), len(set(every))} else f"{name} feeds {counted(len(set(every)), 'node')}"


def _dependence(quantities: Quantities, top: str, below: str, *, free: bool, alone: bool) -> Answer:
    graph = quantities.graph
    if graph is None or not {top, below} <= names_of(graph) or top == below:
        return None
    paths = path_counts(graph)
    is_above = (top, below) in paths
    if free:
        if alone or not is_above:
            return ""
        index = graph.index(below)
        return f"{top} depends on {below}" if quantities.adjoints(top)[index] != 0 else ""
    if not is_above:
        return f"{top} does not depend on {below}"
    others = [name for name in graph.inputs if (top, name) in paths and name != below]
    if alone and below in graph.inputs and others:
        return f"{top} depends on {others[0]} as well"
    return ""
