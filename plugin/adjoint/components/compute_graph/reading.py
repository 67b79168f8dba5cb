"""What an author wrote, read as a graph: every refusal points at the character it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Never

from adjoint.autodiff import ExpressionError, Graph, parse_graph
from adjoint.markup import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adjoint.components.model import Call


MOST_NODES: Final = 120
"""More can neither be read on a page nor laid out while an author waits."""


def read_graph(call: Call) -> Graph:
    """Parse ``expr`` and ``output``; the inputs stand in the order in which ``inputs`` names them all.

    Raises:
        Fault: there is no expression, it does not parse, it is too large to draw, or it has no such output.
    """
    expression = call.props["expr"]
    if expression is None:
        hint = 'write expr="e = (a + b) * (b + 1)", or set a default under components in site.yaml'
        raise call.fault("missing-prop", '<ComputeGraph> needs the prop "expr"', hint=hint)
    try:
        graph = parse_graph(expression)
        output = call.props["output"]
        if output is not None and output != graph.output:
            if output not in _names(graph):
                _refuse(call, "output", output, _names(graph))
            graph = parse_graph(expression, output=output)
        order = tuple(call.props["inputs"] or ())
        if order != graph.inputs and sorted(order) == sorted(graph.inputs):
            graph = parse_graph(expression, output=output, inputs=order)
    except ExpressionError as error:
        raise call.fault("expression", error.message, "expr", offset=error.start, hint=error.hint) from error
    if len(_names(graph)) > MOST_NODES:
        message = f"the graph has {len(_names(graph))} nodes; a figure holds at most {MOST_NODES}"
        raise call.fault("graph-size", message, "expr", hint="show a part of it that makes the point")
    return graph


def read_highlight(call: Call, graph: Graph) -> str | None:
    """Return the node whose paths are wanted, if the author names one.

    Raises:
        Fault: the graph has no such node.
    """
    highlight: str | None = call.props["highlight"]
    if highlight is not None and highlight not in _names(graph):
        _refuse(call, "highlight", highlight, _names(graph))
    return highlight


def _names(graph: Graph) -> Sequence[str]:
    return [node.name for node in graph.nodes if node.operation != "constant"]


def _refuse(call: Call, prop: str, name: str, names: Sequence[str]) -> Never:
    close = nearest(name, names)
    hint = f'did you mean "{close}"?' if close else f"the nodes are {', '.join(names)}"
    raise call.fault("unknown-node", f'the expression has no node "{name}"', prop, hint=hint)
