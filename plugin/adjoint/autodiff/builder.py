"""Derived graphs: built step by step from other graphs, each step shared and simplified."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import Final

from adjoint.autodiff.graph import Graph, Node
from adjoint.autodiff.ieee import FUNCTIONS
from adjoint.autodiff.operations import OPERATIONS, Primitive
from adjoint.autodiff.simplify import simplified

COMMUTING: Final = frozenset({"add", "multiply", "max", "min"})

MAX_DIGITS: Final = 6
"""Characters of a folded constant in a derivative that is read."""


class Builder:
    """A derived graph in the making.

    Args:
        is_for_reading: write for the eye: cancel as in exact arithmetic, leave constants such as √π.
    """

    def __init__(self, *, is_for_reading: bool = False) -> None:
        self.is_for_reading = is_for_reading
        self.nodes: list[Node] = []
        self._values: list[float | None] = []
        self._leaves: dict[object, int] = {}
        self._applied: defaultdict[str, dict[Sequence[int], int]] = defaultdict(dict)
        self._names: set[str] = set()
        self._unwritten: set[int] = set()

    def input(self, name: str) -> int:
        """Return the input of that name."""
        return self._leaf(name, Node(name, "input"))

    def constant(self, value: float, name: str = "") -> int:
        """Return the constant of that value."""
        return self._leaf((value, math.copysign(1.0, value), name), Node(name, "constant", value=value))

    def value(self, index: int) -> float | None:
        """Return the value of a nameless constant, ``None`` for any other node."""
        return self._values[index]

    def apply(self, operation: str, *operands: int, name: str = "") -> int:
        """Return a node that applies an operation, or a simpler node of equal value."""
        simpler = None
        values = self._values
        for operand in operands:
            if values[operand] is None:
                break
        else:
            simpler = self._folded(operation, operands)
        if simpler is None:
            simpler = simplified(self, operation, operands)
        if simpler is not None:
            return simpler
        return self._step(operation, operands, name)

    def _step(self, operation: str, operands: tuple[int, ...], name: str) -> int:
        known = self._applied[operation]
        key = operands[::-1] if operation in COMMUTING and operands[0] > operands[1] else operands
        place = known.get(key)
        if place is None:
            place = self._append(Node("" if name in self._names else name, operation, operands))
            known[key] = place
        return place

    def substitute(self, graph: Graph, inputs: Sequence[int]) -> list[int]:
        """Build another graph's nodes on given nodes for its inputs; return where each of its nodes went."""
        remaining = iter(inputs)
        places: list[int] = []
        for node in graph.nodes:
            if node.operation == "input":
                places.append(next(remaining))
            elif node.value is not None:
                places.append(self.constant(node.value))
            else:
                places.append(self.apply(node.operation, *(places[operand] for operand in node.operands)))
        return places

    def join(self, graph: Graph) -> list[int]:
        """Do as ``copy`` for a graph that a builder made, without names: its steps are simple already."""
        places: list[int] = []
        for name, operation, operands, value, _ in graph.nodes:
            if operation == "input":
                places.append(self.input(name))
            elif value is not None:
                places.append(self.constant(value))
            else:
                places.append(self._step(operation, tuple([places[operand] for operand in operands]), ""))
        return places

    def copy(self, graph: Graph) -> list[int]:
        """Build a graph's nodes under their own names; return where each went."""
        places: list[int] = []
        for node in graph.nodes:
            if node.operation == "input":
                places.append(self.input(node.name))
            elif node.value is not None:
                places.append(self.constant(node.value))
            else:
                operands = (places[operand] for operand in node.operands)
                places.append(self.apply(node.operation, *operands, name=node.name))
        for index in graph.unwritten:
            if self.nodes[places[index]].name == graph.nodes[index].name:
                self._unwritten.add(places[index])
        return places

    def total(self, terms: Iterable[int]) -> int:
        """Return the sum of nodes, from the left."""
        result: int | None = None
        for term in terms:
            result = term if result is None else self.apply("add", result, term)
        return self.constant(0.0) if result is None else result

    def graph(self, outputs: Sequence[int]) -> Graph:
        """Return the finished graph: all inputs, and what the outputs need, in order."""
        needed = [node.operation == "input" for node in self.nodes]
        for output in outputs:
            needed[output] = True
        for index in range(len(self.nodes) - 1, -1, -1):
            if needed[index]:
                for operand in self.nodes[index].operands:
                    needed[operand] = True
        if all(needed):
            return Graph(tuple(self.nodes), tuple(outputs), frozenset(self._unwritten))
        place = list(accumulate(needed, initial=0))  # how many needed nodes come before
        nodes: list[Node] = []
        for node, is_needed in zip(self.nodes, needed, strict=True):
            if is_needed:
                operands = tuple([place[operand] for operand in node.operands])
                unmoved = operands == node.operands
                nodes.append(node if unmoved else Node(node.name, node.operation, operands, node.value))
        unwritten = frozenset(place[index] for index in self._unwritten if needed[index])
        return Graph(tuple(nodes), tuple(place[output] for output in outputs), unwritten)

    def _leaf(self, key: object, node: Node) -> int:
        if key not in self._leaves:
            self._leaves[key] = self._append(node)
        return self._leaves[key]

    def _append(self, node: Node) -> int:
        self.nodes.append(node)
        self._values.append(None if node.name else node.value)
        self._names.add(node.name)
        return len(self.nodes) - 1

    def _may_fold(self, value: float) -> bool:
        return not self.is_for_reading or len(repr(value)) <= MAX_DIGITS

    def _folded(self, operation: str, operands: Sequence[int]) -> int | None:
        """Return the constant that an operation on constants gives, if it is one."""
        values = [self._values[operand] for operand in operands]
        primitive = OPERATIONS[operation].value
        if not isinstance(primitive, Primitive):
            return None
        value = _evaluate(primitive, len(values))(*values)
        return self.constant(value) if math.isfinite(value) and self._may_fold(value) else None


@cache
def _evaluate(primitive: Primitive, arity: int) -> Callable[..., float]:
    """Compile a primitive's own form, which is the table's, never an author's."""
    code = (primitive.ieee or primitive.python).replace("#", "u")
    parameters = ", ".join(f"u{k + 1}" for k in range(arity))
    function: Callable[..., float] = eval(f"lambda {parameters}: {code}", dict(FUNCTIONS))  # noqa: S307  (see above)
    return function
