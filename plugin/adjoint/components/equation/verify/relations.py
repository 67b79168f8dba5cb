"""One sign between two sides, tried in many states without a verdict: where it holds, and where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from adjoint.components.equation.verify.meaning import Stated
from adjoint.components.equation.verify.tree import (
    Adjoint,
    Chain,
    Negative,
    Node,
    Number,
    Partial,
    Relation,
    Second,
    Symbol,
    without_places,
)
from adjoint.components.equation.verify.trial import FEWEST, State, apart, holds, last_digit, read_side
from adjoint.components.reading import Bound, Derivative, Local, Quantity, Reading, Undefined
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection

_ROUNDING = 1 + 1e-9
_BY_CHANCE = 0.25


Outcome = Literal["proved", "false", "doubtful", "unproved"]
_Trial = tuple[State, bool, float, float]
"""A state, whether the sign holds there, and what stands left and right of it."""


@frozen
class Weighed:
    """What came of a formula: a reason wherever it is not proved, and the offset of what it is about."""

    outcome: Outcome
    reason: str = ""
    offset: int = 0


class Spanned(Protocol):
    """What stands somewhere in a formula."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


_Spanned = TypeVar("_Spanned", bound=Spanned)


@frozen
class Statement:
    """A sign, what stands on either side of it, and the states it is tried in."""

    relation: Relation
    written: tuple[Node, Node]
    sides: tuple[Reading, Reading]
    states: Sequence[State]
    computed: Sequence[tuple[int, int]]
    """Where the numbers of computed values stand."""

    @property
    def sign(self) -> str:
        """What the relation states."""
        return self.relation.sign

    @cached_property
    def names(self) -> frozenset[str]:
        """The names on both sides."""
        return self._names_of(0) | self._names_of(1)

    def _names_of(self, side: int) -> frozenset[str]:
        return frozenset(name for leaf in self.sides[side].leaves for name in _names(leaf))

    def names_computed(self, inputs: Collection[str]) -> bool:
        """Tell whether it speaks of more than the inputs, which a reader sets."""
        return not self.names <= {*inputs}

    @property
    def is_whole(self) -> bool:
        """Whether both sides are whole numbers, which no rounding parts."""
        return all(a.is_integer() and b.is_integer() for _, _, a, b in self._trials())

    @property
    def is_about_a_setting(self) -> bool:
        """Whether one side is a number, and equals the other at best as published."""
        return self.sign in {"=", "≈"} and not all(side.leaves for side in self.sides)

    @property
    def is_of_the_same_names(self) -> bool:
        """Whether both sides are made of the same names, and neither is a name or a number alone."""
        plain = any(isinstance(side, Symbol | Number) for side in self.written)
        return self._names_of(0) == self._names_of(1) and not plain

    @property
    def says_something(self) -> bool:
        """Whether the two sides are written differently."""
        return without_places(self.written[0]) != without_places(self.written[1])

    def names_a_step(self, inputs: Collection[str]) -> bool:
        """Tell whether a side is a step or a derivative, and the other an expression that makes it up."""
        for one, other in (self.written, self.written[::-1]):
            place = self.written.index(one)
            is_step = isinstance(one, Symbol) and not self._names_of(place) <= {*inputs}
            if (is_step or isinstance(one, Partial | Second | Adjoint)) and not isinstance(
                other, Symbol | Number
            ):
                return True
        return False

    def within(self, parts: Sequence[_Spanned]) -> list[_Spanned]:
        """Return those of some parts that stand on either side."""
        return [
            part
            for part in parts
            if any(side.start <= part.start and part.end <= side.end for side in self.written)
        ]

    @property
    def is_loose(self) -> bool:
        """Whether it says ≈ and no digits say how close."""
        return self.sign == "≈" and self._unit is None

    @cached_property
    def _unit(self) -> float | None:
        """What one in the last digit of a number is worth that is a whole side."""
        units = [unit for unit in map(last_digit, self.written) if unit is not None]
        return max(units) if units else None

    @cached_property
    def _tolerance(self) -> float | None:
        """How far apart the sides may be: half of the last digit of a rounded or a computed number."""
        if self.sign == "≈" and self._unit is not None:
            return self._unit / 2 * _ROUNDING
        units = [
            unit
            for side in self.written
            if (unit := last_digit(side)) is not None
            and any(side.start <= end and start <= side.end for start, end in self.computed)
        ]
        return max(units) / 2 * _ROUNDING if self.sign == "=" and units else None

    def _trials(self, *, published: bool = False) -> Iterator[_Trial]:
        """Give each trial in which both sides have a value, made when it is first come to."""
        for place, state in enumerate(self.states):
            if state.published or not published:
                if place not in self._tried:
                    self._tried[place] = self._trial(state)
                trial = self._tried[place]
                if trial is not None:
                    yield trial

    @cached_property
    def _tried(self) -> dict[int, _Trial | None]:
        """The trials that were made, by the place of their states."""
        return {}

    def _trial(self, state: State) -> _Trial | None:
        try:
            left, right = (side.evaluated(state.scope) for side in self.sides)
        except Undefined:
            return None
        plain = not any(side.leaves for side in self.sides)
        return state, holds(self.sign, left, right, self._tolerance, plain=plain), left[0], right[0]

    @property
    def tried(self) -> int:
        """In how many states both sides have a value."""
        return sum(1 for _ in self._trials())

    @property
    def holds_as_published(self) -> bool:
        """Whether it holds in the states as published, of which there is one at least."""
        published = [held for _, held, _, _ in self._trials(published=True)]
        return bool(published) and all(published)

    @property
    def fails_as_published(self) -> bool:
        """Whether it is tried as published, and does not hold there."""
        return any(not held for _, held, _, _ in self._trials(published=True))

    @property
    def holds_everywhere(self) -> bool:
        """Whether it holds in every state in which both sides have a value, and these are enough."""
        return all(held for _, held, _, _ in self._trials()) and self.tried >= FEWEST

    @property
    def holds_hardly(self) -> bool:
        """Whether it fails as published, if that is tried, and holds in a few of these states at most.

        Two sides that have nothing to do with each other may well be equal here or there.
        """
        if any(held for _, held, _, _ in self._trials(published=True)):
            return False
        held = [held for _, held, _, _ in self._trials()]
        return len(held) >= FEWEST and sum(held) <= len(held) * _BY_CHANCE

    @property
    def is_rounded(self) -> bool:
        """Whether the sides are equal as published to the digits that are shown.

        Of a whole number after ≈ these are the ones before its noughts.
        """
        units = [_shown(side, after=self.sign) for side in self.written]
        most = max((unit for unit in units if unit is not None), default=0.0) / 2 * _ROUNDING
        published = [(left, right) for _, _, left, right in self._trials(published=True)]
        return most > 0 and bool(published) and all(abs(a - b) <= most for a, b in published)

    @property
    def apart(self) -> str:
        """Both sides where it first fails, in words."""
        for state, held, left, right in self._trials():
            if not held:
                one, other = apart(left, right)
                where = f" at {state.told}" if state.told and self.names else ""
                return f"left side {one}, right side {other}{where}"
        return "its sides have no values together"

    def weighed(self, outcome: Outcome, reason: str) -> Weighed:
        """Return an outcome at the place of the sign."""
        return Weighed(outcome, reason, self.relation.start)


