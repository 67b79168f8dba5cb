"""A graph as straight-line code in any language: one statement for each value used more than once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import OPERATIONS, Operation

MAX_NESTING: Final = 40
"""Operations in one statement, one inside the other; Python's own parser stops at 200 brackets."""


@dataclass(frozen=True)
class Target:
    """A language that code is written in."""

    form: Callable[[Operation], str]
    """How an operation is written, with ``#1`` for the first operand."""
    literal: Callable[[float], str]
    assign: str
    """A statement, with ``{name}`` and ``{value}``."""


@dataclass(frozen=True)
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
    uses = _uses(graph)
    written: list[str] = []
    nesting: list[int] = []
    statements: list[str] = []
    remaining = iter(inputs)
    for index, node in enumerate(graph.nodes):
        depth = 0
        if node.operation == "input":
            text = next(remaining)
        elif node.value is not None:
            text = target.literal(node.value)
        else:
            form = target.form(OPERATIONS[node.operation])
            operands = [written[operand] for operand in node.operands]
            text = re.sub(r"#(\d)", lambda slot, texts=operands: texts[int(slot[1]) - 1], form)  # type: ignore[misc]
            depth = 1 + max(nesting[operand] for operand in node.operands)
            if uses[index] == 1 and depth < MAX_NESTING:
                text = text if _is_enclosed(form) else f"({text})"
            elif uses[index]:
                name = f"{prefix}{index}"
                statements.append(target.assign.format(name=name, value=text))
                text, depth = name, 0
        written.append(text)
        nesting.append(depth)
    return StraightLine(tuple(statements), tuple(written[output] for output in graph.outputs))


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
        for position, operand in enumerate(node.operands):
            uses[operand] += max(form.count(f"#{position + 1}"), 1)
    return uses


def _is_enclosed(form: str) -> bool:
    return form[0] == "(" or form[-1] == ")"
