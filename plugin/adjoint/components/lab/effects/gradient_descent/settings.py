"""What a reader may set in gradient descent, as links say it: surface, optimisers, start, rate, step."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Final

from adjoint.autodiff import OPTIMISERS
from adjoint.components.lab.effects.gradient_descent.frame import fit
from adjoint.components.lab.effects.gradient_descent.live import (
    frame_of,
    offered_optimisers,
    offered_surfaces,
)
from adjoint.components.lab.effects.gradient_descent.outcome import pace
from adjoint.components.lab.effects.gradient_descent.plot import outcomes
from adjoint.components.quantities import Range
from adjoint.components.settings import TIMES, Setting, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adjoint.components.lab.effects.gradient_descent.race import Race
    from adjoint.components.lab.model import Stage

EVERY: Final = "all"
MOMENTUM_STEP: Final = 0.01
MOST_MOMENTUM: Final = 0.99
SPEEDS: Final = Range(1, 240, 1)


def settings(race: Race, stage: Stage) -> Settings:
    """Return what a reader may set; nothing where the author wants no controls."""
    if not stage.controls:
        return {}
    size = float(stage.width), float(stage.height)
    surfaces = offered_surfaces(race, choice=True)
    every = offered_optimisers(race, choice=True)
    published = selection(race.shown)
    own = {f"{each.name} {name}": race.settings_on(each, name) for each in surfaces for name in every}
    rates = {chosen: settings["lr"] for chosen, settings in own.items() if "lr" in settings}
    rate = rates.get(f"{race.surface.name} {published}")
    frames = {surface.name: frame_of(surface, race, *size) for surface in surfaces}
    momentum = momentum_range(race)
    return {
        "surface": Setting(race.surface.name, words=tuple(surface.name for surface in surfaces)),
        "show": Setting(published, words=tuple(dict.fromkeys((EVERY, *every, published)))),
        "start": Setting(
            ",".join(f"{coordinate:g}" for coordinate in race.start),
            windows={name: (frame.x0, frame.x1, frame.y0, frame.y1) for name, frame in frames.items()},
            depends_on=("surface",),
        ),
        "lr": Setting(f"{rate:g}" if rate else f"{TIMES}1", rates=rates, depends_on=("surface", "show")),
        **({"momentum": Setting(f"{published_momentum(race):g}", stops=momentum)} if momentum else {}),
        "speed": Setting(f"{published_speed(race, stage):g}", stops=SPEEDS),
        "step": Setting(str(race.steps), stops=Range(0, race.steps, 1)),
    }


def selection(names: Sequence[str]) -> str:
    """Return a choice of optimisers as a link and the page's own list of choices say it."""
    return EVERY if tuple(names) == tuple(OPTIMISERS) else "+".join(names)


def published_speed(race: Race, stage: Stage) -> float:
    """Return how many steps a second are played until a reader asks for another speed."""
    return race.speed or pace(outcomes(race, fit(race.window, stage.width, stage.height)))


def published_momentum(race: Race) -> float | None:
    """Return where the slider of the momentum stands: the author's value, or else the optimisers' own."""
    values = [race.settings_on(race.surface, name).get("momentum") for name in (*race.shown, *OPTIMISERS)]
    return next((value for value in values if value is not None), None)


def momentum_range(race: Race) -> Range | None:
    """Return where the slider of the momentum stops, the published value among its stops."""
    published = published_momentum(race)
    if published is None:
        return None
    return Range(round(math.fmod(published, MOMENTUM_STEP), 12), MOST_MOMENTUM, MOMENTUM_STEP)


def moved_rate(rate: float, power: float) -> float:
    """Return a learning rate once its slider stands at a power of ten, rounded as the page rounds it."""
    if not power:
        return rate
    two_digits = Context(prec=2, rounding=ROUND_HALF_UP)
    return float(two_digits.create_decimal(Decimal(rate * 10**power)))
