"""Claims that would hold whatever the page's numbers were: they prove nothing of the page.

A statement is judged with other numbers in place of the page's: noughts, numbers of all sizes and either
sign, and those beside the ones that it names; and by the ranges of its functions, for ``exp(e)`` is above 0
whatever e is. One that speaks of names of its own alone may be a theorem, ``exp(t) >= 1 + t``; it is empty if
its sides are one expression, or do not follow its names. A theorem on the page's numbers proves nothing of
the page, but is no slip.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, product
from random import Random
from typing import Final

from adjoint.components.reading import At, Bound, Leaf, OfRun, Reading, Scope, Undefined
from adjoint.frozen import frozen
from adjoint.site.proof.quantifiers import Binding
from adjoint.site.proof.ranges import certain
from adjoint.site.proof.statements import Close, Compared, Converges, Diverges, Joined, Not, Statement

SAMPLES: Final = 24
FEWEST: Final = 8
"""A statement counts as tried if it has a value in so many samples."""
_LARGEST: Final = 12.0
"""The numbers reach from 10^-12 to 10^12, and then there are those at the ends of what a number can be."""
_EXTREMES: Final = (0.0, 1e-300, -1e-300, 1e300, -1e300)
_MOST: Final = 5
"""Beside how many numbers that a claim names others are tried."""
_BESIDE: Final = (0.0, 1e-3, -1e-3)
_OPPOSITE: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@frozen
class Empty:
    """A part of a claim that says nothing, and why."""

    start: int
    end: int
    reason: str
    plain: bool = False
    """Whether it is arithmetic that has to be worked out, though of no number of the page."""
    is_theorem: bool = False
    """Whether it speaks of the page's numbers, and is true of any others."""


def empty_part(statement: Statement, bindings: Sequence[Binding], scope: Scope) -> Empty | None:
    """Return the first part of a true claim that says nothing of the page; None if all say something.

    Args:
        statement: what is claimed.
        bindings: the names it is claimed for.
        scope: the page in a state in which it holds.
    """
    own = {binding.input for binding in bindings if binding.owner is None}
    used = {
        leaf.name
        for reading in _readings(statement)
        for leaf in _all_leaves(reading)
        if isinstance(leaf, Bound)
    }
    idle = sorted(own - used)
    if idle:
        start, end = _span(statement)
        return Empty(start, end, f"{idle[0]} is in no part of it")
    parts = statement.parts if isinstance(statement, Joined) and statement.word == "and" else (statement,)
    found = [empty for part in parts if (empty := _empty(part, scope)) is not None]
    # What only has to be worked out is no slip beside a part that is one.
    slips = (empty for empty in found if not empty.plain and not empty.is_theorem)
    return next(slips, found[0] if found else None)


def _empty(part: Statement, scope: Scope) -> Empty | None:
    readings = list(_readings(part))
    leaves = list(dict.fromkeys(_placeless(leaf) for reading in readings for leaf in reading.leaves))
    start, end = _span(part)
    if _runs(part):
        return None
    if not leaves:
        reckons = any(len(reading.graph.nodes) > 1 for reading in readings)
        return Empty(start, end, "no number of the page is in it", plain=reckons)
    if all(isinstance(leaf, Bound) for leaf in leaves):
        alike = any(_is_idle(pair, leaves) for pair in _pairs(part))
        return Empty(start, end, "its sides are the same whatever its names are") if alike else None
    if _always(part, leaves):
        is_slip = any(map(_is_empty, _pairs(part)))
        return Empty(start, end, "it holds whatever the numbers of the page are", is_theorem=not is_slip)
    loose = _loosely_said(part, scope)
    return Empty(start, end, loose, is_theorem=True) if loose else None


def _loosely_said(part: Statement, scope: Scope) -> str | None:
    """Return why a statement says next to nothing, though other numbers would break it."""
    if _says_either(part):
        return "a part of it is the opposite of another"
    if isinstance(part, Close) and _is_wide(part, scope):
        return "the tolerance is larger than the number, so nought would do as well"
    return None


def _is_empty(pair: Compared) -> bool:
    """Tell whether a comparison has one expression on both sides, or no number of the page."""
    left, right = pair.sides
    return _placeless_reading(left) == _placeless_reading(right) or not (left.leaves or right.leaves)


