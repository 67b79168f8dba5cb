"""``for all a in [-3, 3], …``: the states of the page in which a claim must hold.

A name is an input of a graph, which takes the stops of its slider, or a name of the claim's own, which needs
a range. ``[-3, 3]`` are the stops within it, or evenly spaced numbers; ``range(-3, 3, 0.5)`` are numbers
from -3 to 3, both included.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from adjoint.autodiff import DomainError, ExpressionError, parse_syntax
from adjoint.autodiff.lexer import GREEK
from adjoint.autodiff.syntax import Call, Name
from adjoint.components.expressions import CONSTANTS, named, read
from adjoint.components.reading import Quantity, Scope, Undefined
from adjoint.frozen import frozen

SPACED: Final = 41
"""How many evenly spaced numbers stand for an interval that no slider parts."""
MOST_STATES: Final = 20_000

_LETTER: Final = rf"[A-Za-z{''.join(GREEK)}]"
_FOR_ALL: Final = re.compile(r"\s*(?:for\s+all\b|∀)\s*")
_NAME: Final = rf"{_LETTER}[\w{''.join(GREEK)}]*"
_NEARLY: Final = re.compile(rf"\s*(forall|foreach|for\s+(?:every|each|any))\s+({_LETTER}\w*)", re.IGNORECASE)
_IN: Final = re.compile(r"(?:in\b|∈)\s*")
_PARTING: Final = re.compile(r"\s*[,:]\s*")


@frozen
class Binding:
    """A quantified name and the numbers it takes."""

    name: str
    owner: str | None
    """The component whose input it is; None for a name of the claim's own."""
    input: str
    numbers: tuple[float, ...]


@frozen
class State:
    """One state of the page, with the names that are bound and their numbers: ``a = 2, b = -1``."""

    scope: Scope
    names: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()

    @property
    def told(self) -> str:
        """How a message names it; nothing is said of the page as published."""
        return _told(self.names, self.numbers)


def _told(names: Sequence[str], numbers: Sequence[float]) -> str:
    return ", ".join(f"{name} = {number:g}" for name, number in zip(names, numbers, strict=True))


def read_bindings(text: str, scope: Scope) -> tuple[tuple[Binding, ...], int]:
    """Read the quantifier at the front of a claim.

    Returns:
        The names it binds, none if there is no quantifier, and where the statement begins.

    Raises:
        ExpressionError: it cannot be read, or a name has no numbers to take.
    """
    opening = _FOR_ALL.match(text)
    if opening is None:
        if nearly := _NEARLY.match(text):
            hint = f"write for all {nearly[2]} in [-3, 3], …"
            raise ExpressionError(f'"{nearly[1]}" is not read', *nearly.span(1), hint)
        return (), 0
    bindings: list[Binding] = []
    at = opening.end()
    while True:
        name = _name(tuple(scope.quantities)).match(text, at)
        if name is None or (bindings and not _is_binding(text, name.end())):
            break
        binding, at = _binding(text, name, scope)
        if any((one.owner, one.input) == (binding.owner, binding.input) for one in bindings):
            raise ExpressionError(f"{name[1]} has its numbers already", *name.span(1))
        bindings.append(binding)
        parting = _PARTING.match(text, at)
        if parting is None:
            hint = "write for all a in [-3, 3], e > 0"
            raise ExpressionError("a comma is missing after what the claim is for", at, at + 1, hint)
        at = parting.end()
        if ":" in parting[0]:
            break
    if not bindings:
        raise ExpressionError('"for all" is followed by a name', at, at + 1, "write for all a in [-3, 3], …")
    count = math.prod(len(binding.numbers) for binding in bindings)
    if count > MOST_STATES:
        message = f"the claim would have to hold in {count:,} states; {MOST_STATES:,} can be tried"
        raise ExpressionError(message, opening.start(), at, "take wider steps: for all a in range(-3, 3, 1)")
    return tuple(bindings), at


