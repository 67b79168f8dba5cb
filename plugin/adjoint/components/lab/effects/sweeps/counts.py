"""Sweeps and operations of both modes, counted in the engine's own graphs of a small network.

The network has n inputs, four units of tanh, and m outputs, each a weighted sum of the units. Every count of
its operations is a constant, so much for each input, and so much for each output: three networks small enough
to be counted say how much, and the tests hold larger ones against it.
"""

from __future__ import annotations

from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from adjoint.autodiff import Cost, Graph, cost
from adjoint.autodiff.builder import Builder
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adjoint.components.model import Call

UNITS: Final = 4
MODULE: Final = Path(__file__).with_name("counts.js")
"""The same for the browser."""


def network(inputs: int, outputs: int) -> Graph:
    """Return the network as a graph; no two of its weights are equal, so none of its steps are shared."""
    builder = Builder()
    weights = (builder.constant(0.5 + place / 1009) for place in count(1))

    def weighted(operands: list[int]) -> int:
        return builder.total(builder.apply("multiply", next(weights), operand) for operand in operands)

    below = [builder.input(f"x{place + 1}") for place in range(inputs)]
    units = [builder.apply("tanh", weighted(below)) for _ in range(UNITS)]
    return builder.graph([weighted(units) for _ in range(outputs)])


@frozen
class Rate:
    """A number of operations: a constant, so much for each input, so much for each output."""

    constant: int
    input: int
    output: int

    def at(self, inputs: int, outputs: int) -> int:
        """Return the number for a network of a size."""
        return self.constant + self.input * inputs + self.output * outputs


@cache
def rates() -> Mapping[str, Rate]:
    """Return what one evaluation takes, one forward sweep, and one reverse sweep."""
    here, wider, taller = (cost(network(*size)) for size in ((2, 2), (3, 2), (2, 3)))

    def rate(counted: Callable[[Cost], int]) -> Rate:
        inputs, outputs = counted(wider) - counted(here), counted(taller) - counted(here)
        return Rate(counted(here) - 2 * inputs - 2 * outputs, inputs, outputs)

    return {
        "value": rate(lambda one: one.value),
        "forward": rate(lambda one: one.tangent - one.value),
        "reverse": rate(lambda one: one.reverse - one.value),
    }


@frozen
class Work:
    """What all derivatives take in one mode."""

    mode: str
    sweeps: int
    each: int
    """Operations of one sweep."""
    operations: int
    """Of all sweeps, and of the one evaluation that they need."""


@frozen
class Counts:
    """A size of the network, and the work of both modes."""

    inputs: int
    outputs: int
    value: int
    """Operations of one evaluation."""
    works: tuple[Work, Work]
    """Forward mode first."""
    mode: str
    """The one that stands out."""

    @property
    def chosen(self) -> Work:
        """The work of the mode that stands out."""
        return next(work for work in self.works if work.mode == self.mode)


def counts(inputs: int, outputs: int, mode: str) -> Counts:
    """Return the work of both modes for a network of a size."""
    value, forward, reverse = (rate.at(inputs, outputs) for rate in rates().values())
    works = (
        Work("forward", inputs, forward, value + inputs * forward),
        Work("reverse", outputs, reverse, value + outputs * reverse),
    )
    return Counts(inputs, outputs, value, works, mode)


def compute(params: Mapping[str, Any], _call: Call) -> Counts:
    """Count the work of both modes."""
    return counts(params["inputs"], params["outputs"], params["mode"])


def quantities(found: Counts) -> dict[str, float]:
    """Return the numbers of both modes by name: ``reverse.sweeps``, ``forward.operations`` and the like."""
    named: dict[str, float] = {"inputs": found.inputs, "outputs": found.outputs, "value": found.value}
    for work in found.works:
        numbers = {
            "sweeps": work.sweeps,
            "each": work.each,
            "operations": work.operations,
            "ratio": work.operations / found.value,
        }
        named.update({f"{work.mode}.{key}": number for key, number in numbers.items()})
    return named
