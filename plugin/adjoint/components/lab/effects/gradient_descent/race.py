"""Optimisers that start at one point of a surface, each taking its steps: all that the lab shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adjoint.autodiff import (
    OPTIMISERS,
    SURFACES,
    DomainError,
    ExpressionError,
    Optimiser,
    Surface,
    Trajectory,
    custom_surface,
    default_settings,
    descend,
)
from adjoint.components.lab.effects.gradient_descent.params import EACH, OWN, RAVINE
from adjoint.components.quantities import Descent, trajectory_values
from adjoint.components.validate import check_record
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adjoint.components.lab.effects.gradient_descent.frame import Point, Window
    from adjoint.components.model import Call
    from adjoint.components.schema import Prop

TOLERANCE = 1e-4
"""A run has arrived where its loss lies within this of the loss at the nearest minimum."""

FLATTEST = 100.0
"""So many times may one side of a window be longer than the other."""
FINEST = 1e-6
"""The least side of a window, as a share of how far from zero it lies."""


@frozen
class Run:
    """One optimiser with its settings, and where it went."""

    optimiser: Optimiser
    trajectory: Trajectory

    @property
    def settings(self) -> Mapping[str, float]:
        """All settings of the run, defaults included."""
        return self.trajectory.settings

    @property
    def name(self) -> str:
        """The optimiser's name, such as ``adam``."""
        return self.optimiser.name

    @property
    def title(self) -> str:
        """The optimiser's name as a reader sees it, such as ``Adam``."""
        return self.optimiser.title


