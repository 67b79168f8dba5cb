"""Python code for one point: as fast as a closed form written by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import CodeType
from typing import Any, Final

from adjoint.autodiff.compile.straight_line import StraightLine, Target, straight_line
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.ieee import FUNCTIONS
from adjoint.autodiff.operations import Operation, Primitive


def _primitive(operation: Operation) -> Primitive:
    if isinstance(operation.value, str):
        raise TypeError(f"{operation.name} is not a primitive; lower the graph first")
    return operation.value


def _literal(value: float) -> str:
    return f"({value!r})" if value < 0 else repr(value)


PYTHON: Final = Target(lambda row: _primitive(row).python, _literal, "{name} = {value}")
"""Functions of ``math``: they raise at a pole or on overflow."""

IEEE: Final = Target(lambda row: _primitive(row).ieee or _primitive(row).python, _literal, "{name} = {value}")
"""Functions of ``adjoint.autodiff.ieee``: ∞ and NaN, never an exception."""

PYTHON_NAMESPACE: Final[Mapping[str, Any]] = {
    **{name: getattr(math, name) for name in FUNCTIONS if name != "divide"},
    "abs": abs,
    "__builtins__": {},
}
IEEE_NAMESPACE: Final[Mapping[str, Any]] = {**FUNCTIONS, "abs": abs, "__builtins__": {}}


def emit_python(graph: Graph, inputs: Sequence[str], prefix: str = "v") -> StraightLine:
    """Write a lowered graph as Python statements over given variables; they call ``PYTHON_NAMESPACE``."""
    return straight_line(graph, PYTHON, inputs, prefix)


def function_source(code: StraightLine, parameters: Sequence[str], *, result: str) -> str:
    """Return the source of a function ``f``.

    Args:
        code: its body.
        parameters: of the function.
        result: what it returns, with ``{}`` for the results, parted by commas.
    """
    lines = [*code.statements, "return " + result.format(", ".join(code.results))]
    return f"def f({', '.join(parameters)}):\n" + "".join(f"    {line}\n" for line in lines)


def define(source: str, namespace: Mapping[str, Any]) -> Callable[..., Any]:
    """Execute the source of a function ``f`` that this package generated, and return the function."""
    code: CodeType = compile(source, "<generated from a graph>", "exec")
    scope = dict(namespace)
    exec(code, scope)  # noqa: S102  (made from validated graphs and the table; no author's text, no author's names)
    function: Callable[..., Any] = scope["f"]
    return function
