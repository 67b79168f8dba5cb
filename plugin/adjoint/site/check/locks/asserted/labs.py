"""Sentences on all the runs of a lab, and on its map: ``Three optimisers``, ``All converge``."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Final

from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.reading import Answer, Said
from adjoint.site.check.locks.asserted.runs import RUN, arrival, key_of_run
from adjoint.site.check.locks.asserted.shape import COUNT, number_of
from adjoint.site.wording import counted

_COUNTED: Final = re.compile(
    rf"(?P<shows>the (?:lab|figure|map|race) (?:races|shows|runs|compares) )?(?P<many>{COUNT}) "
    r"(?:optimisers|methods|runs)"
    r"(?: (?:on|in|down|from|race|descend|go|walk)\b(?!.*\b(?:one|two|three|four|others?|another)\b).*)?",
    re.IGNORECASE,
)
_MINIMA: Final = re.compile(
    rf"the (?:surface|function|landscape|map) has (?P<many>{COUNT}) minim(?:um|a)", re.IGNORECASE
)
_EVERY: Final = re.compile(
    r"(?:all|(?P<both>both)|all (?:of the |the )?(?P<many>two|three|four|five|six))"
    r"(?: (?:of them|the optimisers|the runs|optimisers|runs))? "
    r"(?:(?P<diverge>diverge)|converge|(?P<arrive>arrive(?: at the minimum)?|reach the minimum))",
    re.IGNORECASE,
)
_EACH: Final = re.compile(
    rf"(?:each(?: (?:of them|run|optimiser))?|all(?: of them)?) (?:takes?|makes?) (?P<many>{COUNT}) steps",
    re.IGNORECASE,
)

_ONLY: Final = re.compile(
    rf"only {RUN.format('one')} (?:arrives(?: at the minimum)?|reaches the minimum)"
    r"|(?P<none>none|no run|no optimiser)(?: of (?:them|the (?:runs|optimisers|two|three|four)))? "
    r"(?:arrives?(?: at the minimum)?|reach(?:es)? the minimum)",
    re.IGNORECASE,
)


def read_lab(text: str, *, is_caption: bool) -> Said | None:
    """Read a clause on a lab as a whole.

    Args:
        text: the clause.
        is_caption: whether it describes the lab that it stands at.
    """
    if every := _EVERY.fullmatch(text):
        return Said(lambda labs: _every(labs, every) if labs.descents else None)
    if only := _ONLY.fullmatch(text):
        name = "" if only["none"] else key_of_run(only["one"])
        return Said(
            lambda labs: _alone(labs, name) if labs.descents and (not name or name in labs.descents) else None
        )
    if each := _EACH.fullmatch(text):
        return Said(lambda labs: _each(labs, number_of(each["many"])) if labs.descents else None)
    if minima := _MINIMA.fullmatch(text):
        return Said(lambda labs: _minima(labs, number_of(minima["many"])) if labs.descents else None)
    many = _COUNTED.fullmatch(text)
    if many and (is_caption or many["shows"]):
        return Said(lambda labs: _runs(labs, number_of(many["many"])) if labs.descents else None, moves=False)
    return None


def _every(labs: Quantities, said: re.Match[str]) -> Answer:
    """Answer for each run; that one does not converge may be a matter of its number of steps."""
    many = "two" if said["both"] else said["many"]
    if many and number_of(many) != len(labs.descents):
        return None
    for one in labs.descents:
        steps, diverged = labs.values[f"{one}.steps"], labs.values[f"{one}.diverged"]
        if said["diverge"] and not math.isfinite(diverged):
            return f"{one} does not diverge in its {labs.descents[one].steps} steps"
        if not said["diverge"] and math.isfinite(diverged):
            return f"{one} diverges at step {diverged:.0f}"
        if said["arrive"] and not math.isfinite(steps):
            return arrival(one, steps)
    return ""


def _alone(labs: Quantities, name: str) -> Answer:
    """Answer whether no run arrives but one, or none at all where its name is empty."""
    for one in labs.descents:
        steps = labs.values[f"{one}.steps"]
        if math.isfinite(steps) != (one == name):
            return arrival(one, steps)
    return ""


def _each(labs: Quantities, many: float) -> Answer:
    steps = next(iter(labs.descents.values())).steps
    return "" if many == steps else f"each takes {steps}"


def _runs(labs: Quantities, many: float) -> Answer:
    return "" if many == len(labs.descents) else f"the lab has {counted(len(labs.descents), 'run')}"


def _minima(labs: Quantities, many: float) -> Answer:
    """Answer from the map, and from a wider one: what is said of a function may be so beyond the map."""
    surface = next(iter(labs.descents.values())).surface
    found = len(surface.minima)
    left, right, low, high = surface.window
    wide, tall = right - left, high - low
    around = replace(surface, window=(left - wide, right + wide, low - tall, high + tall))
    return (
        ""
        if many == found or many == len(around.minima)
        else f"its map has {found} minim{'um' if found == 1 else 'a'}"
    )
