"""Each sign of an equation tried in many states: at the published inputs, and at sampled ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from adjoint.autodiff import ExpressionError, syntax
from adjoint.components.equation.verify.meaning import Stated, Vocabulary, meanings
from adjoint.components.equation.verify.tokens import Unread
from adjoint.components.equation.verify.tree import (
    Binary,
    Chain,
    Negative,
    Node,
    Number,
    Relation,
    Symbol,
    reduced,
    without_places,
)
from adjoint.components.expressions import read
from adjoint.components.reading import Reading, Scope, Undefined
from adjoint.frozen import frozen

TOLERANCE: Final = 1e-9
PLAIN: Final = 1e-13
"""Of the largest number that went into two sides of numbers alone: what their rounding may come to."""
WHOLE: Final = 2.0**53
"""Whole numbers below it are exact."""
"""Sides are equal if they differ by less than this part of the largest number that went into them."""
FEWEST: Final = 3
"""An equation counts as tried if both its sides have a value in so many states."""


@frozen
class State:
    """One state in which an equation must hold, and how a message names it."""

    scope: Scope
    told: str
    published: bool


@frozen
class Finding:
    """What is wrong with an equation, and where in its LaTeX."""

    code: str
    message: str
    offset: int
    hint: str | None = None


@frozen
class Trial:
    """How often the signs of an equation were tried, and what was found wrong."""

    comparisons: int
    finding: Finding | None = None


def said_twice(chains: Sequence[Chain], meant: Mapping[str, str] | None = None) -> Finding | None:
    """Return what is wrong with a formula whose sides are all written alike: ``e = e``, ``e + 0 = e``.

    Args:
        chains: of the formula.
        meant: what names are said to stand for, if it is said; two may stand for the same.
    """

    def said(side: Node) -> str:
        if isinstance(side, Symbol) and meant and side.key in meant:
            return f"({meant[side.key]})"
        return without_places(reduced(side))

    pairs = [pair for chain in chains for pair in pairwise(chain.sides)]
    if any(said(left) != said(right) for left, right in pairs):
        return None
    message = "both sides are written alike, which is true of anything"
    return Finding("equation-untried", message, chains[0].relations[0].start)


def try_chain(chain: Chain, vocabulary: Vocabulary, states: Sequence[State]) -> Trial:
    """Try every sign of a chain ``a = b = c`` between its neighbours.

    A side without names is a statement about the published inputs and is tried there; sides with names are
    tried everywhere.

    Raises:
        Unread: a name means nothing.
    """
    comparisons = 0
    for stated in meanings(chain, vocabulary):
        readings = [read_side(side, states[0].scope) for side in stated.sides]
        for place, relation in enumerate(chain.relations):
            pair = Pair(
                relation,
                chain.sides[place : place + 2],
                (readings[place], readings[place + 1]),
                stated,
            )
            trial = pair.tried(states)
            comparisons += trial.comparisons
            if trial.finding is not None:
                return Trial(comparisons, trial.finding)
        for route, part, path in stated.routes:
            sign = Relation("=", route.start, route.end)
            sides = read_side(part, states[0].scope), read_side(path, states[0].scope)
            trial = Pair(sign, (route.part, route), sides, stated).tried(states)
            comparisons += trial.comparisons
            if trial.finding is not None:
                message = trial.finding.message.replace(
                    "the equation does not hold: left side",
                    f"what comes through {route.through.key} is not this: it says",
                ).replace("right side", "the paths give")
                return Trial(comparisons, Finding(trial.finding.code, message, route.start))
    return Trial(comparisons)


def read_side(side: syntax.Expression, scope: Scope) -> Reading:
    """Read one side in a state that has all its names.

    Raises:
        Unread: the engine cannot read it.
    """
    try:
        return read(side, scope)
    except ExpressionError as error:
        raise Unread(error.message, error.start, error.end, error.hint) from error


@frozen
class Pair:
    """Two neighbouring sides and the sign between them."""

    relation: Relation
    written: Sequence[Node]
    sides: tuple[Reading, Reading]
    stated: Stated

    def tried(self, states: Sequence[State]) -> Trial:
        """Compare the sides in every state in which they should be comparable."""
        numeric = [not side.leaves for side in self.sides]
        everywhere = not any(numeric) or (self.relation.sign not in {"=", "≈"} and not all(numeric))
        tolerance = self._digits() if self.relation.sign == "≈" else None
        comparisons = 0
        for state in states:
            if not state.published and not everywhere:
                continue
            try:
                found = [side.evaluated(state.scope) for side in self.sides]
            except Undefined as error:
                if state.published:
                    where = self._where(state, numeric)
                    return Trial(comparisons, Finding("equation-undefined", f"{error}{where}", error.start))
                continue
            comparisons += 1
            if not holds(self.relation.sign, found[0], found[1], tolerance, plain=all(numeric)):
                return Trial(comparisons, self._refuted(state, found, numeric))
        if everywhere and comparisons < min(FEWEST, len(states)):
            message = "the sides have no values together: too few inputs lie in the domains of both"
            return Trial(comparisons, Finding("equation-untried", message, self.relation.start))
        return Trial(comparisons)

    def _digits(self) -> float:
        """Return how far apart approximately equal sides may be: by half of the last digit shown."""
        units = [unit for unit in map(last_digit, self.written) if unit is not None]
        if any(_says_nothing(side) for side in self.written):
            message = "a nought before a power of ten has no digit that says how close the sides are"
            raise Unread(message, self.relation.start, self.relation.end, "write the number's digits")
        if not units:
            hint = "write the number with the digits that hold, or = if the sides are equal"
            message = "neither side of this sign is a number whose digits say how close they are"
            raise Unread(message, self.relation.start, self.relation.end, hint)
        return max(units) / 2 * (1 + 1e-9)

    def _refuted(
        self, state: State, found: Sequence[tuple[float, float]], numeric: Sequence[bool]
    ) -> Finding:
        left, right = apart(found[0][0], found[1][0])
        message = (
            f"the equation does not hold: left side {left}, right side {right}{self._where(state, numeric)}"
        )
        hint = None
        if not state.published:
            hint = "it holds at the published inputs; a number that belongs to them is written {= c}"
        elif self.relation.sign == "=" and any(numeric) and _is_rounded(self.written, found):
            hint = r"write \approx before a rounded number"
        return Finding("equation", message, self.relation.start, hint)

    def _where(self, state: State, numeric: Sequence[bool]) -> str:
        told = [part for part in (self.stated.told, "" if all(numeric) else state.told) if part]
        return f" at {', '.join(told)}" if told else ""


def holds(
    sign: str, left: tuple[float, float], right: tuple[float, float], tolerance: float | None, *, plain: bool
) -> bool:
    """Tell whether a sign holds between two sides.

    Args:
        sign: the relation.
        left: a side: its value, and the largest number that went into it.
        right: the other.
        tolerance: how far apart the sides may be, if they are rounded.
        plain: whether both are made of numbers alone: these are equal to the last bits, whole ones exactly.
    """
    (a, size), (b, other) = left, right
    if tolerance is not None:
        return abs(a - b) <= tolerance
    equal = abs(a - b) <= (PLAIN if plain else TOLERANCE) * max(size, other)
    if plain and a.is_integer() and b.is_integer() and max(size, other) < WHOLE:
        equal = a == b
    order = {"<": a < b and not equal, ">": a > b and not equal, "<=": a < b or equal, ">=": a > b or equal}
    return {"=": equal, "!=": not equal, **order}[sign]


def last_digit(side: Node) -> float | None:
    r"""Return what one in the last digit of a number is worth, as in ``-1.25`` or ``3.1 \times 10^{-7}``."""
    match side:
        case Number():
            return side.unit
        case Negative(operand):
            return last_digit(operand)
        case Binary("*", Number() as mantissa, Binary("^", Number(10.0), exponent)):
            sign, power = (-1, exponent.operand) if isinstance(exponent, Negative) else (1, exponent)
            return mantissa.unit * 10.0 ** (sign * power.value) if isinstance(power, Number) else None
    return None


def _says_nothing(side: Node) -> bool:
    unit = last_digit(side)
    return isinstance(side, Binary) and isinstance(side.left, Number) and not side.left.value and unit != 0


def _is_rounded(written: Sequence[Node], found: Sequence[tuple[float, float]]) -> bool:
    units = [unit for unit in map(last_digit, written) if unit is not None and unit < 1]
    return bool(units) and abs(found[0][0] - found[1][0]) <= max(units) / 2


def apart(left: float, right: float) -> tuple[str, str]:
    """Return two numbers with the digits that tell them apart."""
    for precision in range(4, 18):
        one, other = f"{left + 0.0:.{precision}g}", f"{right + 0.0:.{precision}g}"
        if one != other:
            break
    return one, other
