"""Computed values that follow the sliders: what ``values.js`` writes at every stop, against Python."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from adjoint.autodiff import DomainError, Graph, forward
from adjoint.components.expressions import read_text
from adjoint.components.numerals import numeral, superscript, written
from adjoint.components.quantities import Quantities
from adjoint.components.reading import Reading, Scope, Undefined
from adjoint.frozen import frozen
from adjoint.markup import ComputedValue, Diagnostic, Location
from adjoint.site.check.reading import Written
from adjoint.site.check.replay.browser import PUBLISHED, Browser, Place
from adjoint.site.check.replay.comparison import Comparison, together
from adjoint.site.check.replay.expecting import Everywhere
from adjoint.site.check.replay.states import States, choose_states, stops
from adjoint.site.computed.answers import Answer
from adjoint.site.post.values import SIGNS

TOLERANCE: Final = 1e-11
"""Relative to the largest number that goes into a value: a tape may add up its terms in another order."""
SAMPLE: Final = 1_000
"""So many states are taken where a page's sliders have more than ``MOST_STATES``."""
NOTHING: Final = "–"
"""What stands where a value has none."""


@frozen
class Followed:
    """A number of the page that follows sliders, with the expression it is the value of."""

    answer: Answer
    reading: Reading


@frozen
class Expected:
    """A number in one state, by the engine."""

    value: float
    """NaN where it has none."""
    size: Callable[[], float] = float
    """Gives the size of what went into it, which takes longer to find than the value."""
    certain: bool = True
    """Whether the engine could tell; where another part of its graph has no value, it cannot."""


def compare_values(page: Written, browser: Browser) -> Comparison:
    """Run the page's computed values through every stop of its sliders, as its scripts would.

    Args:
        page: as published, and computed.
        browser: runs the shipped modules.
    """
    answers = page.post.teller.answers
    data = page.published.numbers
    faults = [*_standing(page)]
    if not answers.tapes:
        return Comparison(faults=tuple(faults))
    told = _of_another_page(json.loads(data or "{}"), json.loads(answers.data))
    if told:
        return Comparison(faults=(*faults, Diagnostic("browser-differs", "error", told, page.top)))
    compared = [
        _compare_group(page, browser, [live.number for live in tape.numbers], tape.tape["inputs"])
        for tape in answers.tapes
    ]
    return together([Comparison(faults=tuple(faults)), *compared])


def _place(page: Written, answer: Answer) -> Location:
    """Return where the author first wrote a number."""
    for value in _values(page):
        if (value.expression, value.format) == (answer.expression, answer.marks):
            return value.location
    return page.top


def _values(page: Written) -> Iterator[ComputedValue]:
    for text in page.texts:
        yield from text.values


def _fault(page: Written, answer: Answer, words: str) -> Diagnostic:
    return Diagnostic("browser-differs", "error", f"{answer.expression}: {words}", _place(page, answer))


def _standing(page: Written) -> Iterator[Diagnostic]:
    """Yield a fault for each value in prose that is not published as it was computed."""
    listed = {str(answer.number): answer for answer in page.post.teller.answers.listed}
    for number, value, text in dict.fromkeys(page.published.values):
        answer = listed.get(number)
        if answer is None:
            message = f'the page shows "{text}" as its number {number}, which it does not have'
            yield Diagnostic("browser-differs", "error", message, page.top)
        elif text != answer.text:
            yield _fault(page, answer, f'the page shows "{text}", by the build it is {answer.text}')
        elif _number(value) != answer.value:
            yield _fault(
                page, answer, f'the page gives programs "{value}", by the build it is {answer.value!r}'
            )


def _of_another_page(there: Mapping[str, Any], here: Mapping[str, Any]) -> str | None:
    """Return what is wrong with data that is not that of this page's numbers at all."""
    if there.get("marks") != here["marks"]:
        return "the numbers that follow the sliders, or their formats, are not those of the page"
    for one, own in zip(there["live"], here["live"], strict=True):
        pairs = (("inputs", "inputs"), ("published inputs", "at"), ("numbers", "values"))
        for what, key in pairs:
            left, right = (side["tape"].get(key, side.get(key)) for side in (one, own))
            if key == "values":
                left, right = ([row[0] for row in side] for side in (left, right))
            if left != right:
                return f"the {what} of the page's computed values are {left}, by the post they are {right}"
    return None


