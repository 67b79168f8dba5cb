"""Graphs: the page's tape, replayed at every stop of the sliders, against both sweeps of the engine."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from adjoint.autodiff import DomainError, edges, forward, local_derivatives, reverse
from adjoint.components.compute_graph.component import ComputeGraph
from adjoint.components.model import Call
from adjoint.components.numerals import numeral
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic
from adjoint.site.check.published import Figure
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison, differs
from adjoint.site.check.replay.states import States, choose_states, stops
from adjoint.site.check.replay.sweeping import sweep_all
from adjoint.site.check.replay.texts import text_faults

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOLERANCE: Final = 1e-12
"""Relative; languages differ in the last digits of exp and tanh."""
CANCELLED: Final = 1e-3
"""Of the largest number of a state: what is smaller may be a difference of such numbers, with their error."""
_LEAST: Final = 1e-300


@frozen
class Column:
    """One number of a graph: its name to a reader, where Python has it, and its slot in the page's tape."""

    name: str
    kind: str
    index: int
    slot: int


def compare_graph(call: Call, result: ComputeGraph, figure: Figure, browser: Browser) -> Comparison:
    """Replay a graph's published tape at the stops of its published sliders and compare with fresh sweeps.

    Args:
        call: the component's call.
        result: computed anew from the post.
        figure: as published.
        browser: runs the shipped modules.
    """
    data = json.loads(figure.data)
    published = [stops(slider.low, slider.high, slider.step) for slider in figure.sliders]
    sliders = result.evaluation.sliders
    own = {slider.name: stops(slider.low, slider.high, slider.step) for slider in sliders}
    fault = _of_another_graph(call, result, data, [published, list(own.values())], figure)
    if fault:
        return Comparison(faults=(fault,))
    rest = {slider.name: slider.value for slider in sliders}
    states, columns = choose_states(own, rest), columns_of(result, data)
    expected = expected_numbers(result, states, columns)
    slots = [column.slot for column in columns]
    found = browser.replay_states(data["tape"], published, states.chosen, slots)
    largest, faults = _deviation(call, states, columns, expected, found)
    numbers = {column.slot: value for column, value in zip(columns, _row(result, rest, columns), strict=True)}
    names = {column.slot: column.name for column in columns}
    faults += text_faults(call, figure, numbers, names, browser, expected)
    count, total = len(states.chosen), states.total
    sampled = (f"{call.id} ({count:,} of {total:,} states)",) if total > count else ()
    return Comparison(count, _comparable(expected), largest, sampled, tuple(faults))


def _of_another_graph(
    call: Call, result: ComputeGraph, data: Mapping[str, Any], sliders: Sequence[Any], figure: Figure
) -> Diagnostic | None:
    """Return the fault of a page whose data or sliders are not of this graph at all."""
    evaluation = result.evaluation
    pairs = (
        ("inputs", data["tape"]["inputs"], [slider.name for slider in evaluation.sliders]),
        ("nodes", data["names"], [node.name for node in evaluation.graph.nodes]),
        ("output", data["output"], evaluation.graph.output),
        (
            "edges",
            [(source, target) for source, target, _ in data["edges"]],
            [(edge.source, edge.target) for edge in evaluation.edges],
        ),
        ("stops", *sliders),
        (
            "published inputs",
            [float(slider.value) for slider in figure.sliders],
            [slider.value for slider in evaluation.sliders],
        ),
    )
    for what, there, here in pairs:
        if there != here:
            return differs(call, f"the page's {what} are not those of the expression: {there}, not {here}")
    return None


