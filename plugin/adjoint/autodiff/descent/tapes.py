"""Tapes of surfaces and optimisers, on which ``descent.js`` steps in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from adjoint.autodiff.descent.optimisers import Optimiser
from adjoint.autodiff.descent.schedules import CLIPPINGS, SCHEDULES
from adjoint.autodiff.descent.settings import Rule
from adjoint.autodiff.descent.step import plane_step, setting_names, slopes, state_names
from adjoint.autodiff.descent.surfaces import Surface
from adjoint.autodiff.descent.trajectory import DIVERGENCE
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.remembering import remembered
from adjoint.autodiff.tape import tape_of


def surface_tape(surface: Surface) -> dict[str, Any]:
    """Return what a browser needs of a surface: JSON-able, the ``SurfaceTape`` of ``descent.js``."""
    return {
        "tape": _slopes_tape(surface.graph, surface.floor_graph),
        "minima": [[minimum.x, minimum.y, minimum.loss] for minimum in surface.minima],
        "divergence": DIVERGENCE,
    }


def optimiser_tape(
    optimiser: Optimiser, schedule: str = "constant", clipping: str = "none"
) -> dict[str, Any]:
    """Return what a browser needs of an optimiser: JSON-able, the ``OptimiserTape`` of ``descent.js``."""
    rules = optimiser, SCHEDULES[schedule], CLIPPINGS[clipping]
    return {
        "tape": _step_tape(*rules),
        "state": list(state_names(optimiser)),
        "settings": list(setting_names(*rules)),
    }


# Each lab of a page offers the same surfaces and optimisers.


@remembered
def _slopes_tape(surface: Graph, floor: Graph | None) -> Mapping[str, Any]:
    return tape_of(slopes(surface, floor))


@lru_cache(maxsize=64)
def _step_tape(optimiser: Optimiser, schedule: Rule, clipping: Rule) -> Mapping[str, Any]:
    return tape_of(plane_step(optimiser, schedule, clipping))
