"""An expression as a graph, with the values that flow up it and the derivatives that flow down."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from adjoint.components.compute_graph.drawing import TAG_SIZE, Drawing, View, draw
from adjoint.components.compute_graph.evaluation import Evaluation, evaluate
from adjoint.components.compute_graph.figure import figure_svg
from adjoint.components.compute_graph.inputs import read_inputs
from adjoint.components.compute_graph.notation import width
from adjoint.components.compute_graph.phrase import Phrase, phrase_runs, script_size
from adjoint.components.compute_graph.reading import read_graph, read_highlight
from adjoint.components.compute_graph.telling import path_sum, rows, sentence, state_text, step_words, tidy
from adjoint.components.figures import figure_label, figure_lead
from adjoint.components.metadata import metadata
from adjoint.components.model import Call, Component, Context
from adjoint.components.numerals import MODULE
from adjoint.components.quantities import Quantities, Range, graph_values
from adjoint.components.schema import CLAIM, Choice, Id, Line, Object, Prop, Text
from adjoint.components.settings import MODULES as STATE_MODULES
from adjoint.components.settings import Setting, Settings
from adjoint.components.templates import render
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from markupsafe import Markup

FOLDER: Final = Path(__file__).parent
MODES: Final = ("forward", "backward")
LEAST_TEXT: Final = 12.0
"""No text of the figure is ever shown smaller than this, in px; a figure too wide for that scrolls."""
NARROW: Final = 288
"""The width in px that a figure has on the narrowest phone we design for."""
WIDE: Final = 640
"""About the width of the column of text; a wider figure may use the margins."""
MAGNIFIED: Final = 1.2
"""A small figure is shown this much larger than drawn, so that its text is near the size of the prose."""
LONG_NAME: Final = 3.0
"""An input whose name is wider than this, in em, has it above its slider."""


@frozen
class ComputeGraph:
    """A computed graph: the one result that the page, the sibling and the figure are made from."""

    id: str
    expression: str
    mode: str
    caption: str | None
    number: int | None
    """Which of the page's figures it is, if it has a caption."""
    evaluation: Evaluation
    drawing: Drawing


@frozen
class Pane:
    """One pass as the page shows it."""

    name: str
    title: str
    text: str
    view: View
    width: int
    """In px, where there is room."""
    least_width: int
    """In px: the width at which its smallest text is as small as any may be."""
    scrolls: bool
    """Whether it is wider than that on a narrow phone."""


def compute(call: Call, context: Context) -> ComputeGraph:
    """Parse the expression, run both sweeps at the published inputs and lay the graph out.

    Raises:
        Fault: the expression, an input, the output or the highlight is not sound, or a value is undefined.
    """
    del context
    graph = read_graph(call)
    highlight = read_highlight(call, graph)
    evaluation = evaluate(call, graph, read_inputs(call, graph.inputs), highlight)
    return ComputeGraph(
        id=call.id,
        expression=tidy(call.props["expr"]),
        mode=call.props["mode"],
        caption=call.props["caption"],
        number=call.figure,
        evaluation=evaluation,
        drawing=draw(evaluation),
    )


def quantities(result: ComputeGraph) -> Quantities:
    """Return every number of a graph that has a name, and where its sliders may set the inputs."""
    evaluation = result.evaluation
    graph, primals = evaluation.graph, evaluation.primals
    sliders = {slider.name: Range(slider.low, slider.high, slider.step) for slider in evaluation.sliders}
    return Quantities(graph_values(graph, primals), graph, primals, sliders)


def settings(result: ComputeGraph) -> Settings:
    """Return what a reader may set: each input by its slider, and the pass that is shown."""
    inputs = {
        slider.name: Setting(_literal(slider.value), stops=Range(slider.low, slider.high, slider.step))
        for slider in result.evaluation.sliders
    }
    return {**inputs, "mode": Setting(result.mode, words=MODES)}


