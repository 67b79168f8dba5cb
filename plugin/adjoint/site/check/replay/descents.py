"""Gradient descent: every run that a page can start as published, step by step, against the engine's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from adjoint.autodiff import OPTIMISERS, Surface, Trajectory, descend
from adjoint.components.lab.effects.gradient_descent.live import offered_optimisers, offered_surfaces
from adjoint.components.lab.effects.gradient_descent.race import TOLERANCE as NEAR
from adjoint.components.lab.effects.gradient_descent.race import Race
from adjoint.components.lab.lab import Lab
from adjoint.components.model import Call
from adjoint.markup import Diagnostic
from adjoint.site.check.published import Figure
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison, differs
from adjoint.site.check.replay.runs import beside, deviation


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
            off, words = deviation(own, path, partial(beside, own, name))
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
