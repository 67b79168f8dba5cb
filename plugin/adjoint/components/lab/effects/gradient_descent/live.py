"""What the live lab needs: tapes, settings and words, as the JSON that stands in the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from adjoint.autodiff import OPTIMISERS, SURFACES, Surface, optimiser_tape, surface_tape, surface_values
from adjoint.components.lab.effects.gradient_descent.contours import levels
from adjoint.components.lab.effects.gradient_descent.frame import Frame, Point, fit
from adjoint.components.lab.effects.gradient_descent.outcome import FASTEST, LENGTH, SLOWEST, WORDS
from adjoint.components.lab.effects.gradient_descent.race import TOLERANCE, Race
from adjoint.components.lab.effects.gradient_descent.telling import formula, surface_title

if TYPE_CHECKING:
    from collections.abc import Sequence


def offered_surfaces(race: Race, *, choice: bool) -> tuple[Surface, ...]:
    """Return the surfaces that a reader may choose: the engine's, after the author's own if there is one."""
    if not choice:
        return (race.surface,)
    own = () if race.surface.name in SURFACES else (race.surface,)
    return (*own, *SURFACES.values())


def offered_optimisers(race: Race, *, choice: bool) -> tuple[str, ...]:
    """Return the optimisers that a reader may let run."""
    return tuple(OPTIMISERS) if choice else race.shown


def frame_of(surface: Surface, race: Race, width: float, height: float) -> Frame:
    """Return the map of a surface: the author's window for the author's surface, else the surface's own."""
    return fit(race.window if surface.name == race.surface.name else surface.window, width, height)


def live_data(race: Race, surfaces: Sequence[Surface], optimisers: Sequence[str], size: Point) -> Markup:
    """Return the data block of a lab, safe within ``<script>``."""
    data = {
        "surface": race.surface.name,
        "show": race.shown,
        "steps": race.steps,
        "speed": race.speed,
        "tolerance": TOLERANCE,
        "pace": [LENGTH, SLOWEST, FASTEST],
        "words": WORDS,
        "surfaces": {surface.name: _surface(surface, race, optimisers, size) for surface in surfaces},
        "optimisers": {
            name: {"title": OPTIMISERS[name].title, "tape": optimiser_tape(OPTIMISERS[name])}
            for name in optimisers
        },
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  (JSON in which no tag can begin)


def _surface(surface: Surface, race: Race, optimisers: Sequence[str], size: Point) -> dict[str, Any]:
    frame = frame_of(surface, race, *size)
    own = surface.name == race.surface.name
    return {
        "title": surface_title(surface),
        "text": formula(surface),
        "window": [float(f"{edge:.12g}") for edge in (frame.x0, frame.x1, frame.y0, frame.y1)],
        "start": race.start if own else surface.start,
        "levels": levels(surface_values(surface), frame),
        "settings": {name: race.settings_on(surface, name) for name in optimisers},
        "tape": surface_tape(surface),
    }
