"""The effects that labs can show, each in a folder of its own."""

from typing import Any, Final

from adjoint.components.lab.effects.gradient_descent.effect import GRADIENT_DESCENT
from adjoint.components.lab.effects.gradient_flow.effect import GRADIENT_FLOW
from adjoint.components.lab.effects.sweeps.effect import SWEEPS
from adjoint.components.lab.model import Effect

EFFECTS: Final[tuple[Effect[Any], ...]] = (GRADIENT_DESCENT, GRADIENT_FLOW, SWEEPS)

__all__ = ["EFFECTS"]
