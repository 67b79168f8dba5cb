"""The table of operations by itself: every column of a row against what does not come from it.

A site's figures use some operations. A wrong row is told whether or not one of them uses it.
"""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial as given
from itertools import product
from pathlib import Path
from typing import Final

from adjoint.autodiff import OPERATIONS, operations
from adjoint.autodiff.domains import in_domain
from adjoint.autodiff.kernels import partials_kernel, value_kernel
from adjoint.autodiff.operations import ALIASES, INFIX, Operation
from adjoint.markup import Diagnostic, Location
from adjoint.site.check.engine import expected
from adjoint.site.check.engine.differences import difference
from adjoint.site.check.engine.expected import REFERENCES, Known, Nowhere, agree, natural, told_at
from adjoint.site.check.engine.forms import IN_SIGNS, wrong_brackets, wrong_form, wrong_target

TOLERANCE: Final = 1e-6
OPERANDS: Final = (-2.3, -0.71, -0.2, 0.13, 0.37, 0.83, 1.45, 2.6, 7.5)
"""Off the kinks of every operation, and on either side of them."""
_NEAR_ONE: Final = (math.nextafter(1.0, 0.0), 1.0, math.nextafter(1.0, 2.0))
EDGES: Final = (0.0, *(sign * size for size in (1e-300, 0.5, *_NEAR_ONE, 3.0, 30.0, 1e6) for sign in (-1, 1)))
"""Where natural domains end, a step before and after, and far out."""
PAIRS: Final = (-1e6, -2.0, -1.0, -0.5, -1e-300, 0.0, 1e-300, 0.5, 1.0, 2.0, 3.0, 1e6)
_OF_TWO: Final = frozenset(
    {
        *("add", "subtract", "multiply", "divide", "power", "hypot", "logsumexp", "atan2", "exceeds"),
        *("max", "min", "leaky_relu"),
    }
)
_CANCELS: Final = frozenset({"logsumexp"})
"""Rows whose terms may cancel, so that digits are lost of the largest number in them."""
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?")

Points = Sequence[tuple[float, ...]]


def table_faults() -> Iterator[Diagnostic]:
    """Yield a fault for each row of the table that is not what its name says."""
    rows = tuple(dict.fromkeys((*OPERATIONS, *REFERENCES)))
    for names, find in (
        (rows, _wrong_head),
        (rows, _wrong),
        (expected.SPOKEN, _misread),
        (IN_SIGNS, wrong_brackets),
    ):
        told = {name: words for name in names if (words := _told(given(find, name)))}
        for name, words in told.items():
            yield Diagnostic("wrong-derivative", "error", f"{name}: {words}", _place(name))
        if told:
            return  # what is found further on may be the fault of these rows


def _told(find: Callable[[], str | None]) -> str | None:
    """Return what is found to be wrong; whatever a damaged row may raise is the row's fault."""
    try:
        return find()
    except Exception as error:  # noqa: BLE001
        return f"it cannot be worked out: {error}"


def _misread(name: str) -> str | None:
    """Tell if another name, or a sign between operands, does not stand for what it means."""
    row, meaning = OPERATIONS.get(INFIX.get(name) or ALIASES.get(name) or ""), expected.SPOKEN[name]
    at = ((1.45,) if "cosh" in name else (0.37, 0.83))[: row.arity if row else 0]
    if row is not None and agree(value_kernel(row)(*at), meaning(*at)):
        return None
    return f"it is read as {row.name if row else 'nothing'}"


def _wrong_head(name: str) -> str | None:
    """Tell what is wrong with a row's name and its operands."""
    row = OPERATIONS.get(name)
    if row is None:
        return "there is no such row"
    if row.name != name:
        return f"it stands under another name than its own, {row.name}"
    wanted = 3 if name in {"select", "clip"} else 2 if name in _OF_TWO else 1
    if name in REFERENCES and (row.arity != wanted or len(set(row.parameters)) != wanted):
        return f"it is of {row.operands or 'nothing'}, it should be of {'u v w'[: 2 * wanted - 1]}"
    return None


