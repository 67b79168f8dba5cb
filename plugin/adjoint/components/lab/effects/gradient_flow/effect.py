"""Gradient flow as a lab: one stack joined in four ways, told as a chart, as markdown and as numbers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.components.lab.effects.gradient_flow.chart import LEFT, RIGHT, chart
from adjoint.components.lab.effects.gradient_flow.flows import WORDS, Flows, compute, quantities
from adjoint.components.lab.effects.gradient_flow.live import live_data
from adjoint.components.lab.effects.gradient_flow.params import PARAMS, TITLES
from adjoint.components.lab.effects.gradient_flow.picture import picture
from adjoint.components.lab.effects.gradient_flow.settings import (
    layer_range,
    offered_activations,
    scale_range,
    settings,
)
from adjoint.components.lab.effects.gradient_flow.telling import MEANING, named, summary, table
from adjoint.components.lab.model import Effect, Stage
from adjoint.components.lab.names import MODULE as NAMES
from adjoint.components.lab.series import SHAPES
from adjoint.components.numerals import MODULE, numeral
from adjoint.components.templates import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from adjoint.components.model import Context

FOLDER: Final = Path(__file__).parent


def html(flows: Flows, stage: Stage, _context: Context) -> Markup:
    """Return the chart, the four ways and, where the author wants them, the controls."""
    return render(
        "lab/effects/gradient_flow/html.jinja",
        id=stage.id,
        flows=flows,
        chart=chart(flows, stage.width, stage.height),
        chosen=flows.chosen.way.name,
        left=LEFT,
        right=stage.width - RIGHT,
        shapes=SHAPES,
        words=WORDS,
        stack=named(flows.stack),
        meaning=MEANING,
        summary=summary(flows),
        controls=stage.controls,
        activations=[(name, TITLES[name]) for name in offered_activations(flows)],
        layers=layer_range(flows),
        scales=scale_range(flows),
        numeral=numeral,
        data=live_data(flows, stage) if stage.controls else "",
    )


def markdown(flows: Flows, _stage: Stage) -> tuple[str, str]:
    """Return the four ways in words, and as a table."""
    return f"Gradient flow: {summary(flows)} {MEANING}", table(flows)


GRADIENT_FLOW: Final = Effect(
    slug="gradient-flow",
    title="Gradient flow",
    summary="what a gradient becomes on its way down a deep stack: vanishing, exploding, kept alive",
    params=PARAMS,
    compute=compute,
    html=html,
    markdown=markdown,
    figure=picture,
    quantities=quantities,
    source=lambda flows: asdict(flows.stack),
    settings=settings,
    still_without_controls=True,
    widgets=(FOLDER / "widget.js", NAMES, MODULE),
    modules=("depth.js", "tape.js", "operations.js"),
    style=FOLDER / "style.css",
)
