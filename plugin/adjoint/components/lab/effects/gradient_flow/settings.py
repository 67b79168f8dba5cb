"""What a reader may set in gradient flow, as links say it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from adjoint.components.lab.effects.gradient_flow.params import OFFERED
from adjoint.components.quantities import Range
from adjoint.components.settings import Setting, Settings

if TYPE_CHECKING:
    from adjoint.components.lab.effects.gradient_flow.flows import Flows
    from adjoint.components.lab.model import Stage

DEEPEST: Final = 40
"""Layers a reader may ask for; the page holds the weights of all of them."""
WIDEST: Final = 3
"""Weight scale a reader may ask for."""
SCALE_STEP: Final = 0.05
SWITCH: Final = ("off", "on")


def layer_range(flows: Flows) -> Range:
    """Return where the slider of the layers stops."""
    return Range(2, max(DEEPEST, flows.stack.depth), 1)


def scale_range(flows: Flows) -> Range:
    """Return where the slider of the weight scale stops, the published value among its stops."""
    first = float(Decimal(str(flows.stack.scale)) % Decimal(str(SCALE_STEP)))
    return Range(first, max(WIDEST, flows.stack.scale), SCALE_STEP)


def offered_activations(flows: Flows) -> tuple[str, ...]:
    """Return the activations that a reader may choose, the author's own among them."""
    return tuple(dict.fromkeys((*OFFERED, flows.stack.activation)))


def settings(flows: Flows, stage: Stage) -> Settings:
    """Return what a reader may set; nothing where the author wants no controls."""
    if not stage.controls:
        return {}
    stack = flows.stack
    return {
        "layers": Setting(str(stack.depth), stops=layer_range(flows)),
        "scale": Setting(f"{stack.scale:g}", stops=scale_range(flows)),
        "activation": Setting(stack.activation, words=offered_activations(flows)),
        "residual": Setting(SWITCH[stack.residual], words=SWITCH),
        "normalised": Setting(SWITCH[stack.normalised], words=SWITCH),
    }
