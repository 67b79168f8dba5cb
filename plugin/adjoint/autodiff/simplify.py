"""Rules that make a derived graph smaller without changing its value: 0 + a is a, a · 1/b is a/b."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from adjoint.autodiff.builder import Builder

Rule = Callable[["Builder", Sequence[int]], int | None]


def simplified(builder: Builder, operation: str, operands: Sequence[int]) -> int | None:
    """Return a simpler node of equal value than an operation on these operands, if a rule knows one."""
    rule = _RULES.get(operation)
    return rule(builder, operands) if rule else None


def _inner(builder: Builder, index: int, operation: str) -> tuple[int, ...]:
    """Return the operands of a node if it applies that operation, else nothing."""
    node = builder.nodes[index]
    return node.operands if node.operation == operation else ()


def _add(builder: Builder, operands: Sequence[int]) -> int | None:
    a, b = operands
    if builder.value(a) == 0.0:
        return b
    if builder.value(b) == 0.0:
        return a
    if minus := _inner(builder, b, "negate"):
        return builder.apply("subtract", a, *minus)
    if minus := _inner(builder, a, "negate"):
        return builder.apply("subtract", b, *minus)
    return None


def _subtract(builder: Builder, operands: Sequence[int]) -> int | None:
    a, b = operands
    if builder.value(a) == 0.0:
        return builder.apply("negate", b)
    if builder.value(b) == 0.0:
        return a
    if minus := _inner(builder, b, "negate"):
        return builder.apply("add", a, *minus)
    return None


def _multiply(builder: Builder, operands: Sequence[int]) -> int | None:
    a, b = operands
    if builder.value(b) is not None and builder.value(a) is None:
        return builder.apply("multiply", b, a)
    match builder.value(a):
        case 0.0:
            return a
        case 1.0:
            return b
        case -1.0:
            return builder.apply("negate", b)
    for one, other in ((a, b), (b, a)):
        if minus := _inner(builder, one, "negate"):
            product = (other, *minus) if one == b else (*minus, other)
            return builder.apply("negate", builder.apply("multiply", *product))
        if (quotient := _inner(builder, one, "divide")) and builder.value(quotient[0]) == 1.0:
            return builder.apply("divide", other, quotient[1])
    if builder.value(a) is not None and (product := _inner(builder, b, "multiply")):
        inner = builder.apply("multiply", a, product[0])
        if builder.value(inner) is not None:
            return builder.apply("multiply", inner, product[1])
    return None


def _divide(builder: Builder, operands: Sequence[int]) -> int | None:
    a, b = operands
    if builder.value(b) == 1.0 or builder.value(a) == 0.0:
        return a
    if minus := _inner(builder, a, "negate"):
        return builder.apply("negate", builder.apply("divide", *minus, b))
    if minus := _inner(builder, b, "negate"):
        return builder.apply("negate", builder.apply("divide", a, *minus))
    return None


def _negate(builder: Builder, operands: Sequence[int]) -> int | None:
    (a,) = operands
    if minus := _inner(builder, a, "negate"):
        return minus[0]
    if difference := _inner(builder, a, "subtract"):
        return builder.apply("subtract", *reversed(difference))
    if (product := _inner(builder, a, "multiply")) and (factor := builder.value(product[0])) is not None:
        return builder.apply("multiply", builder.constant(-factor), product[1])
    return None


def _power(builder: Builder, operands: Sequence[int]) -> int | None:
    a, b = operands
    match builder.value(b):
        case 1.0:
            return a
        case 0.0:
            return builder.constant(1.0)
    return None


def _select(builder: Builder, operands: Sequence[int]) -> int | None:
    condition, positive, otherwise = operands
    if positive == otherwise:
        return positive
    value = builder.value(condition)
    if value is None:
        return None
    return positive if value > 0 else otherwise


def _identity(_: Builder, operands: Sequence[int]) -> int | None:
    return operands[0]


_RULES: Final[Mapping[str, Rule]] = {
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "divide": _divide,
    "negate": _negate,
    "power": _power,
    "select": _select,
    "identity": _identity,
}
