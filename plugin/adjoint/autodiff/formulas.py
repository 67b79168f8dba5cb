"""The formulas in the rows of the table, read once each."""

from __future__ import annotations

from functools import cache

from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import Operation
from adjoint.autodiff.reading import parse_graph

VALUE = "y"
"""The name that stands for an operation's value in the formulas of its partials."""


def value_formula(operation: Operation) -> Graph:
    """Return the graph of an operation's value; its inputs are the operands.

    Raises:
        TypeError: the operation is a primitive.
    """
    if not isinstance(operation.value, str):
        raise TypeError(f"{operation.name} is a primitive")
    return _formula(operation.value, operation.parameters)


def partial_formula(operation: Operation, position: int, *, written: bool = False) -> Graph:
    """Return the graph of ∂y/∂operand; its inputs are the operands and then ``y``, the value.

    Args:
        operation: a row of the table.
        position: which operand.
        written: give the form that a reader expects instead of the one that keeps all digits.
    """
    formulas = operation.written if written and operation.written else operation.partials
    return _formula(formulas[position], (*operation.parameters, VALUE))


@cache
def _formula(text: str, inputs: tuple[str, ...]) -> Graph:
    return parse_graph(text, inputs=inputs)
