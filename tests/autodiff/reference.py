"""Every operation by mpmath at 50 digits, and where to try it; the engine has no part in these."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import mpmath

DIGITS = 50


@dataclass(frozen=True)
class Reference:
    """An operation's value at high precision and the ranges from which each of its operands is drawn."""

    value: Callable[..., mpmath.mpf]
    ranges: tuple[tuple[float, float], ...]
    smooth: Callable[..., bool] = lambda *_: True
    """Whether the derivative exists at a point."""


def _softplus(u):
    return mpmath.log1p(mpmath.exp(u))


def _sigmoid(u):
    return 1 / (1 + mpmath.exp(-u))


def _normal_cdf(u):
    return mpmath.erfc(-u / mpmath.sqrt(2)) / 2


WIDE = (-700.0, 700.0)
LINE = (-1e6, 1e6)
ANGLE = (-100.0, 100.0)

REFERENCES = {
    "identity": Reference(lambda u: u, (LINE,)),
    "negate": Reference(lambda u: -u, (LINE,)),
    "add": Reference(lambda u, v: u + v, (LINE, LINE)),
    "subtract": Reference(lambda u, v: u - v, (LINE, LINE)),
    "multiply": Reference(lambda u, v: u * v, (LINE, LINE)),
    "divide": Reference(lambda u, v: u / v, (LINE, LINE)),
    "power": Reference(mpmath.power, ((0.0, 50.0), (-20.0, 20.0))),
    "exp": Reference(mpmath.exp, (WIDE,)),
    "expm1": Reference(mpmath.expm1, ((-50.0, 700.0),)),
    "log": Reference(mpmath.log, ((0.0, 1e6),)),
    "log1p": Reference(mpmath.log1p, ((-1.0, 1e6),)),
    "log2": Reference(lambda u: mpmath.log(u) / mpmath.log(2), ((0.0, 1e6),)),
    "log10": Reference(mpmath.log10, ((0.0, 1e6),)),
    "sqrt": Reference(mpmath.sqrt, ((0.0, 1e9),)),
    "cbrt": Reference(lambda u: mpmath.sign(u) * mpmath.cbrt(abs(u)), (LINE,)),
    "hypot": Reference(mpmath.hypot, (LINE, LINE)),
    "logsumexp": Reference(lambda u, v: mpmath.log(mpmath.exp(u) + mpmath.exp(v)), (WIDE, WIDE)),
    "sin": Reference(mpmath.sin, (ANGLE,)),
    "cos": Reference(mpmath.cos, (ANGLE,)),
    "tan": Reference(mpmath.tan, (ANGLE,)),
    "asin": Reference(mpmath.asin, ((-1.0, 1.0),)),
    "acos": Reference(mpmath.acos, ((-1.0, 1.0),)),
    "atan": Reference(mpmath.atan, (LINE,)),
    "atan2": Reference(mpmath.atan2, (LINE, LINE)),
    "sinh": Reference(mpmath.sinh, (WIDE,)),
    "cosh": Reference(mpmath.cosh, (WIDE,)),
    "tanh": Reference(mpmath.tanh, ((-300.0, 300.0),)),
    "asinh": Reference(mpmath.asinh, (LINE,)),
    "acosh": Reference(mpmath.acosh, ((1.0, 1e6),)),
    "atanh": Reference(mpmath.atanh, ((-1.0, 1.0),)),
    "abs": Reference(abs, (LINE,), lambda u: u != 0),
    "sign": Reference(mpmath.sign, (LINE,), lambda u: u != 0),
    "heaviside": Reference(lambda u: mpmath.mpf(u > 0), (LINE,), lambda u: u != 0),
    "exceeds": Reference(lambda u, v: mpmath.mpf(u > v), (LINE, LINE), lambda u, v: u != v),
    "select": Reference(lambda u, v, w: v if u > 0 else w, (LINE, LINE, LINE), lambda u, *_: u != 0),
    "max": Reference(max, (LINE, LINE), lambda u, v: u != v),
    "min": Reference(min, (LINE, LINE), lambda u, v: u != v),
    "clip": Reference(
        lambda u, v, w: min(max(u, v), w), (LINE, (-1e3, 0.0), (0.0, 1e3)), lambda u, v, w: u not in {v, w}
    ),
    "floor": Reference(mpmath.floor, (LINE,), lambda u: u != math.floor(u)),
    "sigmoid": Reference(_sigmoid, (WIDE,)),
    "softplus": Reference(_softplus, (WIDE,)),
    "relu": Reference(lambda u: max(u, mpmath.mpf(0)), (LINE,), lambda u: u != 0),
    "leaky_relu": Reference(lambda u, v: u if u > 0 else v * u, (LINE, (0.0, 1.0)), lambda u, _: u != 0),
    "swish": Reference(lambda u: u * _sigmoid(u), (WIDE,)),
    "gelu": Reference(lambda u: u * _normal_cdf(u), ((-35.0, 35.0),)),
    "erf": Reference(mpmath.erf, ((-30.0, 30.0),)),
    "erfc": Reference(mpmath.erfc, ((-30.0, 26.0),)),
    "gaussian": Reference(lambda u: mpmath.exp(-u * u), ((-26.0, 26.0),)),
    "normal_pdf": Reference(mpmath.npdf, ((-36.0, 36.0),)),
    "normal_cdf": Reference(_normal_cdf, ((-36.0, 36.0),)),
}


def points(name: str, count: int) -> Iterator[tuple[float, ...]]:
    """Draw operands from an operation's ranges, evenly and by magnitude in turn; the same at every call."""
    drawn = random.Random(f"{name} 1")  # noqa: S311  (a seed, no secret)
    ranges = REFERENCES[name].ranges
    for k in range(count):
        yield tuple(_draw(drawn, low, high, by_magnitude=k % 2 == 1) for low, high in ranges)


def _draw(drawn: random.Random, low: float, high: float, *, by_magnitude: bool) -> float:
    while True:
        if by_magnitude:
            anchor = low if low >= -1 and low != 0 and drawn.random() < 0.5 else 0.0
            x = anchor + drawn.choice((-1, 1)) * 10 ** drawn.uniform(
                -12, math.log10(max(abs(low), abs(high)))
            )
        else:
            x = drawn.uniform(low, high)
        if low < x < high:
            return x


def value(name: str, operands: tuple[float, ...]) -> mpmath.mpf:
    """Return an operation's value to ``DIGITS`` digits."""
    with mpmath.workdps(DIGITS):
        return +REFERENCES[name].value(*map(mpmath.mpf, operands))


def partial(name: str, operands: tuple[float, ...], position: int) -> mpmath.mpf:
    """Return an operation's partial derivative, differenced at ten times ``DIGITS`` digits."""
    with mpmath.workdps(10 * DIGITS):
        at = [mpmath.mpf(operand) for operand in operands]
        step = mpmath.mpf(10) ** (-3 * DIGITS) * max(abs(at[position]), mpmath.mpf(10) ** -20)
        above, below = list(at), list(at)
        above[position] += step
        below[position] -= step
        function = REFERENCES[name].value
        return (function(*above) - function(*below)) / (2 * step)


def ulps(found: float, expected: mpmath.mpf) -> float:
    """Return how many units in the last place of the expected number a result is off."""
    return float(abs(mpmath.mpf(found) - expected) / math.ulp(float(expected)))
