"""A graph as one NumPy function of arrays."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Literal

from adjoint.autodiff.compile.careful import interpreter
from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.compile.python import define
from adjoint.autodiff.errors import DomainError
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import OPERATIONS, Primitive

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

STRIP: Final = 16_384
"""Points computed at a time: few enough that all intermediate values stay in the processor's cache."""

ArrayFunction = Callable[..., "tuple[NDArray[np.float64], ...]"]


def compile_arrays(
    graph: Graph, *, inputs: Sequence[str] | None = None, undefined: Literal["raise", "nan"] = "raise"
) -> ArrayFunction:
    """Compile a graph, authored or derived, to a function of NumPy arrays.

    Args:
        graph: the computation.
        inputs: the names of the parameters, in their order; the graph's if left out.
        undefined: what to do about points where an output is not finite: raise ``DomainError`` for the first,
            or give NaN there.

    Returns:
        ``f(*arrays) -> (output, …)``; the arrays are broadcast together, each output has their common shape.
    """
    import numpy as np  # noqa: PLC0415  (slow to import)

    names = list(graph.inputs if inputs is None else inputs)
    strips = _Strips(lower(graph), names)
    careful = interpreter(graph, names)

    def evaluate(*arrays: ArrayLike) -> tuple[NDArray[np.float64], ...]:
        points = [np.asarray(array, dtype=np.float64) for array in arrays]
        results, is_finite = strips.evaluate(points)
        if not is_finite:
            _mark_undefined(results, undefined, lambda place: _raise(careful, names, points, place))
        return results

    return evaluate


class _Strips:
    """A lowered graph compiled to a function of a strip of rows, and the memory that it works in."""

    def __init__(self, graph: Graph, names: Sequence[str]) -> None:
        import numpy as np  # noqa: PLC0415  (slow to import)

        source, self._buffers = _source(graph, names)
        self._of_strip = define(source, vars(np))
        self._outputs = len(graph.outputs)
        # kept, for fresh memory costs more than the arithmetic; taken by pop, so that no threads share it
        self._spare: list[NDArray[np.float64]] = []

    def evaluate(self, points: Sequence[NDArray[np.float64]]) -> tuple[tuple[NDArray[np.float64], ...], bool]:
        """Return the outputs at points that broadcast together, and whether all of them are finite."""
        import numpy as np  # noqa: PLC0415  (slow to import)

        shape = np.broadcast_shapes(*(array.shape for array in points))
        rows, *row = shape or (1,)
        results = list(np.empty((self._outputs, rows, *row)))
        height = max(STRIP // max(math.prod(row), 1), 1)
        memory, work = self._memory(height, row)
        is_finite = True
        with np.errstate(all="ignore"):
            for start in range(0, rows, height):
                strip = slice(start, min(start + height, rows))
                read = [array[strip] if _has_rows(array, shape) else array for array in points]
                written = [result[strip] for result in results]
                self._of_strip(*read, *written, *work[:, : strip.stop - start])
                is_finite = is_finite and all(np.isfinite(values).all() for values in written)
        self._spare.append(memory)
        return tuple(result.reshape(shape) for result in results), is_finite

    def _memory(self, height: int, row: Sequence[int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return memory, to be given back, and as much of it as a strip needs, a buffer after the other."""
        import numpy as np  # noqa: PLC0415  (slow to import)

        size = self._buffers * height * math.prod(row)
        memory = self._spare.pop() if self._spare else np.empty(self._buffers * STRIP)
        if memory.size < size:
            memory = np.empty(size)
        return memory, memory[:size].reshape(self._buffers, height, *row)


_OPERATORS: Final = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}


def _source(graph: Graph, inputs: Sequence[str]) -> tuple[str, int]:
    """Write a lowered graph as a function of strips that writes into its last parameters.

    Returns:
        The source of ``f(inputs…, outputs…, buffers…)``, and how many buffers it needs.
    """
    last_use = {operand: index for index, node in enumerate(graph.nodes) for operand in node.operands}
    places: list[str] = []
    free: list[str] = []
    statements: list[str] = []
    buffers = 0
    for index, node in enumerate(graph.nodes):
        if node.operation == "input":
            places.append(f"x{inputs.index(node.name)}")
        elif node.value is not None:
            places.append(f"({node.value!r})")
        else:
            free += [
                places[o]
                for o in dict.fromkeys(node.operands)
                if last_use[o] == index and places[o][0] == "b"
            ]
            if index in graph.outputs:
                places.append(f"y{graph.outputs.index(index)}")
            elif free:
                places.append(free.pop())
            else:
                places.append(f"b{buffers}")
                buffers += 1
            operands = [places[operand] for operand in node.operands]
            statements.append(_statement(OPERATIONS[node.operation].value, operands, places[index]))
    for number, output in enumerate(graph.outputs):
        if places[output] != f"y{number}":
            statements.append(f"copyto(y{number}, {places[output]})")
    listed = (("x", len(inputs)), ("y", len(graph.outputs)), ("b", buffers))
    parameters = ", ".join(f"{letter}{number}" for letter, count in listed for number in range(count))
    return f"def f({parameters}):\n" + "".join(f"    {line}\n" for line in statements), buffers


def _statement(primitive: Primitive | str, operands: Sequence[str], target: str) -> str:
    """Write one operation of NumPy so that it allocates nothing if it is a ufunc."""
    if isinstance(primitive, str):
        raise TypeError(f"{primitive} is not a primitive; lower the graph first")
    form = primitive.numpy or primitive.python
    if match := re.fullmatch(r"#1 ([-+*/]) #2", form):
        return f"{_OPERATORS[match[1]]}({', '.join(operands)}, {target})"
    if form == "-#1":
        return f"negative({operands[0]}, {target})"
    text = re.sub(r"#(\d)", lambda slot: operands[int(slot[1]) - 1], form)
    if re.fullmatch(r"\w+\(#\d(, #\d)*\)", form):
        return f"{text[:-1]}, out={target})"
    return f"copyto({target}, {text})"


def _has_rows(array: NDArray[np.float64], shape: Sequence[int]) -> bool:
    return array.ndim == len(shape) > 0 and array.shape[0] == shape[0]


def _mark_undefined(
    results: Sequence[NDArray[np.float64]],
    undefined: Literal["raise", "nan"],
    fail: Callable[[NDArray[np.intp]], None],
) -> None:
    """Put NaN in place of what is not finite, or fail at the first such point."""
    import numpy as np  # noqa: PLC0415  (slow to import)

    for result in results:
        finite = np.isfinite(result)
        if not finite.all():
            if undefined == "raise":
                fail(np.argwhere(~finite)[0])
            result[~finite] = np.nan


def _raise(
    careful: Callable[..., object],
    names: Sequence[str],
    points: Sequence[NDArray[np.float64]],
    place: NDArray[np.intp],
) -> None:
    import numpy as np  # noqa: PLC0415  (slow to import)

    values = [float(array[tuple(place)]) for array in np.broadcast_arrays(*points)]
    where = ", ".join(f"{name} = {value:.6g}" for name, value in zip(names, values, strict=True))
    try:
        careful(*values)
    except DomainError as error:
        raise DomainError(f"{error}, where {where}", error.node, error.name) from None
    raise DomainError(f"no finite value where {where}", 0, "")
