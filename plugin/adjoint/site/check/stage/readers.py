"""What a reader does to each kind of figure, and the HTML that the figure must then equal.

The build renders a component at other settings as it renders it as published; a browser that is set to them
must show the same, text by text and line by line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from markupsafe import Markup

from adjoint.autodiff import DomainError, forward
from adjoint.components.compute_graph.component import ComputeGraph
from adjoint.components.lab.effects.gradient_descent.live import offered_optimisers, offered_surfaces
from adjoint.components.lab.effects.gradient_descent.race import Race
from adjoint.components.lab.effects.gradient_descent.settings import momentum_range, moved_rate
from adjoint.components.lab.effects.gradient_flow.flows import Flows
from adjoint.components.lab.effects.gradient_flow.settings import offered_activations, scale_range
from adjoint.components.lab.effects.sweeps.counts import Counts
from adjoint.components.lab.effects.sweeps.settings import offered
from adjoint.components.lab.lab import Lab
from adjoint.components.numerals import numeral
from adjoint.frozen import frozen
from adjoint.markup import Fault
from adjoint.site.check.stage.staging import Step
from adjoint.site.post.offers import Computed

ALWAYS: Final = ("script", "metadata", "figcaption", "[role=status]", "[data-share]", "span[id*='?']")
"""What differs by nature: data, what is only said once, and what stands around the figure."""


_LAID_OUT: Final = tuple(f"*@{name}" for name in ("x", "y", "width", "height", "d", "transform", "viewBox"))
"""A graph keeps the room that it was published with."""


PLAYED: Final = 20_000
"""Milliseconds after which a lab that was played has come to its end."""


@frozen
class Look:
    """Something that must hold after some steps."""

    steps: tuple[Step, ...]
    words: str
    """What the reader did, to be read after "once"."""
    props: Mapping[str, Any] | None = None
    """Props of the call that has the figure as it should be; None for the figure as published."""
    skipped: tuple[str, ...] = ()
    texts: tuple[tuple[str, str, str], ...] = ()
    """A selector, a way and what must be there, for the first such element: its text (no way), what its text
    begins with (``^``), or a selector whose text it is (``=``) or is a part of (``in``).
    """
    moved: Mapping[str, float] | None = None
    """Where the inputs of a graph stand then."""
    brief: bool = False
    """Whether every figure is put through it, not only the first of its kind on a page."""


def looks(made: Computed, figure: str) -> Iterator[Look]:
    """Yield what a reader may do to a figure, one after the other."""
    result = made.result
    if isinstance(result, ComputeGraph):
        yield from _at_graph(result, f"[id='{figure}']")
    elif isinstance(result, Lab) and result.stage.controls:
        at = _AT.get(result.effect.slug)
        if at is not None:
            yield from at(result, made.call.props["params"], f"[id='{figure}']")


def _at_graph(result: ComputeGraph, figure: str) -> Iterator[Look]:
    sliders = result.evaluation.sliders
    if not sliders:
        return
    slider = [f'{figure} input[data-setting="{one.name}"]' for one in sliders]
    yield Look(((slider[0], "input", {}),), "its script has written it anew", brief=True)
    moved = {one.name: one.stop(0.62) for one in sliders}
    steps = tuple(
        (name, "set", numeral_of(moved[one.name])) for name, one in zip(slider, sliders, strict=True)
    )
    told = ", ".join(f"{name} = {numeral(value)}" for name, value in moved.items())
    if not _fails(result, moved):
        inputs = {
            one.name: {"value": moved[one.name], "min": one.low, "max": one.high, "step": one.step}
            for one in sliders
        }
        view = f"{figure} .graph__view--{result.mode}"
        line = ".graph__sum" if result.mode == "forward" or result.evaluation.paths is not None else "desc"
        said = (f"{figure} [role=status]", "=", f"{view} {line}")
        yield Look(
            (*steps, (figure, "wait", 2000)),
            f"it is set to {told}",
            {"inputs": inputs},
            _LAID_OUT,
            (said,),
            moved=moved,
        )
    for low in _borders(result):
        error = _fails(result, low)
        if error is not None and error.name:
            steps = tuple(
                (name, "set", numeral_of(low[one.name])) for name, one in zip(slider, sliders, strict=True)
            )
            words = f"{error.name} is undefined: "
            yield Look(
                (*steps, (figure, "wait", 1000)),
                "it is set to where it has no value",
                skipped=("*",),
                texts=((f"{figure} .graph__undefined", "^", words), (f"{figure} [role=status]", "^", words)),
            )
            break
    yield Look(((f"{figure} .graph__reset", "click", {}),), "it is reset")


def numeral_of(value: float) -> str:
    """Return a number as a control takes it."""
    return repr(value)


def _borders(result: ComputeGraph) -> Iterator[dict[str, float]]:
    sliders = result.evaluation.sliders
    for one in sliders:
        for end in (one.low, one.high, 0.0):
            if one.low <= end <= one.high:
                yield {other.name: end if other is one else other.value for other in sliders}


def _fails(result: ComputeGraph, inputs: Mapping[str, float]) -> DomainError | None:
    try:
        forward(result.evaluation.graph, inputs)
    except DomainError as error:
        return error
    return None


def _at_flow(lab: Lab, params: Mapping[str, Any], figure: str) -> Iterator[Look]:
    flows: Flows = lab.state
    stack = flows.stack
    yield Look(
        ((f"{figure} adjoint-gradient-flow", "wake", None),), "its script has drawn it anew", brief=True
    )
    activation = next(name for name in offered_activations(flows) if name != stack.activation)
    layers = 17 if stack.depth != 17 else 12
    top = scale_range(flows).stops[-1]
    scale = int(top) if top == int(top) else top
    steps: list[Step] = [
        (f"{figure} [data-setting=activation]", "set", activation),
        (f"{figure} [data-setting=layers]", "set", str(layers)),
        (f"{figure} [data-setting=scale]", "set", str(scale)),
        (f"{figure} [data-setting=residual]", "tick", not stack.residual),
        (f"{figure} [data-setting=normalised]", "tick", not stack.normalised),
    ]
    changed = {
        **params,
        "activation": activation,
        "layers": layers,
        "scale": scale,
        "residual": not stack.residual,
        "normalised": not stack.normalised,
    }
    steps.append((figure, "wait", 2000))
    yield Look(
        tuple(steps),
        f"it is set to {layers} layers with {activation} at scale {numeral(scale)}",
        {"params": changed},
        texts=((f"{figure} [role=status]", "in", f"{figure} desc"),),
    )


def _at_sweeps(lab: Lab, params: Mapping[str, Any], figure: str) -> Iterator[Look]:
    found: Counts = lab.state
    yield Look(((f"{figure} adjoint-sweeps", "wake", None),), "its script has drawn it anew", brief=True)
    inputs = next(number for number in offered(found.inputs)[4:] if number != found.inputs)
    outputs = next(number for number in offered(found.outputs)[2:] if number != found.outputs)
    mode = "forward" if found.mode == "reverse" else "reverse"
    yield Look(
        (
            (f"{figure} [data-setting=inputs]", "set", str(inputs)),
            (f"{figure} [data-setting=outputs]", "set", str(outputs)),
            (f"{figure} [data-setting=mode][value={mode}]", "tick", True),
            (figure, "wait", 2000),
        ),
        f"it is set to {inputs} inputs, {outputs} outputs and {mode} mode",
        {"params": {**params, "inputs": inputs, "outputs": outputs, "mode": mode}},
        skipped=("option",),
        texts=((f"{figure} [role=status]", "in", f"{figure} desc"),),
    )


def _at_descent(lab: Lab, params: Mapping[str, Any], figure: str) -> Iterator[Look]:
    race: Race = lab.state
    at = f"{figure} [data-setting=at]"
    yield Look(
        ((figure, "see", None), (at, "set", str(race.steps))),
        "its script has drawn it anew",
        brief=True,
    )
    yield _part_way(race, figure)
    yield Look(
        ((f"{figure} [data-action=restart]", "click", {}), (figure, "wait", PLAYED)),
        "it has been played",
    )
    yield _elsewhere(race, params, figure)


def _part_way(race: Race, figure: str) -> Look:
    """Step on from the start, and look at the table after some steps."""
    step = max(1, race.steps // 7)
    texts = [(f"{figure} .lab-scrub output", "", f"{step} / {race.steps}")]
    for run in race.runs:
        losses = run.trajectory.losses
        cell = f"{figure} [data-row={run.name}] td"
        texts.append((f"{cell}:nth(1)", "", numeral(losses[min(step, len(losses) - 1)])))
    return Look(
        (
            (f"{figure} [data-setting=at]", "set", str(step - 1)),
            (f"{figure} [data-action=step]", "click", {}),
        ),
        f"it stands at step {step}",
        skipped=("*",),
        texts=tuple(texts),
    )


def _elsewhere(race: Race, params: Mapping[str, Any], figure: str) -> Look:
    """Another surface, one optimiser, another rate, another start."""
    surfaces = offered_surfaces(race, choice=True)
    surface = next((one for one in surfaces if one.name != race.surface.name), race.surface)
    names = offered_optimisers(race, choice=True)
    name = "momentum" if "momentum" in names else names[0]
    own = race.settings_on(surface, name)
    steps: list[Step] = [
        (f"{figure} [data-setting=surface]", "set", surface.name),
        (f"{figure} [data-setting=show]", "set", name),
    ]
    changed = {**params, "preset": surface.name, "show": [name]}
    changed = {key: value for key, value in changed.items() if key not in {"f", "window", "start"}}
    if "lr" in own:
        steps.append((f"{figure} [data-setting=lr]", "set", "-0.5"))
        changed["each"] = {name: {"lr": moved_rate(own["lr"], -0.5)}}
    momentum = momentum_range(race)
    if momentum is not None and "momentum" in own:
        value = momentum.stops[len(momentum.stops) // 2]
        steps.append((f"{figure} [data-setting=momentum]", "set", repr(value)))
        changed["each"] = {name: {**changed.get("each", {}).get(name, {}), "momentum": value}}
    steps.append((figure, "wait", 2000))
    return Look(
        tuple(steps),
        f"it is set to {name} on {surface.title}",
        {"params": changed},
        skipped=(
            ".lab-contours",
            "desc",
            ".lab-label@x",
            ".lab-label@y",
            ".lab-label@text-anchor",
            "[data-setting=lr]@value",
            "option",
            "input@min",
            "input@max",
            "input@step",
            ".lab-handle@value",
            ".is-away",
        ),
        texts=((f"{figure} [role=status]", "in", f"{figure} desc"),),
    )


_AT: Final[Mapping[str, Callable[[Lab, Mapping[str, Any], str], Iterator[Look]]]] = {
    "gradient-flow": _at_flow,
    "sweeps": _at_sweeps,
    "gradient-descent": _at_descent,
}


def rendered(made: Computed, props: Mapping[str, Any], context: Any) -> str | None:  # noqa: ANN401
    """Return a figure's HTML with other props; None where it cannot be made."""
    call = replace(made.call, props={**made.call.props, **props})
    try:
        result = made.component.compute(call, context)
    except Fault:
        return None
    return str(made.component.html(replace(result, caption=""), _NOTHING, context))


_NOTHING: Final = Markup("")