@frozen
class Race:
    """A surface, a start, and the runs from there."""

    surface: Surface
    window: Window
    start: Point
    runs: tuple[Run, ...]
    given: Mapping[str, Mapping[str, float]]
    """For every optimiser, shown or not, what the author set for it."""
    steps: int
    speed: float | None
    """Steps a second when played, if the author chose."""

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the optimisers that run."""
        return tuple(run.name for run in self.runs)

    def settings_on(self, surface: Surface, name: str) -> dict[str, float]:
        """Return all settings of an optimiser on a surface, defaults where the author set none.

        A rate that the author chose belongs to the author's surface: on a steeper one it would overshoot, or
        crawl on a flatter one. On another surface every optimiser takes its own.
        """
        own = default_settings(surface, OPTIMISERS[name])
        taken = {
            setting.name
            for setting in OPTIMISERS[name].settings
            if surface.name == self.surface.name or not (setting.unit or setting.name == "lr")
        }
        return own | {key: value for key, value in self.given[name].items() if key in taken}


def compute(params: Mapping[str, Any], call: Call) -> Race:
    """Read the surface and the settings, and let every optimiser shown take its steps.

    Raises:
        Fault: at the param that is wrong, or at the character of a surface that cannot be read.
    """
    surface = _surface(params, call)
    window: Window = params["window"] or surface.window
    start: Point = params["start"] or surface.start
    _check_start(window, start, "window" if params["start"] is None else "start", call)
    settings = _settings(params, call)
    _check_ranges(params, settings, call)
    steps: int = params["steps"]

    def run(name: str) -> Run:
        path = descend(surface, name, settings[name], start=start, steps=steps, tolerance=TOLERANCE)
        return Run(OPTIMISERS[name], path)

    return Race(
        surface, window, start, tuple(run(name) for name in params["show"]), settings, steps, params["speed"]
    )


def _surface(params: Mapping[str, Any], call: Call) -> Surface:
    _check_window(params["window"], call)
    expression: str | None = params["f"]
    if expression is None:
        return SURFACES[params["preset"] or RAVINE]
    if params["preset"]:
        hint = "keep one of the two"
        raise call.fault("param-conflict", "preset and f both name a surface", "params", "f", hint=hint)
    missing = [name for name in ("window", "start") if params[name] is None]
    if missing:
        message = f"a surface f needs its {' and its '.join(missing)}"
        hint = "such as window: [-2, 2, -2, 2], start: [-1.5, 1]"
        raise call.fault("missing-param", message, "params", "f", hint=hint)
    try:
        return custom_surface(expression, params["window"], params["start"], title="Custom")
    except ExpressionError as error:
        raise call.fault(
            "expression", error.message, "params", "f", offset=error.start, hint=error.hint
        ) from error
    except DomainError as error:
        message = f"the surface is undefined at the start: {error}"
        hint = "move the start, or change f"
        raise call.fault("domain", message, "params", "start", hint=hint) from error


def _check_window(window: Window | None, call: Call) -> None:
    if window is not None and not (window[0] < window[1] and window[2] < window[3]):
        message = "the window must go from the smaller to the larger in x and in y"
        hint = "[x from, x to, y from, y to], such as [-2, 2, -1, 3]"
        raise call.fault("param-range", message, "params", "window", hint=hint)
    if window is not None:
        _check_shape(window, call)


def _check_shape(window: Window, call: Call) -> None:
    """Refuse a window that no map can show: its numbers cannot be told apart, or one side is nothing."""
    x0, x1, y0, y1 = window
    width, height = x1 - x0, y1 - y0
    far = max(map(abs, window))
    if min(width, height) < FINEST * far or max(width, height) > FLATTEST * min(width, height):
        message = f"the window is {width:g} wide and {height:g} high, which no map can show"
        hint = f"let neither side be more than {FLATTEST:g} times the other, nor too small for where it lies"
        raise call.fault("param-range", message, "params", "window", hint=hint)


def _check_start(window: Window, start: Point, param: str, call: Call) -> None:
    x0, x1, y0, y1 = window
    if not (x0 <= start[0] <= x1 and y0 <= start[1] <= y1):
        message = f"the start ({start[0]:g}, {start[1]:g}) lies outside the window"
        hint = f"the window shows x from {x0:g} to {x1:g} and y from {y0:g} to {y1:g}"
        raise call.fault("param-range", message, "params", param, hint=hint)


def _settings(params: Mapping[str, Any], call: Call) -> dict[str, dict[str, float]]:
    """Return what the author set for every optimiser: for all of them first, then for it alone."""
    each = _checked(params["each"], EACH, 'the param "each"', call, "each")
    settings = {}
    for name, optimiser in OPTIMISERS.items():
        own = _checked(each[name], OWN[name], optimiser.title, call, "each", name)
        all_of_them = {prop.name: params[prop.name] for prop in OWN[name]}
        given = {**all_of_them, **{key: value for key, value in own.items() if value is not None}}
        settings[name] = {key: value for key, value in given.items() if value is not None}
    return settings


def _checked(
    authored: Mapping[str, object], schema: tuple[Prop, ...], owner: str, call: Call, *path: str
) -> Mapping[str, Any]:
    def where(name: str) -> Location:
        return call.location("params", *path, name)

    return check_record(authored, schema, owner, "param", where_value=where, where_name=where)


def _check_ranges(params: Mapping[str, Any], settings: Mapping[str, Mapping[str, float]], call: Call) -> None:
    """Hold a setting given for all optimisers against the range of each that runs: it may be narrower."""
    faults = []
    for name in params["show"]:
        for setting in OPTIMISERS[name].settings:
            value = settings[name].get(setting.name)
            if value is not None and not setting.low <= value <= setting.high:
                message = f"{setting.name} {value:g} is out of range for {OPTIMISERS[name].title}"
                hint = f"from {setting.low:g} to {setting.high:g}"
                place = call.location("params", setting.name)
                faults.append(Diagnostic("param-range", "error", message, place, hint))
    if faults:
        raise Fault(*faults)


def quantities(race: Race) -> dict[str, float]:
    """Return the numbers of a race by name: ``adam.loss``, ``adam.steps``, ``adam.lr`` and the like."""
    named: dict[str, float] = {"start.x": race.start[0], "start.y": race.start[1], "steps": race.steps}
    for run in race.runs:
        numbers = {**run.settings, **trajectory_values(run.trajectory)}
        named.update({f"{run.name}.{key}": value for key, value in numbers.items()})
    return named


def descents(race: Race) -> dict[str, Descent]:
    """Return the runs of a race, so that they can be run again with other settings."""
    return {
        run.name: Descent(race.surface, run.optimiser, run.settings, race.start, race.steps, TOLERANCE)
        for run in race.runs
    }
