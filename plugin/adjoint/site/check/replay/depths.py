"""Gradient flow: the ways down a stack that a page can show, layer by layer, against the engine's."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from adjoint.autodiff.depth import Flow, Stack, first_layer, flow, layer_weights
from adjoint.components.lab.effects.gradient_flow.flows import WAYS, Flows
from adjoint.components.lab.effects.gradient_flow.settings import (
    layer_range,
    offered_activations,
    scale_range,
)
from adjoint.components.lab.lab import Lab
from adjoint.components.model import Call
from adjoint.markup import Diagnostic
from adjoint.site.check.published import Figure
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison, differs

TOLERANCE: Final = 1e-9
"""Relative; a product through depth collects what languages differ in at each layer."""
NUDGE: Final = 1e-12
"""Relative; thousands of times what languages differ in one step."""
SCALES: Final = 5
"""Weight scales at which each activation is compared, the ends of the slider and the published one."""


def compare_flows(call: Call, lab: Lab, figure: Figure, browser: Browser) -> Comparison:
    """Send the gradient down every stack that a lab offers, at its deepest, and compare every layer.

    A stack of fewer layers is the foot of a deeper one, with another output; it is compared as published.

    Args:
        call: the component's call.
        lab: computed anew from the post.
        figure: as published.
        browser: runs the shipped modules.
    """
    flows: Flows = lab.state
    data = json.loads(figure.data)
    fault = _shape_fault(call, flows, data)
    if fault:
        return Comparison(faults=(fault,))
    states = numbers = 0
    largest = 0.0
    faults: list[Diagnostic] = []
    stacks = list(_stacks(flows))
    rows = [[weight / data["unit"] for weight in row] for row in data["weights"]]
    asked = [(stack.activation, stack.depth, stack.scale) for stack in stacks]
    found = browser.flow_all(data["tapes"], data["first"], rows, asked)
    for stack, ways in zip(stacks, found, strict=True):
        for way, there in zip(WAYS, ways, strict=True):
            off, words = _deviation(there, way.of(stack))
            states += 1
            numbers += 2 * (stack.depth + 1)
            largest = max(largest, off)
            if words:
                where = f"{way.title}, {stack.activation} with weight scale {stack.scale:g}"
                faults.append(differs(call, f"{where}: {words}"))
    return Comparison(states, numbers, largest, (), tuple(faults))


def _stacks(flows: Flows) -> Iterator[Stack]:
    layers, scales = layer_range(flows), scale_range(flows)
    yield flows.stack
    some = scales.stops[:: math.ceil(len(scales.stops) / (SCALES - 2))]
    for activation in offered_activations(flows):
        for scale in dict.fromkeys((*some, flows.stack.scale, scales.stops[-1])):
            yield replace(flows.stack, depth=int(layers.high), activation=activation, scale=scale)


def _shape_fault(call: Call, flows: Flows, data: Mapping[str, Any]) -> Diagnostic | None:
    deepest = replace(flows.stack, depth=int(layer_range(flows).high))
    weights = [tuple(weight / data["unit"] for weight in row) for row in data["weights"]]
    pairs = (
        ("activations", list(data["tapes"]), list(offered_activations(flows))),
        ("ways", list(next(iter(data["tapes"].values()))), [way.name for way in WAYS]),
        ("input", data["first"], list(first_layer(deepest).values())),
        ("weights", weights, list(layer_weights(deepest))),
    )
    for what, there, here in pairs:
        if there != here:
            return differs(call, f"the page's {what} are not those of the post's stack")
    return None


def _deviation(there: Mapping[str, Sequence[float]], stack: Stack) -> tuple[float, str]:
    """Return the largest relative deviation from the engine's flow, and what is wrong if anything is.

    Where the engine's flow through weights a little larger is as far from its own as the browser's, all that
    can be said is that the digits are gone: normalisation takes differences of units that are all but equal.
    """
    here = flow(stack)
    beside: Flow | None = None
    worst = 0.0
    for what in ("gradients", "signals"):
        ones, others = there[what], getattr(here, what)
        if len(ones) != len(others):
            return math.inf, f"in the browser it has {len(ones) - 1} layers, by the engine {len(others) - 1}"
        for layer, (one, other) in enumerate(zip(ones, others, strict=True)):
            off = _apart(one, other)
            if off > TOLERANCE:
                beside = beside or flow(replace(stack, scale=stack.scale * (1 + NUDGE)))
                if _apart(getattr(beside, what)[layer], other) >= off:
                    continue
                found = f"{one:.12g}, by the engine {other:.12g}"
                return off, f"in the browser the {what[:-1]} at layer {layer} is {found}"
            worst = max(worst, off)
    return worst, ""


def _apart(one: float, other: float) -> float:
    return abs(one - other) / abs(other) if other else abs(one)