def _says_either(part: Statement) -> bool:
    """Tell whether of two comparisons joined by ``or`` one is the opposite of the other."""
    if not isinstance(part, Joined) or part.word != "or":
        return False
    said = [one for one in part.parts if isinstance(one, Compared) and len(one.operators) == 1]
    known = [(one.operators[0], tuple(map(_placeless_reading, one.sides))) for one in said]
    return any((_OPPOSITE[operator], sides) in known for operator, sides in known)


def _is_wide(close: Close, scope: Scope) -> bool:
    """Tell whether a typed number may be missed by more than itself."""
    try:
        most = close.tolerance.value(scope)
        typed = [side.value(scope) for side in (close.left, close.right) if not side.leaves]
    except Undefined:
        return False
    return any(0 < abs(number) < most for number in typed)


def _always(part: Statement, leaves: Sequence[Leaf]) -> bool:
    """Tell whether a statement holds with any numbers in place of its leaves."""
    names = {leaf: f"leaf {place}" for place, leaf in enumerate(leaves)}
    free, tried = _freed(part, names), 0
    for scope in chain(_samples(len(names)), _near(_typed(part), len(names))):
        try:
            if _outcome(free, scope) is not True:
                return False
        except Undefined:
            continue
        tried += 1
    return tried >= FEWEST


def _samples(count: int) -> Iterator[Scope]:
    random = Random(2026)  # noqa: S311  (nothing is secret)
    anywhere = [
        [random.choice((-1, 1)) * 10 ** random.uniform(-_LARGEST, _LARGEST) for _ in range(count)]
        for _ in range(SAMPLES)
    ]
    for numbers in (*anywhere, *([extreme] * count for extreme in _EXTREMES)):
        yield _scope(numbers)


def _typed(part: Statement) -> Sequence[float]:
    """Return the numbers that are typed in a statement."""
    nodes = (node for reading in _readings(part) for node in reading.graph.nodes)
    typed = (node.value for node in nodes if node.operation == "constant" and node.value is not None)
    return list(dict.fromkeys(typed))[:_MOST]


def _near(typed: Sequence[float], count: int) -> Iterator[Scope]:
    """Give what chance seldom meets: ``(e + 7)^2 > 1`` fails about -7, ``(2*e + 7)^2 > 1`` about -3.5."""
    found = {0.0, *typed}
    for one, other in product(typed, typed):
        found |= {one + other, one - other, one / other if other else 0.0, math.sqrt(abs(one))}
    for number in sorted({sign * (one + by) for one in found for by in _BESIDE for sign in (-1, 1)}):
        yield _scope([number] * count)
        if count > 1:
            yield from (_scope([number * (place == at) for place in range(count)]) for at in range(count))


def _scope(numbers: Sequence[float]) -> Scope:
    return Scope({}, bound={f"leaf {place}": number for place, number in enumerate(numbers)})


def _outcome(statement: Statement, scope: Scope) -> bool | None:
    """Return what a statement is with other numbers; None where these could as well be equal, or not."""
    match statement:
        case Compared():
            return _all([_compared(pair, scope) for pair in _pairs(statement)])
        case Close():
            return statement.judge(scope).holds or None
        case Not(part):
            found = _outcome(part, scope)
            return None if found is None else not found
        case Joined(word, parts):
            outcomes = [_outcome(part, scope) for part in parts]
            if word == "and":
                return _all(outcomes)
            opposite = _all([None if found is None else not found for found in outcomes])
            return None if opposite is None else not opposite
    return None


def _compared(pair: Compared, scope: Scope) -> bool | None:
    known = certain(pair.operators[0], *pair.sides)
    if known is not None:
        return known
    holds = pair.judge(scope).holds
    if pair.operators[0] in {"==", "!="} and holds is (pair.operators[0] == "!="):
        return None
    return holds


def _all(outcomes: Sequence[bool | None]) -> bool | None:
    if False in outcomes:
        return False
    return None if None in outcomes else True


