"""The slow way to a graph's outputs, for points where the fast way fails, and for graphs too large to compile."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.kernels import value_kernel
from adjoint.autodiff.operations import Operation
from adjoint.autodiff.sweeps import forward, reverse

_BUILT_IN: Final[dict[str, Callable[..., float]]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "negate": operator.neg,
}


def interpreter(graph: Graph, inputs: Sequence[str], source: Graph | None = None) -> Callable[..., tuple[float, ...]]:
    """Return a function that walks the graph's steps, in IEEE arithmetic; its memory grows with their number alone.

    Args:
        graph: the computation.
        inputs: the names of the parameters, in their order.
        source: the graph whose gradient it is, if it is one: errors are told in its terms.

    Returns:
        A function from the inputs to the outputs. It raises ``DomainError`` if one is not finite.
    """
    short = lower(graph, expand=False)
    start = [node.value for node in short.nodes]
    places = [(short.index(name), list(inputs).index(name)) for name in short.inputs]
    steps = [(index, _kernel(row), node.operands) for index, node, row in short.steps()]
    outputs = short.outputs

    def interpret(*values: float) -> tuple[float, ...]:
        slots: list[float] = start.copy()  # type: ignore[assignment]  (every slot is written before it is read)
        for place, position in places:
            slots[place] = values[position]
        for index, kernel, operands in steps:
            if len(operands) == 2:
                a, b = operands
                slots[index] = kernel(slots[a], slots[b])
            else:
                slots[index] = kernel(*[slots[operand] for operand in operands])
        results = tuple([slots[output] for output in outputs])
        if not all(map(math.isfinite, results)):
            _explain(graph, source, {name: values[list(inputs).index(name)] for name in graph.inputs})
        return results

    return interpret


def _explain(graph: Graph, source: Graph | None, inputs: Mapping[str, float]) -> None:
    """Let the sweeps say where and why there is no finite number."""
    if source is not None:
        reverse(source, forward(source, inputs))
    forward(graph, inputs)


def _kernel(row: Operation) -> Callable[..., float]:
    return _BUILT_IN.get(row.name) or value_kernel(row)
