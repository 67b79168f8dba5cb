"""Tapes of surfaces and optimisers, on which ``descent.js`` steps in the browser."""

from __future__ import annotations

from typing import Any

from adjoint.autodiff.descent.optimisers import Optimiser
from adjoint.autodiff.descent.schedules import CLIPPINGS, SCHEDULES
from adjoint.autodiff.descent.step import plane_step, setting_names, slopes, state_names
from adjoint.autodiff.descent.surfaces import Surface
from adjoint.autodiff.descent.trajectory import DIVERGENCE
from adjoint.autodiff.tape import tape_of


def surface_tape(surface: Surface) -> dict[str, Any]:
    """Return what a browser needs of a surface: JSON-able, the ``SurfaceTape`` of ``descent.js``."""
    return {
        "tape": tape_of(slopes(surface.graph, surface.floor_graph)),
        "minima": [[minimum.x, minimum.y, minimum.loss] for minimum in surface.minima],
        "divergence": DIVERGENCE,
    }


def optimiser_tape(
    optimiser: Optimiser, schedule: str = "constant", clipping: str = "none"
) -> dict[str, Any]:
    """Return what a browser needs of an optimiser: JSON-able, the ``OptimiserTape`` of ``descent.js``."""
    rules = optimiser, SCHEDULES[schedule], CLIPPINGS[clipping]
    return {
        "tape": tape_of(plane_step(*rules)),
        "state": list(state_names(optimiser)),
        "settings": list(setting_names(*rules)),
    }
