"""The four ways down a stack as a picture of its own, 1200×630, for the head of a page and for cards."""

from __future__ import annotations

from adjoint.components.lab.card import FIGURE, HEIGHT, ZOOM
from adjoint.components.lab.effects.gradient_flow.chart import LEFT, RIGHT, chart
from adjoint.components.lab.effects.gradient_flow.flows import WORDS, Flows
from adjoint.components.lab.effects.gradient_flow.telling import named, summary
from adjoint.components.lab.series import DASHES, PALETTE, SHAPES
from adjoint.components.numerals import numeral
from adjoint.components.templates import render


def picture(flows: Flows) -> str:
    """Return the chart and the results as a stand-alone SVG document of 1200×630.

    It needs no font, style or script from elsewhere, and is dark where its reader's system is.
    """
    drawing = chart(flows, FIGURE / ZOOM, HEIGHT / ZOOM)
    first, *rest = named(flows.stack).split(", ")
    return str(
        render(
            "lab/effects/gradient_flow/picture.jinja",
            chart=drawing,
            map=FIGURE,
            left=LEFT,
            right=FIGURE / ZOOM - RIGHT,
            palette=PALETTE,
            dashes=DASHES,
            shapes=SHAPES,
            chosen=flows.chosen.way.name,
            words=WORDS,
            numeral=numeral,
            lines=(first, ", ".join(rest)),
            summary=summary(flows),
        )
    )
