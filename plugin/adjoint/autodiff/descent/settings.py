"""Rules of a step, written as small programs, and their settings: numbers a reader may turn."""

from __future__ import annotations

from typing import Literal

from adjoint.frozen import frozen

Unit = Literal["", "rate", "width"]
"""What a default is a multiple of: nothing, the surface's ``rate``, or the width of its window.

Plain descent multiplies the gradient, so its learning rate is an inverse curvature. Methods that divide the
gradient by its own size take steps as long as their learning rate, which is therefore a distance.
"""


@frozen
class Setting:
    """A named number with its default, the range a reader may choose from, and what it does."""

    name: str
    default: float
    low: float
    high: float
    doc: str
    unit: Unit = ""

    def default_on(self, *, rate: float, width: float) -> float:
        """Return the default on a surface, to two digits if it depends on the surface."""
        if not self.unit:
            return self.default
        return float(f"{self.default * (rate if self.unit == 'rate' else width):.2g}")


@frozen
class Rule:
    """One rule of a step: an optimiser, a learning-rate schedule or a clipping of gradients."""

    name: str
    title: str
    doc: str
    settings: tuple[Setting, ...]
    program: str
    """Named steps in the engine's own language; the module of each kind of rule says what names it reads."""
