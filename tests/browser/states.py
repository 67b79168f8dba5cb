"""States of the figures of our posts, and what Python says that a page must show in each."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from adjoint.autodiff import OPTIMISERS, Surface, Trajectory, descend
from adjoint.autodiff.depth import flow
from adjoint.components.compute_graph.component import ComputeGraph
from adjoint.components.compute_graph.telling import rows
from adjoint.components.lab.effects.gradient_descent.live import frame_of, offered_surfaces
from adjoint.components.lab.effects.gradient_descent.outcome import outcome
from adjoint.components.lab.effects.gradient_descent.race import TOLERANCE, Race
from adjoint.components.lab.effects.gradient_descent.settings import moved_rate
from adjoint.components.lab.effects.gradient_flow import flows, telling
from adjoint.components.lab.effects.sweeps import counts
from adjoint.components.lab.effects.sweeps.telling import summary
from adjoint.components.lab.lab import Lab
from adjoint.components.numerals import numeral
from adjoint.components.quantities import Range
from adjoint.site.check.reading import Written
from adjoint.site.check.replay.graphs import columns_of, expected_numbers
from adjoint.site.check.replay.runs import beside
from adjoint.site.check.replay.states import States, choose_states, stops
from adjoint.site.check.replay.values import shown_as, texts_at
from adjoint.site.post.offers import Computed

DRAWN: Final = 40
"""So many states of each figure are drawn, the same ones every time, beside the stops of each setting."""
RATES: Final = tuple(stops(-2, 1, 0.05))
"""Where the slider of a learning rate stops: powers of ten."""
STEPS: Final = 40
"""About so many steps of a run are looked at, evenly spread; each draws the map anew."""
MOST_CHAOTIC: Final = 5
"""Of so many rows of a lab at most one is left out, because its run is chaotic."""

Look = tuple[str, str]
"""A selector, and what to read there."""


@dataclass(frozen=True)
class Played:
    """A state of a figure: how to set it, and what each look must then find."""

    words: str
    settings: tuple[tuple[str, object], ...]
    wanted: Mapping[Look, Sequence[str]]


def walks(values: Mapping[str, Sequence[Any]], home: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each stop of each setting, the others as published, then some states drawn at random."""
    for name, every in values.items():
        yield from ({**home, name: value} for value in every)
    draw = random.Random(len(values))  # noqa: S311  (a sample, no secret)
    for _ in range(DRAWN if len(values) > 1 else 0):
        yield {name: draw.choice(every) for name, every in values.items()}


def played(page: Written, made: Computed) -> list[Played]:
    """Return the states that a figure is put through; none for one that stands still."""
    if isinstance(made.result, ComputeGraph):
        return list(_graph(page, made, made.result))
    if isinstance(made.result, Lab) and made.result.stage.controls:
        return list(_LABS[made.result.effect.slug](made.result, f"[id='{made.call.id}']"))
    return []


def _graph(page: Written, made: Computed, result: ComputeGraph) -> Iterator[Played]:
    figure = f"[id='{made.call.id}']"
    sliders = result.evaluation.sliders
    home = {one.name: one.value for one in sliders}
    own = {one.name: stops(one.low, one.high, one.step) for one in sliders}
    states = list({tuple(state.items()): state for state in walks(own, home)}.values())
    numbers = list(_numbers(page, made, result, states))
    values = [_values(page, made.call.id, state) for state in states]
    for mode, other in (("forward", "backward"), ("backward", "forward")):
        switch = (f"[data-setting=mode][value={mode}]", True)
        visible: dict[Look, Sequence[str]] = {
            (f"{figure} .graph__view--{mode}", "visible"): ["true"],
            (f"{figure} .graph__view--{other}", "visible"): ["false"],
        }
        for state, found, prose in zip(states, numbers, values, strict=True):
            told = [f"{name} = {numeral(value)}" for name, value in state.items()]
            wanted = {
                (f"{figure} [data-slots]", "text"): _products(page, made, found),
                (f"{figure} input[type=range]", "aria-valuetext"): told,
                (f"{figure} desc", "text"): _descriptions(result, found),
            }
            set_to = tuple((f"[data-setting='{name}']", repr(value)) for name, value in state.items())
            yield Played(f"{mode}, {', '.join(told)}", (switch, *set_to), {**wanted, **prose, **visible})
            visible = {}


