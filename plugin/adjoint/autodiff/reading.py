"""A syntax tree to a graph: every operation a node, every unnamed step a name."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from adjoint.autodiff.errors import ExpressionError, did_you_mean
from adjoint.autodiff.graph import Graph, Node
from adjoint.autodiff.lexer import GREEK
from adjoint.autodiff.naming import free_names
from adjoint.autodiff.operations import ALIASES, INFIX, OPERATIONS
from adjoint.autodiff.parser import parse_steps
from adjoint.autodiff.syntax import Binary, Call, Comparison, Expression, Name, Number, Step, Unary, postorder

CONSTANTS: Final = {"pi": math.pi, "tau": math.tau}
_ROUNDING: Final = frozenset({"round", "int", "float", "format", "toFixed"})
_SIGNS_ONLY: Final = frozenset({"identity", "negate", "add", "subtract", "multiply", "divide", "power"})


def parse_graph(text: str, *, output: str | None = None, inputs: Sequence[str] | None = None) -> Graph:
    """Read a computation graph.

    Args:
        text: one expression, ``e = (a + b) * (b + 1)``, or named steps parted by ``;`` or line ends.
        output: the node whose value is wanted; the last step if left out.
        inputs: the names of the inputs in their order. Left out, every name that no step defines is an
            input, in order of first appearance.

    Returns:
        The graph as written: each operation a node, nothing folded or shared. A step that the author left
        unnamed gets a free letter between the inputs and the output. Numbers, ``pi`` and ``tau`` are
        constants.

    Raises:
        ExpressionError: the text is not a graph; the error says where and why.
    """
    return _Reading(parse_steps(text), text, inputs, output).graph()


def parse_program(text: str, *, inputs: Sequence[str], outputs: Sequence[str]) -> Graph:
    """Read named steps that make several values of several inputs, such as an optimiser's step.

    Args:
        text: steps ``name = expression``, parted by ``;`` or line ends.
        inputs: the names of the inputs in their order.
        outputs: the names of the values wanted, steps or inputs, in their order.

    Raises:
        ExpressionError: the text is not a graph, or an output is neither a step nor an input.
    """
    return _program(text, tuple(inputs), tuple(outputs))


@lru_cache(maxsize=256)
def _program(text: str, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> Graph:
    graph = _Reading(parse_steps(text), text, inputs, None).graph()
    missing = [name for name in outputs if name not in {node.name for node in graph.nodes}]
    if missing:
        raise ExpressionError(f"no step is named {missing[0]}", 0, len(text))
    return replace(graph, outputs=tuple(graph.index(name) for name in outputs))


def expression_graph(expression: Expression, *, inputs: Sequence[str]) -> Graph:
    """Make a graph of an expression that ``parse_syntax`` read, over inputs of any names, dotted ones too.

    Args:
        expression: the syntax tree; each node's span is that of its part.
        inputs: the names it may use, in their order.

    Raises:
        ExpressionError: it uses another name, or holds what a graph cannot.
    """
    return _Reading((Step(None, expression),), "", inputs, None).graph()


def canonical(name: str) -> str:
    """Return a name with Greek letters spelled out: ``θ1`` and ``theta1`` are one name."""
    return re.sub("|".join(GREEK), lambda letter: GREEK[letter[0]], name)


class _Reading:
    """The nodes read so far, and what each name stands for."""

    def __init__(
        self, steps: Sequence[Step], text: str, inputs: Sequence[str] | None, output: str | None
    ) -> None:
        self._steps = steps
        self._text = text
        self._declared = inputs
        self._wanted = output
        self._nodes: list[Node] = []
        self._index: dict[str, int] = {}
        self._unnamed: list[int] = []
        self._later = {canonical(step.name.text): step for step in steps if step.name}

    def graph(self) -> Graph:
        for name in self._declared or ():
            self._append(Node(name, "input"), name)
        for position, step in enumerate(self._steps):
            last = self._step(step, is_last=position == len(self._steps) - 1)
        return self._named(last)

    def _step(self, step: Step, *, is_last: bool) -> int:
        if step.name is None:
            if not is_last:
                start, end = step.expression.start, step.expression.end
                raise ExpressionError(
                    "nothing can use a step without a name", start, end, "name it: c = a + b"
                )
            return self._expression(step.expression, None)
        self._check_definable(step.name)
        return self._expression(step.expression, step.name)

    def _expression(self, expression: Expression, name: Name | None) -> int:
        """Append the nodes of one step and return the last."""
        values: list[int] = []
        for part in postorder(expression):
            values.append(self._part(part, values))
        (index,) = values
        if name is None:
            return index
        if self._nodes[index].name:  # another name for an earlier node
            index = self._append(Node("", "identity", (index,), span=(expression.start, expression.end)))
        if self._unnamed and self._unnamed[-1] == index:
            self._unnamed.pop()
        self._nodes[index] = self._nodes[index]._replace(name=name.text)
        self._index[canonical(name.text)] = index
        self._later.pop(canonical(name.text))
        return index

    def _part(self, part: Expression, values: list[int]) -> int:
        """Append what one part of an expression adds; take its operands from ``values``."""
        match part:
            case Number(value, start, end):
                return self._append(Node("", "constant", value=value, span=(start, end)))
            case Name():
                return self._name(part)
            case Unary("+" | "-"):
                return self._signed(part, values.pop())
            case Binary(operator, _, _, start, end) if operator in INFIX:
                right, left = values.pop(), values.pop()
                return self._operation(INFIX[operator], [left, right], start, end)
            case Call(_, operands, _, _, _):
                taken = [values.pop() for _ in operands][::-1]
                return self._call(part, taken)
            case Comparison() | Unary() | Binary():
                raise ExpressionError(
                    "a graph holds numbers, not conditions", part.start, part.end,
                    "select(u, a, b) is a where u > 0, else b",
                )  # fmt: skip

    def _signed(self, part: Unary, operand: int) -> int:
        if part.operator == "+":
            return operand
        if isinstance(part.operand, Number):  # −2 is a number, not an operation on one
            self._nodes[operand] = self._nodes[operand]._replace(
                value=-part.operand.value, span=(part.start, part.end)
            )
            return operand
        return self._operation("negate", [operand], part.start, part.end)

    def _call(self, call: Call, operands: list[int]) -> int:
        written = call.function.text
        name = ALIASES.get(written, written)
        if call.settings:
            setting = call.settings[0][0]
            raise ExpressionError(
                "operands are given by their place, not by name", setting.start, setting.end
            )
        if name not in OPERATIONS or (name in _SIGNS_ONLY and written not in ALIASES):
            raise self._no_operation(call.function)
        row = OPERATIONS[name]
        least = row.arity - len(row.defaults)
        if not least <= len(operands) <= row.arity:
            takes = (
                f"{least} operand{'s' if least > 1 else ''}"
                if not row.defaults
                else f"{least} or {row.arity} operands"
            )
            raise ExpressionError(f"{written} takes {takes}, not {len(operands)}", call.start, call.end)
        filled = [
            self._append(Node("", "constant", value=value, span=(call.end, call.end)))
            for value in row.defaults[len(operands) - least :]
        ]
        return self._operation(name, [*operands, *filled], call.start, call.end)

    def _no_operation(self, function: Name) -> ExpressionError:
        known = self._index.keys() | self._later.keys() | set(self._declared or ())
        if canonical(function.text) in known or len(function.text) == 1:
            hint: str | None = f"for a product write {function.text} * (…)"
        elif function.text in _ROUNDING:
            hint = "a value is rounded where it is shown: {= e :.2f }"
        else:
            hint = did_you_mean(function.text, (OPERATIONS.keys() - _SIGNS_ONLY) | ALIASES.keys())
        return ExpressionError(f"there is no operation {function.text}", function.start, function.end, hint)

    def _name(self, name: Name) -> int:
        key = canonical(name.text)
        if key in CONSTANTS:
            return self._append(Node("", "constant", value=CONSTANTS[key], span=(name.start, name.end)))
        if key in self._index:
            return self._index[key]
        self._check_usable(name)
        if self._declared is not None:
            raise ExpressionError(
                f"{name.text} is neither an input nor an earlier step", name.start, name.end,
                self._meant(name.text) or f"the inputs are {', '.join(self._declared)}",
            )  # fmt: skip
        return self._append(Node(name.text, "input", span=(name.start, name.end)), name.text)

    def _meant(self, unknown: str) -> str | None:
        """Return what a name that nothing has may stand for: a product written side by side, or a slip."""
        if len(unknown) > 1 and all(canonical(letter) in self._index for letter in unknown):
            return f"for a product write {' * '.join(unknown)}"
        return did_you_mean(unknown, self._index)

    def _check_usable(self, name: Name) -> None:
        """Refuse a name that cannot be an input."""
        if "." in name.text:
            raise ExpressionError("a graph's names have no dots", name.start, name.end)
        if _is_operation(name.text):
            raise ExpressionError(
                f"{name.text} needs its operand in brackets", name.start, name.end, f"write {name.text}(x)"
            )
        if canonical(name.text) in self._later:
            raise self._too_early(name)

    def _too_early(self, name: Name) -> ExpressionError:
        """Say of a name that is used before its step, whether a cycle is the reason."""
        used_by: dict[str, set[str]] = {
            key: {canonical(part.text) for part in postorder(step.expression) if isinstance(part, Name)}
            for key, step in self._later.items()
        }
        reached, waiting = set[str](), [canonical(name.text)]
        while waiting:
            key = waiting.pop()
            if key not in reached:
                reached.add(key)
                waiting.extend(used_by[key] & used_by.keys())
        here = next(key for key, step in self._later.items() if step.name and _holds(step.expression, name))
        if here in reached:
            return ExpressionError(
                f"{name.text} is defined in terms of itself", name.start, name.end, "break the cycle"
            )
        return ExpressionError(
            f"{name.text} is used before its step", name.start, name.end, f"write {name.text} = … first"
        )

    def _check_definable(self, name: Name) -> None:
        """Refuse a name that a step cannot have."""
        key = canonical(name.text)
        if "." in name.text:
            raise ExpressionError("a graph's names have no dots", name.start, name.end)
        if key in CONSTANTS:
            raise ExpressionError(
                f"{name.text} is a constant, {CONSTANTS[key]:.5f}…", name.start, name.end, "rename it"
            )
        if _is_operation(name.text):
            raise ExpressionError(
                f"{name.text} is an operation", name.start, name.end, "name the step otherwise"
            )
        if key in self._index:
            kind = "an input" if self._nodes[self._index[key]].operation == "input" else "a step already"
            raise ExpressionError(f"{name.text} is {kind}", name.start, name.end, "name the step otherwise")

    def _operation(self, name: str, operands: Sequence[int], start: int, end: int) -> int:
        index = self._append(Node("", name, tuple(operands), span=(start, end)))
        self._unnamed.append(index)
        return index

    def _append(self, node: Node, name: str | None = None) -> int:
        self._nodes.append(node)
        if name is not None:
            self._index[canonical(name)] = len(self._nodes) - 1
        return len(self._nodes) - 1

    def _named(self, last: int) -> Graph:
        """Give every unnamed operation a name, and point to the output."""
        named = {node.name for node in self._nodes if node.name}
        result = self._steps[-1]
        if result.name is None and self._wanted is not None and self._wanted not in named:
            if self._nodes[last].name:  # the expression is one name: the output is another node of its value
                span = result.expression.start, result.expression.end
                last = self._append(Node("", "identity", (last,), span=span))
            self._give(last, self._wanted)
        inputs = [node.name for node in self._nodes if node.operation == "input"]
        if not self._nodes[last].name:  # it comes after the other steps, and so does its letter
            self._unnamed = [*(index for index in self._unnamed if index != last), last]
        output = self._nodes[last].name or None
        taken = {*(node.name for node in self._nodes), *(canonical(name) for name in self._index)}
        for index, free in zip(
            self._unnamed, free_names(inputs, output, taken, len(self._unnamed)), strict=True
        ):
            self._nodes[index] = self._nodes[index]._replace(name=free)
        return Graph(tuple(self._nodes), (self._output(last),), frozenset(self._unnamed))

    def _give(self, index: int, name: str) -> None:
        self._nodes[index] = self._nodes[index]._replace(name=name)
        if index in self._unnamed:
            self._unnamed.remove(index)

    def _output(self, last: int) -> int:
        if self._wanted is None:
            return last
        names: Mapping[str, int] = {node.name: index for index, node in enumerate(self._nodes) if node.name}
        if self._wanted not in names:
            hint = did_you_mean(self._wanted, names)
            raise ExpressionError(f"no step is named {self._wanted}", 0, len(self._text), hint)
        return names[self._wanted]


def _is_operation(name: str) -> bool:
    return ALIASES.get(name, name) in OPERATIONS.keys() - _SIGNS_ONLY


def _holds(expression: Expression, name: Name) -> bool:
    return any(part is name for part in postorder(expression))