def _compare_group(
    page: Written, browser: Browser, numbers: Sequence[int], inputs: Sequence[str]
) -> Comparison:
    """Compare the numbers that depend on the same sliders."""
    quantities = page.post.quantities
    listed = {answer.number: answer for answer in page.post.teller.answers.listed}
    scope = Scope(quantities)
    followed = [Followed(listed[number], read_text(listed[number].expression, scope)) for number in numbers]
    graphs = list(dict.fromkeys(name.rpartition(".")[0] for name in inputs))
    states = _states(graphs, quantities)
    moved = [states.inputs(state) for state in states.chosen]
    found = browser.follow_states(page.published.numbers, numbers, *_positions(graphs, moved, quantities))
    known = _known(followed, graphs, states, quantities)
    published = _named({graph: quantities[graph].inputs for graph in graphs})
    largest = 0.0
    faults: dict[int, Diagnostic] = {}
    for state, places, likely in zip(moved, found, known, strict=True):
        is_published = state == published
        expected: list[Expected] | None = None
        for at, (one, here, place) in enumerate(zip(followed, likely, places, strict=True)):
            if not is_published and _is_right(one.answer, here, place, largest):
                continue
            expected = expected or _expected(followed, graphs, state, scope)
            off, words = _held(one.answer, expected[at], place, is_published=is_published)
            largest = max(largest, off)
            if words:
                faults.setdefault(one.answer.number, _fault(page, one.answer, f"at {_told(state)} {words}"))
    sampled = (f"values of {', '.join(graphs)} ({len(moved):,} of {states.total:,} states)",)
    return Comparison(
        len(moved),
        len(moved) * len(numbers),
        largest,
        sampled if states.total > len(moved) else (),
        tuple(faults.values()),
    )


def texts_at(page: Written, graph: str, moved: Mapping[str, float]) -> dict[str, str]:
    """Return what each number that depends on one graph alone says, by its place on the page.

    Args:
        page: as computed.
        graph: its id.
        moved: where its inputs stand.
    """
    quantities, found = page.post.quantities, dict[str, str]()
    listed = {answer.number: answer for answer in page.post.teller.answers.listed}
    scope = Scope(quantities)
    for tape in page.post.teller.answers.tapes:
        if {name.rpartition(".")[0] for name in tape.tape["inputs"]} != {graph}:
            continue
        numbers = [listed[live.number] for live in tape.numbers]
        followed = [Followed(answer, read_text(answer.expression, scope)) for answer in numbers]
        state = _named({graph: {**quantities[graph].inputs, **moved}})
        for one, here in zip(followed, _expected(followed, [graph], state, scope), strict=True):
            if math.isfinite(here.value):
                found[str(one.answer.number)] = written(here.value, one.answer.marks)
    return found


