"""The sweeps of a graph that is swept again and again, as straight-line code: the same numbers, sooner.

Every step computes what ``sweeps`` computes there, in the same order, so that no digit differs. Where a
number is not finite, nothing is returned, and the sweep that can say why takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from adjoint.autodiff.compile.python import IEEE_NAMESPACE, define
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.operations import OPERATIONS, Primitive

OFTEN: Final = 100
"""After so many sweeps code is written for a graph; that takes about as long."""
LARGE: Final = 200
"""Nodes from which on it is not."""

Numbers = Sequence[float]
Code = Callable[..., tuple[float, ...] | None]

_TRIVIAL: Final[Mapping[str, str]] = {"1": "1.0", "-1": "-1.0", "u": "#1", "v": "#2", "y": "#y"}
"""Partials that are no work, as Python writes them."""


class Sweeper:
    """Sweeps one graph, once it is known to be swept often."""

    def __init__(self, graph: Graph) -> None:
        """Take a graph."""
        self._graph = graph
        self._asked: dict[int | None, int] = {}
        self._code: dict[int | None, Code] = {}

    def primals(self, inputs: Mapping[str, float]) -> tuple[float, ...] | None:
        """Return every node's value; nothing where one is not finite or the sweep is not yet made often."""
        code = self._code.get(None) or self._coded(None)
        return code(*[inputs[name] for name in self._graph.inputs]) if code is not None else None

    def adjoints(self, primals: Numbers, output: int) -> tuple[float, ...] | None:
        """Return every node's adjoint; nothing where one is not finite or the sweep is not yet made often."""
        code = self._code.get(output) or self._coded(output)
        return code(primals) if code is not None else None

    def _coded(self, output: int | None) -> Code | None:
        """Return the code of a sweep from an output, or without one of that of the values."""
        asked = self._asked[output] = self._asked.get(output, 0) + 1
        if asked < OFTEN:
            return None
        code = self._code[output] = _defined(self._graph, output)
        return code


def sweeper(graph: Graph) -> Sweeper | None:
    """Return what sweeps a graph, unless it is too large."""
    return _sweeper(graph) if len(graph.nodes) < LARGE else None


@lru_cache(maxsize=512)
def _sweeper(graph: Graph) -> Sweeper:
    return Sweeper(graph)


def _defined(graph: Graph, output: int | None) -> Code:
    nodes = range(len(graph.nodes))
    if output is None:
        parameters = ", ".join(f"x{k}" for k in range(len(graph.inputs)))
        results, statements = [f"v{k}" for k in nodes], list(_values(graph))
    else:
        parameters = "primals"
        statements = [f"{''.join(f'v{k}, ' for k in nodes)}= primals", *_sweep(graph, output)]
        found = {statement.partition(" = ")[0] for statement in statements}
        results = [f"a{k}" if f"a{k}" in found else "0.0" for k in nodes]
    finite = " + ".join(name for name in results if name != "0.0")
    lines = [
        f"def f({parameters}):",
        "    try:",
        *(f"        {statement}" for statement in statements),
        "    except (ArithmeticError, ValueError):",
        "        return None",
        f"    return ({', '.join(results)},) if ({finite}) * 0.0 == 0.0 else None",
    ]
    return define("\n".join(lines) + "\n", {**_namespace(graph), **IEEE_NAMESPACE})


def _namespace(graph: Graph) -> dict[str, Any]:
    """Return the functions of a graph's operations, as the code calls them."""
    known: dict[str, Any] = {"float": float, "ArithmeticError": ArithmeticError, "ValueError": ValueError}
    for _, _, row in graph.steps():
        known |= {f"value_{row.name}": row.function, f"slopes_{row.name}": row.slopes}
    return known


def _values(graph: Graph) -> Iterator[str]:
    inputs = 0
    for index, node in enumerate(graph.nodes):
        if node.operands:
            value = OPERATIONS[node.operation].value
            operands = [f"v{operand}" for operand in node.operands]
            form = f"value_{node.operation}({', '.join(operands)})"
            if isinstance(value, Primitive):
                form = _filled(value.ieee or value.python, operands)
        elif node.value is not None:
            form = repr(node.value)
        else:
            form = f"float(x{inputs})"
            inputs += 1
        yield f"v{index} = {form}"


def _sweep(graph: Graph, output: int) -> Iterator[str]:
    reached = {output}
    yield f"a{output} = 1.0"
    for index in range(output, -1, -1):
        node = graph.nodes[index]
        if index not in reached or not node.operands:
            continue
        operands = [f"v{operand}" for operand in node.operands]
        partials = OPERATIONS[node.operation].partials
        if all(partial in _TRIVIAL for partial in partials):
            slopes = [_filled(_TRIVIAL[partial], operands).replace("#y", f"v{index}") for partial in partials]
        else:
            slopes = [f"d{index}_{position}" for position in range(len(operands))]
            given = ", ".join([*operands, f"v{index}"])
            yield f"{''.join(f'{slope}, ' for slope in slopes)}= slopes_{node.operation}({given})"
        for operand, slope in zip(node.operands, slopes, strict=True):
            if not graph.numbers[operand]:
                before = f"a{operand}" if operand in reached else "0.0"
                yield f"a{operand} = {before} + a{index} * {slope}"
                reached.add(operand)


def _filled(form: str, operands: Sequence[str]) -> str:
    for position, operand in enumerate(operands, 1):
        form = form.replace(f"#{position}", operand)
    return form
