"""Gradients through depth: the product of local derivatives that reaches each layer of a deep stack.

A layer of a few units is a small graph, compiled with its vector-Jacobian product; a stack goes up it and
down again, which gives every adjoint. The length of a layer's adjoints is the gradient that reaches it. No
formula for vanishing or exploding is written here: what the scale of the weights, an activation, a residual
path or a normalisation do to the product, the sweep shows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise
from random import Random
from typing import Any, Final

from adjoint.autodiff.builder import Builder
from adjoint.autodiff.compile.scalar import ScalarFunction, compile_scalar
from adjoint.autodiff.derivative import build_adjoints
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.tape import tape_of
from adjoint.frozen import frozen

ACTIVATIONS: Final = ("identity", "tanh", "relu", "leaky_relu", "sigmoid", "gelu", "swish")
"""The rows of the table of operations that serve as activations."""
LEAK: Final = 0.01
"""Slope of the negative side of ``leaky_relu``."""
EPSILON: Final = 1e-5
"""Added to a layer's variance before the division by its root."""
DIGITS: Final = 3
"""Decimals of the weights: a browser is sent all of them."""
MAX_DEPTH: Final = 200
MAX_WIDTH: Final = 32


@frozen
class Stack:
    """A deep stack of equal layers, h ← [h +] φ(scale · W · [normalised] h), each with its own random W.

    Attributes:
        depth: number of layers.
        width: units in a layer.
        activation: φ, one of ``ACTIVATIONS``.
        scale: the weights' standard deviation times √width. 1 keeps the size of a signal through a linear
            layer (LeCun et al. 1998), √2 through ``relu`` (He et al. 2015).
        residual: whether a layer adds to its input instead of replacing it (He et al. 2016).
        normalised: whether a layer's input is first shifted to mean 0 and divided by its standard deviation
            (Ba et al. 2016; before the weights, as Xiong et al. 2020 advise).
        seed: which draw of the weights and of the input.
    """

    depth: int = 24
    width: int = 8
    activation: str = "tanh"
    scale: float = 1.0
    residual: bool = False
    normalised: bool = False
    seed: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.depth <= MAX_DEPTH or not 1 <= self.width <= MAX_WIDTH:
            raise ValueError(f"a stack has 1 to {MAX_DEPTH} layers of 1 to {MAX_WIDTH} units")
        if self.activation not in ACTIVATIONS:
            raise ValueError(f"there is no activation {self.activation}; there are {', '.join(ACTIVATIONS)}")


@frozen
class Flow:
    """What reaches each layer of a stack, from the input (0) to the output (``depth``)."""

    gradients: tuple[float, ...]
    """Lengths of ∂output/∂h over a layer's units h; 1 at the output."""
    signals: tuple[float, ...]
    """Root mean squares of a layer's units; 1 at the input."""

    @property
    def factors(self) -> tuple[float, ...]:
        """By what each layer multiplies the gradient on its way down, the first layer first.

        Their product is the gradient at the input. Below a gradient that has died to 0 a factor is 0.
        """
        return tuple(below / above if above else 0.0 for below, above in pairwise(self.gradients))


def flow(stack: Stack) -> Flow:
    """Return the gradients and signals of a stack's layers: up with the units, and down with their adjoints.

    It is one sweep forward and one in reverse, layer after layer, so that a layer is compiled once however
    deep the stack.

    Raises:
        DomainError: a signal or a gradient overflows.
    """
    up, down = _compiled(_kind(stack))
    rows = layer_weights(stack)
    layers = [tuple(first_layer(stack).values())]
    for weights in rows:
        layers.append(up(stack.scale, *layers[-1], *weights))
    root = math.sqrt(stack.width)
    adjoints = [(1.0 / root,) * stack.width]
    for below, weights in zip(layers[-2::-1], reversed(rows), strict=True):
        adjoints.append(down(stack.scale, *below, *weights, *adjoints[-1]))
    return Flow(
        gradients=tuple(math.hypot(*units) for units in reversed(adjoints)),
        signals=tuple(math.hypot(*units) / root for units in layers),
    )


def _kind(stack: Stack) -> Stack:
    """Return a stack of one such layer, whatever its weights are and however many there are."""
    return replace(stack, depth=1, scale=1.0, seed=1)


@lru_cache(maxsize=64)
def _compiled(kind: Stack) -> tuple[ScalarFunction, ScalarFunction]:
    """Return a layer's function of scale, units and weights, and the same of the adjoints above too."""
    one, pullback = layer_graph(kind), _pullback(kind)
    return compile_scalar(one), compile_scalar(pullback)


