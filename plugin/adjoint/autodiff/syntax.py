"""The syntax tree of the expression language: what was written, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from adjoint.frozen import frozen


@frozen
class Number:
    """A number as written: ``2``, ``1.5e-3``."""

    value: float
    start: int
    end: int


@frozen
class Name:
    """A name, perhaps dotted: ``w1``, ``θ``, ``descent.adam.loss``."""

    text: str
    start: int
    end: int


@frozen
class Call:
    """A function applied to operands: ``tanh(u)``; settings may follow by name, ``diverges(sgd, lr=0.5)``."""

    function: Name
    operands: tuple[Expression, ...]
    settings: tuple[tuple[Name, Expression], ...]
    start: int
    end: int


@frozen
class Unary:
    """A sign, or ``not``, before its operand."""

    operator: str
    operand: Expression
    start: int
    end: int


@frozen
class Binary:
    """Arithmetic (``+ - * / ^``), ``and`` or ``or`` between two operands."""

    operator: str
    left: Expression
    right: Expression
    start: int
    end: int


@frozen
class Comparison:
    """A chain such as ``0 < u <= 1``: n operators between n + 1 operands."""

    operators: tuple[str, ...]
    operands: tuple[Expression, ...]
    start: int
    end: int


Expression: TypeAlias = Number | Name | Call | Unary | Binary | Comparison


@frozen
class Step:
    """One line of a graph: an expression and the name given to its value, if any."""

    name: Name | None
    expression: Expression


def parts(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions directly inside one, left to right."""
    match expression:
        case Number() | Name():
            return ()
        case Call():
            return (*expression.operands, *(value for _, value in expression.settings))
        case Unary():
            return (expression.operand,)
        case Binary():
            return (expression.left, expression.right)
        case Comparison():
            return expression.operands


def postorder(expression: Expression) -> Iterator[Expression]:
    """Give every expression after its parts, left to right, without recursion: long sums are deep trees."""
    stack: list[tuple[Expression, bool]] = [(expression, False)]
    while stack:
        here, parts_given = stack.pop()
        if parts_given:
            yield here
        else:
            stack.append((here, True))
            stack.extend((part, False) for part in reversed(parts(here)))