def statements(
    chain: Chain, stated: Stated, states: Sequence[State], computed: Sequence[tuple[int, int]]
) -> Iterator[Statement]:
    """Yield each sign of a chain; a labelled part too, which must be what the paths through a node give.

    Raises:
        Unread: a name means nothing.
    """
    sides = [read_side(side, states[0].scope) for side in stated.sides]
    for place, relation in enumerate(chain.relations):
        written = chain.sides[place], chain.sides[place + 1]
        yield Statement(relation, written, (sides[place], sides[place + 1]), states, computed)
    for route, part, path in stated.routes:
        sign = Relation("=", route.start, route.end)
        both = read_side(part, states[0].scope), read_side(path, states[0].scope)
        yield Statement(sign, (route.part, route), both, states, computed)


def _shown(side: Node, *, after: str) -> float | None:
    """Return what one in the last digit is worth that a number surely shows; None if that is no fraction."""
    unit = last_digit(side)
    if unit is None or unit < 1:
        return unit
    number = side.operand if isinstance(side, Negative) else side
    if after != "≈" or not isinstance(number, Number) or not number.value:
        return None
    digits = f"{number.value:.0f}"
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))


def _names(leaf: object) -> tuple[str, ...]:
    match leaf:
        case Quantity(_, name) | Bound(name):
            return (name,)
        case Derivative(_, of, by) | Local(_, of, by):
            return (of, by)
    return (str(leaf),)
