"""The table of operations by itself: partial derivatives against differences, values against Python's own.

A site's figures use some operations. A wrong row is told whether or not one of them uses it.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Final

from adjoint.autodiff import OPERATIONS, operations
from adjoint.autodiff.kernels import partials_kernel, value_kernel
from adjoint.autodiff.operations import Operation
from adjoint.markup import Diagnostic, Location
from adjoint.site.check.engine.differences import difference

TOLERANCE: Final = 1e-6
VALUES: Final = 1e-12
OPERANDS: Final = (-2.3, -0.71, -0.2, 0.13, 0.37, 0.83, 1.45, 2.6, 7.5)
"""Off the kinks of every operation, and on either side of them."""

REFERENCES: Final[Mapping[str, Callable[..., float]]] = {
    "add": lambda u, v: u + v,
    "subtract": lambda u, v: u - v,
    "multiply": lambda u, v: u * v,
    "divide": lambda u, v: u / v,
    "negate": lambda u: -u,
    "power": math.pow,
    "abs": abs,
    "min": min,
    "max": max,
    "sign": lambda u: math.copysign(1.0, u),
    "sigmoid": lambda u: 1 / (1 + math.exp(-u)),
    "softplus": lambda u: math.log(1 + math.exp(u)),
    "relu": lambda u: max(u, 0.0),
    "gelu": lambda u: u * (1 + math.erf(u / math.sqrt(2))) / 2,
    "swish": lambda u: u / (1 + math.exp(-u)),
    "clip": lambda u, v, w: min(max(u, v), w),
    "identity": lambda u: u,
    "cbrt": lambda u: math.copysign(abs(u) ** (1 / 3), u),
    "logsumexp": lambda u, v: math.log(math.exp(u) + math.exp(v)),
    **{
        name: getattr(math, name)
        for name in (
            *("exp", "expm1", "log", "log1p", "sqrt", "hypot", "sin", "cos", "tan", "asin", "acos", "atan"),
            *("atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "log2", "log10"),
        )
    },
}
"""Written without the engine; rows that are not here are held to their derivatives alone."""


def table_faults() -> Iterator[Diagnostic]:
    """Yield a fault for each row of the table whose value or derivatives are not what its name says."""
    for row in OPERATIONS.values():
        every = product(OPERANDS[:: row.arity], repeat=row.arity)
        points = [at for at in every if len(set(at)) == len(at)]  # no ties, where many a row has a kink
        words = _wrong_value(row, points) or _wrong_partial(row, points)
        if words:
            yield Diagnostic("wrong-derivative", "error", f"{row.name}: {words}", _place(row))


def _wrong_value(row: Operation, points: Sequence[Sequence[float]]) -> str | None:
    reference = REFERENCES.get(row.name)
    for at in points if reference is not None else ():
        try:
            expected = reference(*at)  # type: ignore[misc]
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
        found = value_kernel(row)(*at)
        if not abs(found - expected) <= VALUES * max(abs(expected), *map(abs, at), 1.0):
            return f"the value {_at(at)} is {found:.9g}, it should be {expected:.9g}"
    return None


def _wrong_partial(row: Operation, points: Sequence[Sequence[float]]) -> str | None:
    value, partials = value_kernel(row), partials_kernel(row)
    for at in points:
        here = value(*at)
        if not math.isfinite(here):
            continue
        for position, found in enumerate(partials(*at, here)):
            slope = difference(_along(value, at, position), at[position])
            if slope is None or not math.isfinite(slope[0]):
                continue
            expected, error = slope
            if not abs(found - expected) <= TOLERANCE * max(abs(expected), abs(found), 1.0) + 4 * error:
                operand = row.parameters[position]
                return f"∂/∂{operand} {_at(at)} is {found:.9g}, the slope there is {expected:.9g}"
    return None


def _along(value: Callable[..., float], at: Sequence[float], position: int) -> Callable[[float], float]:
    return lambda moved: value(*at[:position], moved, *at[position + 1 :])


def _at(at: Sequence[float]) -> str:
    return f"at {', '.join(f'{number:g}' for number in at)}"


def _place(row: Operation) -> Location:
    """Return where a row stands in the package's own source."""
    path = Path(inspect.getfile(operations))
    wanted = f'"{row.name}"'
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if wanted in text), 1)
    return Location(Path("adjoint", "autodiff", path.name).as_posix(), line, 1)
