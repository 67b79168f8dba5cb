"""What the live lab needs: the counted rates and the room of the chart, as JSON in the page."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import TYPE_CHECKING

from markupsafe import Markup

from adjoint.components.lab.effects.sweeps import chart
from adjoint.components.lab.effects.sweeps.counts import rates
from adjoint.components.lab.names import GAP

if TYPE_CHECKING:
    from adjoint.components.lab.model import Stage


def live_data(stage: Stage) -> Markup:
    """Return the data block of a lab, safe within ``<script>``."""
    data = {
        "rates": {name: astuple(rate) for name, rate in rates().items()},
        "size": [stage.width, stage.height],
        "room": [chart.LEFT, chart.RIGHT, chart.TOP, chart.BOTTOM],
        "powers": [chart.LOW, chart.HIGH, chart.WIDE, chart.POINTS],
        "gap": GAP,
    }
    return Markup(json.dumps(data, separators=(",", ":")))  # noqa: S704  (numbers and plain words)
