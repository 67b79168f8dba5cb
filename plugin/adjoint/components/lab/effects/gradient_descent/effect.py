"""Gradient descent as a lab: one race, told as a contour map with controls, as markdown and as numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.autodiff import OPTIMISERS, Surface
from adjoint.components.lab.effects.gradient_descent.contours import GRAIN
from adjoint.components.lab.effects.gradient_descent.frame import fit
from adjoint.components.lab.effects.gradient_descent.live import (
    frame_of,
    live_data,
    offered_optimisers,
    offered_surfaces,
)
from adjoint.components.lab.effects.gradient_descent.params import PARAMS
from adjoint.components.lab.effects.gradient_descent.picture import picture
from adjoint.components.lab.effects.gradient_descent.plot import (
    Ground,
    Plot,
    Track,
    ground,
    outcomes,
    plot,
    series,
)
from adjoint.components.lab.effects.gradient_descent.race import Race, compute, descents, quantities
from adjoint.components.lab.effects.gradient_descent.settings import (
    momentum_range,
    published_momentum,
    published_speed,
    selection,
    settings,
)
from adjoint.components.lab.effects.gradient_descent.telling import (
    formula,
    point,
    summary,
    surface_title,
    table,
)
from adjoint.components.lab.model import Effect, Stage
from adjoint.components.lab.series import SHAPES
from adjoint.components.numerals import MODULE, numeral
from adjoint.components.templates import render
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from adjoint.components.model import Context

FOLDER: Final = Path(__file__).parent


@frozen
class Offer:
    """An optimiser that runs, or that a reader may let run."""

    name: str
    title: str
    series: int
    shape: str
    track: Track | None


@frozen
class Selection:
    """One choice of optimisers."""

    names: tuple[str, ...]
    title: str

    @property
    def value(self) -> str:
        """What the page's control holds, and a link says."""
        return selection(self.names)


@frozen
class Site:
    """A surface on offer, as the map shows it."""

    name: str
    title: str
    ground: Ground


def html(race: Race, stage: Stage, context: Context) -> Markup:
    """Return the map, the results and, where the author wants them, the controls."""
    size = float(stage.width), float(stage.height)
    drawing = plot(race, *size)
    surfaces = offered_surfaces(race, choice=stage.controls)
    names = offered_optimisers(race, choice=stage.controls)
    ended = [track.outcome for track in drawing.tracks]
    return render(
        "lab/effects/gradient_descent/html.jinja",
        id=stage.id,
        race=race,
        plot=drawing,
        grain=GRAIN,
        offers=_offers(names, drawing),
        surfaces=_sites(race, surfaces, size),
        selections=_selections(race),
        chosen=race.surface.name,
        title=surface_title(race.surface),
        formula=formula(race.surface),
        start=point(race.start),
        summary=summary(race, ended),
        controls=stage.controls,
        speed=published_speed(race, stage),
        rate=_rate(race),
        momentum=published_momentum(race),
        momenta=momentum_range(race),
        steered=any("momentum" in run.settings for run in race.runs),
        icon=context.icon,
        numeral=numeral,
        data=live_data(race, surfaces, names, size),
    )


def _offers(names: Sequence[str], drawing: Plot) -> list[Offer]:
    tracks = {track.run.name: track for track in drawing.tracks}
    return [
        Offer(name, OPTIMISERS[name].title, series(name), SHAPES[series(name) - 1], tracks.get(name))
        for name in names
    ]


def _sites(race: Race, surfaces: Sequence[Surface], size: tuple[float, float]) -> list[Site]:
    return [
        Site(surface.name, surface.title, ground(surface, frame_of(surface, race, *size)))
        for surface in surfaces
    ]


def _selections(race: Race) -> list[Selection]:
    """Return the optimisers a reader may choose: those of the text, all, or one."""
    every = Selection(tuple(OPTIMISERS), f"Compare all {len(OPTIMISERS)}")
    ones = [Selection((name,), optimiser.title) for name, optimiser in OPTIMISERS.items()]
    if len(race.shown) == 1 or race.shown == every.names:
        return [every, *ones]
    return [Selection(race.shown, f"Compare these {len(race.shown)}"), every, *ones]


def _rate(race: Race) -> str:
    """Return what the slider of the learning rate says: the rate of one optimiser, a factor for several."""
    rates = [run.settings["lr"] for run in race.runs if "lr" in run.settings]
    return numeral(rates[0]) if len(race.runs) == len(rates) == 1 else "× 1"


def source(race: Race) -> Mapping[str, object]:
    """Return the surface as an expression, the part of the plane, the start, and what runs on it."""
    runs = {run.name: dict(run.settings) for run in race.runs}
    expression = race.surface.expression
    return {"f": expression, "window": race.window, "start": race.start, "runs": runs, "steps": race.steps}


def markdown(race: Race, stage: Stage) -> tuple[str, str]:
    """Return the race in words, and its results as a table."""
    ended = outcomes(race, fit(race.window, stage.width, stage.height))
    return f"Gradient descent: {summary(race, ended)}", table(race, ended)


GRADIENT_DESCENT: Final = Effect(
    slug="gradient-descent",
    title="Gradient descent",
    summary="optimisers that walk down a surface from one start, step by step",
    params=PARAMS,
    compute=compute,
    html=html,
    markdown=markdown,
    figure=picture,
    quantities=quantities,
    descents=descents,
    source=source,
    settings=settings,
    widgets=(FOLDER / "widget.js", FOLDER / "contours.js", MODULE),
    modules=("descent.js", "tape.js", "operations.js"),
    style=FOLDER / "style.css",
)