def _wrong(name: str) -> str | None:
    """Return what is wrong with a row by itself."""
    row = OPERATIONS[name]
    every = product(OPERANDS[:: row.arity], repeat=row.arity)
    points = [at for at in every if len(set(at)) == len(at)]  # no ties, where many a row has a kink
    return (
        _wrong_domain(row, known := {at: natural(name, at) for at in (*points, *_ends(row), *_ties(row))})
        or _wrong_value(row, known)
        or _wrong_partial(row, points)
        or _wrong_convention(row)
        or wrong_form(row, [at for at in points if in_domain(row, at)])
        or wrong_target(row, known)
    )


def _ends(row: Operation) -> Points:
    """Return operands where natural domains end and where the row says that its own does."""
    if row.arity > 2:
        return []
    said = [float(text) for text in _NUMBER.findall(row.domain)]
    said += [sign * math.nextafter(size, to) for size in said for to in (-9e99, 9e99) for sign in (-1, 1)]
    ends = EDGES if row.arity == 1 else PAIRS if row.domain else PAIRS[2::3]
    return list(product((*ends, *said), repeat=row.arity))


def _wrong_domain(row: Operation, known: Known) -> str | None:
    """Tell where a row says that it has a value and has none, or the other way round."""
    for at, value in known.items():
        if value is None:
            continue
        has, found = value is not Nowhere, value_kernel(row)(*at)
        if math.isfinite(found) != has:
            return f"the value {told_at(at)} is {found:g}, it should be {'a' if has else 'no'} finite number"
        if in_domain(row, at) != has:
            return f"its domain, {row.domain or 'all'}, {'leaves out' if has else 'holds'} {told_at(at)[3:]}"
    return None


def _wrong_value(row: Operation, known: Known) -> str | None:
    for at, value in known.items():
        if isinstance(value, float):
            found = value_kernel(row)(*at)
            if not agree(found, value, max(map(abs, at)) if row.name in _CANCELS else 0.0):
                return f"the value {told_at(at)} is {found:.9g}, it should be {value:.9g}"
    must = row.arity - len(row.defaults)
    if row.defaults and row.name in REFERENCES:
        at = (-2.3, -0.71)[:must]
        found, value = value_kernel(row)(*at, *row.defaults), REFERENCES[row.name](*at)
        if not agree(found, value):
            return f"with what is left out it is {found:.9g} {told_at(at)}, it should be {value:.9g}"
    return None


def _ties(row: Operation) -> Points:
    return [at for name, at in expected.AT_KINKS if name == row.name]


def _wrong_convention(row: Operation) -> str | None:
    """Tell where a derivative is not what is chosen at a kink."""
    for (name, at), wanted in expected.AT_KINKS.items():
        if name != row.name:
            continue
        found = partials_kernel(row)(*at, value_kernel(row)(*at))
        for one, own in zip(found, wanted, strict=True):
            if not (agree(one, own) or (math.isnan(own) and math.isnan(one))):
                return f"a derivative {told_at(at)} is {one:.9g}, by convention it is {own:.9g}"
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
            rise, error = slope
            if not abs(found - rise) <= TOLERANCE * max(abs(rise), abs(found)) + 4 * error:
                operand = row.parameters[position]
                return f"∂/∂{operand} {told_at(at)} is {found:.9g}, the slope there is {rise:.9g}"
    return None


def _along(value: Callable[..., float], at: Sequence[float], position: int) -> Callable[[float], float]:
    return lambda moved: value(*at[:position], moved, *at[position + 1 :])


def _place(name: str) -> Location:
    """Return where a name stands in the package's own source."""
    path = Path(inspect.getfile(operations))
    wanted = f'"{name}"'
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if wanted in text), 1)
    return Location(Path("adjoint", "autodiff", path.name).as_posix(), line, 1)
