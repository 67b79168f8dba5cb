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
    result = rule(builder, operands) if rule else None
    if result is None and builder.is_for_reading:
        reading_rule = _READING_RULES.get(operation)
        return reading_rule(builder, operands) if reading_rule else None
    return result


def _inner(builder: Builder, index: int, operation: str) -> tuple[int, ...]:
    """Return the operands of a node if it applies that operation, else nothing."""
    node = builder.nodes[index]
    return node.operands if node.operation == operation else ()


def _is_number(builder: Builder, index: int) -> bool:
    """Tell whether a node is a constant, or a product of constants that is left as it is: 2 · π."""
    factors = _factors(builder, index) if builder.is_for_reading else [index]
    return all(builder.value(factor) is not None for factor in factors)


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
    if builder.value(b) is not None and not _is_number(builder, a):
        return builder.apply("multiply", b, a)
    return _times_constant(builder, a, b) if builder.value(a) is not None else _times_variable(builder, a, b)


def _times_constant(builder: Builder, a: int, b: int) -> int | None:
    match builder.value(a):
        case 0.0:
            return a
        case 1.0:
            return b
        case -1.0:
            return builder.apply("negate", b)
    if product := _inner(builder, b, "multiply"):
        inner = builder.apply("multiply", a, product[0])
        if builder.value(inner) is not None:
            return builder.apply("multiply", inner, product[1])
    return _times_variable(builder, a, b)


def _times_variable(builder: Builder, a: int, b: int) -> int | None:
    for one, other in ((a, b), (b, a)):
        node = builder.nodes[one]
        operation, inner = node.operation, node.operands
        if operation == "negate":
            product = (other, *inner) if one == b else (*inner, other)
            return builder.apply("negate", builder.apply("multiply", *product))
        if operation == "divide" and builder.value(inner[0]) == 1.0:
            return builder.apply("divide", other, inner[1])
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


def _flat_product(builder: Builder, operands: Sequence[int]) -> int | None:
    """Nest products to the left, take quotients outside: a · (b · c) is a · b · c, a · (1 / c) is a / c."""
    a, b = operands
    if product := _inner(builder, b, "multiply"):
        return builder.apply("multiply", builder.apply("multiply", a, product[0]), product[1])
    if quotient := _inner(builder, b, "divide"):
        return builder.apply("divide", builder.apply("multiply", a, quotient[0]), quotient[1])
    if quotient := _inner(builder, a, "divide"):
        return builder.apply("divide", builder.apply("multiply", quotient[0], b), quotient[1])
    return None


def _flat_quotient(builder: Builder, operands: Sequence[int]) -> int | None:
    """Make one fraction of several and cancel common factors: 2 · x / (2 · r) is x / r."""
    a, b = operands
    if a == b:
        return builder.constant(1.0)
    if quotient := _inner(builder, a, "divide"):
        return builder.apply("divide", quotient[0], builder.apply("multiply", quotient[1], b))
    if quotient := _inner(builder, b, "divide"):
        return builder.apply("divide", builder.apply("multiply", a, quotient[1]), quotient[0])
    above, below = _factors(builder, a), _factors(builder, b)
    for factor in above:
        if factor in below:
            above.remove(factor)
            below.remove(factor)
            return builder.apply("divide", _product(builder, above), _product(builder, below))
    return None


def _factors(builder: Builder, index: int) -> list[int]:
    """Return the factors of a product that is nested to the left."""
    factors: list[int] = []
    while product := _inner(builder, index, "multiply"):
        index, last = product
        factors.insert(0, last)
    return [index, *factors]


def _product(builder: Builder, factors: Sequence[int]) -> int:
    result = builder.constant(1.0)
    for factor in factors:
        result = builder.apply("multiply", result, factor)
    return result


def _like_sum(builder: Builder, operands: Sequence[int]) -> int | None:
    """Add like terms: u + u is 2 · u, 3 · u - u is 2 · u."""
    (m, a), (n, b) = (_counted(builder, operand) for operand in operands)
    return builder.apply("multiply", builder.constant(m + n), a) if a == b else None


def _like_difference(builder: Builder, operands: Sequence[int]) -> int | None:
    (m, a), (n, b) = (_counted(builder, operand) for operand in operands)
    return builder.apply("multiply", builder.constant(m - n), a) if a == b else None


def _counted(builder: Builder, index: int) -> tuple[float, int]:
    """Return a term as a whole number and what it counts: 3 · u · v as 3 and u · v."""
    first, *others = _factors(builder, index)
    value = builder.value(first)
    return (value, _product(builder, others)) if others and value and value.is_integer() else (1.0, index)


_READING_RULES: Final[Mapping[str, Rule]] = {
    "add": _like_sum,
    "subtract": _like_difference,
    "multiply": _flat_product,
    "divide": _flat_quotient,
}
"""Rules that hold in exact arithmetic but round otherwise: for derivatives that are read, not computed."""
