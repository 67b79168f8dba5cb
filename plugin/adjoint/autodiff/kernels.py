"""Each operation as two Python functions, generated from its row: its value, and its partial derivatives."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from adjoint.autodiff.builder import Builder
from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.compile.python import IEEE, IEEE_NAMESPACE, define, function_source
from adjoint.autodiff.compile.straight_line import straight_line
from adjoint.autodiff.formulas import VALUE, partial_formula
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import Operation


@cache
def value_kernel(row: Operation) -> Callable[..., float]:
    """Return the function (operands) -> value, in IEEE arithmetic."""
    builder = Builder()
    operands = [builder.input(name) for name in row.parameters]
    graph = lower(builder.graph([builder.apply(row.name, *operands)]))
    function: Callable[..., float] = _define(graph, "{}")
    return function


@cache
def partials_kernel(row: Operation) -> Callable[..., tuple[float, ...]]:
    """Return the function (operands, value) -> the partial by each operand, in IEEE arithmetic."""
    builder = Builder()
    inputs = [builder.input(name) for name in (*row.parameters, VALUE)]
    partials = []
    for position in range(row.arity):
        formula = partial_formula(row, position)
        partials.append(builder.substitute(formula, inputs)[formula.outputs[0]])
    function: Callable[..., tuple[float, ...]] = _define(lower(builder.graph(partials)), "({},)")
    return function


def _define(graph: Graph, result: str) -> Callable[..., Any]:
    parameters = [f"u{k}" for k in range(len(graph.inputs))]
    code = straight_line(graph, IEEE, parameters)
    return define(function_source(code, parameters, result=result), IEEE_NAMESPACE)