@cache
def _name(owners: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a name, which may begin with a component's id whatever stands in that."""
    ids = "|".join(map(re.escape, sorted(owners, key=len, reverse=True)))
    return re.compile(rf"\s*((?:(?:{ids})(?:\.{_NAME})+|{_NAME}(?:\.{_NAME})*))\s*")


def states(bindings: Sequence[Binding], scope: Scope) -> Iterator[State]:
    """Give every state of the page that a quantifier asks for.

    Raises:
        Undefined: a graph has no value in one of them.
    """
    names = tuple(binding.name for binding in bindings)
    for numbers in itertools.product(*(binding.numbers for binding in bindings)):
        yield State(_moved(bindings, numbers, scope), names, numbers)


def _moved(bindings: Sequence[Binding], numbers: Sequence[float], scope: Scope) -> Scope:
    inputs: dict[str, dict[str, float]] = {}
    bound: dict[str, float] = {}
    for binding, number in zip(bindings, numbers, strict=True):
        if binding.owner is None:
            bound[binding.input] = number
        else:
            inputs.setdefault(binding.owner, {})[binding.input] = number
    quantities = scope.quantities
    try:
        for owner, moved in inputs.items():
            quantities = {**quantities, owner: quantities[owner].moved(moved)}
    except DomainError as error:
        told = _told([binding.name for binding in bindings], numbers)
        raise Undefined(f"at {told}: {error}", 0, 0) from error
    return Scope(quantities, scope.home, {**scope.bound, **bound})


def _is_binding(text: str, at: int) -> bool:
    """Tell whether the name before an offset is one more that is quantified, not the statement's first."""
    return bool(_IN.match(text, at) or _PARTING.match(text, at))


def _binding(text: str, name: re.Match[str], scope: Scope) -> tuple[Binding, int]:
    written = Name(name[1], name.start(1), name.end(1))
    owner, own = _input(written, scope)
    stops = scope.quantities[owner].sliders[own].stops if owner else None
    within = _IN.match(text, name.end())
    if within is not None:
        numbers, at = _domain(text, within.end(), stops, scope)
    elif stops is not None:
        numbers, at = stops, name.end()
    else:
        hint = f"write for all {name[1]} in range(0, 1, 0.1)"
        raise ExpressionError(f"{name[1]} is no input of a graph, so it needs a range", *name.span(1), hint)
    return Binding(name[1], owner, own, numbers), at


def _input(name: Name, scope: Scope) -> tuple[str | None, str]:
    """Return the graph and the input that a name stands for, or None for a name of the claim's own."""
    if name.text in CONSTANTS:
        raise ExpressionError(f"{name.text} is a constant", name.start, name.end)
    if "." not in name.text and not any(name.text in one.values for one in scope.quantities.values()):
        return None, name.text  # no error is made of it, which would look for what may be meant
    try:
        leaf = named(name, scope)
    except ExpressionError as error:
        if "." in name.text or "is a quantity of" in error.message:
            raise
        return None, name.text
    assert isinstance(leaf, Quantity)  # noqa: S101  (nothing is bound yet)
    sliders = scope.quantities[leaf.owner].sliders
    if leaf.name not in sliders:
        hint = f"its inputs are {', '.join(sliders)}" if sliders else None
        raise ExpressionError(f"{name.text} is computed, so it cannot be set", name.start, name.end, hint)
    return leaf.owner, leaf.name


def _domain(
    text: str, at: int, stops: tuple[float, ...] | None, scope: Scope
) -> tuple[tuple[float, ...], int]:
    if text.startswith("[", at):
        close = _closing(text, at)
        low, high = _numbers(text, at, close, 2, scope)
        if stops is None:
            numbers = tuple(low + (high - low) * k / (SPACED - 1) for k in range(SPACED))
        else:
            numbers = tuple(stop for stop in stops if low <= stop <= high)
        if not numbers or low > high:
            hint = (
                f"the slider goes from {stops[0]:g} to {stops[-1]:g}" if stops else "write the smaller first"
            )
            raise ExpressionError("there is nothing in this range", at, close + 1, hint)
        return numbers, close + 1
    if re.match(r"range\s*\(", text[at:]):
        opening = text.index("(", at)
        close = _closing(text, opening)
        low, high, step = _numbers(text, opening, close, 3, scope)
        if not (step > 0 and low <= high):
            hint = "write range(from, to, step), the step above 0"
            raise ExpressionError("there is nothing in this range", at, close + 1, hint)
        if not math.isfinite((high - low) / step):
            raise ExpressionError("these are too many numbers", at, close + 1, "take wider steps")
        exact, wide = Decimal(str(low)), Decimal(str(step))
        count = math.floor((high - low) / step + 1e-9)
        if count > MOST_STATES:
            raise ExpressionError(f"{count + 1:,} numbers are too many", at, close + 1, "take wider steps")
        return tuple(float(exact + k * wide) for k in range(count + 1)), close + 1
    hint = "write [-3, 3], or range(-3, 3, 0.5)"
    raise ExpressionError('a range is wanted after "in"', at, at + 1, hint)


def _closing(text: str, opening: int) -> int:
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] in "([") - (text[at] in ")]")
        if depth == 0:
            return at
    raise ExpressionError(f'"{text[opening]}" is never closed', opening, opening + 1)


def _numbers(text: str, opening: int, close: int, count: int, scope: Scope) -> tuple[float, ...]:
    """Return the numbers between two brackets, which may be expressions."""
    # The engine reads a call; blanks keep every offset.
    call = parse_syntax(f"{' ' * (opening - 1)}r({text[opening + 1 : close]})", tuple(scope.quantities))
    assert isinstance(call, Call)  # noqa: S101  (it was written as one)
    if len(call.operands) != count or call.settings:
        hint = "write [from, to]" if count == 2 else "write range(from, to, step)"
        raise ExpressionError(f"{count} numbers are wanted here", opening, close + 1, hint)
    return tuple(read(operand, scope).value(scope) for operand in call.operands)
