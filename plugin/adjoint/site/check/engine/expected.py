"""What every operation is, read from its name alone: Python's own functions, mathematics' own forms.

Nothing here comes from the table of operations, which is held against it. A function raises ``ValueError`` or
``ZeroDivisionError`` where mathematics gives it no finite value; rows that are not here are held to their
derivatives alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

_PYTHON: Final = (
    *("exp", "expm1", "log", "log1p", "log2", "log10", "sqrt", "hypot", "sin", "cos", "tan", "asin", "acos"),
    *("atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "floor", "cbrt"),
)


def _sign(u: float) -> float:
    return float((u > 0) - (u < 0))


def _normal_cdf(u: float) -> float:
    return math.erfc(-u / math.sqrt(2)) / 2


def _logsumexp(u: float, v: float) -> float:
    return max(u, v) + math.log(math.exp(u - max(u, v)) + math.exp(v - max(u, v)))


def _leaky_relu(u: float, v: float = 0.01) -> float:
    return u if u > 0 else v * u


REFERENCES: Final[Mapping[str, Callable[..., float]]] = {
    "identity": lambda u: u,
    "negate": lambda u: -u,
    "add": lambda u, v: u + v,
    "subtract": lambda u, v: u - v,
    "multiply": lambda u, v: u * v,
    "divide": lambda u, v: u / v,
    "power": math.pow,
    **{name: getattr(math, name) for name in _PYTHON},
    "logsumexp": _logsumexp,
    "abs": abs,
    "sign": _sign,
    "heaviside": lambda u: float(u > 0),
    "exceeds": lambda u, v: (1 + _sign(u - v)) / 2,
    "select": lambda u, v, w: v if u > 0 else w,
    "max": max,
    "min": min,
    "clip": lambda u, v, w: min(max(u, v), w),
    "sigmoid": lambda u: 1 / (1 + math.exp(-u)),
    "softplus": lambda u: math.log1p(math.exp(u)) if u < 0 else u + math.log1p(math.exp(-u)),
    "relu": lambda u: max(u, 0.0),
    "leaky_relu": _leaky_relu,
    "swish": lambda u: u / (1 + math.exp(-u)),
    "gelu": lambda u: u * _normal_cdf(u),
    "gaussian": lambda u: math.exp(-u * u),
    "normal_pdf": lambda u: math.exp(-u * u / 2) / math.sqrt(2 * math.pi),
    "normal_cdf": _normal_cdf,
}

VALUES: Final = 1e-12
"""How far a value may be off, relative."""


class Nowhere:
    """What stands for the value of an operation where it has none."""


Known = Mapping[tuple[float, ...], "float | type[Nowhere] | None"]
"""What an operation's value is at some operands; None where nothing is said of it, as where it overflows."""


def natural(name: str, at: Sequence[float]) -> float | type[Nowhere] | None:
    """Return what an operation is by itself; None where that cannot be told."""
    reference = REFERENCES.get(name)
    if reference is None:
        return None
    try:
        value = float(reference(*at))
    except OverflowError:
        return None
    except (ValueError, ZeroDivisionError):
        return Nowhere
    return value if math.isfinite(value) else None


def agree(found: float, value: float, size: float = 0.0) -> bool:
    """Tell whether two values are the same, but for roundings of numbers of a size."""
    return found == value or abs(found - value) <= VALUES * max(abs(value), size, 1e-300)


def told_at(at: Sequence[float]) -> str:
    """Return operands in words."""
    return f"at {', '.join(f'{number:g}' for number in at)}"


SPOKEN: Final[Mapping[str, Callable[..., float]]] = {
    "ln": math.log,
    "arcsin": math.asin, "arccos": math.acos, "arctan": math.atan, "arctan2": math.atan2,
    "arcsinh": math.asinh, "arccosh": math.acosh, "arctanh": math.atanh,
    "pow": math.pow, "logaddexp": _logsumexp, "silu": REFERENCES["swish"], "logistic": REFERENCES["sigmoid"],
    "maximum": REFERENCES["max"], "minimum": REFERENCES["min"],
    "+": REFERENCES["add"], "-": REFERENCES["subtract"], "*": REFERENCES["multiply"],
    "/": REFERENCES["divide"], "^": math.pow,
}  # fmt: skip
"""What other names and the signs between operands mean."""

