"""Derivatives of several values by several inputs: products with the Jacobian, and the Hessian."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adjoint.autodiff.derivative import gradient
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.sweeps import forward, pull_back, tangent


def jvp(graph: Graph, primals: Sequence[float], direction: Mapping[str, float]) -> tuple[float, ...]:
    """Return J·v, the derivative of each output along a direction, by one forward sweep.

    Args:
        graph: the computation, with m outputs of n inputs; J is its m×n Jacobian.
        primals: what ``forward`` gave for it.
        direction: v, a number for some of the inputs, 0 for the others.

    Returns:
        m numbers, in the order of the outputs.

    Raises:
        DomainError: a derivative is not finite.
    """
    tangents = tangent(graph, primals, direction)
    return tuple(tangents[output] for output in graph.outputs)


def vjp(graph: Graph, primals: Sequence[float], weights: Sequence[float]) -> tuple[float, ...]:
    """Return Jᵀ·w, the gradient of the outputs' weighted sum, by one reverse sweep.

    Args:
        graph: the computation, with m outputs of n inputs; J is its m×n Jacobian.
        primals: what ``forward`` gave for it.
        weights: w, a number for each output.

    Returns:
        n numbers, in the order of the inputs.

    Raises:
        DomainError: a derivative is not finite.
    """
    seeds: dict[int, float] = {}
    for output, weight in zip(graph.outputs, weights, strict=True):
        seeds[output] = seeds.get(output, 0.0) + weight
    adjoints = pull_back(graph, primals, seeds)
    return tuple(adjoints[graph.index(name)] for name in graph.inputs)


def hessian(graph: Graph, primals: Sequence[float]) -> tuple[tuple[float, ...], ...]:
    """Return the n×n second derivatives of the output by its inputs, by forward mode over reverse mode.

    Raises:
        DomainError: a derivative is not finite.
    """
    slope, values = _gradient_at(graph, primals)
    columns = [_directional(slope, values, {name: 1.0}) for name in graph.inputs]
    return tuple(zip(*columns, strict=True))


def hessian_vector(
    graph: Graph, primals: Sequence[float], direction: Mapping[str, float]
) -> tuple[float, ...]:
    """Return H·v, the gradient's derivative along a direction, by one forward sweep over its graph.

    Its cost does not grow with the square of the inputs, for H is never formed (Pearlmutter, 1994).

    Args:
        graph: the computation.
        primals: what ``forward`` gave for it.
        direction: v, a number for some of the inputs, 0 for the others.

    Returns:
        n numbers, in the order of the inputs.

    Raises:
        DomainError: a derivative is not finite.
    """
    return _directional(*_gradient_at(graph, primals), direction)


def _gradient_at(graph: Graph, primals: Sequence[float]) -> tuple[Graph, tuple[float, ...]]:
    slope = gradient(graph)
    return slope, forward(slope, {name: primals[graph.index(name)] for name in graph.inputs})


def _directional(slope: Graph, values: Sequence[float], direction: Mapping[str, float]) -> tuple[float, ...]:
    return jvp(slope, values, direction)[1:]