def _named(inputs: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {f"{graph}.{name}": value for graph, own in inputs.items() for name, value in own.items()}


def _told(state: Mapping[str, float]) -> str:
    return ", ".join(f"{name.rpartition('.')[2]} = {numeral(value)}" for name, value in state.items())


def _positions(
    graphs: Sequence[str], moved: Sequence[Mapping[str, float]], quantities: Mapping[str, Quantities]
) -> tuple[list[tuple[str, list[str]]], list[list[list[float]]]]:
    """Return the graphs with the names of their inputs, and where these stand in each state."""
    names = [(graph, list(quantities[graph].inputs)) for graph in graphs]
    return names, [[[state[f"{graph}.{name}"] for name in own] for graph, own in names] for state in moved]


def _states(graphs: Sequence[str], quantities: Mapping[str, Quantities]) -> States:
    """Return the states of the sliders of some graphs together, by names such as ``toy.a``."""
    every: dict[str, Sequence[float]] = {}
    rest: dict[str, float] = {}
    for graph in graphs:
        for name, value in quantities[graph].inputs.items():
            slider = quantities[graph].sliders.get(name)
            rest[f"{graph}.{name}"] = value
            every[f"{graph}.{name}"] = (
                stops(slider.low, slider.high, slider.step) if slider is not None else (value,)
            )
    return choose_states(every, rest, SAMPLE)


def _expected(
    followed: Sequence[Followed], graphs: Sequence[str], state: Mapping[str, float], scope: Scope
) -> list[Expected]:
    """Return each number in a state of the sliders, by the engine."""
    moved, whole = dict(scope.quantities), True
    for graph in graphs:
        inputs = {name: state[f"{graph}.{name}"] for name in scope.quantities[graph].inputs}
        try:
            moved[graph] = scope.quantities[graph].moved(inputs)
        except DomainError:
            whole = False
            with suppress(DomainError):
                moved[graph] = _without_gradient(scope.quantities[graph], inputs)
    here = Scope(moved)
    return [_evaluated(one.reading, here, certain=whole) for one in followed]


def _without_gradient(quantities: Quantities, inputs: Mapping[str, float]) -> Quantities:
    """Return quantities moved to where their graph has values but not all derivatives."""
    graph = quantities.graph
    assert isinstance(graph, Graph)  # noqa: S101  (only graphs have sliders)
    primals = forward(graph, inputs)
    values = {node.name: primals[index] for index, node in enumerate(graph.nodes) if node.name}
    return replace(quantities, values=values, primals=primals)


def _evaluated(reading: Reading, scope: Scope, *, certain: bool) -> Expected:
    try:
        value = reading.value(scope)
    except (Undefined, KeyError):
        return Expected(math.nan, certain=False)
    return Expected(value, lambda: reading.evaluated(scope)[1], certain)


def _known(
    followed: Sequence[Followed], graphs: Sequence[str], states: States, quantities: Mapping[str, Quantities]
) -> list[list[float]]:
    """Return for each state each number, as far as arrays tell it; NaN where they do not."""
    import numpy as np  # noqa: PLC0415  (loaded where numbers are compared)

    columns = states.columns()
    moved = {
        graph: {name: columns[f"{graph}.{name}"] for name in quantities[graph].inputs} for graph in graphs
    }
    everywhere = Everywhere(quantities, moved)
    values = [everywhere.value(one.reading) for one in followed]
    unknown = np.full(len(states.chosen), np.nan)
    rows: list[list[float]] = np.stack([unknown if one is None else one for one in values], axis=1).tolist()
    return rows


def _is_right(answer: Answer, here: float, place: Place, largest: float) -> bool:
    """Tell whether all is right at first sight, and no deviation is greater than the largest so far.

    The size of what went into a number is at least its own: who looks closer finds less of a deviation.
    """
    if place.now is None or place.value != place.now or not math.isfinite(here):
        return False
    there = _number(place.now)
    if there != here and not abs(there - here) <= largest * max(abs(here), 1e-300):
        return False
    return largest <= TOLERANCE and place[2:] == _wanted_texts(there, answer.marks)


def _held(answer: Answer, here: Expected, place: Place, *, is_published: bool) -> tuple[float, str]:
    """Return how far a number is from the engine's, and what is wrong with it if anything is."""
    if is_published:
        texts = {place.prose, place.math, place.spoken, place.operand, place.spoken_operand}
        ok = texts == {PUBLISHED} and place.now is None
        return (0.0, "") if ok else (math.inf, "what is published does not come back")
    if place.now is None:
        return math.inf, f"the page still shows {answer.text}"
    there = _number(place.now)
    if place.value != place.now:
        return math.inf, f"the page gives programs {place.value}, readers {place.now}"
    off = _off(there, here)
    if off > TOLERANCE:
        return off, f"the page's value is {_exactly(there)}, by the engine {_exactly(here.value)}"
    wanted = _wanted(there if math.isfinite(there) else None, answer.marks)
    for kind, words in _KINDS.items():
        shown = getattr(place, kind)
        if shown != wanted[kind]:
            told = f'"{shown}", by the build {there!r} is written "{wanted[kind]}"'
            return math.inf, f"the page {words} {told}"
    return off, ""


_KINDS: Final = {
    "prose": "shows",
    "math": "shows in math",
    "spoken": "tells screen readers",
    "operand": "shows as an operand",
    "spoken_operand": "tells screen readers as an operand",
}
"""The places of a number, as ``Place`` names them, and what a page does there."""


def shown_as(text: str) -> dict[str, str]:
    """Return what stands in each place of a number that is written so, by the names of ``Place``."""
    opening, closing = "()" if SIGNS.search(text) else ("", "")
    return {
        "prose": text,
        "math": _as_math(text),
        "spoken": text,
        "operand": opening + _as_math(text) + closing,
        "spoken_operand": opening + text + closing,
    }


@lru_cache(maxsize=4096)
def _wanted(value: float | None, marks: str) -> Mapping[str, str]:
    """Return what stands in each place of a number that has a value or none; many states share one."""
    return shown_as(NOTHING if value is None else written(value, marks))


@lru_cache(maxsize=4096)
def _wanted_texts(value: float, marks: str) -> tuple[str, ...]:
    """Return what stands in the places of a number, in the order of ``Place``."""
    return tuple(shown_as(written(value, marks)).values())


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _exactly(value: float) -> str:
    return repr(value) if math.isfinite(value) else "undefined"


def _off(there: float, here: Expected) -> float:
    if there == here.value:
        return 0.0
    if math.isfinite(there) and math.isfinite(here.value):
        return abs(there - here.value) / max(here.size(), abs(here.value), 1e-300) if here.certain else 0.0
    if math.isfinite(here.value) and not here.certain:
        return 0.0
    if math.isnan(here.value) and not here.certain:
        return 0.0
    return 0.0 if math.isfinite(there) == math.isfinite(here.value) else math.inf


def _as_math(text: str) -> str:
    """Return a number as ``values.js`` draws it within a formula."""
    digits, power, raised = text.partition("×10")
    if not power:
        return digits
    plain = next(str(k).replace("-", "−") for k in range(-400, 400) if superscript(k) == raised)
    return f"{digits}\u2005×\u200510{plain}"
