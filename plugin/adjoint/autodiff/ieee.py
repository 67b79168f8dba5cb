"""The functions of ``math`` as IEEE 754 has them: ∞ at a pole or on overflow, NaN outside a domain.

JavaScript and NumPy compute so by themselves. One policy for all: arithmetic may run through ∞ (1/∞ is 0),
and no function of the engine hands out a number that is not finite.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final


def divide(u: float, v: float) -> float:
    """Return u/v, with ±∞ or NaN for v = 0."""
    if v != 0.0:
        return u / v
    return math.nan if u == 0.0 or math.isnan(u) else math.copysign(math.inf, u) * math.copysign(1.0, v)


def power(u: float, v: float) -> float:
    """Return u to the power v."""
    try:
        return math.pow(u, v)
    except OverflowError:
        return -math.inf if u < 0.0 and v % 2.0 == 1.0 else math.inf
    except ValueError:
        if u != 0.0:
            return math.nan
        return math.copysign(math.inf, u) if v % 2.0 == 1.0 else math.inf


def _guarded(name: str, poles: Mapping[float, float]) -> Callable[..., float]:
    function: Callable[..., float] = getattr(math, name)

    def guarded(*operands: float) -> float:
        try:
            return function(*operands)
        except OverflowError:
            return math.copysign(math.inf, operands[0]) if name == "sinh" else math.inf
        except ValueError:
            return poles.get(operands[0], math.nan)

    return guarded


_FUNCTIONS: Final = (
    "exp", "expm1", "log", "log1p", "log2", "log10", "sqrt", "hypot", "sin", "cos", "tan",
    "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "floor",
)  # fmt: skip
_POLES: Final[Mapping[str, Mapping[float, float]]] = {
    "log": {0.0: -math.inf},
    "log2": {0.0: -math.inf},
    "log10": {0.0: -math.inf},
    "log1p": {-1.0: -math.inf},
    "atanh": {1.0: math.inf, -1.0: -math.inf},
}

FUNCTIONS: Final[Mapping[str, Callable[..., float]]] = {
    **{name: _guarded(name, _POLES.get(name, {})) for name in _FUNCTIONS},
    "divide": divide,
    "pow": power,
}
"""What the ``python`` and ``ieee`` forms of the table may call."""
