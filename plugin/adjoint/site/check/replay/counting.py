"""Sweeps: what a page counts at every choice of inputs and outputs, against counts of the engine's graphs."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import product
from typing import Final

from adjoint.autodiff import cost
from adjoint.components.lab.effects.sweeps.counts import Counts, counts, network
from adjoint.components.lab.effects.sweeps.settings import offered
from adjoint.components.lab.lab import Lab
from adjoint.components.model import Call
from adjoint.site.check.published import Figure
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison, differs

SIZES: Final = ((1, 1), (7, 1), (1, 6), (12, 5))
"""Networks that are built and counted whole."""


def compare_counts(call: Call, lab: Lab, figure: Figure, browser: Browser) -> Comparison:
    """Count both modes with the page's script and rates, at every choice that the lab offers, and compare.

    Args:
        call: the component's call.
        lab: computed anew from the post.
        figure: as published.
        browser: runs the shipped modules.
    """
    found: Counts = lab.state
    for inputs, outputs in SIZES:
        counted, ours = cost(network(inputs, outputs)), counts(inputs, outputs, found.mode)
        if (counted.forward_mode, counted.reverse_mode) != tuple(work.operations for work in ours.works):
            words = f"the rates do not give the operations of {inputs} inputs and {outputs} outputs"
            return Comparison(faults=(differs(call, words),))
    sizes = [
        *product(offered(found.inputs), offered(found.outputs)),
        (found.inputs, found.outputs),
    ]
    rates = json.loads(figure.data)["rates"]
    for (inputs, outputs), there in zip(sizes, browser.count_all(rates, sizes), strict=True):
        own = counts(inputs, outputs, found.mode)
        here = {"value": own.value, "works": [asdict(work) for work in own.works]}
        if there != here:
            words = f"at {inputs} inputs and {outputs} outputs the browser counts {there}, the engine {here}"
            return Comparison(faults=(differs(call, words),))
    return Comparison(len(sizes), 7 * len(sizes))
