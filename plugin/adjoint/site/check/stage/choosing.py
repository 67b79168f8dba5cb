"""What a reader chooses on a map of gradient descent: its surface, its optimisers and its speed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from adjoint.autodiff import OPTIMISERS, Surface, descend
from adjoint.components.lab.effects.gradient_descent.live import frame_of, offered_surfaces
from adjoint.components.lab.effects.gradient_descent.race import TOLERANCE, Race, Run
from adjoint.components.lab.effects.gradient_descent.settings import moved_rate
from adjoint.components.lab.lab import Lab
from adjoint.components.numerals import numeral
from adjoint.site.check.stage.descents import results
from adjoint.site.check.stage.staging import Stage

Outlines: TypeAlias = "list[list[str | None]]"
_SETTLED: Final = 650
"""Milliseconds after which a result has been told."""
_ARRIVES: Final = -0.4
"""The power of ten of a rate at which a run that diverged arrives."""
_FEWEST: Final = 5
"""A map has as many contours at least."""


def choice_faults(lab: Lab, figure: str, stage: Stage) -> Iterator[str]:
    """Yield what a map does not show of a surface, an optimiser or a speed that a reader chooses.

    Args:
        lab: with controls.
        figure: a selector.
        stage: where it is, as published or set otherwise.
    """
    race: Race = lab.state
    published = _outlines(stage, figure)
    # Each is drawn by thousands of samples: one other, with minima only if the author's has none.
    others = [one for one in offered_surfaces(race, choice=True) if one.name != race.surface.name]
    others.sort(key=lambda one: bool(one.minima) == bool(race.surface.minima))
    yield from _hasty(stage, figure, race, others[0].name, published)
    for surface in (*others[:1], race.surface):
        stage.drive((f"{figure} [data-setting=surface]", "set", surface.name), ("body", "wait", 1))
        yield from _drawn(stage, figure, race, surface.name, published)
        yield from _ended(stage, figure, lab, surface, 0.0)
        (away,) = stage.look((f"{figure} .lab-minima.is-away", ""))
        if bool(away) == bool(surface.minima):
            yield f"the legend of {surface.name} does not say whether it has minima"
    stage.drive((f"{figure} [data-setting=lr]", "set", repr(_ARRIVES)))
    yield from _ended(stage, figure, lab, race.surface, _ARRIVES)
    if stage.look((f"{figure} output[for$=-lr]", "")) != [[f"× {numeral(moved_rate(1, _ARRIVES))}"]]:
        yield "the slider of the rates of several does not say by what they are multiplied"
    stage.drive((f"{figure} [data-setting=lr]", "set", "0"))
    yield from _momentum(stage, figure)
    yield from _speed(stage, figure)


def _hasty(stage: Stage, figure: str, race: Race, other: str, published: Outlines) -> Iterator[str]:
    """Who comes back to a surface before another is drawn sees the one that was come back to."""
    chosen = f"{figure} [data-setting=surface]"
    stage.drive((chosen, "set", other), (chosen, "set", race.surface.name), ("body", "wait", 1))
    if _outlines(stage, figure) != published:
        yield f"once a reader has come back from {other} at once, the map is that of {other}"


def _ended(stage: Stage, figure: str, lab: Lab, surface: Surface, power: float) -> Iterator[str]:
    """What a lab tells of its runs is what becomes of the engine's."""
    race: Race = lab.state
    rows = f"{figure} [data-row]:not(.is-away)"
    names, told = stage.look((rows, "data-row"), (f"{figure} desc", ""))
    frame = frame_of(surface, race, float(lab.stage.width), float(lab.stage.height))
    runs = []
    for name in filter(None, names):
        own = race.settings_on(surface, name)
        own |= {"lr": moved_rate(own["lr"], power)} if "lr" in own else {}
        path = descend(surface, name, own, start=surface.start, steps=race.steps, tolerance=TOLERANCE)
        runs.append(Run(OPTIMISERS[name], path))
    wanted = results(runs, surface, frame)
    if told != [wanted]:
        yield f'the runs on {surface.name} with rates times 10^{power:g} end as "{told[0]}", not "{wanted}"'


def _drawn(stage: Stage, figure: str, race: Race, name: str, published: Outlines) -> Iterator[str]:
    (shown,) = stage.look((f"{figure} [data-surface]:not(.is-away)", "data-surface"))
    if shown != [name]:
        yield f"once {name} is chosen the map marks the minima of {shown}"
    outlines = _outlines(stage, figure)
    if (outlines == published) != (name == race.surface.name):
        yield f"once {name} is chosen the map is not drawn anew, or not as it was published"
    (count,), lowest = outlines
    if int(count or 0) < _FEWEST or not (lowest[0] or "").startswith("M"):
        yield f"once {name} is chosen the map has {count} contours"


def _outlines(stage: Stage, figure: str) -> Outlines:
    """Return how many contours there are, and the first."""
    contours = f"{figure} .lab-contours"
    return stage.look((contours, "=children.length"), (f"{contours} path:at(0)", "d"))


def _momentum(stage: Stage, figure: str) -> Iterator[str]:
    """The slider of the momentum is there for whoever shows an optimiser that has one."""
    for shown, disabled in (("sgd", "true"), ("momentum", "false"), ("all", "false")):
        stage.drive((f"{figure} [data-setting=show]", "set", shown))
        if stage.look((f"{figure} [data-setting=momentum]", "=disabled")) != [[disabled]]:
            yield f"where {shown} is shown the momentum can be set otherwise than it should"


def _speed(stage: Stage, figure: str) -> Iterator[str]:
    """A speed stays as it was set, and is no result that has to be told."""
    status = f"{figure} [role=status]"
    stage.drive(("body", "wait", _SETTLED), (f"{figure} [data-setting=momentum]", "set", "0.5"))
    stage.drive(("body", "wait", _SETTLED))
    told, summary = stage.look((status, ""), (f"{figure} desc", ""))
    if told != summary:
        yield f'once the momentum is set the lab tells "{told[0]}", its picture "{summary[0]}"'
    stage.drive((status, "write", ""), (f"{figure} [data-setting=speed]", "set", "21"))
    stage.drive(("body", "wait", _SETTLED))
    if stage.look((status, "")) != [[""]]:
        yield "a lab tells its results once its speed is set"
    stage.drive((f"{figure} [data-setting=lr]", "set", "-0.2"))
    speeds = stage.look((f"{figure} [data-setting=speed]", "=value"), (f"{figure} output[for$=-speed]", ""))
    if speeds != [["21"], ["21 steps/s"]]:
        yield f"once the rate is set a lab has the speed {speeds}, a reader has set it to 21"
