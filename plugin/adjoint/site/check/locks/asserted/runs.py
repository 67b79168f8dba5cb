"""Sentences on how a run of a lab ends: ``Adam is slowest``, ``SGD ends lower than momentum``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias

from adjoint.components.numerals import numeral
from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.equalities import differs
from adjoint.site.check.locks.asserted.reading import Answer, Said
from adjoint.site.check.locks.asserted.shape import COUNT, number_of

_Answer: TypeAlias = Callable[[Quantities, str, re.Match[str]], Answer]
RUN: Final = (
    r"(?P<{}>(?:plain |gradient )*descent|SGD|momentum|nesterov|adagrad|rmsprop|adamw?"
    r"|newton(?:['’]s method)?)"
)
_ONE, _TWO = RUN.format("one"), RUN.format("two")
_ENDS: Final = r"(?:ends|stops|finishes|arrives|comes|comes out|gets)"
_OF_ALL: Final = (
    r"(?:of|among) (?:all|the|them|these)(?: (?:of them|them|two|three|four|five|optimisers|methods|runs))*"
)


def _rank(best: str, worst: str) -> str:
    return rf"(?:{best}|(?P<worst>{worst}))"


_FAST: Final = _rank("fastest|quickest", "slowest")
_LOWER: Final = _rank("(?:smaller|lower) than", "(?:larger|higher) than")
_LOW: Final = _rank("smallest|lowest|least", "largest|highest")
_NEAR: Final = _rank("closest|nearest", "farthest|furthest")
_FIRST: Final = tuple(
    (re.compile(rf"(?:{_OF_ALL},? )?{form}(?: {_OF_ALL})?", re.IGNORECASE), by)
    for form, by in (
        (rf"{_ONE} is (?:the )?{_FAST}(?: one)?", "any"),
        (rf"the {_FAST}(?: one| run| optimiser| method)? is {_ONE}", "any"),
        (rf"{_ONE} (?:{_ENDS} (?:with|at)|reaches|has|leaves) the {_LOW} loss", "loss"),
        (rf"{_ONE} wins(?: the race)?", "any"),
        (rf"the winner is {_ONE}", "any"),
        (rf"{_ONE} arrives {_rank('first', 'last')}", "steps"),
        (rf"the {_LOW} loss is that of {_ONE}", "loss"),
        (rf"{_ONE} (?:takes|needs) the {_rank('fewest', 'most')} steps", "steps"),
        (rf"{_ONE} {_ENDS} {_NEAR} (?:to|from) the minimum", "loss"),
    )
)
_BESIDE: Final = tuple(
    (re.compile(rf"{form} {_TWO}(?: does)?", re.IGNORECASE), by)
    for form, by in (
        (rf"{_ONE} {_ENDS} (?:{_rank('lower than|below', 'higher than|above')})", "loss"),
        (rf"{_ONE} {_ENDS} (?:with|at) a {_rank('lower|smaller', 'higher|larger')} loss than", "loss"),
        (rf"{_ONE} (?:takes|needs) {_rank('fewer|less', 'more')} steps than", "steps"),
        (rf"{_ONE} is {_rank('faster|quicker', 'slower')} than", "any"),
        (rf"{_ONE} {_rank('beats|outruns|is ahead of', 'loses to|is behind|lags behind')}", "any"),
        (rf"{_ONE} arrives {_rank('before|earlier than', 'after|later than')}", "steps"),
        (rf"the (?:final )?loss of {_ONE} is {_LOWER} that of", "loss"),
    )
)
_CONVERGES: Final = re.compile(
    rf"{_ONE} (?:(?P<diverges>diverges)|converges"
    r"|(?P<never>(?:does not|doesn['’]t|never) (?:converges?|arrives?)(?: at all)?))",
    re.IGNORECASE,
)
_ARRIVES: Final = re.compile(rf"{_ONE} (?:arrives(?: at the minimum)?|reaches the minimum)", re.IGNORECASE)
_TAKES: Final = re.compile(
    rf"{_ONE} (?:takes|needs|(?:arrives|converges|reaches the minimum) (?:after|in)) "
    rf"(?P<many>{COUNT}) steps"
    rf"|{RUN.format('uses')} (?:arrives|converges|reaches the minimum) at step (?P<at>\d+)",
    re.IGNORECASE,
)
_NUMBER: Final = r"\$?(?P<number>\d+(?:\.\d+)?)\$?"
_RATE: Final = re.compile(
    rf"(?:the learning rate (?:of|for) {_ONE} is|{RUN.format('whose')}['’]s learning rate is"
    rf"|{RUN.format('uses')} (?:uses|has) (?:a|the) learning rate (?:of )?) ?{_NUMBER}",
    re.IGNORECASE,
)
_LOSS: Final = re.compile(
    rf"(?:the (?:final )?loss of {_ONE} is|{RUN.format('whose')}['’]s (?:final )?loss is"
    rf"|{RUN.format('uses')} {_ENDS} (?:at|with) a loss of) {_NUMBER}",
    re.IGNORECASE,
)


def read_run(text: str) -> Said | None:
    """Read a clause on a run of a lab, or on two."""
    for form, answer in _FORMS:
        if found := form.fullmatch(text):
            return Said(_asked(found, answer))
    return None


def _asked(found: re.Match[str], answer: _Answer) -> Callable[[Quantities], Answer]:
    said = found.groupdict()
    names = [key_of_run(name) for key in ("one", "whose", "uses", "two") if (name := said.get(key))]

    def asked(labs: Quantities) -> Answer:
        return answer(labs, names[0], found) if set(names) <= labs.descents.keys() else None

    return asked


def key_of_run(name: str) -> str:
    """Return the key of the run that a text names."""
    word = name.lower()
    return "newton" if word.startswith("newton") else "sgd" if word.endswith("descent") else word


def _ways(labs: Quantities, by: str) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Yield the numbers by which runs may be meant to be better, less being better."""
    if by != "steps":
        yield "loss", {one: labs.values[f"{one}.loss"] for one in labs.descents}
        yield "lowest loss", {one: min(run.run().losses) for one, run in labs.descents.items()}
    if by != "loss":
        yield "steps", {one: labs.values[f"{one}.steps"] for one in labs.descents}


