"""A graph as straight-line code in any language: one statement for each value used more than once.

A value used once is written where it is used. A variable whose value is no longer wanted is used again, where
the language lets it: few numbers alive at a time are quicker to make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import OPERATIONS, Operation
from adjoint.frozen import frozen

MAX_NESTING: Final = 40
"""Operations in one statement, one inside the other; Python's own parser stops at 200 brackets."""


@frozen
class Target:
    """A language that code is written in."""

    form: Callable[[Operation], str]
    """How an operation is written, with ``#1`` for the first operand."""
    literal: Callable[[float], str]
    assign: str
    """A statement, with ``{name}`` and ``{value}``."""
    reuses: bool = True
    """Whether a variable may be assigned again."""


@frozen
class StraightLine:
    """Statements, and the expressions of the outputs after them."""

    statements: tuple[str, ...]
    results: tuple[str, ...]


def straight_line(graph: Graph, target: Target, inputs: Sequence[str], prefix: str = "v") -> StraightLine:
    """Write a graph as code.

    Args:
        graph: whose operations the target has forms for.
        target: the language.
        inputs: for each of the graph's inputs, the variable that holds it: a name of ours, never an author's.
        prefix: what the names of intermediate values begin with.
    """
    statements: list[str] = []
    written: list[str] = []
    uses = _uses(graph)
    stored = _stored(graph, uses)
    expiring = _expiring(graph, stored) if target.reuses else {}
    free: list[str] = []
    remaining = iter(inputs)
    for index, node in enumerate(graph.nodes):
        if node.operation == "input":
            written.append(next(remaining))
        elif node.value is not None:
            written.append(target.literal(node.value))
        elif not uses[index]:
            written.append("")
        else:
            form = target.form(OPERATIONS[node.operation])
            text = _filled(form, [written[operand] for operand in node.operands])
            if not stored[index]:
                written.append(text if _is_enclosed(form) else f"({text})")
                continue
            free += [written[variable] for variable in expiring.get(index, ())]
            written.append(free.pop() if free else f"{prefix}{index}")
            statements.append(target.assign.format(name=written[index], value=text))
    return StraightLine(tuple(statements), tuple(written[output] for output in graph.outputs))


def _filled(form: str, operands: Sequence[str]) -> str:
    return _template(form)(*operands)


@cache
def _template(form: str) -> Callable[..., str]:
    """Return what puts operands in the place of ``#1``, ``#2``: there are few forms, and a graph has many."""
    escaped = form.replace("{", "{{").replace("}", "}}")
    return re.sub(r"#(\d)", lambda slot: f"{{{int(slot[1]) - 1}}}", escaped).format


def _stored(graph: Graph, uses: Sequence[int]) -> list[bool]:
    """Tell of each node whether a variable holds its value: it is used several times, or nested too deep."""
    stored: list[bool] = []
    nesting: list[int] = []
    for index, node in enumerate(graph.nodes):
        depth = 0
        for operand in node.operands:
            if nesting[operand] >= depth:
                depth = nesting[operand] + 1
        stored.append(
            bool(node.operands) and (uses[index] > 1 or (uses[index] == 1 and depth >= MAX_NESTING))
        )
        nesting.append(0 if stored[index] else depth)
    return stored


def _expiring(graph: Graph, stored: Sequence[bool]) -> dict[int, list[int]]:
    """Return, for each statement, the variables that it is the last to read; results are read after all."""
    end = len(graph.nodes)
    read_at = [0] * end  # the statement that a node's text ends up in: its own, or that of its only user
    last_read = [0] * end
    for output in graph.outputs:
        read_at[output] = last_read[output] = end
    for index in range(end - 1, -1, -1):
        if stored[index]:
            read_at[index] = index
        reader = read_at[index]
        for operand in graph.nodes[index].operands:
            if read_at[operand] < reader:  # noqa: PLR1730  (max takes thrice as long)
                read_at[operand] = reader
            if last_read[operand] < reader:  # noqa: PLR1730  (see above)
                last_read[operand] = reader
    expiring: dict[int, list[int]] = {}
    for index, statement in enumerate(last_read):
        if stored[index] and statement < end:
            expiring.setdefault(statement, []).append(index)
    return expiring


def _uses(graph: Graph) -> list[int]:
    """Count how often each node's text will stand in the code."""
    uses = [0] * len(graph.nodes)
    for output in graph.outputs:
        uses[output] += 1
    for index in range(len(graph.nodes) - 1, -1, -1):
        node = graph.nodes[index]
        if not node.operands or not uses[index]:
            continue
        primitive = OPERATIONS[node.operation].value
        form = "" if isinstance(primitive, str) else primitive.python
        for operand, count in zip(node.operands, _counts(form, len(node.operands)), strict=True):
            uses[operand] += count
    return uses


@cache
def _counts(form: str, arity: int) -> tuple[int, ...]:
    """Return how often each operand stands in a form, once at least."""
    return tuple(max(form.count(f"#{position + 1}"), 1) for position in range(arity))


def _is_enclosed(form: str) -> bool:
    return form[0] == "(" or form[-1] == ")"
