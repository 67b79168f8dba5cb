"""Graphs for tests: written as an author writes them, computed and rendered as a site does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from adjoint.components.compute_graph.component import COMPONENT, ComputeGraph
from adjoint.components.model import Context
from adjoint.components.templates import icon
from adjoint.markup import Source, parse_document
from adjoint.site.gathering import Faults
from adjoint.site.post.calls import validated_calls

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTEXT = Context(
    typeset=lambda latex, _: Markup(escape(latex)),
    icon=icon,
    inline=lambda line: Markup(escape(line)),
    text=lambda line: line,
)


def computed(tag: str) -> ComputeGraph:
    """Compute the one tag of a text."""
    document, found = parse_document(Source("input.md", tag))
    faults = Faults(found)
    calls = validated_calls(document, {COMPONENT.tag: COMPONENT}, {}, faults)
    faults.settle()
    ((_, call),) = calls.values()
    return COMPONENT.compute(call, CONTEXT)


def graph(expr: str, inputs: Mapping[str, Any], **props: str) -> ComputeGraph:
    """Compute a graph from its expression, its inputs as numbers or as objects, and further props."""
    written = ", ".join(f'"{name}": {_written(value)}' for name, value in inputs.items())
    further = "".join(f' {name}="{value}"' for name, value in props.items())
    return computed(f'<ComputeGraph id="g" expr="{expr}" inputs={{{{ {written} }}}}{further} />')


def _written(value: float | Mapping[str, float]) -> str:
    if isinstance(value, int | float):
        return repr(value)
    return "{ " + ", ".join(f"{key}: {number!r}" for key, number in value.items()) + " }"


def html(result: ComputeGraph) -> str:
    """Render a graph as the page shows it."""
    return str(COMPONENT.html(result, Markup(), CONTEXT))


def markdown(result: ComputeGraph) -> str:
    """Render a graph as the sibling tells it."""
    return COMPONENT.markdown(result, "", CONTEXT)


def at(result: ComputeGraph, **values: float) -> ComputeGraph:
    """Compute the same graph anew, published at other inputs."""
    inputs = {
        slider.name: {
            "value": values.get(slider.name, slider.value),
            "min": slider.low,
            "max": slider.high,
            "step": slider.step,
        }
        for slider in result.evaluation.sliders
    }
    return graph(result.expression, inputs, mode=result.mode)
