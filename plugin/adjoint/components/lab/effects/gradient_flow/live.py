"""What the live lab needs: tapes, weights and words, as the JSON that stands in the page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from adjoint.autodiff.depth import DIGITS, first_layer, layer_tape, layer_weights
from adjoint.components.lab.effects.gradient_flow import chart
from adjoint.components.lab.effects.gradient_flow.flows import ALIVE, WAYS, WORDS, Flows
from adjoint.components.lab.effects.gradient_flow.settings import layer_range, offered_activations
from adjoint.components.lab.names import GAP

if TYPE_CHECKING:
    from adjoint.components.lab.model import Stage

UNIT = 10**DIGITS
"""Weights are sent as whole numbers; divided by this they are, to the bit, the numbers they were."""


def live_data(flows: Flows, stage: Stage) -> Markup:
    """Return the data block of a lab, safe within ``<script>``."""
    deepest = replace(flows.stack, depth=int(layer_range(flows).high))
    data = {
        "size": [stage.width, stage.height],
        "room": [chart.LEFT, chart.RIGHT, chart.TOP, chart.BOTTOM],
        "gap": GAP,
        "ticks": [chart.LEAST, chart.TICKS, *chart.STEPS],
        "alive": ALIVE,
        "words": WORDS,
        "first": list(first_layer(deepest).values()),
        "unit": UNIT,
        "weights": [[round(weight * UNIT) for weight in row] for row in layer_weights(deepest)],
        "tapes": {
            name: {way.name: layer_tape(way.of(replace(deepest, activation=name))) for way in WAYS}
            for name in offered_activations(flows)
        },
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  (JSON in which no tag can begin)