def _told(state: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in state.items())


def _numbers(
    page: Written, made: Computed, result: ComputeGraph, states: Sequence[Mapping[str, float]]
) -> Iterator[dict[int, float]]:
    """Yield the engine's numbers of each state, by the slots of the page's tape."""
    own = {name: sorted({state[name] for state in states}) for name in states[0]}
    whole = choose_states(own, states[0])
    at = [list(own[name]).index for name in own]
    chosen = []
    for state in states:
        place = 0
        for index, name in zip(at, own, strict=True):
            place = place * len(own[name]) + index(state[name])
        chosen.append(place)
    columns = columns_of(result, json.loads(page.published.figures[made.call.id].data))
    for row in expected_numbers(result, States(whole.stops, tuple(chosen)), columns).tolist():
        assert all(map(math.isfinite, row)), "a graph of our posts has a state without a value"
        yield {column.slot: number for column, number in zip(columns, row, strict=True)}


def _products(page: Written, made: Computed, numbers: Mapping[int, float]) -> list[str]:
    live = page.published.figures[made.call.id].live
    return [numeral(math.prod(numbers[int(slot)] for slot in slots.split())) for slots, _ in live]


def _descriptions(result: ComputeGraph, numbers: Mapping[int, float]) -> list[str]:
    output, table = result.evaluation.graph.output, rows(result.evaluation)
    forward = [f"{row.name} = {numeral(numbers[row.value.slots[0]])}" for row in table]
    backward = [
        f"∂{output}/∂{row.name} = {numeral(numbers[row.adjoint.slots[0]])}"
        for row in reversed(table)
        if row.adjoint is not None
    ]
    return [", ".join(forward), ", ".join(backward)]


def _values(page: Written, graph: str, state: Mapping[str, float]) -> dict[Look, list[str]]:
    """Return what stands in each place of each number that follows a graph, by the kind of place."""
    return {
        (f"[data-computed='{number}']", kind): [text]
        for number, words in texts_at(page, graph, state).items()
        for kind, text in shown_as(words).items()
    }


def _sweeps(lab: Lab, figure: str) -> Iterator[Played]:
    found: counts.Counts = lab.state
    own = {name: one.words for name, one in lab.effect.settings(found, lab.stage).items()}
    home = {"inputs": str(found.inputs), "outputs": str(found.outputs), "mode": found.mode}
    for state in walks(own, home):
        here = counts.counts(int(state["inputs"]), int(state["outputs"]), state["mode"])
        wanted: dict[Look, Sequence[str]] = {(f"{figure} desc", "text"): [summary(here)]}
        for work in here.works:
            numbers = (work.sweeps, work.each, work.operations, work.operations / here.value)
            wanted[f"{figure} [data-row={work.mode}] td", "text"] = [numeral(number) for number in numbers]
        fields = (("[data-setting=inputs]", state["inputs"]), ("[data-setting=outputs]", state["outputs"]))
        mode = (f"[data-setting=mode][value={state['mode']}]", True)
        yield Played(_told(state), (*fields, mode), wanted)


def _flow(lab: Lab, figure: str) -> Iterator[Played]:
    found: flows.Flows = lab.state
    offered = lab.effect.settings(found, lab.stage)
    own = {
        "depth": [int(stop) for stop in _stops(offered["layers"].stops)],
        "scale": _stops(offered["scale"].stops),
        "activation": offered["activation"].words,
        "residual": (False, True),
        "normalised": (False, True),
    }
    for state in walks(own, {name: getattr(found.stack, name) for name in own}):
        stack = replace(found.stack, **state)
        here = flows.Flows(stack, tuple(flows.Course(way, flow(way.of(stack))) for way in flows.WAYS))
        wanted: dict[Look, Sequence[str]] = {
            (f"{figure} desc", "text"): [telling.summary(here)],
            (f"{figure} [data-setting=layers]", "aria-valuetext"): [f"{stack.depth} layers"],
            (f"{figure} [data-setting=scale]", "aria-valuetext"): [numeral(stack.scale)],
        }
        for one in here.courses:
            texts = [numeral(one.gradient), f"× {numeral(one.factor)}", flows.WORDS[one.kind]]
            wanted[f"{figure} [data-row={one.way.name}] td", "text"] = texts
        fields = {("layers" if name == "depth" else name): value for name, value in state.items()}
        set_to = tuple(
            (f"[data-setting={name}]", value if isinstance(value, bool) else str(value))
            for name, value in fields.items()
        )
        yield Played(_told(state), set_to, wanted)