def _is_first(by: str, labs: Quantities, one: str, said: re.Match[str]) -> Answer:
    if by == "any" and "newton" in labs.descents:
        return None  # the fewest steps may take the longest
    reason = ""
    for way, numbers in _ways(labs, by):
        end = max(numbers.values()) if said.groupdict().get("worst") else min(numbers.values())
        if numbers[one] == end or any(map(math.isnan, numbers.values())):
            return ""
        other = next(name for name, number in numbers.items() if number == end)
        reason = reason or _told(way, one, other, numbers)
    return reason


def _is_beside(by: str, labs: Quantities, one: str, said: re.Match[str]) -> Answer:
    two = key_of_run(said["two"])
    if one == two or (by == "any" and "newton" in {one, two}):
        return None
    reason = ""
    for way, numbers in _ways(labs, by):
        first, second = (
            (numbers[two], numbers[one]) if said.groupdict().get("worst") else (numbers[one], numbers[two])
        )
        if not first >= second or first == second == math.inf:
            return ""
        reason = reason or _told(way, one, two, numbers)
    return reason


def _told(way: str, one: str, two: str, numbers: Mapping[str, float]) -> str:
    if way == "steps":
        return f"{arrival(one, numbers[one])}, and {arrival(two, numbers[two])}"
    return f"the {way} of {one} is {numeral(numbers[one])}, and that of {two} {numeral(numbers[two])}"


def arrival(name: str, steps: float) -> str:
    """Return when a run arrives, in words."""
    return f"{name} arrives at step {steps:.0f}" if math.isfinite(steps) else f"{name} does not arrive"


def _ending(labs: Quantities, one: str, said: re.Match[str]) -> Answer:
    """Answer whether a run ends so; that it does not converge may be a matter of its number of steps."""
    steps, diverged = labs.values[f"{one}.steps"], labs.values[f"{one}.diverged"]
    if said["diverges"]:
        return (
            "" if math.isfinite(diverged) else f"it does not diverge in its {labs.descents[one].steps} steps"
        )
    if said["never"]:
        return arrival(one, steps) if math.isfinite(steps) else ""
    return f"{one} diverges at step {diverged:.0f}" if math.isfinite(diverged) else ""


def _arriving(labs: Quantities, one: str, _said: re.Match[str]) -> Answer:
    steps = labs.values[f"{one}.steps"]
    return "" if math.isfinite(steps) else arrival(one, steps)


def _taking(labs: Quantities, one: str, said: re.Match[str]) -> Answer:
    steps, many = labs.values[f"{one}.steps"], number_of(said["many"] or said["at"])
    return "" if many in {steps, labs.descents[one].steps} else arrival(one, steps)


def _rate(labs: Quantities, one: str, said: re.Match[str]) -> Answer:
    rate = labs.values.get(f"{one}.lr")
    if rate is None:
        return None
    number = float(said["number"])
    return "" if math.isclose(number, rate) else f"the learning rate of {one} is {numeral(rate)}"


def _loss(labs: Quantities, one: str, said: re.Match[str]) -> Answer:
    loss = labs.values[f"{one}.loss"]
    return f"the loss of {one} is {numeral(loss)}" if differs(said["number"], loss) else ""


_FORMS: Final[tuple[tuple[re.Pattern[str], _Answer], ...]] = (
    *((form, partial(_is_first, by)) for form, by in _FIRST),
    *((form, partial(_is_beside, by)) for form, by in _BESIDE),
    (_CONVERGES, _ending),
    (_ARRIVES, _arriving),
    (_TAKES, _taking),
    (_RATE, _rate),
    (_LOSS, _loss),
)
