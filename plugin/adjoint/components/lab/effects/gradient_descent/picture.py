"""A race as a picture of its own, 1200×630, for the head of a page and for cards that link to it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from adjoint.components.lab.card import FIGURE, HEIGHT, ZOOM
from adjoint.components.lab.effects.gradient_descent.contours import GRAIN
from adjoint.components.lab.effects.gradient_descent.plot import Track, plot, series
from adjoint.components.lab.effects.gradient_descent.telling import formula, summary, surface_title
from adjoint.components.lab.series import DASHES, PALETTE, SHAPES
from adjoint.components.numerals import numeral
from adjoint.components.templates import render
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from adjoint.components.lab.effects.gradient_descent.race import Race

LINE: Final = 38
"""Characters of a line of the formula."""


@frozen
class Entry:
    """A run among the results."""

    series: int
    shape: str
    title: str
    loss: str
    words: str
    failed: bool
    track: Track


def picture(race: Race) -> str:
    """Return the map and the results as a stand-alone SVG document of 1200×630.

    It needs no font, style or script from elsewhere, and is dark where its reader's system is.
    """
    drawing = plot(race, FIGURE / ZOOM, HEIGHT / ZOOM)
    return str(
        render(
            "lab/effects/gradient_descent/picture.jinja",
            plot=drawing,
            grain=GRAIN,
            zoom=ZOOM,
            map=FIGURE,
            palette=PALETTE,
            dashes=DASHES,
            race=race,
            entries=[_entry(track) for track in drawing.tracks],
            formula=textwrap.wrap(
                f"f(x, y) = {formula(race.surface)}",
                LINE,
                max_lines=4,
                placeholder=" …",
                break_long_words=False,
            ),
            whole=formula(race.surface),
            heading=surface_title(race.surface) or "Gradient descent",
            summary=summary(race, [track.outcome for track in drawing.tracks]),
        )
    )


def _entry(track: Track) -> Entry:
    number = series(track.run.name)
    return Entry(
        series=number,
        shape=SHAPES[number - 1],
        title=track.run.title,
        loss=numeral(track.run.trajectory.losses[-1]),
        words=track.outcome.words,
        failed=track.outcome.failed,
        track=track,
    )
