"""Local derivatives as a reader sees them: each edge's formula, worked out, must be the number beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from adjoint.autodiff import (
    DomainError,
    ExpressionError,
    Graph,
    edges,
    forward,
    local_derivatives,
    parse_graph,
)
from adjoint.components.compute_graph.component import ComputeGraph
from adjoint.components.model import Call
from adjoint.components.numerals import numeral
from adjoint.markup import Diagnostic

TOLERANCE: Final = 1e-9
"""Relative; a form that reads well may lose digits that the form in use keeps."""


def written_faults(call: Call, result: Any) -> Iterator[Diagnostic]:  # noqa: ANN401  (a component's own)
    """Yield a fault where the formula on an edge of a graph is not its local derivative."""
    if not isinstance(result, ComputeGraph):
        return
    evaluation = result.evaluation
    rest = {slider.name: slider.value for slider in evaluation.sliders}
    ways = [{slider.name: slider.stop(part) for slider in evaluation.sliders} for part in (0.31, 0.62, 0.85)]
    for inputs in (rest, *ways):
        yield from _at(call, evaluation.graph, inputs)


def _at(call: Call, graph: Graph, inputs: dict[str, float]) -> Iterator[Diagnostic]:
    try:
        primals = forward(graph, inputs)
        derivatives = local_derivatives(graph, primals)
    except DomainError:
        return
    named = {node.name: primals[index] for index, node in enumerate(graph.nodes) if node.name}
    for edge, derivative in zip(edges(graph), derivatives, strict=True):
        written = _worked_out(edge.text, named)
        if written is not None and abs(written - derivative) > TOLERANCE * max(1.0, abs(derivative)):
            names = f"∂{graph.nodes[edge.target].name}/∂{graph.nodes[edge.source].name}"
            message = (
                f"{call.id}: {names} is written {edge.text}, which is {numeral(written)}, "
                f"but it is {numeral(derivative)}"
            )
            hint = "the written form of a partial derivative in the table of operations is wrong"
            yield Diagnostic("wrong-derivative", "error", message, call.location(), hint)
            return


def _worked_out(formula: str, named: dict[str, float]) -> float | None:
    """Return a formula over the graph's own names as a number; None where it cannot be told."""
    try:
        graph = parse_graph(formula, inputs=tuple(named))
        return forward(graph, named)[graph.outputs[0]]
    except (ExpressionError, DomainError):
        return None
