"""A race in words and as a table: for the sibling, and for readers who do not see the map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adjoint.autodiff import SURFACES
from adjoint.autodiff.printing import TEXT, write_node
from adjoint.components.lab.effects.gradient_descent.outcome import WORDS, Kind, Outcome
from adjoint.components.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adjoint.autodiff import Surface
    from adjoint.components.lab.effects.gradient_descent.frame import Point
    from adjoint.components.lab.effects.gradient_descent.race import Race, Run

ORDER: Final[tuple[Kind, ...]] = tuple(WORDS)
"""Arrivals are told first."""
SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
HEADS: Final = ("optimiser", "settings", "final loss", "at (x, y)", "outcome")


def point(values: Point) -> str:
    """Return a point of the plane, to three decimals: ``(−1.5, 2)``."""
    return f"({numeral(round(values[0], 3))}, {numeral(round(values[1], 3))})"


def settings(run: Run) -> str:
    """Return the settings of a run: ``lr 0.1, momentum 0.9``."""
    return ", ".join(f"{name} {numeral(value)}" for name, value in run.settings.items())


def surface_title(surface: Surface) -> str:
    """Return what a surface is called above its formula; one of an author's own is its formula."""
    return surface.title if surface.name in SURFACES else ""


def formula(surface: Surface) -> str:
    """Return a surface's expression as a reader sees it: ``(1 − x)² + 20 · (y − x²)²``."""
    graph = surface.graph
    text = write_node(graph, graph.index(graph.output), TEXT, lambda _index: False)
    return re.sub(r"\^(\d+)(?![\d.^])", lambda power: power[1].translate(SUPERSCRIPTS), text)


def named(race: Race) -> str:
    """Return the surface as a sentence names it: ``the surface Ravine, f(x, y) = …,``."""
    title = surface_title(race.surface)
    name = f"the surface {title}, " if title else ""
    return f"{name}f(x, y) = {formula(race.surface)},"


def summary(race: Race, ended: Sequence[Outcome]) -> str:
    """Return what the map shows and how the runs end."""
    titles = _listed([run.title for run in race.runs])
    where = f"{titles} on {named(race)} from {point(race.start)}, {race.steps} steps at most."
    return f"{where} {story(race, ended)}"


def story(race: Race, ended: Sequence[Outcome]) -> str:
    """Return how the runs end, the earliest arrival first: ``Adam is at a minimum by step 88. …``."""
    runs = sorted(zip(race.runs, ended, strict=True), key=lambda one: (ORDER.index(one[1].kind), one[1].step))
    return " ".join(
        f"{run.title} {_verb(end)}{end.words}, loss {numeral(run.trajectory.losses[-1])}."
        for run, end in runs
    )


def table(race: Race, ended: Sequence[Outcome]) -> str:
    """Return the results as a markdown table."""
    rows = [
        (
            run.title,
            settings(run),
            numeral(run.trajectory.losses[-1]),
            point(run.trajectory.points[-1]),
            end.words,
        )
        for run, end in zip(race.runs, ended, strict=True)
    ]
    lines = [HEADS, tuple("---" for _ in HEADS), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _verb(end: Outcome) -> str:
    return "" if end.kind in {"diverged", "undefined", "left"} else "is "


def _listed(items: Sequence[str]) -> str:
    """Return items in a row: ``SGD, Momentum and Adam``."""
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]