def _stops(found: Range | None) -> tuple[float, ...]:
    assert found is not None
    return found.stops


def _descent(lab: Lab, figure: str) -> Iterator[Played]:
    race: Race = lab.state
    offered = lab.effect.settings(race, lab.stage)
    surfaces = {one.name: one for one in offered_surfaces(race, choice=True)}
    home = {"surface": race.surface.name, "show": offered["show"].published, "lr": 0.0, "at": race.steps}
    own: dict[str, Sequence[Any]] = {
        "surface": list(surfaces),
        "show": offered["show"].words,
        "lr": RATES,
        "at": [*range(0, race.steps, max(1, race.steps // STEPS)), race.steps],
    }
    if "momentum" in offered:
        own["momentum"] = _stops(offered["momentum"].stops)
        home["momentum"] = float(offered["momentum"].published)
    told = chaotic = 0
    for state in walks(own, home):
        names = tuple(OPTIMISERS) if state["show"] == "all" else state["show"].split("+")
        wanted: dict[Look, Sequence[str]] = {
            (f"{figure} .lab-scrub output", "text"): [f"{state['at']} / {race.steps}"],
        }
        for name in names:
            changed = _settings_of(race, surfaces[state["surface"]], name, state, home)
            row = _run(lab, surfaces[state["surface"]], name, changed, state["at"])
            chaotic += row is None
            told += row is not None
            if row is not None:
                wanted[f"{figure} [data-row={name}] td", "text"] = row
        # What changes the race shows its end; the step comes last.
        fields = sorted(state, key=lambda name: (name == "at", name != "surface"))
        set_to = tuple((f"[data-setting={name}]", str(state[name])) for name in fields)
        yield Played(_told(state), set_to, wanted)
    assert chaotic < told / MOST_CHAOTIC, f"{chaotic} rows of {told} are chaotic"


def _settings_of(
    race: Race, surface: Surface, name: str, state: Mapping[str, Any], home: Mapping[str, Any]
) -> tuple[tuple[str, float], ...]:
    """Return the settings of an optimiser where a reader has moved the sliders."""
    settings = dict(race.settings_on(surface, name))
    if "lr" in settings:
        settings["lr"] = moved_rate(settings["lr"], state["lr"])
    if "momentum" in settings and state.get("momentum") != home.get("momentum"):
        settings["momentum"] = state["momentum"]
    return tuple(settings.items())


def _run(
    lab: Lab, surface: Surface, name: str, settings: tuple[tuple[str, float], ...], step: int
) -> list[str] | None:
    """Return the row of a run at a step: its rate, its loss, and what has become of it.

    A run that ends elsewhere from a start a little beside is chaotic: no two machines agree on it.
    """
    race: Race = lab.state
    start = race.start if surface.name == race.surface.name else surface.start
    frame = frame_of(surface, race, float(lab.stage.width), float(lab.stage.height))
    rate = dict(settings).get("lr")
    found = []
    for path in _descended(surface, name, settings, start, race.steps):
        end = outcome(path, frame, minimum=bool(surface.minima))
        loss = numeral(path.losses[min(step, len(path.losses) - 1)])
        found.append(["–" if rate is None else numeral(rate), loss, end.words if end.step <= step else "…"])
    return found[0] if found[0] == found[1] else None


@cache
def _descended(
    surface: Surface,
    name: str,
    settings: tuple[tuple[str, float], ...],
    start: tuple[float, float],
    steps: int,
) -> tuple[Trajectory, Trajectory]:
    """Return a run, and the one that starts a little beside."""
    own = descend(surface, name, dict(settings), start=start, steps=steps, tolerance=TOLERANCE)
    return own, beside(own, name)


_LABS: Final = {"sweeps": _sweeps, "gradient-flow": _flow, "gradient-descent": _descent}