def html(result: ComputeGraph, children: Markup, context: Context) -> Markup:
    """Return the figure with both passes, the sliders, the table and the tape."""
    del children
    evaluation = result.evaluation
    output = evaluation.graph.output
    return render(
        "compute_graph/html.jinja",
        id=result.id,
        mode=result.mode,
        caption=context.inline(result.caption) if result.caption else None,
        number=result.number,
        drawing=result.drawing,
        wide=result.drawing.width > WIDE,
        forward=_pane(result, result.drawing.forward, f"Forward pass: the values of {result.expression}"),
        backward=_pane(
            result,
            result.drawing.backward,
            f"Backward pass: the derivative of {output} with respect to every node",
        ),
        lines=_lines(result),
        sum=path_sum(evaluation),
        sliders=_sliders(evaluation),
        stacked=any(width(slider.name) > LONG_NAME for slider in evaluation.sliders),
        table=rows(evaluation),
        output=output,
        metadata=_source(result),
        data=json.dumps(_data(evaluation), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        phrase_runs=phrase_runs,
        script_size=script_size,
        tag_size=TAG_SIZE,
        live=True,
    )


def markdown(result: ComputeGraph, children: str, context: Context) -> str:
    """Return what stands in the sibling: the graph in one sentence, and its trace as a table."""
    del children
    caption = context.text(result.caption) if result.caption else None
    return str(
        render(
            "compute_graph/markdown.jinja",
            lead=figure_lead(result.number, result.id),
            sentence=sentence(result.expression, result.evaluation, caption),
            table=rows(result.evaluation),
            output=result.evaluation.graph.output,
        )
    )


def figure(result: ComputeGraph) -> str:
    """Return the graph with its derivatives as a stand-alone SVG document."""
    return figure_svg(_title(result), result.drawing, path_sum(result.evaluation), _source(result))


def _source(result: ComputeGraph) -> Markup:
    """Return what the figure draws, as its SVG carries it: the expression, and where its inputs stand."""
    sliders = result.evaluation.sliders
    inputs = {slider.name: slider.value for slider in sliders}
    output = result.evaluation.graph.output
    return metadata({"expr": result.expression, "inputs": inputs, "output": output})


def _pane(result: ComputeGraph, view: View, title: str) -> Pane:
    natural = result.drawing.width
    least = natural * LEAST_TEXT / result.drawing.least_text
    return Pane(
        name=view.name,
        title=title,
        text=state_text(result.evaluation, view.name),
        view=view,
        width=math.ceil(max(natural, min(natural * MAGNIFIED, WIDE))),
        least_width=math.ceil(least),
        scrolls=least > NARROW,
    )


def _lines(result: ComputeGraph) -> tuple[Phrase, ...]:
    """Return what the output equals: the whole expression if it is a single one, its last step, its value."""
    graph = result.evaluation.graph
    output = result.evaluation.output
    value = result.evaluation.primal(output)
    if not graph.nodes[output].operands:
        return ((value,),)
    step = graph.text(output)
    whole = "" if ";" in result.expression else result.expression.rpartition("=")[2].strip()
    last: Phrase = (f"{step} = ", value)
    return (last,) if whole in {"", step} else ((whole,), last)


def _title(result: ComputeGraph) -> Phrase:
    """Return the output, the first thing it equals, and its value, in one line."""
    evaluation = result.evaluation
    first, *more = _lines(result)
    value: Phrase = (" = ", evaluation.primal(evaluation.output)) if more else ()
    return (f"{evaluation.graph.output} = ", *first, *value)


def _sliders(evaluation: Evaluation) -> list[dict[str, Any]]:
    result = []
    for slider in evaluation.sliders:
        quantity = evaluation.primal(evaluation.graph.index(slider.name))
        result.append(
            {
                "name": slider.name,
                "low": _literal(slider.low),
                "high": _literal(slider.high),
                "step": _literal(slider.step),
                "value": _literal(slider.value),
                "text": f"{slider.name} = {quantity.text}",
                "quantity": quantity,
            }
        )
    return result


def _literal(value: float) -> str:
    """Return a number as an HTML attribute takes it, to the last digit."""
    return repr(int(value)) if value == int(value) else repr(value)


def _data(evaluation: Evaluation) -> dict[str, Any]:
    """Return what the widget has to know; the types stand in ``widget.js``."""
    nodes = evaluation.graph.nodes
    return {
        "tape": evaluation.tape,
        "output": evaluation.graph.output,
        "names": [node.name for node in nodes],
        "primals": evaluation.slots["primals"],
        "adjoints": [
            -1 if node.operation == "constant" else slot
            for node, slot in zip(nodes, evaluation.slots["adjoints"], strict=True)
        ],
        "shown": evaluation.visible,
        "edges": [
            (edge.source, edge.target, slot)
            for edge, slot in zip(evaluation.edges, evaluation.slots["locals"], strict=True)
        ],
        "steps": [step_words(evaluation, i) for i in range(len(nodes))],
    }


COMPONENT: Final = Component[ComputeGraph](
    tag="ComputeGraph",
    summary="an expression as a graph: values flow up it, derivatives down, and sliders set its inputs",
    props=(
        Prop("id", Id(), "the anchor to link to, and the name of its numbers; graph-1, graph-2, …"),
        Prop("expr", Text(), "named steps such as c = a + b; d = b + 1; e = c * d, or one expression"),
        Prop(
            "inputs",
            Object(),
            "the inputs, sliders in this order: {{ a: { value: 2, min: -3, max: 3, step: 1 }, b: 1 }}",
        ),
        Prop("output", Text(), "the node whose derivatives are shown; the last step if left out"),
        Prop("mode", Choice(MODES), "the pass that is shown at first", "forward"),
        Prop(
            "highlight",
            Text(),
            "the node whose paths are marked and summed; the input with most paths if left out",
        ),
        Prop("caption", Line(), "one line of markdown below the figure"),
        CLAIM,
    ),
    compute=compute,
    html=html,
    markdown=markdown,
    id_prefix="graph",
    widgets=(FOLDER / "widget.js", MODULE, *STATE_MODULES),
    modules=("tape.js", "operations.js"),
    style=FOLDER / "style.css",
    figure=figure,
    quantities=quantities,
    settings=settings,
    numbered=True,
    label=lambda graph: figure_label(graph.number),
)