def columns_of(result: ComputeGraph, data: Mapping[str, Any]) -> list[Column]:
    """Return the numbers of a graph, with their slots in the data of its page."""
    evaluation = result.evaluation
    nodes, output = evaluation.graph.nodes, evaluation.graph.output
    every = edges(evaluation.graph)
    columns = [
        Column(node.name or evaluation.graph.text(index), "primal", index, slot)
        for index, (node, slot) in enumerate(zip(nodes, data["primals"], strict=True))
    ]
    columns += [
        Column(f"∂{output}/∂{node.name}", "adjoint", index, slot)
        for index, (node, slot) in enumerate(zip(nodes, data["adjoints"], strict=True))
        if node.operation != "constant"
    ]
    return columns + [
        Column(f"∂{nodes[edge.target].name}/∂{nodes[edge.source].name}", "local", every.index(edge), slot)
        for edge, (_, _, slot) in zip(evaluation.edges, data["edges"], strict=True)
    ]


def expected_numbers(result: ComputeGraph, states: States, columns: Sequence[Column]) -> NDArray[np.float64]:
    """Return Python's numbers, a row a state, a column for each of ``columns``.

    NaN stands where there is no value, and infinity where the engine did not get that far.
    """
    import numpy as np  # noqa: PLC0415  (loaded where numbers are compared)

    swept = sweep_all(result.evaluation.graph, states.columns() if states.stops else {})
    known = {"primal": swept.primals, "adjoint": swept.adjoints, "local": swept.locals}
    found = np.array([known[column.kind][column.index] for column in columns], dtype=np.float64).T
    for row in np.flatnonzero(~swept.sound).tolist():
        found[row] = _row(result, states.inputs(states.chosen[row]), columns)
    return found


def _row(result: ComputeGraph, inputs: Mapping[str, float], columns: Sequence[Column]) -> list[float]:
    graph = result.evaluation.graph
    try:
        primals = forward(graph, inputs)
    except DomainError as error:
        here = ("primal", error.node)
        return [math.nan if (column.kind, column.index) == here else math.inf for column in columns]
    known: dict[str, Sequence[float]] = {"primal": primals}
    with suppress(DomainError):
        known |= {"adjoint": reverse(graph, primals), "local": local_derivatives(graph, primals)}
    return [known[column.kind][column.index] if column.kind in known else math.inf for column in columns]


def _comparable(expected: NDArray[np.float64]) -> int:
    import numpy as np  # noqa: PLC0415

    return int((~np.isinf(expected)).sum())


def _deviation(
    call: Call,
    states: States,
    columns: Sequence[Column],
    expected: NDArray[np.float64],
    found: NDArray[np.float64],
) -> tuple[float, list[Diagnostic]]:
    """Return the largest relative deviation, and a fault where it is beyond the tolerance."""
    import numpy as np  # noqa: PLC0415

    here, there = np.isfinite(expected), np.isfinite(found)
    size = np.max(np.abs(expected), axis=1, initial=0.0, where=here, keepdims=True)
    with np.errstate(invalid="ignore"):
        off = np.abs(found - expected) / np.maximum(np.maximum(np.abs(expected), CANCELLED * size), _LEAST)
    off = np.where(here & there, off, np.where(here == there, 0.0, np.inf))
    off = np.where(np.isinf(expected), 0.0, off)
    if not off.size:
        return 0.0, []
    row, column = (int(place) for place in np.unravel_index(int(np.argmax(off)), off.shape))
    largest = float(off[row, column])
    if largest <= TOLERANCE:
        return largest, []
    inputs = states.inputs(states.chosen[row])
    where = ", ".join(f"{name} = {numeral(value)}" for name, value in inputs.items())
    message = (
        f"in the browser {columns[column].name} is {_digits(found[row, column])} at {where}, by the engine "
        f"{_digits(expected[row, column])}; {_wrong(off)} of {len(states.chosen):,} states differ"
    )
    return largest, [differs(call, message)]


def _wrong(off: NDArray[np.float64]) -> str:
    return f"{int((off > TOLERANCE).any(axis=1).sum()):,}"


def _digits(value: float) -> str:
    return f"{value:.12g}".replace("-", "−") if math.isfinite(value) else "undefined"
