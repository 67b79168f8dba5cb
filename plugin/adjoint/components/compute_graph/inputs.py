"""The inputs of a graph as an author sets them, and the range and steps of each one's slider."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from adjoint.components.schema import REQUIRED, Number, Prop
from adjoint.components.validate import check_record
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, nearest

if TYPE_CHECKING:
    from adjoint.components.model import Call

MOST: Final = 1e9
"""No slider reaches further out; a figure has no room for such numbers."""

SCHEMA: Final = (
    Prop("value", Number(-MOST, MOST), "the published value", REQUIRED),
    Prop("min", Number(-MOST, MOST), "the slider's lower end"),
    Prop("max", Number(-MOST, MOST), "the slider's upper end"),
    Prop("step", Number(high=MOST), "the distance between the slider's stops"),
)
MOST_STOPS: Final = 10_000
"""A slider with more is finer than any screen, and check tries each stop."""
STOPS: Final = 40
"""A slider whose author sets no step has about as many stops."""
NICE: Final = tuple(Decimal(mantissa).scaleb(power) for power in range(9, -13, -1) for mantissa in (5, 2, 1))
"""Round numbers, the largest first."""


@frozen
class Slider:
    """One input: its published value, and the stops a reader may move it to."""

    name: str
    value: float
    low: float
    high: float
    step: float

    def stop(self, fraction: float) -> float:
        """Return the last stop that is not beyond a fraction of the way from low to high."""
        count = math.floor((self.high - self.low) / self.step * fraction + 1e-9)
        return float(_exact(self.low) + count * _exact(self.step))


def read_inputs(call: Call, names: Sequence[str]) -> tuple[Slider, ...]:
    """Read the ``inputs`` prop against the inputs of the expression, in the expression's order.

    Raises:
        Fault: with one diagnostic for each input that is unknown, missing, ill-formed or out of its range.
    """
    given: Mapping[str, object] = call.props["inputs"] or {}
    faults: list[Diagnostic] = []
    sliders: list[Slider] = []
    for name in given:
        if name not in names:
            close = nearest(name, names)
            hint = f'did you mean "{close}"?' if close else f"the inputs are {', '.join(names) or 'none'}"
            message = f'the expression has no input "{name}"'
            faults.extend(call.fault("unknown-input", message, "inputs", name, hint=hint).diagnostics)
    meant = {nearest(name, names) for name in given if name not in names}
    for name in names:
        if name in meant and name not in given:
            continue
        try:
            sliders.append(_read(call, name, given))
        except Fault as fault:
            faults.extend(fault.diagnostics)
    if faults:
        raise Fault(*faults)
    return tuple(sliders)


def _read(call: Call, name: str, given: Mapping[str, object]) -> Slider:
    if name not in given:
        hint = f"write inputs={{{{ {name}: 1 }}}}" if not given else f"add {name}: 1 to inputs"
        if name == "e":
            hint = f"for Euler's number write exp(x), not e^x; for an input of yours {hint}"
        raise call.fault("missing-input", f'the input "{name}" has no value', "inputs", hint=hint)
    spec = given[name]
    if not isinstance(spec, Mapping):
        spec = {"value": spec}
    values = check_record(
        spec,
        SCHEMA,
        f'input "{name}"',
        "key",
        where_value=lambda key: call.location("inputs", name, key),
        where_name=lambda key: call.location("inputs", name, key),
    )
    slider = _ranged(name, values["value"], values["min"], values["max"], values["step"])
    fault = _problem(slider)
    if fault:
        key, message, hint = fault
        raise call.fault("input-range", message, "inputs", name, key, hint=hint)
    return slider


def _ranged(name: str, value: float, low: float | None, high: float | None, step: float | None) -> Slider:
    """Fill in a sensible range and step: round ends twice as far out as the value, and 0 within."""
    least = 1.0 if 0 < abs(value) < 1 else 4.0
    reach = float(min(nice for nice in NICE if nice >= _exact(max(2 * abs(value), least))))
    free = low is None and high is None and step is None
    low = -reach if low is None else low
    high = reach if high is None else high
    if step is None:
        step = _coarsest(value, low, high)
    if free and (high - low) / step > MOST_STOPS:
        # A value of many digits is the middle of its range, so that coarse stops meet it.
        low, high = float(_exact(value) - _exact(reach)), float(_exact(value) + _exact(reach))
        step = _coarsest(value, low, high)
    return Slider(name, float(value), float(low), float(high), float(step))


def _coarsest(value: float, low: float, high: float) -> float:
    """Return a round step that makes the value a stop, about as many as a slider has where that can be."""
    offset, coarsest = _exact(value) - _exact(low), 2 * (_exact(high) - _exact(low)) / STOPS
    return float(next((nice for nice in NICE if nice <= coarsest and not offset % nice), NICE[-1]))


def _problem(slider: Slider) -> tuple[str, str, str] | None:
    """Return the key at fault, what is wrong and the mend; None for a sound slider."""
    name, value, low, step = slider.name, _exact(slider.value), _exact(slider.low), _exact(slider.step)
    if step <= 0:
        return "step", f'the step of input "{name}" must be above 0, found {slider.step:g}', "write step: 0.1"
    if slider.low >= slider.high:
        return "min", f'input "{name}": min {slider.low:g} is not below max {slider.high:g}', "exchange them"
    if (_exact(slider.high) - low) / step > MOST_STOPS:
        message = f'input "{name}": a step of {slider.step:g} makes more than {MOST_STOPS:,} stops'
        coarse = min(nice for nice in NICE if nice * MOST_STOPS >= _exact(slider.high) - low)
        return "step", message, f"write step: {coarse:f}"
    if not slider.low <= slider.value <= slider.high:
        message = f'input "{name}": value {slider.value:g} is outside {slider.low:g} to {slider.high:g}'
        return "value", message, "move the value, or widen min and max"
    beyond = (value - low) % step
    if beyond:
        stops = f"{float(value - beyond):g} and {float(value - beyond + step):g}"
        message = f'input "{name}": value {slider.value:g} lies between the stops {stops} of its slider'
        fitting = next((nice for nice in NICE if nice < step and not (value - low) % nice), None)
        return "value", message, f"write step: {fitting:f}" if fitting else "move the value to a stop"
    return None


def _exact(value: float) -> Decimal:
    """Return the decimal an author wrote, not the double next to it."""
    return Decimal(str(value))
