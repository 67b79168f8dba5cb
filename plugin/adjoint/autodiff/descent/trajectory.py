"""Trajectories: a surface descended by an optimiser, every point and loss on the way."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from adjoint.autodiff.compile.scalar import compile_scalar
from adjoint.autodiff.descent.loop import run
from adjoint.autodiff.descent.optimisers import OPTIMISERS, Optimiser
from adjoint.autodiff.descent.schedules import CLIPPINGS, SCHEDULES
from adjoint.autodiff.descent.step import AXES, setting_names
from adjoint.autodiff.errors import DomainError, did_you_mean
from adjoint.autodiff.sweeps import forward, reverse
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from adjoint.autodiff.descent.loop import Record
    from adjoint.autodiff.descent.settings import Rule
    from adjoint.autodiff.descent.surfaces import Point, Surface

    Entry = TypeVar("Entry")

DIVERGENCE: Final = 1e4
"""A loss this many times max(1, |loss at the start|) above the start's has diverged."""
TOLERANCE: Final = 1e-4


@frozen
class Trajectory:
    """The points of a descent and what was found there.

    Every number is finite. A run that diverges ends: its last point is that of step ``diverged_at`` if its
    loss and gradient are finite, else the one before. Nothing is clamped.
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

    def after(self, steps: int) -> Trajectory:
        """Return the run as it was after so many steps, which are not more than were taken."""
        if len(self.points) <= steps + 1 and (self.diverged_at is None or self.diverged_at <= steps):
            return self
        return replace(
            self,
            points=self.points[: steps + 1],
            losses=self.losses[: steps + 1],
            gradient_norms=self.gradient_norms[: steps + 1],
            diverged_at=None,
            fault=None,
        )

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
        return sum((before < 0) != (after < 0) for before, after in pairwise(sides))


def descend(  # noqa: PLR0913  (two choices and their settings, by keyword)
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
        ValueError: an unknown name, a setting that is not finite, or a negative number of steps.
        DomainError: the surface has no value or no gradient at the start.
    """
    if not isinstance(optimiser, Optimiser):
        optimiser = _entry(OPTIMISERS, optimiser, "optimiser")
    rules = optimiser, _entry(SCHEDULES, schedule, "schedule"), _entry(CLIPPINGS, clipping, "clipping")
    chosen = default_settings(surface, *rules) | _checked(settings or {}, rules)
    if steps < 0:
        raise ValueError(f"a trajectory cannot have {steps} steps")
    begin = surface.start if start is None else start
    loss, _, _ = surface.slope(*begin)
    limit = loss + DIVERGENCE * max(1.0, abs(loss))
    values = [chosen[name] for name in setting_names(*rules)]
    record = run(surface.graph, rules, values, begin, steps=steps, limit=limit)
    return _trajectory(surface, record, limit, MappingProxyType(chosen), tolerance)


def _trajectory(
    surface: Surface, record: Record, limit: float, settings: Mapping[str, float], tolerance: float
) -> Trajectory:
    """Return what a run recorded up to its last finite row, and whether and why it ended there."""
    length = record.finite
    went_out = length < len(record.points)
    diverged_at = length if went_out else length - 1 if record.losses[-1] > limit else None
    fault = _fault(surface, record.points[length]) if went_out else None
    record.cut(length)
    return Trajectory(
        surface=surface,
        settings=settings,
        points=tuple(record.points),
        losses=tuple(record.losses),
        gradient_norms=tuple(record.norms),
        diverged_at=diverged_at,
        fault=fault,
        tolerance=tolerance,
    )


def default_settings(surface: Surface, *rules: Rule) -> dict[str, float]:
    """Return the defaults, on a surface, of the settings of an optimiser, a schedule or a clipping."""
    width = surface.window[1] - surface.window[0]
    return {
        setting.name: setting.default_on(rate=surface.rate, width=width)
        for rule in rules
        for setting in rule.settings
    }


def _checked(settings: Mapping[str, float], rules: tuple[Rule, ...]) -> dict[str, float]:
    known = setting_names(*rules)
    for name, value in settings.items():
        if name not in known:
            hint = did_you_mean(name, known) or f"it has {', '.join(known)}"
            raise ValueError(f"{rules[0].title} has no setting {name} ({hint})")
        if not math.isfinite(value):
            raise ValueError(f"the setting {name} is {value}, not a finite number")
    return {name: float(value) for name, value in settings.items()}


def _entry(table: Mapping[str, Entry], name: str, kind: str) -> Entry:
    if name not in table:
        hint = did_you_mean(name, table) or f"there are {', '.join(table)}"
        raise ValueError(f"there is no {kind} {name} ({hint})")
    return table[name]


def _fault(surface: Surface, point: Point) -> str:
    """Return why a surface has no value, or no gradient, at a point."""
    try:
        graph = surface.graph
        reverse(graph, forward(graph, dict(zip(AXES, point, strict=True))))
    except DomainError as error:
        return str(error)
    return "the loss or its gradient overflows"
