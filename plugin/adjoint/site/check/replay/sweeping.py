"""The sweeps at many states at once: what the engine's own find one by one, with arrays in place of numbers.

They take each operation's value and derivatives from the table, as the engine does, and nothing from the tape
that they are to be compared with. A state in which anything is not finite is left to the engine, which says
where it leaves its domain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from adjoint.autodiff import OPERATIONS, Graph
from adjoint.autodiff.builder import Builder
from adjoint.autodiff.compile.arrays import ArrayFunction, compile_arrays
from adjoint.autodiff.formulas import VALUE, partial_formula
from adjoint.autodiff.operations import Operation
from adjoint.frozen import frozen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@frozen
class Sweeps:
    """The numbers of a graph, each at all states."""

    primals: Sequence[NDArray[np.float64]]
    adjoints: Sequence[NDArray[np.float64]]
    """By node, 0 where the output does not depend on it."""
    locals: Sequence[NDArray[np.float64]]
    """By arrow, in the order of ``local_derivatives``."""

    @property
    def sound(self) -> NDArray[np.bool_]:
        """Whether all is finite, by state."""
        import numpy as np  # noqa: PLC0415  (loaded where numbers are compared)

        every = (*self.primals, *self.adjoints, *self.locals)
        sound: NDArray[np.bool_] = np.logical_and.reduce([np.isfinite(numbers) for numbers in every])
        return sound


def sweep_all(graph: Graph, inputs: Mapping[str, NDArray[np.float64]], output: int | None = None) -> Sweeps:
    """Sweep forward and in reverse at many states.

    Args:
        graph: the computation.
        inputs: for each input, where it stands in each state.
        output: the node to begin at in reverse; that of the graph if left out.
    """
    import numpy as np  # noqa: PLC0415

    primals = values_of(graph, inputs)
    partials: list[tuple[NDArray[np.float64], ...]] = []
    for node, primal in zip(graph.nodes, primals, strict=True):
        operands = [primals[operand] for operand in node.operands]
        row = OPERATIONS[node.operation] if operands else None
        partials.append(_partials(row)(*operands, primal) if row else ())
    first = graph.outputs[0] if output is None else output
    adjoints = [np.zeros(primals[0].shape) for _ in graph.nodes]
    adjoints[first] = np.ones(primals[0].shape)
    for index in range(first, -1, -1):
        for operand, partial in _arrows(graph, index, partials):
            adjoints[operand] = adjoints[operand] + adjoints[index] * partial
    found = [partial for index in range(len(graph.nodes)) for _, partial in _arrows(graph, index, partials)]
    return Sweeps(primals, adjoints, found)


def values_of(graph: Graph, inputs: Mapping[str, NDArray[np.float64]]) -> Sequence[NDArray[np.float64]]:
    """Return the primals of a graph at many states, NaN or infinite where one has no value."""
    import numpy as np  # noqa: PLC0415

    shape = next((row.shape for row in inputs.values()), (1,))  # no slider, one state
    primals: list[NDArray[np.float64]] = []
    for node in graph.nodes:
        if node.operation == "input":
            primals.append(inputs[node.name])
        elif node.value is not None:
            primals.append(np.full(shape, node.value))
        else:
            operands = [primals[operand] for operand in node.operands]
            primals.append(_value(OPERATIONS[node.operation])(*operands)[0])
    return primals


def _arrows(
    graph: Graph, index: int, partials: Sequence[Sequence[NDArray[np.float64]]]
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Yield a node's operands, numbers apart, each with the local derivative by it."""
    for operand, partial in zip(graph.nodes[index].operands, partials[index], strict=True):
        if not graph.is_number(operand):
            yield operand, partial


@cache
def _value(row: Operation) -> ArrayFunction:
    """Return the function (operands) -> value of a row of the table."""
    builder = Builder()
    operands = [builder.input(name) for name in row.parameters]
    return compile_arrays(builder.graph([builder.apply(row.name, *operands)]), undefined="nan")


@cache
def _partials(row: Operation) -> ArrayFunction:
    """Return the function (operands, value) -> the partial by each operand of a row of the table."""
    builder = Builder()
    inputs = [builder.input(name) for name in (*row.parameters, VALUE)]
    parts = [partial_formula(row, position) for position in range(row.arity)]
    outputs = [builder.substitute(part, inputs)[part.outputs[0]] for part in parts]
    return compile_arrays(builder.graph(outputs), undefined="nan")
