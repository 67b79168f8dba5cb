"""A graph in terms of what the target languages compute themselves."""

from __future__ import annotations

from functools import cache

from adjoint.autodiff.builder import Builder
from adjoint.autodiff.formulas import value_formula
from adjoint.autodiff.graph import Graph, Node
from adjoint.autodiff.operations import OPERATIONS, Operation


def lower(graph: Graph, *, expand: bool = True) -> Graph:
    """Write small powers as products, and (unless told not to) rows that have a formula by that formula.

    Returns:
        A graph of the same inputs and outputs, its common steps shared.
    """
    builder = Builder()
    places: list[int] = []
    for node in graph.nodes:
        places.append(_lowered(builder, graph, node, places, expand=expand))
    return builder.graph([places[output] for output in graph.outputs])


def _lowered(builder: Builder, graph: Graph, node: Node, places: list[int], *, expand: bool) -> int:
    if node.operation == "input":
        return builder.input(node.name)
    if node.value is not None:
        return builder.constant(node.value)
    operands = [places[operand] for operand in node.operands]
    if node.operation == "power" and (product := _small_power(builder, *operands)) is not None:
        return product
    if node.operation == "multiply":
        return _product(builder, *operands)
    row = OPERATIONS[node.operation]
    if expand and isinstance(row.value, str):
        formula = _lowered_formula(row)
        return builder.substitute(formula, operands)[formula.outputs[0]]
    return builder.apply(node.operation, *operands)


@cache
def _lowered_formula(row: Operation) -> Graph:
    return lower(value_formula(row))


def _small_power(builder: Builder, base: int, exponent: int) -> int | None:
    """Return a power as products if its exponent is a small whole number (or ½), each step of which rounds once."""
    match builder.value(exponent):
        case 2.0:
            return builder.apply("multiply", base, base)
        case 3.0:
            return builder.apply("multiply", builder.apply("multiply", base, base), base)
        case 4.0:
            square = builder.apply("multiply", base, base)
            return builder.apply("multiply", square, square)
        case -1.0:
            return builder.apply("divide", builder.constant(1.0), base)
        case -2.0:
            return builder.apply("divide", builder.constant(1.0), builder.apply("multiply", base, base))
        case 0.5:
            return builder.apply("sqrt", base)
    return None


def _product(builder: Builder, left: int, right: int) -> int:
    """Return a product whose constants meet at its left factor: x · (2 · y) is (2 · x) · y.

    In a gradient the left factor is an adjoint, common to the partials that it is multiplied by.
    """
    node = builder.nodes[right]
    if builder.value(left) is None and node.operation == "multiply":
        constant, rest = node.operands
        if builder.value(constant) is not None:
            return builder.apply("multiply", builder.apply("multiply", constant, left), rest)
    return builder.apply("multiply", left, right)
