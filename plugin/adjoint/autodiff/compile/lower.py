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
    if not any(_is_high(graph, node, expand=expand) for node in graph.nodes):
        return graph
    builder = Builder()
    places: list[int] = []
    for node in graph.nodes:
        places.append(_lowered(builder, node, places, expand=expand))
    return builder.graph([places[output] for output in graph.outputs])


def _lowered(builder: Builder, node: Node, places: list[int], *, expand: bool) -> int:
    if node.operation == "input":
        return builder.input(node.name)
    if node.value is not None:
        return builder.constant(node.value)
    operands = [places[operand] for operand in node.operands]
    if node.operation == "power" and (product := _small_power(builder, *operands)) is not None:
        return product
    if expand and node.operation == "multiply":
        return _product(builder, *operands, name=node.name)
    row = OPERATIONS[node.operation]
    if expand and isinstance(row.value, str):
        formula = _lowered_formula(row)
        return builder.substitute(formula, operands)[formula.outputs[0]]
    return builder.apply(node.operation, *operands, name=node.name)


def _is_high(graph: Graph, node: Node, *, expand: bool) -> bool:
    """Tell whether a node may become other nodes."""
    if not node.operands:
        return False
    if node.operation == "multiply":
        right = graph.nodes[node.operands[1]]
        return expand and right.operation == "multiply" and graph.is_number(right.operands[0])
    is_formula = isinstance(OPERATIONS[node.operation].value, str)
    return node.operation in {"power", "identity"} or (expand and is_formula)


@cache
def _lowered_formula(row: Operation) -> Graph:
    return lower(value_formula(row))


def _small_power(builder: Builder, base: int, exponent: int) -> int | None:
    """Return a power as products, or as a root, if its exponent is a small whole number or ½."""
    value = builder.value(exponent)
    if value == 0.5:
        return builder.apply("sqrt", base)
    if value not in {-2.0, -1.0, 2.0, 3.0, 4.0}:
        return None
    square = builder.apply("multiply", base, base)
    if value == 3.0:
        return builder.apply("multiply", square, base)
    if value == 4.0:
        return builder.apply("multiply", square, square)
    if value == 2.0:
        return square
    return builder.apply("divide", builder.constant(1.0), base if value == -1.0 else square)


def _product(builder: Builder, left: int, right: int, *, name: str) -> int:
    """Return a product whose constants meet at its left factor: x · (2 · y) is (2 · x) · y.

    In a gradient the left factor is an adjoint, common to the partials that it is multiplied by.
    """
    node = builder.nodes[right]
    if builder.value(left) is None and node.operation == "multiply":
        constant, rest = node.operands
        if builder.value(constant) is not None:
            return builder.apply("multiply", builder.apply("multiply", constant, left), rest, name=name)
    return builder.apply("multiply", left, right, name=name)
