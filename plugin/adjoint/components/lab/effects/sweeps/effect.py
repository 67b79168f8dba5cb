"""Sweeps as a lab: all derivatives of a function in both modes, told as a chart, as markdown, as numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.components.lab.effects.sweeps.chart import BOTTOM, LEFT, RIGHT, SERIES, TOP, chart
from adjoint.components.lab.effects.sweeps.counts import MODULE as COUNTS
from adjoint.components.lab.effects.sweeps.counts import Counts, compute, quantities
from adjoint.components.lab.effects.sweeps.live import live_data
from adjoint.components.lab.effects.sweeps.params import MODES, PARAMS
from adjoint.components.lab.effects.sweeps.picture import picture
from adjoint.components.lab.effects.sweeps.settings import offered, settings
from adjoint.components.lab.effects.sweeps.telling import MEANING, TITLES, named, summary, table
from adjoint.components.lab.model import Effect, Stage
from adjoint.components.lab.names import MODULE as NAMES
from adjoint.components.lab.series import SHAPES
from adjoint.components.numerals import MODULE, numeral
from adjoint.components.templates import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from adjoint.components.model import Context

FOLDER: Final = Path(__file__).parent


def html(found: Counts, stage: Stage, _context: Context) -> Markup:
    """Return the chart, both modes and, where the author wants them, the controls."""
    return render(
        "lab/effects/sweeps/html.jinja",
        id=stage.id,
        found=found,
        chart=chart(found, stage.width, stage.height),
        chosen=found.mode,
        left=LEFT,
        right=stage.width - RIGHT,
        top=TOP,
        foot=stage.height - BOTTOM,
        shapes=SHAPES,
        series_of=SERIES,
        titles=TITLES,
        modes=MODES,
        size=named(found),
        meaning=MEANING,
        summary=summary(found),
        controls=stage.controls,
        inputs=offered(found.inputs),
        outputs=offered(found.outputs),
        numeral=numeral,
        data=live_data(stage) if stage.controls else "",
    )


def markdown(found: Counts, _stage: Stage) -> tuple[str, str]:
    """Return both modes in words, and as a table."""
    return f"Sweeps: {summary(found)} {MEANING}", table(found)


SWEEPS: Final = Effect(
    slug="sweeps",
    title="Sweeps",
    summary="forward mode against reverse mode: sweeps and operations as inputs and outputs grow",
    params=PARAMS,
    compute=compute,
    html=html,
    markdown=markdown,
    figure=picture,
    quantities=quantities,
    source=lambda found: {"inputs": found.inputs, "outputs": found.outputs, "mode": found.mode},
    settings=settings,
    still_without_controls=True,
    widgets=(FOLDER / "widget.js", COUNTS, NAMES, MODULE),
    style=FOLDER / "style.css",
)
