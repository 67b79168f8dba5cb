"""Why a value is not a finite number."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Never

from adjoint.autodiff.errors import DomainError
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import OPERATIONS, Operation
from adjoint.autodiff.parser import parse_syntax
from adjoint.autodiff.syntax import Binary, Call, Comparison, Expression, Name, Number, Unary

_RELATIONS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip

MOST_SHOWN: Final = 80
"""Characters of an expression that an error shows."""


def in_domain(row: Operation, operands: Sequence[float]) -> bool:
    """Tell whether operands lie in an operation's domain."""
    if not row.domain:
        return True
    return _holds(parse_syntax(row.domain), dict(zip(row.parameters, operands, strict=True)))


def raise_undefined_value(graph: Graph, index: int, operands: Sequence[float]) -> Never:
    """Say why a node has no finite value at its operands.

    Raises:
        DomainError: always.
    """
    node = graph.nodes[index]
    row = OPERATIONS[node.operation]
    if in_domain(row, operands):
        reason = f"overflow in {_applied(row, operands)}"
    else:
        reason = _applied(row, operands, row.outside)
    raise DomainError(f"{reason} {_place(graph, index)}", index, node.name, reason)


def raise_undefined_derivative(graph: Graph, index: int, operands: Sequence[float]) -> Never:
    """Say that an operation has no finite derivative at its operands.

    Raises:
        DomainError: always.
    """
    node = graph.nodes[index]
    what = _applied(OPERATIONS[node.operation], operands)
    reason = f"the derivative of {what} is not finite"
    raise DomainError(f"{reason} {_place(graph, index)}", index, node.name, reason)


def raise_overflowing_derivative(graph: Graph, index: int, output: int) -> Never:
    """Say that a derivative of the output, all of whose factors are finite, is not.

    Raises:
        DomainError: always.
    """
    name = graph.nodes[index].name
    if graph.unwritten.isdisjoint((index, output)):
        what = f"∂{graph.nodes[output].name}/∂{name}"
    else:
        what = f"the derivative of {_called(graph, output)} by {_called(graph, index)}"
    raise DomainError(f"{what} overflows", index, name)


def raise_undefined_input(graph: Graph, index: int, value: float) -> Never:
    """Say that an input is not a finite number.

    Raises:
        DomainError: always.
    """
    name = graph.nodes[index].name
    raise DomainError(f"input {name} is {value}, not a finite number", index, name)


def _place(graph: Graph, index: int) -> str:
    name = graph.nodes[index].name
    if index in graph.unwritten:
        return f"in {_called(graph, index)}"
    return f"at node {name}" if name else "in a derivative"


def _called(graph: Graph, index: int) -> str:
    """Return what an author calls a node: by the name it was given, else by the expression it is."""
    if index not in graph.unwritten:
        return graph.nodes[index].name
    written = graph.written(index)
    return written if len(written) <= MOST_SHOWN else f"{written[:MOST_SHOWN]}…"


def _applied(row: Operation, operands: Sequence[float], template: str = "") -> str:
    shown = [_show(operand) for operand in operands]
    form = template or (row.text or f"{row.name} of {' and '.join(shown)}")
    return re.sub(r"#(\d)", lambda slot: shown[int(slot[1]) - 1], form)


def _show(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")


def _holds(condition: Expression, operands: Mapping[str, float]) -> bool:
    match condition:
        case Binary("and", left, right):
            return _holds(left, operands) and _holds(right, operands)
        case Binary("or", left, right):
            return _holds(left, operands) or _holds(right, operands)
        case Comparison((relation,), (left, right)):
            return _RELATIONS[relation](_number(left, operands), _number(right, operands))
        case Call(Name("whole"), (operand,)):
            return _number(operand, operands).is_integer()
    raise TypeError("a domain is made of comparisons, and, or and whole(u)")


def _number(expression: Expression, operands: Mapping[str, float]) -> float:
    match expression:
        case Number(value):
            return value
        case Name(text):
            return operands[text]
        case Unary("-", operand):
            return -_number(operand, operands)
        case Call(Name("abs"), (operand,)):
            return math.fabs(_number(operand, operands))
    raise TypeError("a domain compares operands and numbers")
