"""The slow way to a graph's outputs: for points where the fast way fails, for graphs too large to compile."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.compile.python import PYTHON_NAMESPACE
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.kernels import value_kernel
from adjoint.autodiff.operations import Operation, Primitive
from adjoint.autodiff.sweeps import forward, reverse

Walk = Callable[[Mapping[str, Callable[..., float]], Sequence[float]], tuple[float, ...]]

_BUILT_IN: Final[Mapping[str, Callable[..., float]]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "negate": operator.neg,
    "divide": operator.truediv,
}


def interpreter(
    graph: Graph, inputs: Sequence[str], source: Graph | None = None
) -> Callable[..., tuple[float, ...]]:
    """Return a function that walks the graph's steps; its memory grows with their number alone.

    Args:
        graph: the computation.
        inputs: the names of the parameters, in their order.
        source: the graph whose gradient it is, if it is one: errors are told in its terms.

    Returns:
        A function from the inputs to the outputs. It raises ``DomainError`` if one is not finite.
    """
    short = lower(graph, expand=False)
    walk = _walk(short, inputs)
    rows = {row.name: row for _, _, row in short.steps()}
    fast = {name: _fast_kernel(row) for name, row in rows.items()}
    careful = {name: value_kernel(row) for name, row in rows.items()}

    def interpret(*values: float) -> tuple[float, ...]:
        try:
            results = walk(fast, values)
        except (ArithmeticError, ValueError):
            results = walk(careful, values)
        if not all(map(math.isfinite, results)):
            _explain(graph, source, dict(zip(inputs, values, strict=True)))
        return results

    return interpret


def _walk(graph: Graph, inputs: Sequence[str]) -> Walk:
    """Return the function (kernels by operation, inputs) -> outputs that goes through a graph's steps."""
    start = [node.value or 0.0 for node in graph.nodes]
    parameters = {name: position for position, name in enumerate(inputs)}
    places = [(graph.index(name), parameters[name]) for name in graph.inputs]
    steps = [(index, node.operation, node.operands) for index, node, _ in graph.steps()]

    def walk(kernels: Mapping[str, Callable[..., float]], values: Sequence[float]) -> tuple[float, ...]:
        slots = start.copy()
        for place, position in places:
            slots[place] = values[position]
        for index, operation, operands in steps:
            if len(operands) == 2:
                a, b = operands
                slots[index] = kernels[operation](slots[a], slots[b])
            else:
                slots[index] = kernels[operation](*[slots[operand] for operand in operands])
        return tuple([slots[output] for output in graph.outputs])

    return walk


def _explain(graph: Graph, source: Graph | None, inputs: Mapping[str, float]) -> None:
    """Let the sweeps say where and why there is no finite number."""
    if source is not None:
        reverse(source, forward(source, _of(source, inputs)))
    forward(graph, _of(graph, inputs))


def _of(graph: Graph, inputs: Mapping[str, float]) -> dict[str, float]:
    return {name: inputs[name] for name in graph.inputs}


def _fast_kernel(row: Operation) -> Callable[..., float]:
    """Return Python's own function where there is one; it may raise where the careful kernel gives ∞."""
    if row.name in _BUILT_IN:
        return _BUILT_IN[row.name]
    if isinstance(row.value, Primitive) and (name := re.fullmatch(r"(\w+)\([#\d, ]*\)", row.value.python)):
        function: Callable[..., float] = PYTHON_NAMESPACE[name[1]]
        return function
    return value_kernel(row)