_HALVES: Final = (0.5, 0.5)
AT_KINKS: Final[Mapping[tuple[str, tuple[float, ...]], Sequence[float]]] = {
    ("abs", (0.0,)): (0.0,),
    ("sign", (0.0,)): (0.0,),
    ("heaviside", (0.0,)): (0.0,),
    ("relu", (0.0,)): (0.0,),
    ("floor", (2.0,)): (0.0,),
    ("leaky_relu", (0.0, 0.1)): (0.1, 0.0),
    ("exceeds", (1.0, 1.0)): (0.0, 0.0),
    ("select", (0.0, 2.0, 3.0)): (0.0, 0.0, 1.0),
    ("max", (1.0, 1.0)): _HALVES,
    ("min", (1.0, 1.0)): _HALVES,
    ("clip", (1.0, 1.0, 2.0)): (0.5, 0.5, 0.0),
    ("clip", (2.0, 1.0, 2.0)): (0.5, 0.0, 0.5),
    ("hypot", (0.0, 0.0)): (0.0, 0.0),
    ("power", (0.0, 0.0)): (0.0, 0.0),
    ("power", (0.0, 1.0)): (1.0, 0.0),
    ("power", (0.0, 2.0)): (0.0, 0.0),
    ("power", (2.0, 0.0)): (0.0, math.log(2)),
    ("power", (-2.0, 3.0)): (12.0, math.nan),
}
"""Derivatives by convention, where none exists or a form changes."""

LATEX: Final[Mapping[str, str]] = {
    "identity": "u", "negate": "-u", "add": "u + v", "subtract": "u - v", "multiply": r"u \cdot v",
    "divide": r"\frac{u}{v}", "power": "u^{v}", "exp": "e^{u}", "sqrt": r"\sqrt{u}", "cbrt": r"\sqrt[3]{u}",
    "abs": r"\left|u\right|", "heaviside": r"\left[u > 0\right]", "exceeds": r"\left[u > v\right]",
    "floor": r"\left\lfloor u \right\rfloor",
    "log": r"\ln", "log2": r"\log_{2}", "log10": r"\log_{10}", "sin": r"\sin", "cos": r"\cos", "tan": r"\tan",
    "asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan", "sinh": r"\sinh", "cosh": r"\cosh",
    "tanh": r"\tanh", "max": r"\max", "min": r"\min", "sigmoid": r"\sigma", "normal_pdf": r"\varphi",
    "normal_cdf": r"\Phi", "leaky_relu": r"\operatorname{leaky\,relu}",
}  # fmt: skip
r"""How each is written of u and v, or the head before brackets; of all others it is their name upright."""

_BY_FORMULA: Final = frozenset({"erf", "erfc", "cbrt"})

WEIGHTS: Final[Mapping[str, int]] = {
    **{name: 8 for name in _PYTHON if name not in _BY_FORMULA},
    **dict.fromkeys(("negate", "add", "subtract", "multiply", "abs", "sign", "exceeds", "floor"), 1),
    **dict.fromkeys(("select", "max", "min"), 2),
    **dict.fromkeys(("divide", "sqrt"), 4),
    "atan2": 12,
    "power": 16,
}
"""What each costs in additions, if the target languages compute it themselves."""


def _where(condition: bool, one: float, other: float) -> float:  # noqa: FBT001  (as NumPy's)
    return one if condition else other


ARRAYS: Final[Mapping[str, Callable[..., float]]] = {
    **{name: getattr(math, name) for name in _PYTHON if name not in _BY_FORMULA},
    **{f"arc{name[1:]}": getattr(math, name) for name in _PYTHON if name.startswith("a")},
    "power": math.pow, "maximum": max, "minimum": min, "abs": abs, "sign": _sign, "where": _where,
}  # fmt: skip
"""NumPy's functions of numbers, by the names that NumPy gives them."""
