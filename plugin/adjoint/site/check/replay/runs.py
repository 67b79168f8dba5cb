"""Runs of gradient descent: the shipped script's against the engine's, step by step."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any, Final

from adjoint.autodiff import (
    OPTIMISERS,
    SURFACES,
    Surface,
    Trajectory,
    custom_surface,
    descend,
    optimiser_tape,
    surface_tape,
)
from adjoint.markup import Diagnostic
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison

TOLERANCE: Final = 1e-9
"""Relative, for every number on the way; a step can magnify what differs before it."""
NUDGE: Final = 1e-12
"""Relative; thousands of times what languages differ in one step."""
STEPS: Final = 40
_WILD: Final[Mapping[str, float]] = {"lr": 0.9}
"""Settings with which many a run diverges."""


def compare_runs(browser: Browser) -> Comparison:
    """Let every optimiser go down every surface of the engine, at its own pace and far too fast."""
    border = custom_surface("x^2 + log(y)", (-2.0, 2.0, -1.0, 2.0), (1.5, 0.2), title="A border")
    states, largest, faults = 0, 0.0, []
    for surface, wanted in product((*SURFACES.values(), border), ({}, _WILD)):
        set_ = {name: {key: wanted[key] for key in wanted if key in _names(name)} for name in OPTIMISERS}
        runs = {name: descend(surface, name, set_[name], steps=STEPS) for name in OPTIMISERS}
        tapes = {name: {"tape": optimiser_tape(optimiser)} for name, optimiser in OPTIMISERS.items()}
        chosen = {name: dict(own.settings) for name, own in runs.items()}
        paths = browser.descend_all(surface_tape(surface), tapes, chosen, surface.start, STEPS)
        for (name, own), path in zip(runs.items(), paths, strict=True):
            off, words = deviation(own, path, partial(beside, own, name))
            states += len(own.points)
            largest = max(largest, off)
            if words:
                faults.append(_fault(surface, name, words, browser))
    return Comparison(states, 4 * states, largest, (), tuple(faults))


def beside(own: Trajectory, optimiser: str) -> Trajectory:
    """Return the run that starts a little beside a run."""
    x, y = own.points[0]
    start = (x + NUDGE * max(abs(x), 1.0), y + NUDGE * max(abs(y), 1.0))
    steps, near = max(len(own.points) - 1, 1), own.tolerance
    return descend(own.surface, optimiser, own.settings, start=start, steps=steps, tolerance=near)


def _names(optimiser: str) -> set[str]:
    return {setting.name for setting in OPTIMISERS[optimiser].settings}


def _fault(surface: Surface, name: str, words: str, browser: Browser) -> Diagnostic:
    message = f"descent.js: {OPTIMISERS[name].title} on {surface.title}: {words}"
    return Diagnostic("browser-differs", "error", message, browser.place("descent.js"))


def deviation(
    own: Trajectory, path: Mapping[str, Any], nudged: Callable[[], Trajectory]
) -> tuple[float, str]:
    """Return the largest relative deviation of two runs, and what is wrong if anything is.

    From where a run that starts a little beside the engine's is as far from it as the browser's, all that can
    be said is that this descent is chaotic: no two machines agree on it.

    Args:
        own: the engine's run.
        path: the browser's.
        nudged: gives the engine's run from a start a little beside.
    """
    largest = _farthest(own, path)
    pairs = zip(_numbers(path), _own_numbers(own), strict=False) if largest is None else ()
    largest = largest or 0.0
    for step, (there, here) in enumerate(pairs):
        off, words = _apart(there, here)
        if off > TOLERANCE:
            if _is_chaotic(own, nudged(), step, off):
                return largest, ""
            return off, f"in the browser {words.replace('#', str(step))}"
        largest = max(largest, off)
    outcomes = (
        ("number of steps", len(path["points"]) - 1, len(own.points) - 1),
        ("step of divergence", path["divergedAt"], own.diverged_at),
        ("step of arrival", path["stepsToTolerance"], own.steps_to_tolerance),
        ("number of crossings", path["floorCrossings"], own.floor_crossings),
    )
    for what, one, other in outcomes:
        if one != other:
            return math.inf, f"in the browser the {what} is {one}, by the engine {other}"
    return largest, ""


def _farthest(own: Trajectory, path: Mapping[str, Any]) -> float | None:
    """Return the largest relative deviation at once; nothing where one has to be looked at by itself."""
    import numpy as np  # noqa: PLC0415  (slow to import)

    count = min(len(own.points), *(len(path[name]) for name in ("points", "losses", "gradientNorms")))
    if count == 0:
        return None
    there, here = (
        np.column_stack([np.asarray(column[:count], dtype=float) for column in columns])
        for columns in (
            (path["points"], path["losses"], path["gradientNorms"]),
            (own.points, own.losses, own.gradient_norms),
        )
    )
    sizes = np.abs(here)
    least = np.maximum(_SMALL * sizes.max(axis=1, keepdims=True), _LEAST)
    farthest = float(np.max(np.abs(there - here) / np.maximum(sizes, least)))
    return farthest if farthest <= TOLERANCE else None


def _apart(there: Sequence[float | None], here: Sequence[float]) -> tuple[float, str]:
    """Return how far a point, its loss and its slope are from the engine's, the worst of them in words."""
    size = max(map(abs, here))
    worst, words = 0.0, ""
    for what, one, other in zip(("x", "y", "the loss", "the gradient"), there, here, strict=True):
        off = abs(one - other) / max(abs(other), _SMALL * size, _LEAST) if one is not None else math.inf
        if off > worst:
            worst = off
            number = "undefined" if one is None else f"{one:.12g}"
            words = f"{what} is {number} after step #, by the engine {other:.12g}"
    return worst, words


def _is_chaotic(own: Trajectory, nudged: Trajectory, step: int, off: float) -> bool:
    if step >= len(nudged.points):
        return step > 0
    numbers, others = list(_own_numbers(own)), list(_own_numbers(nudged))
    return _apart(others[step], numbers[step])[0] >= off


_SMALL: Final = 1e-3
_LEAST: Final = 1e-12


def _numbers(path: Mapping[str, Any]) -> Iterator[tuple[float | None, ...]]:
    for (x, y), loss, norm in zip(path["points"], path["losses"], path["gradientNorms"], strict=True):
        yield x, y, loss, norm


def _own_numbers(own: Trajectory) -> Iterator[tuple[float, ...]]:
    for (x, y), loss, norm in zip(own.points, own.losses, own.gradient_norms, strict=True):
        yield x, y, loss, norm
