"""Trajectories: a surface descended by an optimiser, every point and loss on the way."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from adjoint.autodiff.compile import compile_scalar
from adjoint.autodiff.descent.loop import descent_loop
from adjoint.autodiff.descent.optimisers import OPTIMISERS, Optimiser
from adjoint.autodiff.descent.schedules import CLIPPINGS, SCHEDULES
from adjoint.autodiff.descent.step import setting_names
from adjoint.autodiff.errors import DomainError, did_you_mean
from adjoint.autodiff.sweeps import forward

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from adjoint.autodiff.descent.settings import Rule
    from adjoint.autodiff.descent.surfaces import Point, Surface

    Entry = TypeVar("Entry")

DIVERGENCE: Final = 1e4
"""A loss that exceeds the start's by this many times the start's size (or by this much, below 1) has diverged."""
TOLERANCE: Final = 1e-4


@dataclass(frozen=True)
class Trajectory:
    """The points of a descent and what was found there.

    Every number is finite. A run that diverges ends: its last point is that of step ``diverged_at`` if its loss
    and gradient are finite, else the one before. Nothing is clamped.
    """

    surface: Surface
    settings: Mapping[str, float]
    """All settings of the run, defaults included."""
    points: tuple[Point, ...]
    """(x, y) at each step, the start first."""
    losses: tuple[float, ...]
    gradient_norms: tuple[float, ...]
    """Euclidean lengths of the gradient, before any clipping."""
    diverged_at: int | None
    """The first step whose point, loss or gradient is not finite, or whose loss exceeds the start's by
    ``DIVERGENCE`` · max(1, |loss at the start|)."""
    fault: str | None
    """Why the surface has no value where the run diverged, in the engine's words."""
    tolerance: float

    @cached_property
    def steps_to_tolerance(self) -> int | None:
        """The first step whose loss is within ``tolerance`` of the loss at the minimum nearest to its point.

        None if there is no such step, or the surface has no isolated minimum within its window.
        """
        minima = self.surface.minima
        if not minima:
            return None
        for step, (point, loss) in enumerate(zip(self.points, self.losses, strict=True)):
            nearest = min(minima, key=lambda minimum: math.dist(minimum.point, point))
            if abs(loss - nearest.loss) <= self.tolerance:
                return step
        return None

    @cached_property
    def floor_crossings(self) -> int | None:
        """How often the path crossed the floor of the valley; None on a surface without one."""
        if self.surface.floor_graph is None:
            return None
        height = compile_scalar(self.surface.floor_graph)
        sides = [side for (side,) in (height(*point) for point in self.points) if side]
        return sum(before * after < 0 for before, after in zip(sides, sides[1:], strict=False))


def descend(
    surface: Surface,
    optimiser: Optimiser | str,
    settings: Mapping[str, float] | None = None,
    *,
    start: Point | None = None,
    steps: int = 200,
    schedule: str = "constant",
    clipping: str = "none",
    tolerance: float = TOLERANCE,
) -> Trajectory:
    """Descend a surface.

    Args:
        surface: what to descend.
        optimiser: an entry of ``OPTIMISERS``, or its name.
        settings: values of the optimiser's, the schedule's and the clipping's settings; those left out take
            their defaults on this surface (``default_settings``).
        start: where to begin; the surface's own start if left out.
        steps: how many steps to take at most.
        schedule: a name of ``SCHEDULES``.
        clipping: a name of ``CLIPPINGS``.
        tolerance: the loss above a minimum at which it counts as reached.

    Raises:
        ValueError: an unknown name, or a number that is not finite.
        DomainError: the surface has no value or no gradient at the start.
    """
    rules = (
        optimiser if isinstance(optimiser, Optimiser) else _entry(OPTIMISERS, optimiser, "optimiser"),
        _entry(SCHEDULES, schedule, "schedule"),
        _entry(CLIPPINGS, clipping, "clipping"),
    )
    chosen = {**default_settings(surface, *rules), **_checked(settings or {}, rules)}
    begin = surface.start if start is None else start
    if not all(map(math.isfinite, begin)):
        raise ValueError(f"the start {begin} is not a point of the plane")
    run = descent_loop(surface.graph, *rules)
    xs, ys, losses, norms = run(begin, tuple(chosen.values()), steps, DIVERGENCE)
    count = _finite(xs, ys, losses, norms)
    if count == 0:
        compile_scalar(gradient(surface.graph))(*begin)
    ...
