"""Between which bounds an expression stays whatever its numbers are: ``exp`` is above 0, ``tanh`` below 1.

No sample shows it: at large numbers rounding puts a value on the bound that it never reaches.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from adjoint.autodiff import Graph
from adjoint.components.reading import Reading
from adjoint.frozen import frozen


@frozen
class Range:
    """Numbers between two bounds, and which of the bounds are among them."""

    low: float = -math.inf
    high: float = math.inf
    has_low: bool = False
    has_high: bool = False

    @property
    def negative(self) -> Range:
        """The same numbers with the other sign."""
        return Range(-self.high, -self.low, self.has_high, self.has_low)


_ANY: Final = Range()
_POSITIVE: Final = Range(low=0.0)
_NOT_NEGATIVE: Final = Range(low=0.0, has_low=True)
_NOUGHT: Final = Range(0.0, 0.0, has_low=True, has_high=True)
_SHARE: Final = Range(0.0, 1.0)
_WAVE: Final = Range(-1.0, 1.0, has_low=True, has_high=True)
_OF: Final[Mapping[str, Range]] = {
    "exp": _POSITIVE,
    "expm1": Range(low=-1.0),
    "sqrt": _NOT_NEGATIVE,
    "abs": _NOT_NEGATIVE,
    "hypot": _NOT_NEGATIVE,
    "relu": _NOT_NEGATIVE,
    "cosh": Range(low=1.0, has_low=True),
    "softplus": _POSITIVE,
    "sigmoid": _SHARE,
    "normal_cdf": _SHARE,
    "heaviside": Range(0.0, 1.0, has_low=True, has_high=True),
    "tanh": Range(-1.0, 1.0),
    "erf": Range(-1.0, 1.0),
    "erfc": Range(0.0, 2.0),
    "sin": _WAVE,
    "cos": _WAVE,
    "sign": _WAVE,
    "atan": Range(-math.pi / 2, math.pi / 2),
    "gaussian": Range(0.0, 1.0, has_high=True),
    "normal_pdf": _POSITIVE,
}


def certain(operator: str, left: Reading, right: Reading) -> bool | None:
    """Tell whether a comparison holds, or fails, whatever numbers its sides are made of; None if neither."""
    one, other = _range(left.graph), _range(right.graph)
    match operator:
        case "<":
            return _is_below(one, other, strictly=True)
        case "<=":
            return _is_below(one, other, strictly=False)
        case ">":
            return _is_below(other, one, strictly=True)
        case ">=":
            return _is_below(other, one, strictly=False)
    apart = _is_below(one, other, strictly=True) or _is_below(other, one, strictly=True)
    return (operator == "!=") if apart else None


def _is_below(one: Range, other: Range, *, strictly: bool) -> bool | None:
    meets, never = one.has_high and other.has_low, one.has_low and other.has_high
    if one.high < other.low or (one.high == other.low and not (strictly and meets)):
        return True
    if one.low > other.high or (one.low == other.high and (strictly or not never)):
        return False
    return None


def _range(graph: Graph) -> Range:
    found: list[Range] = []
    for node in graph.nodes:
        if node.operation == "constant" and node.value is not None:
            found.append(Range(node.value, node.value, has_low=True, has_high=True))
        else:
            operands = [found[operand] for operand in node.operands]
            found.append(_made(node.operation, node.operands, operands))
    return found[graph.outputs[0]]


def _made(operation: str, places: Sequence[int], of: Sequence[Range]) -> Range:
    if operation == "multiply" and places[0] == places[1]:
        return _NOT_NEGATIVE
    combine = _COMBINED.get(operation)
    return combine(*of) if combine else _OF.get(operation, _ANY)


def _sum(one: Range, other: Range) -> Range:
    low, high = one.low + other.low, one.high + other.high
    return Range(low, high, one.has_low and other.has_low, one.has_high and other.has_high)


def _product(one: Range, other: Range) -> Range:
    if _NOUGHT in (one, other):
        return _NOUGHT
    if one.high <= 0 and one.low < 0:
        return _product(one.negative, other).negative
    if other.high <= 0 and other.low < 0:
        return _product(one, other.negative).negative
    if one.low < 0 or other.low < 0:
        return _ANY
    has_low = (one.has_low and other.has_low) or any(part.has_low and not part.low for part in (one, other))
    has_high = one.has_high and other.has_high
    return Range(one.low * other.low, _times(one.high, other.high), has_low, has_high)


def _times(one: float, other: float) -> float:
    return one * other if one and other else 0.0


def _quotient(one: Range, other: Range) -> Range:
    if other.high <= 0 and other.low < 0:
        return _quotient(one, other.negative).negative
    if one.high <= 0 and one.low < 0:
        return _quotient(one.negative, other).negative
    if one.low < 0 or other.low < 0:
        return _ANY
    return Range(low=0.0, has_low=one.has_low and not one.low)


def _power(base: Range, exponent: Range) -> Range:
    if exponent.low == exponent.high and exponent.low % 2 == 0:
        return _NOT_NEGATIVE if exponent.low > 0 else _POSITIVE
    if base.low < 0:
        return _ANY
    return _NOT_NEGATIVE if base.has_low and not base.low else _POSITIVE


_COMBINED: Final[Mapping[str, Callable[..., Range]]] = {
    "identity": lambda one: one,
    "negate": lambda one: one.negative,
    "add": _sum,
    "subtract": lambda one, other: _sum(one, other.negative),
    "multiply": _product,
    "divide": _quotient,
    "power": _power,
}
