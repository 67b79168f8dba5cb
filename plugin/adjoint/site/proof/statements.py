"""What a claim states: comparisons, ``and or not``, closeness, and what becomes of a descent.

A statement is read once and judged in one state of the page or in many. Two numbers that differ by rounding
alone are equal, so ``0.1 + 0.2 == 0.3`` is true and ``0.3 < 0.1 + 0.2`` is not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from adjoint.autodiff import ExpressionError
from adjoint.autodiff.syntax import Binary, Call, Comparison, Expression, Unary
from adjoint.components.expressions import read, read_run
from adjoint.components.reading import Reading, Scope, Undefined, rerun
from adjoint.frozen import frozen
from adjoint.markup import nearest

if TYPE_CHECKING:
    from adjoint.autodiff import Trajectory

ROUNDING: Final = 1e-12
"""Numbers are equal if they differ by less than this part of the largest number that went into them."""
_OWN: Final = ("converges", "diverges", "close")
"""What only claims may call."""
PLAIN: Final = 1e-14
"""The same for sides that are made of numbers alone."""
PATIENCE: Final = 10_000
"""Steps that a descent is watched for before it counts as one that does not diverge."""


@frozen
class Verdict:
    """Whether a statement holds in one state, and the numbers that show it."""

    holds: bool
    tell: Callable[[], str]

    @property
    def told(self) -> str:
        """The numbers in words, which take longer to write than to judge."""
        return self.tell()


class Statement(Protocol):
    """Something that is true or false in a state of the page."""

    def judge(self, scope: Scope) -> Verdict:
        """Return whether it holds.

        Raises:
            Undefined: a number in it has no value; then it neither holds nor fails.
        """


@frozen
class Compared:
    """A chain of comparisons, ``0 < u <= 1``."""

    operators: tuple[str, ...]
    sides: tuple[Reading, ...]

    def judge(self, scope: Scope) -> Verdict:
        """Compare each side with the next."""
        found = [side.value(scope) for side in self.sides]

        def size(place: int) -> float:
            """Return the size of the largest number that went into a side and the next."""
            sizes = [side.evaluated(scope)[1] for side in self.sides[place : place + 2]]
            return max((number for number in sizes if math.isfinite(number)), default=0.0)

        holds = all(
            _compare(operator, found[place], found[place + 1], partial(size, place), self._rounding(place))
            for place, operator in enumerate(self.operators)
        )
        return Verdict(holds, lambda: self._told(found))

    def _rounding(self, place: int) -> float:
        """Return what rounding may come to between a side and the next; that of numbers alone is small."""
        return ROUNDING if any(side.leaves for side in self.sides[place : place + 2]) else PLAIN

    def _told(self, found: Sequence[float]) -> str:
        texts = digits(found)
        pairs = zip(self.operators, texts[1:], strict=True)
        return texts[0] + "".join(f" {operator} {text}" for operator, text in pairs)


def _compare(operator: str, a: float, b: float, size: Callable[[], float], rounding: float) -> bool:
    """Compare two numbers; their size is asked for only where it decides."""

    def equal() -> bool:
        return a == b or (math.isfinite(a - b) and abs(a - b) <= rounding * size())

    match operator:
        case "==":
            return equal()
        case "!=":
            return not equal()
        case "<":
            return a < b and not equal()
        case "<=":
            return a < b or equal()
        case ">":
            return a > b and not equal()
        case ">=":
            return a > b or equal()
    raise ValueError(operator)


@frozen
class Close:
    """Two numbers within a tolerance of each other."""

    left: Reading
    right: Reading
    tolerance: Reading

    def judge(self, scope: Scope) -> Verdict:
        """Compare the distance with the tolerance."""
        a, b, most = (side.value(scope) for side in (self.left, self.right, self.tolerance))
        if not most > 0:
            start, end = self.tolerance.start, self.tolerance.end
            raise Undefined(f"a tolerance is above 0, not {most:g}", start, end)
        holds = a == b or (math.isfinite(a - b) and abs(a - b) <= most)
        return Verdict(holds, lambda: _distance(a, b, most))


def _distance(a: float, b: float, most: float) -> str:
    one, other = digits([a, b])
    return f"{one} and {other} are {abs(a - b):.4g} apart, the tolerance is {most:g}"


@frozen
class Converges:
    """A descent that has arrived at a minimum when its steps are over."""

    name: str
    owner: str
    run: str
    settings: tuple[tuple[str, Reading], ...]

    def judge(self, scope: Scope) -> Verdict:
        """Run it and look at the loss at its end."""
        found = rerun(scope, self.owner, self.run, self.settings)
        if found.diverged_at is not None:
            return Verdict(holds=False, tell=lambda: f"{self.name} diverges at step {found.diverged_at}")
        steps, loss = len(found.points) - 1, f"{found.losses[-1]:.4g}"
        if found.steps_to_tolerance is not None and _rests(found):
            return Verdict(holds=True, tell=lambda: f"{self.name} arrives at step {found.steps_to_tolerance}")
        return Verdict(
            holds=False, tell=lambda: f"{self.name} has not arrived after {steps} steps, its loss is {loss}"
        )


def _rests(found: Trajectory) -> bool:
    """Tell whether a run that came to a minimum is still there at its end."""
    nearest = min(found.surface.minima, key=lambda minimum: math.dist(minimum.point, found.points[-1]))
    return abs(found.losses[-1] - nearest.loss) <= found.tolerance


@frozen
class Diverges:
    """A descent whose loss grows beyond all bounds, be it after the steps that the lab shows."""

    name: str
    owner: str
    run: str
    settings: tuple[tuple[str, Reading], ...]

    def judge(self, scope: Scope) -> Verdict:
        """Run it, and watch it for longer than the lab does where the settings do not say how long."""
        patience = max(scope.quantities[self.owner].descents[self.run].steps, PATIENCE)
        found = rerun(scope, self.owner, self.run, self.settings, patience=patience)
        if found.diverged_at is not None:
            return Verdict(holds=True, tell=lambda: f"{self.name} diverges at step {found.diverged_at}")
        steps, loss = len(found.points) - 1, f"{found.losses[-1]:.4g}"
        return Verdict(holds=False, tell=lambda: f"after {steps} steps {self.name} has the loss {loss}")


@frozen
class Joined:
    """Statements joined by ``and``, or by ``or``; all are judged, so none hides an undefined number."""

    word: str
    parts: tuple[Statement, ...]

    def judge(self, scope: Scope) -> Verdict:
        """Judge every part and tell those that decide."""
        found = [part.judge(scope) for part in self.parts]
        holds = all(one.holds for one in found) if self.word == "and" else any(one.holds for one in found)
        deciding = [one for one in found if one.holds is holds]
        between = f" {'and' if self.word == 'and' or not holds else 'or'} "
        return Verdict(holds, lambda: between.join(one.told for one in deciding))


@frozen
class Not:
    """The opposite of a statement."""

    part: Statement

    def judge(self, scope: Scope) -> Verdict:
        """Judge the statement itself."""
        found = self.part.judge(scope)
        return Verdict(not found.holds, lambda: found.told if found.holds else f"not {found.told}")


def read_statement(tree: Expression, text: str, scope: Scope) -> Statement:
    """Read a statement that ``parse_syntax`` gave.

    Args:
        tree: the statement.
        text: what it was read from.
        scope: names that it may use.

    Raises:
        ExpressionError: it is a number, or names what the page does not have.
    """
    match tree:
        case Comparison(operators, operands):
            return Compared(operators, tuple(read(side, scope) for side in operands))
        case Unary("not", operand):
            return Not(read_statement(operand, text, scope))
        case Binary("and" | "or" as word):
            parts = _joined(tree, word)
            return Joined(word, tuple(read_statement(part, text, scope) for part in parts))
        case Call(function) if function.text == "close":
            return _close(tree, scope)
        case Call(function) if function.text in {"converges", "diverges"}:
            owner, run, settings = read_run(tree, scope)
            name = text[tree.operands[0].start : tree.operands[0].end]
            if function.text == "diverges":
                return Diverges(name, owner, run, settings)
            if not scope.quantities[owner].descents[run].surface.minima:
                message = "the surface has no minimum within its window to converge to"
                raise ExpressionError(message, tree.start, tree.end, "compare losses instead")
            return Converges(name, owner, run, settings)
    if isinstance(tree, Call) and (close := nearest(tree.function.text, _OWN)):
        message, function = f'there is no "{tree.function.text}" in claims', tree.function
        raise ExpressionError(message, function.start, function.end, f"did you mean {close}?")
    shown = text[tree.start : tree.end]
    raise ExpressionError(
        f'a claim is true or false, but "{shown}" is a number',
        tree.start,
        tree.end,
        f"compare it: {shown} == 1",
    )


def _joined(tree: Binary, word: str) -> Sequence[Expression]:
    """Return the parts of a run of ``and``, or of ``or``, without the nesting to the left."""
    parts: list[Expression] = []
    here: Expression = tree
    while isinstance(here, Binary) and here.operator == word:
        parts.append(here.right)
        here = here.left
    return [here, *reversed(parts)]


def _close(call: Call, scope: Scope) -> Close:
    settings = {name.text: value for name, value in call.settings}
    if len(call.operands) != 2 or settings.keys() != {"tolerance"}:
        message = "close takes two numbers and a tolerance"
        raise ExpressionError(message, call.start, call.end, "write close(e, 0.33, tolerance=0.005)")
    left, right = call.operands
    return Close(read(left, scope), read(right, scope), read(settings["tolerance"], scope))


def digits(values: Sequence[float]) -> list[str]:
    """Return numbers with as many digits as it takes to tell them apart, and no fewer than four."""
    for precision in range(4, 13):  # beyond, it is rounding that parts them
        texts = [_digits(value, precision) for value in values]
        if len(set(texts)) == len({value + 0.0 for value in values}):
            break
    return texts


def _digits(value: float, precision: int) -> str:
    return "never" if value == math.inf else f"{value + 0.0:.{precision}g}"