def _pairs(statement: Statement) -> Iterator[Compared]:
    """Give each comparison in a statement as one of two sides."""
    match statement:
        case Compared(operators, sides):
            for place, operator in enumerate(operators):
                yield Compared((operator,), sides[place : place + 2])
        case Close(left, right):
            yield Compared(("==",), (left, right))
        case Not(part):
            yield from _pairs(part)
        case Joined(_, parts):
            for part in parts:
                yield from _pairs(part)


def _is_idle(pair: Compared, leaves: Sequence[Leaf]) -> bool:
    """Tell whether two sides are one expression, or neither follows a name in it."""
    left, right = pair.sides
    if _placeless_reading(left) == _placeless_reading(right):
        return True
    if not (left.leaves or right.leaves):
        return False
    names = {leaf: f"leaf {place}" for place, leaf in enumerate(leaves)}
    free = [replace(side, leaves=tuple(Bound(names[leaf]) for leaf in side.leaves)) for side in pair.sides]
    return all(_is_constant(side, len(names)) for side in free)


def _is_constant(side: Reading, count: int) -> bool:
    found = set()
    for scope in _samples(count):
        try:
            found.add(side.value(scope))
        except Undefined:
            continue
    return len(found) == 1


def _freed(statement: Statement, names: dict[Leaf, str]) -> Statement:
    """Return a statement with a name of its own in place of each number of the page."""

    def freed(reading: Reading) -> Reading:
        return replace(reading, leaves=tuple(Bound(names[_placeless(leaf)]) for leaf in reading.leaves))

    return _mapped(statement, freed)


def _mapped(statement: Statement, change: Callable[[Reading], Reading]) -> Statement:
    match statement:
        case Compared(operators, sides):
            return Compared(operators, tuple(map(change, sides)))
        case Close(left, right, tolerance):
            return Close(change(left), change(right), change(tolerance))
        case Not(part):
            return Not(_mapped(part, change))
        case Joined(word, parts):
            return Joined(word, tuple(_mapped(part, change) for part in parts))
    return statement


def _readings(statement: Statement) -> Iterator[Reading]:
    match statement:
        case Compared(_, sides):
            yield from sides
        case Close(left, right, tolerance):
            yield from (left, right, tolerance)
        case Converges(settings=settings) | Diverges(settings=settings):
            yield from (reading for _, reading in settings)
        case Not(part):
            yield from _readings(part)
        case Joined(_, parts):
            for part in parts:
                yield from _readings(part)


def _runs(statement: Statement) -> bool:
    """Tell whether what becomes of a descent decides, which no numbers stand in for."""
    match statement:
        case Converges() | Diverges():
            return True
        case Not(part):
            return _runs(part)
        case Joined(word, parts):
            return all(map(_runs, parts)) if word == "or" else any(map(_runs, parts))
    return False


def _all_leaves(reading: Reading) -> Iterator[Leaf]:
    """Yield the leaves of an expression, and those of the expressions within them."""
    for leaf in reading.leaves:
        yield leaf
        inner = [leaf.reading, *(part for _, part in leaf.inputs)] if isinstance(leaf, At) else []
        inner += [part for _, part in leaf.settings] if isinstance(leaf, OfRun) else []
        for part in inner:
            yield from _all_leaves(part)


def _placeless(leaf: Leaf) -> Leaf:
    """Return a leaf that is the same wherever it is written."""
    match leaf:
        case At(owner, reading, inputs):
            moved = tuple((name, _placeless_reading(value)) for name, value in inputs)
            return At(owner, _placeless_reading(reading), moved)
        case OfRun(owner, run, quantity, settings):
            return OfRun(
                owner, run, quantity, tuple((name, _placeless_reading(value)) for name, value in settings)
            )
    return leaf


def _placeless_reading(reading: Reading) -> Reading:
    nodes = tuple(node._replace(span=(0, 0)) for node in reading.graph.nodes)
    leaves = tuple(map(_placeless, reading.leaves))
    return Reading(replace(reading.graph, nodes=nodes), leaves, 0, 0)


def _span(statement: Statement) -> tuple[int, int]:
    readings = list(_readings(statement))
    starts, ends = [one.start for one in readings], [one.end for one in readings]
    return min(starts, default=0), max(ends, default=0)
