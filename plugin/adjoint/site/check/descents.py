"""Gradient descent: every run that a page can start as published, step by step, against the engine's."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from adjoint.autodiff import OPTIMISERS, Surface, Trajectory, descend
from adjoint.components.lab.effects.gradient_descent.live import offered_optimisers, offered_surfaces
from adjoint.components.lab.effects.gradient_descent.race import TOLERANCE as NEAR
from adjoint.components.lab.effects.gradient_descent.race import Race
from adjoint.components.lab.lab import Lab
from adjoint.components.model import Call
from adjoint.markup import Diagnostic
from adjoint.site.check.browser import Browser
from adjoint.site.check.comparison import Comparison, differs
from adjoint.site.check.published import Figure

TOLERANCE: Final = 1e-9
"""Relative, for every number on the way; a step can magnify what differs before it."""


def compare_descent(call: Call, lab: Lab, figure: Figure, browser: Browser) -> Comparison:
    """Run every optimiser on every surface that a lab offers, with the settings in its page, and compare.

    Args:
        call: the component's call.
        lab: computed anew from the post.
        figure: as published.
        browser: runs the shipped modules.
    """
    race: Race = lab.state
    data = json.loads(figure.data)
    surfaces = offered_surfaces(race, choice=lab.stage.controls)
    names = offered_optimisers(race, choice=lab.stage.controls)
    fault = _shape_fault(call, race, data, surfaces, names)
    if fault:
        return Comparison(faults=(fault,))
    states = numbers = 0
    largest = 0.0
    faults: list[Diagnostic] = []
    for surface in surfaces:
        there = data["surfaces"][surface.name]
        found = browser.descend_all(
            there["tape"],
            data["optimisers"],
            there["settings"],
            there["start"],
            data["steps"],
            data["tolerance"],
        )
        for name, path in zip(there["settings"], found, strict=True):
            own = _own(race, surface, name)
            off, words = _deviation(own, path)
            states += len(own.points)
            numbers += 4 * len(own.points)
            largest = max(largest, off)
            if words:
                title = OPTIMISERS[name].title
                faults.append(differs(call, f"{title} on {surface.title}: {words}"))
    return Comparison(states, numbers, largest, (), tuple(faults))


def _own(race: Race, surface: Surface, name: str) -> Trajectory:
    own = surface.name == race.surface.name
    for run in race.runs:
        if own and run.name == name:
            return run.trajectory
    start = race.start if own else surface.start
    settings = race.settings_on(surface, name)
    return descend(surface, name, settings, start=start, steps=race.steps, tolerance=NEAR)


def _shape_fault(
    call: Call, race: Race, data: Mapping[str, Any], surfaces: Sequence[Surface], names: Sequence[str]
) -> Diagnostic | None:
    pairs = (
        ("surfaces", list(data["surfaces"]), [surface.name for surface in surfaces]),
        ("optimisers", list(data["optimisers"]), list(names)),
        ("surface", data["surface"], race.surface.name),
        ("runs", data["show"], list(race.shown)),
        ("number of steps", data["steps"], race.steps),
        ("tolerance", data["tolerance"], NEAR),
    )
    for what, there, here in pairs:
        if there != here:
            return differs(call, f"the page's {what} is {there}, by the post it is {here}")
    for surface in surfaces:
        there = data["surfaces"][surface.name]
        start = list(race.start if surface.name == race.surface.name else surface.start)
        if there["start"] != start:
            return differs(
                call, f"on {surface.title} the page starts at {there['start']}, the post at {start}"
            )
        for name in names:
            settings = race.settings_on(surface, name)
            for key, value in settings.items():
                if there["settings"][name].get(key) != value:
                    title = OPTIMISERS[name].title
                    page = there["settings"][name].get(key)
                    words = f"the page sets {key} to {page}, by the post it is {value:g}"
                    return differs(call, f"{title} on {surface.title}: {words}")
    return None


def _deviation(own: Trajectory, path: Mapping[str, Any]) -> tuple[float, str]:
    """Return the largest relative deviation of two runs, and what is wrong if anything is."""
    outcomes = (
        ("steps", len(path["points"]) - 1, len(own.points) - 1),
        ("step of divergence", path["divergedAt"], own.diverged_at),
    )
    for what, there, here in outcomes:
        if there != here:
            return math.inf, f"in the browser the {what} is {there}, by the engine {here}"
    largest = 0.0
    for step, (there_, here_) in enumerate(zip(_numbers(path), _own_numbers(own), strict=True)):
        size = max(map(abs, here_))
        for what, one, other in zip(("x", "y", "the loss", "the gradient"), there_, here_, strict=True):
            off = abs(one - other) / max(abs(other), _SMALL * size, _LEAST) if one is not None else math.inf
            largest = max(largest, off)
            if off > TOLERANCE:
                return (
                    off,
                    f"in the browser {what} is {one:.12g} after step {step}, by the engine {other:.12g}",
                )
    finds = (
        ("step of arrival", path["stepsToTolerance"], own.steps_to_tolerance),
        ("number of crossings", path["floorCrossings"], own.floor_crossings),
    )
    for what, there, here in finds:
        if there != here:
            return math.inf, f"in the browser the {what} is {there}, by the engine {here}"
    return largest, ""


_SMALL: Final = 1e-3
_LEAST: Final = 1e-12


def _numbers(path: Mapping[str, Any]) -> Iterator[tuple[float, ...]]:
    for (x, y), loss, norm in zip(path["points"], path["losses"], path["gradientNorms"], strict=True):
        yield x, y, loss, norm


def _own_numbers(own: Trajectory) -> Iterator[tuple[float, ...]]:
    for (x, y), loss, norm in zip(own.points, own.losses, own.gradient_norms, strict=True):
        yield x, y, loss, norm
