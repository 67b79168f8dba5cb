"""What a reader may set in sweeps, as links say it: inputs, outputs, and the mode that stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjoint.components.lab.effects.sweeps.params import MODES, OFFERED
from adjoint.components.settings import Setting, Settings

if TYPE_CHECKING:
    from adjoint.components.lab.effects.sweeps.counts import Counts
    from adjoint.components.lab.model import Stage


def offered(published: int) -> tuple[int, ...]:
    """Return the numbers that a reader may choose, the author's own among them."""
    return tuple(sorted({*OFFERED, published}))


def settings(found: Counts, stage: Stage) -> Settings:
    """Return what a reader may set; nothing where the author wants no controls."""
    if not stage.controls:
        return {}
    return {
        "inputs": Setting(str(found.inputs), words=tuple(map(str, offered(found.inputs)))),
        "outputs": Setting(str(found.outputs), words=tuple(map(str, offered(found.outputs)))),
        "mode": Setting(found.mode, words=tuple(name for name, _ in MODES)),
    }
