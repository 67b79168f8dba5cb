"""Both modes as a picture of its own, 1200×630, for the head of a page and for cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjoint.components.lab.card import FIGURE, HEIGHT, ZOOM
from adjoint.components.lab.effects.sweeps.chart import BOTTOM, LEFT, RIGHT, SERIES, TOP, chart
from adjoint.components.lab.effects.sweeps.telling import TITLES, counted, summary
from adjoint.components.lab.series import DASHES, PALETTE, SHAPES
from adjoint.components.numerals import numeral
from adjoint.components.templates import render

if TYPE_CHECKING:
    from adjoint.components.lab.effects.sweeps.counts import Counts


def picture(found: Counts) -> str:
    """Return the chart and the results as a stand-alone SVG document of 1200×630.

    It needs no font, style or script from elsewhere, and is dark where its reader's system is.
    """
    return str(
        render(
            "lab/effects/sweeps/picture.jinja",
            chart=chart(found, FIGURE / ZOOM, HEIGHT / ZOOM),
            found=found,
            map=FIGURE,
            left=LEFT,
            right=FIGURE / ZOOM - RIGHT,
            top=TOP,
            foot=HEIGHT / ZOOM - BOTTOM,
            palette=PALETTE,
            dashes=DASHES,
            shapes=SHAPES,
            series_of=SERIES,
            titles=TITLES,
            counted=counted,
            numeral=numeral,
            summary=summary(found),
        )
    )
