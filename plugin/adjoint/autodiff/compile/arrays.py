"""A graph as one NumPy function of arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from adjoint.autodiff.compile.careful import interpreter
from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.compile.python import define, function_source
from adjoint.autodiff.compile.straight_line import Target, straight_line
from adjoint.autodiff.errors import DomainError
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import Operation, Primitive

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

STRIP: Final = 8_192
"""Points computed at a time: few enough that all intermediate values stay in the processor's cache."""

ArrayFunction = Callable[..., "tuple[NDArray[np.float64], ...]"]


def compile_arrays(
    graph: Graph, *, inputs: Sequence[str] | None = None, undefined: Literal["raise", "nan"] = "raise"
) -> ArrayFunction:
    """Compile a graph, authored or derived, to a function of NumPy arrays.

    Args:
        graph: the computation.
        inputs: the names of the parameters, in their order; the graph's if left out.
        undefined: what to do about points where an output is not finite: raise ``DomainError`` for the first, or
            give NaN there.

    Returns:
        ``f(*arrays) -> (output, …)``; the arrays are broadcast together, and each output has their common shape.
    """
    import numpy as np  # noqa: PLC0415  (slow to import)

    names = list(graph.inputs if inputs is None else inputs)
    parameters = [f"x{k}" for k in range(len(names))]
    code = straight_line(lower(graph), _NUMPY, [parameters[names.index(name)] for name in graph.inputs])
    of_strip = define(function_source(code, parameters, result="({},)"), {**vars(np), "abs": np.abs})
    outputs = len(graph.outputs)
    careful = interpreter(graph, names)

    def evaluate(*arrays: ArrayLike) -> tuple[NDArray[np.float64], ...]:
        points = [np.asarray(array, dtype=np.float64) for array in arrays]
        shape = np.broadcast_shapes(*(array.shape for array in points))
        results = tuple(np.empty(shape) for _ in range(outputs))
        with np.errstate(all="ignore"):
            for rows in _strips(shape):
                strip = [array[rows] if _has_rows(array, shape) else array for array in points]
                for result, values in zip(results, of_strip(*strip), strict=True):
                    result[rows] = values
        for result in results:
            finite = np.isfinite(result)
            if not finite.all():
                if undefined == "raise":
                    _raise(careful, names, np.broadcast_arrays(*points), np.argwhere(~finite)[0])
                result[~finite] = np.nan
        return results

    return evaluate


def _form(row: Operation) -> str:
    assert isinstance(row.value, Primitive)  # noqa: S101  (a lowered graph has no other rows)
    return row.value.numpy or row.value.python


_NUMPY: Final = Target(_form, lambda value: f"({value!r})", "{name} = {value}")


def _strips(shape: Sequence[int]) -> Iterator[Any]:
    """Give indices that cut the first axis into strips of about ``STRIP`` points; all of an array without axes."""
    if not shape:
        yield ()
        return
    row = 1
    for length in shape[1:]:
        row *= length
    rows = max(STRIP // max(row, 1), 1)
    for start in range(0, shape[0], rows):
        yield slice(start, start + rows)


def _has_rows(array: NDArray[np.float64], shape: Sequence[int]) -> bool:
    return array.ndim == len(shape) > 0 and array.shape[0] == shape[0]


def _raise(
    careful: Callable[..., object], names: Sequence[str], points: Sequence[NDArray[np.float64]], place: NDArray[np.intp]
) -> None:
    values = [float(array[tuple(place)]) for array in points]
    where = ", ".join(f"{name} = {value:.6g}" for name, value in zip(names, values, strict=True))
    try:
        careful(*values)
    except DomainError as error:
        raise DomainError(f"{error}, where {where}", error.node, error.name) from None
    raise DomainError(f"no finite value where {where}", 0, "")
