"""What each mode costs: operations counted, and values that must be kept."""

from __future__ import annotations

from adjoint.autodiff.builder import Builder
from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.derivative import build_tangents, gradient
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import OPERATIONS, Primitive
from adjoint.frozen import frozen


@frozen
class Cost:
    """Operations in additions, as the Livermore loops count: a division 4, an elementary function 8.

    Attributes:
        inputs: how many there are.
        value: one evaluation, of every output.
        reverse: the value and the gradient of the first output, by one reverse sweep.
        tangent: the value and the derivative of every output along one direction, by one forward sweep.
        forward_mode: the value and all derivatives in forward mode: a sweep for each input.
        value_stored: the most values alive at once while the value is computed.
        reverse_stored: the same for value and gradient of the first output: what the reverse sweep reads must
            be kept till then.
        tangent_stored: the same for value and tangent.
        outputs: how many there are.
        reverse_mode: the value and all derivatives in reverse mode: a sweep for each output, each counted as
            the first.
    """

    inputs: int
    value: int
    reverse: int
    tangent: int
    forward_mode: int
    value_stored: int
    reverse_stored: int
    tangent_stored: int
    outputs: int
    reverse_mode: int


def cost(graph: Graph) -> Cost:
    """Count the operations of each mode in the graphs that are compiled: shared and simplified."""
    inputs, outputs = len(graph.inputs), len(graph.outputs)
    value, slope, directional = (
        lower(mode) for mode in (_values(graph, outputs), gradient(graph), _directional(graph))
    )
    once, swept = _operations(value), _operations(directional)
    first = once if outputs == 1 else _operations(lower(_values(graph, 1)))
    back = _operations(slope) - first
    return Cost(
        inputs=inputs,
        value=once,
        reverse=once + back,
        tangent=swept,
        forward_mode=once + inputs * (swept - once),
        value_stored=_most_alive(value),
        reverse_stored=_most_alive(slope),
        tangent_stored=_most_alive(directional),
        outputs=outputs,
        reverse_mode=once + outputs * back,
    )


def _values(graph: Graph, outputs: int) -> Graph:
    """Return the graph of the first outputs alone."""
    builder = Builder()
    primals = builder.copy(graph)
    return builder.graph([primals[output] for output in graph.outputs[:outputs]])


def _directional(graph: Graph) -> Graph:
    """Return the graph of the outputs and their derivatives along a direction that is an input as well."""
    builder = Builder()
    primals = builder.copy(graph)
    seed = {graph.index(name): builder.input(f"{name}'") for name in graph.inputs}
    tangents = build_tangents(builder, graph, primals, seed)
    zero = builder.constant(0.0)
    return builder.graph(
        [
            *(primals[output] for output in graph.outputs),
            *(tangents.get(output, zero) for output in graph.outputs),
        ]
    )


def _operations(graph: Graph) -> int:
    total = 0
    for _, _, row in graph.steps():
        total += row.value.weight if isinstance(row.value, Primitive) else 0
    return total


def _most_alive(graph: Graph) -> int:
    """Count the values alive after each step, each from its making to its last use; return the most."""
    last_use = list(range(len(graph.nodes)))
    for index, node in enumerate(graph.nodes):
        for operand in node.operands:
            last_use[operand] = index
    for output in graph.outputs:
        last_use[output] = len(graph.nodes)
    change = [0] * (len(graph.nodes) + 2)
    for index, node in enumerate(graph.nodes):
        if node.operation in OPERATIONS:
            change[index] += 1
            change[last_use[index] + 1] -= 1
    alive = most = 0
    for step in change:
        alive += step
        most = max(most, alive)
    return most