@lru_cache(maxsize=64)
def layer_graph(stack: Stack) -> Graph:
    """Return one layer of a stack as a graph.

    Its inputs are ``scale``, the units below, ``h1``, ``h2``, …, and the weights, ``w1_1``, ``w1_2``, … (of
    the first unit above). Its outputs are the units above.
    """
    numbers = range(1, stack.width + 1)
    builder = Builder()
    scale = builder.input("scale")
    below = [builder.input(f"h{unit}") for unit in numbers]
    weights = [[builder.input(f"w{row}_{unit}") for unit in numbers] for row in numbers]
    read = _normalised(builder, below) if stack.normalised else below
    rest = [builder.constant(LEAK)] if stack.activation == "leaky_relu" else []
    above = []
    for unit, row in zip(below, weights, strict=True):
        products = (builder.apply("multiply", weight, value) for weight, value in zip(row, read, strict=True))
        value = builder.apply("multiply", scale, builder.total(products))
        value = builder.apply(stack.activation, value, *rest)
        above.append(builder.apply("add", unit, value) if stack.residual else value)
    return builder.graph(above)


def _normalised(builder: Builder, layer: Sequence[int]) -> list[int]:
    count = builder.constant(float(len(layer)))
    mean = builder.apply("divide", builder.total(layer), count)
    shifted = [builder.apply("subtract", unit, mean) for unit in layer]
    squares = (builder.apply("multiply", unit, unit) for unit in shifted)
    variance = builder.apply("divide", builder.total(squares), count)
    deviation = builder.apply("sqrt", builder.apply("add", variance, builder.constant(EPSILON)))
    return [builder.apply("divide", unit, deviation) for unit in shifted]


def layer_tape(stack: Stack) -> Mapping[str, Any]:
    """Return one layer of a stack as a tape: the units above, and the layer's vector-Jacobian product.

    Its inputs are those of ``layer_graph`` and then the adjoints of the units above, ``a1``, ``a2``, …. Its
    outputs are the units above and then the adjoints of the units below. A browser that replays it up and
    down the stack, with the weights of ``layer_weights``, follows ``flow`` as the scale changes.
    """
    return _tape(_kind(stack))


@lru_cache(maxsize=64)
def _tape(kind: Stack) -> Mapping[str, Any]:
    one, pullback = layer_graph(kind), _pullback(kind)
    builder = Builder()
    for name in pullback.inputs:
        builder.input(name)
    values, adjoints = builder.join(one), builder.join(pullback)
    outputs = [values[output] for output in one.outputs] + [adjoints[output] for output in pullback.outputs]
    return tape_of(builder.graph(outputs))


@lru_cache(maxsize=64)
def _pullback(stack: Stack) -> Graph:
    """Return a graph of the gradient of a layer's units, weighted with given adjoints ``a1``, …."""
    one = layer_graph(stack)
    builder = Builder()
    places = builder.join(one)
    above = [places[output] for output in one.outputs]
    given = [builder.input(f"a{unit + 1}") for unit in range(stack.width)]
    pulled = builder.total(
        builder.apply("multiply", adjoint, unit) for adjoint, unit in zip(given, above, strict=True)
    )
    weighted = builder.graph([pulled])
    derived = Builder()
    # The weighted sum itself, the first output of ``gradient``, is of no use to anybody.
    adjoints = build_adjoints(derived, weighted, derived.join(weighted), weighted.outputs[0])
    zero = derived.constant(0.0)
    below = [weighted.index(f"h{unit + 1}") for unit in range(stack.width)]
    return derived.graph([adjoints.get(unit, zero) for unit in below])


def first_layer(stack: Stack) -> dict[str, float]:
    """Return the input that a stack is looked at with, unit by unit: normal numbers of mean square 1."""
    drawn = list(islice(_normal_numbers(stack.seed), stack.width))
    size = math.hypot(*drawn) / math.sqrt(stack.width)
    return {f"h{unit + 1}": number / size for unit, number in enumerate(drawn)}


def layer_weights(stack: Stack) -> tuple[tuple[float, ...], ...]:
    """Return the weights of each layer, row by row: normal numbers of variance 1/width."""
    return _drawn(stack.seed + 1, stack.width, stack.depth)


@lru_cache(maxsize=16)
def _drawn(seed: int, width: int, depth: int) -> tuple[tuple[float, ...], ...]:
    root = math.sqrt(width)
    numbers = _normal_numbers(seed)
    return tuple(
        tuple(round(number / root, DIGITS) for number in islice(numbers, width**2)) for _ in range(depth)
    )


def _normal_numbers(seed: int) -> Iterator[float]:
    """Give numbers of the standard normal law (Box and Muller 1958), the same on every machine."""
    uniform = Random(seed).random  # noqa: S311  (a picture, not a secret)
    while True:
        radius = math.sqrt(-2.0 * math.log(1.0 - uniform()))
        angle = math.tau * uniform()
        yield radius * math.cos(angle)
        yield radius * math.sin(angle)
