"""The sweeps: values forward, adjoints in reverse, tangents forward. Each is one loop over the nodes.

A graph's nodes are in topological order, so going up the indices meets every operand before its operation,
and going down meets every operation before its operands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite

from adjoint.autodiff.compile.swift import sweeper
from adjoint.autodiff.domains import (
    raise_overflowing_derivative,
    raise_undefined_derivative,
    raise_undefined_input,
    raise_undefined_value,
)
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import OPERATIONS


def forward(graph: Graph, inputs: Mapping[str, float]) -> tuple[float, ...]:
    """Compute every node's value (its primal).

    Args:
        graph: the computation.
        inputs: a finite number for each of the graph's inputs.

    Returns:
        The primals, by node index.

    Raises:
        DomainError: a node's value is not finite.
        KeyError: an input is missing, or a name is not an input.
    """
    _check_names(graph, inputs, graph.inputs)
    known = sweeper(graph)
    swift = known.primals(inputs) if known is not None else None
    if swift is not None:
        return swift
    primals: list[float] = []
    for index, node in enumerate(graph.nodes):
        if node.operands:
            operands = [primals[operand] for operand in node.operands]
            primal = OPERATIONS[node.operation].function(*operands)
            if not isfinite(primal):
                raise_undefined_value(graph, index, operands)
        elif node.value is not None:
            primal = node.value
        else:
            primal = float(inputs[node.name])
            if not isfinite(primal):
                raise_undefined_input(graph, index, primal)
        primals.append(primal)
    return tuple(primals)


def reverse(graph: Graph, primals: Sequence[float], output: str | None = None) -> tuple[float, ...]:
    """Compute every node's adjoint, ∂output/∂node, in one sweep from the output back to the inputs.

    The chain rule for a node summed over the operations that use it: its adjoint is the sum of theirs, each
    times the local derivative of that use (Linnainmaa, 1970; Griewank and Walther, 2008, chapter 3).

    Args:
        graph: the computation.
        primals: what ``forward`` gave for it.
        output: the node that is differentiated; the graph's output if left out.

    Returns:
        The adjoints, by node index; 0 for nodes that the output does not depend on, and for numbers.

    Raises:
        DomainError: a derivative on the way is not finite.
    """
    start = graph.outputs[0] if output is None else graph.index(output)
    known = sweeper(graph)
    swift = known.adjoints(primals, start) if known is not None else None
    return pull_back(graph, primals, {start: 1.0}) if swift is None else swift


def pull_back(graph: Graph, primals: Sequence[float], seeds: Mapping[int, float]) -> tuple[float, ...]:
    """Compute the adjoint of every node with respect to a weighted sum of nodes: the sweep of ``reverse``.

    Args:
        graph: the computation.
        primals: what ``forward`` gave for it.
        seeds: the weights by node index.

    Returns:
        The adjoints, by node index.

    Raises:
        DomainError: a derivative on the way is not finite.
    """
    top = max(seeds)
    adjoints = [0.0] * len(graph.nodes)
    reached = [False] * (top + 1)
    for node, weight in seeds.items():
        adjoints[node] = weight
        reached[node] = True
    for node in range(top, -1, -1):
        if reached[node]:
            adjoint = adjoints[node]
            for operand, derivative in local(graph, primals, node):
                adjoints[operand] += adjoint * derivative
                reached[operand] = True
    return _finite(graph, tuple(adjoints), top)


def tangent(graph: Graph, primals: Sequence[float], seed: Mapping[str, float]) -> tuple[float, ...]:
    """Compute every node's tangent, its derivative along a direction, in one sweep from the inputs forward.

    Args:
        graph: the computation.
        primals: what ``forward`` gave for it.
        seed: the direction: a number for some of the inputs, 0 for the others.

    Returns:
        The tangents, by node index.

    Raises:
        DomainError: a derivative on the way is not finite.
        KeyError: a name of the seed is not an input.
    """
    _check_names(graph, seed, ())
    tangents = [0.0] * len(graph.nodes)
    for index, node in enumerate(graph.nodes):
        if node.operation == "input":
            tangents[index] = float(seed.get(node.name, 0.0))
        elif any(tangents[operand] for operand in node.operands):
            tangents[index] = sum(
                derivative * tangents[operand] for operand, derivative in local(graph, primals, index)
            )
    return _finite(graph, tuple(tangents), graph.outputs[0])


def local(graph: Graph, primals: Sequence[float], index: int) -> Sequence[tuple[int, float]]:
    """Give a node's operands, each with the local derivative ∂node/∂operand; numbers have none.

    Raises:
        DomainError: a local derivative is not finite.
    """
    node = graph.nodes[index]
    if not node.operands:
        return ()
    operands = [primals[operand] for operand in node.operands]
    partials = OPERATIONS[node.operation].slopes(*operands, primals[index])
    found: list[tuple[int, float]] = []
    for operand, derivative in zip(node.operands, partials, strict=True):
        if not graph.numbers[operand]:
            if not isfinite(derivative):
                raise_undefined_derivative(graph, index, operands)
            found.append((operand, derivative))
    return found


def _finite(graph: Graph, derivatives: tuple[float, ...], output: int) -> tuple[float, ...]:
    if not all(map(isfinite, derivatives)):
        worst = next(index for index, derivative in enumerate(derivatives) if not isfinite(derivative))
        raise_overflowing_derivative(graph, worst, output)
    return derivatives


def _check_names(graph: Graph, given: Mapping[str, float], needed: Sequence[str]) -> None:
    if given.keys() == graph.names:
        return
    missing = [name for name in needed if name not in given]
    if missing:
        raise KeyError(f"no value for input {missing[0]}")
    unknown = sorted(given.keys() - set(graph.inputs))
    if unknown:
        raise KeyError(f"the graph has no input {unknown[0]}; its inputs are {', '.join(graph.inputs)}")
