"""A race as a map: contours, ticks, minima, and each run's line, marks and label, in pixels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from adjoint.autodiff import OPTIMISERS, Surface, surface_values
from adjoint.components.lab.effects.gradient_descent.contours import Contour, contours
from adjoint.components.lab.effects.gradient_descent.frame import Frame, Point, drawn, fit, leaves
from adjoint.components.lab.effects.gradient_descent.labels import Label, place_labels
from adjoint.components.lab.effects.gradient_descent.outcome import Outcome, outcome
from adjoint.components.lab.series import SHAPES
from adjoint.components.numerals import numeral
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adjoint.components.lab.effects.gradient_descent.race import Race, Run

APART: Final = 6.0
"""Pixels between the dots that mark single steps; steps that lie closer are not marked apart."""
TICKS_APART: Final = 84.0
"""Pixels between ticks, at least."""
EDGE: Final = 22.0
"""Pixels from a corner within which no tick stands."""


@frozen
class Tick:
    """A number on one of the axes."""

    axis: str
    x: float
    y: float
    text: str


@frozen
class Ground:
    """A surface as the map shows it."""

    frame: Frame
    ticks: tuple[Tick, ...]
    minima: tuple[Point, ...]


@frozen
class Track:
    """A run as the map shows it."""

    run: Run
    outcome: Outcome
    path: str
    dots: str
    """A point for each step of a run that is alone, as far as they can be told apart."""
    head: Point
    outside: bool
    label: Label
    text: str


@frozen
class Plot:
    """All that the map of a race shows."""

    ground: Ground
    contours: tuple[Contour, ...]
    start: Point
    name: Label
    """Of the start."""
    tracks: tuple[Track, ...]


def series(name: str) -> int:
    """Return the number, from 1, of the colour, line style and mark by which an optimiser is known."""
    return list(OPTIMISERS).index(name) % len(SHAPES) + 1


def ground(surface: Surface, frame: Frame) -> Ground:
    """Return what stands on the map whatever runs."""
    minima = tuple(frame.pixel(found.point) for found in surface.minima if frame.shows(found.point))
    return Ground(frame, tuple(_ticks(frame)), minima)


def outcomes(race: Race, frame: Frame) -> tuple[Outcome, ...]:
    """Return what became of each run on a map."""
    minimum = bool(race.surface.minima)
    return tuple(outcome(run.trajectory, frame, minimum=minimum) for run in race.runs)


def plot(race: Race, width: float, height: float) -> Plot:
    """Draw a race on a map of a given size in pixels."""
    frame = fit(race.window, width, height)
    on = ground(race.surface, frame)
    ended = outcomes(race, frame)
    lines = [[frame.pixel(point) for point in run.trajectory.points] for run in race.runs]
    start = frame.pixel(race.start)
    texts = [_text(run, end) for run, end in zip(race.runs, ended, strict=True)]
    occupied = [*on.minima, *((tick.x, tick.y) for tick in on.ticks)]
    name, *labels = place_labels(["start", *texts], [[start], *lines], width, height, occupied)
    tracks = tuple(
        Track(
            run=run,
            outcome=end,
            path=drawn(run.trajectory.points, frame),
            dots=_dots(line, frame) if len(lines) == 1 else "",
            head=leaves(run.trajectory.points, frame) or line[-1],
            outside=not frame.shows(run.trajectory.points[-1]),
            label=label,
            text=text,
        )
        for run, end, line, label, text in zip(race.runs, ended, lines, labels, texts, strict=True)
    )
    return Plot(on, contours(surface_values(race.surface), frame), start, name, tracks)


def _text(run: Run, end: Outcome) -> str:
    return f"{run.title} diverges" if end.kind == "diverged" else run.title


def _dots(pixels: Sequence[Point], frame: Frame) -> str:
    marked: list[Point] = []
    for pixel in pixels[1:]:
        shown = 0 <= pixel[0] <= frame.width and 0 <= pixel[1] <= frame.height
        if shown and (not marked or math.dist(pixel, marked[-1]) >= APART):
            marked.append(pixel)
    return "".join(f"M{x:.1f} {y:.1f}h0" for x, y in marked)


def _ticks(frame: Frame) -> Iterator[Tick]:
    step = _round_step(TICKS_APART / frame.scale)
    for value in _multiples(step, frame.x0, frame.x1):
        x = frame.pixel((value, 0.0))[0]
        if 2 * EDGE <= x <= frame.width - EDGE:
            yield Tick("x", round(x, 1), round(frame.height - 8, 1), numeral(value))
    for value in _multiples(step, frame.y0, frame.y1):
        y = frame.pixel((0.0, value))[1]
        if EDGE <= y <= frame.height - 1.5 * EDGE:
            yield Tick("y", 8.0, round(y, 1), numeral(value))


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that is not below a length."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)


def _multiples(step: float, low: float, high: float) -> Iterator[float]:
    for index in range(math.ceil(low / step), math.floor(high / step) + 1):
        yield float(f"{index * step:.12g}")
