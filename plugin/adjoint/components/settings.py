"""What a reader may set in a widget, and whether a link such as ``#toy?b=-1&mode=backward`` says it right."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from adjoint.components.quantities import Range
from adjoint.components.schema import Refusal
from adjoint.frozen import frozen
from adjoint.markup import nearest

MODULES: Final = (Path(__file__).with_name("address.js"), Path(__file__).with_name("state.js"))
"""What wakes links to states and buttons that share them: the second is fetched when one is used."""
TIMES: Final = "*"
"""Stands before a rate that multiplies each optimiser's own."""
PER_DECADE: Final = 20
"""Stops of a slider of rates on the way from one power of ten to the next."""
_NUMBER: Final = re.compile(r"-?(?:\d++(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)


@frozen
class Setting:
    """One setting of a widget: a slider, a choice, a rate or a point; the fields of the others are empty."""

    published: str
    """What it is set to before a reader touches it, as a link would say it."""
    stops: Range | None = None
    """Where its slider stops."""
    words: tuple[str, ...] = ()
    """What may be chosen."""
    rates: Mapping[str, float] = field(default_factory=dict)
    """What a slider of powers of ten starts from, by what else is set; where there is none it is a factor."""
    windows: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict)
    """Where a point may lie, from x to x and from y to y, by what else is set."""
    depends_on: tuple[str, ...] = ()
    """The settings that pick the rate or the window."""

    def describe(self) -> str:
        """Return what a link may set it to, as a person would say it."""
        if self.words:
            return "one of " + ", ".join(self.words)
        if self.windows:
            return "a point of the window, as x,y"
        if self.stops is not None:
            stops = self.stops
            return f"a number from {stops.low:g} to {stops.high:g} in steps of {stops.step:g}"
        return f"a rate, such as 0.1; where several runs show, a factor for each, such as {TIMES}2"

    def check(self, text: str, state: Mapping[str, str]) -> None:
        """Hold what a link says against what the widget can be set to.

        Args:
            text: the value in the link.
            state: every choice of the widget as the link leaves it.

        Raises:
            Refusal: the widget cannot be set so; the hint is the nearest value that it can be set to.
        """
        chosen = " ".join(state[name] for name in self.depends_on)
        if self.words:
            _check_word(text, self.words)
        elif self.windows:
            _check_point(text, self.windows[chosen])
        elif self.stops is not None:
            _check_stop(text, self.stops)
        else:
            _check_rate(text, self.rates.get(chosen))


Settings = Mapping[str, Setting]
"""The settings of a widget by name, as links say them."""


def said(query: str) -> list[tuple[str, str]]:
    """Return the names and values that stand after the question mark of a link."""
    pairs = (part.partition("=") for part in query.split("&"))
    return [(unquote(name), unquote(value)) for name, _, value in pairs]


def refusals(widget: str, settings: Settings, query: str) -> Iterator[tuple[str, Refusal]]:
    """Yield what is wrong with the state that a link gives a widget, each with its code.

    Args:
        widget: its id.
        settings: what can be set there.
        query: what stands after the question mark.
    """
    given = said(query)
    chosen = {name: value for name, value in given if name in settings and value in settings[name].words}
    state = {name: setting.published for name, setting in settings.items()} | chosen
    for place, (name, value) in enumerate(given):
        if name not in settings:
            close = nearest(name, settings)
            hint = f'did you mean "{close}"?' if close else f"its settings are {', '.join(settings)}"
            yield "unknown-setting", Refusal(f'"{widget}" has no setting "{name}"', hint)
        elif name in (earlier for earlier, _ in given[:place]):
            yield "duplicate-setting", Refusal(f'"{name}" of "{widget}" is set twice', "keep one of the two")
        else:
            try:
                settings[name].check(value, state)
            except Refusal as refusal:
                guess = f'did you mean "{name}={refusal.hint}"?' if refusal.hint else None
                yield "setting-value", Refusal(f'"{name}" of "{widget}": {refusal}', guess)


def _check_word(text: str, words: Sequence[str]) -> None:
    if text not in words:
        listed = ", ".join(f'"{word}"' for word in words)
        raise Refusal(f'expected one of {listed}, found "{text}"', nearest(text, words))


def _check_stop(text: str, stops: Range) -> None:
    low, high = f"{stops.low:g}", f"{stops.high:g}"
    value = _number(text, f"a number from {low} to {high}")
    if not stops.low <= value <= stops.high:
        message = f"{text} is out of range: the slider goes from {low} to {high}"
        raise Refusal(message, low if value < stops.low else high)
    exact, step, start = (Decimal(str(number)) for number in (value, stops.step, stops.low))
    below = start + (exact - start) // step * step
    above = below + step
    if below != exact:
        close = above if above - exact <= exact - below and above <= Decimal(str(stops.high)) else below
        message = f"{text} lies between the stops {float(below):g} and {float(above):g} of its slider"
        raise Refusal(message, f"{float(close):g}")


def _check_rate(text: str, rate: float | None) -> None:
    mark = "" if rate else TIMES
    if text.startswith(TIMES) == bool(rate):
        wanted = "a rate, such as 0.1" if rate else "a factor for every rate, such as *2"
        raise Refusal(f'expected {wanted}, found "{text}"', None if rate else f"{TIMES}{text}")
    value = _number(text.removeprefix(TIMES), "a number above 0")
    stops = rate_stops(rate or 1.0)
    if value not in stops:
        close = min(stops, key=lambda stop: abs(math.log(stop / value)) if value > 0 else stop)
        if stops[0] <= value <= stops[-1]:
            raise Refusal(f"{text} is no stop of its slider", f"{mark}{close:g}")
        ends = f"{mark}{stops[0]:g} to {mark}{stops[-1]:g}"
        raise Refusal(f"{text} is out of range: the slider goes from {ends}", f"{mark}{close:g}")


def rate_stops(rate: float) -> list[float]:
    """Return the stops of a slider from a hundredth of a rate to ten times as much, as it shows them."""
    exponents = range(-2 * PER_DECADE, PER_DECADE + 1)
    return [float(f"{rate * 10 ** (k / PER_DECADE):.2g}") if k else rate for k in exponents]


def _check_point(text: str, window: tuple[float, float, float, float]) -> None:
    x0, x1, y0, y1 = window
    parts = text.split(",")
    if len(parts) != len(("x", "y")):
        raise Refusal(f'expected x,y such as {x0:g},{y0:g}, found "{text}"')
    x, y = (_number(part, "two numbers, x,y") for part in parts)
    if not (x0 <= x <= x1 and y0 <= y <= y1):
        message = f"({text}) lies outside the map, x from {x0:g} to {x1:g} and y from {y0:g} to {y1:g}"
        raise Refusal(message, f"{_within(x, x0, x1):g},{_within(y, y0, y1):g}")


def _within(value: float, low: float, high: float) -> float:
    """Return the nearest short number that is not beyond either end."""
    if value < low:
        return math.ceil(low * 100) / 100
    return math.floor(high * 100) / 100 if value > high else value


def _number(text: str, wanted: str) -> float:
    if not _NUMBER.fullmatch(text):
        mended = text.replace("−", "-").replace("–", "-")
        raise Refusal(f'expected {wanted}, found "{text}"', mended if _NUMBER.fullmatch(mended) else None)
    return float(text)
