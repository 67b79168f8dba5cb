"""A graph as one Python function of floats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Final

from adjoint.autodiff.compile.careful import interpreter
from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.compile.python import PYTHON_NAMESPACE, define, emit_python
from adjoint.autodiff.compile.straight_line import StraightLine
from adjoint.autodiff.derivative import gradient
from adjoint.autodiff.graph import Graph
from adjoint.autodiff.remembering import remembered

MAX_STRAIGHT: Final = 4_000
"""Nodes of an authored graph up to which straight-line code pays."""

FEW_RESULTS: Final = 8
"""So many results are checked one by one; more are summed by a loop in C."""

_CHECKS: Final = {"sum": sum, "ArithmeticError": ArithmeticError, "ValueError": ValueError}

ScalarFunction = Callable[..., tuple[float, ...]]


def compile_scalar(
    graph: Graph,
    *,
    inputs: Sequence[str] | None = None,
    straight: bool | None = None,
    source: Graph | None = None,
) -> ScalarFunction:
    """Compile a graph, authored or derived, to a function of floats.

    Args:
        graph: the computation.
        inputs: the names of the parameters, in their order; the graph's if left out.
        straight: whether to make straight-line code, or walk the steps; the size decides if left out.
        source: the graph whose gradient it is, if it is one: errors are told in its terms.

    Returns:
        ``f(*inputs) -> (output, …)``. It raises ``DomainError`` rather than give NaN or an infinity.
    """
    names = graph.inputs if inputs is None else tuple(inputs)
    unwritten = source.unwritten if source is not None else None
    return _compiled(graph, names, source, unwritten, straight=straight)


@remembered
def _compiled(
    graph: Graph,
    names: tuple[str, ...],
    source: Graph | None,
    _unwritten: frozenset[int] | None,
    *,
    straight: bool | None,
) -> ScalarFunction:
    walk = cache(partial(interpreter, graph, names, source))
    if straight is False or (straight is None and len(graph.nodes) > 4 * MAX_STRAIGHT):
        return walk()

    def careful(*values: float) -> tuple[float, ...]:  # few functions ever come to where the fast way fails
        return walk()(*values)

    variables = {name: f"x{k}" for k, name in enumerate(names)}
    code = emit_python(lower(graph), [variables[name] for name in graph.inputs])
    return define(
        _source(code, list(variables.values())), {**PYTHON_NAMESPACE, **_CHECKS, "careful": careful}
    )


def compile_value(graph: Graph, *, inputs: Sequence[str] | None = None) -> ScalarFunction:
    """Compile a graph's outputs, to straight-line code if ``compile_gradient`` would make it too."""
    return compile_scalar(graph, inputs=inputs, straight=len(graph.nodes) <= MAX_STRAIGHT)


def compile_gradient(graph: Graph, *, inputs: Sequence[str] | None = None) -> ScalarFunction:
    """Compile output and gradient to one function, ``f(*inputs) -> (output, ∂output/∂input …)``."""
    names = graph.inputs if inputs is None else inputs
    straight = len(graph.nodes) <= MAX_STRAIGHT
    return compile_scalar(gradient(graph, inputs=names), inputs=names, straight=straight, source=graph)


def _source(code: StraightLine, parameters: Sequence[str]) -> str:
    """Return the source of a function that leaves points where something fails to ``careful``."""
    arguments = ", ".join(parameters)
    if len(code.results) <= FEW_RESULTS:
        named = {f"y{k}": text for k, text in enumerate(code.results)}
        statements, returned = code.statements, f"({', '.join(named)},)"
        total = " + ".join(f"({name} := {text})" for name, text in named.items())
    else:
        statements, returned = (*code.statements, f"y = ({', '.join(code.results)})"), "y"
        total = "sum(y)"
    lines = [
        f"def f({arguments}):",
        "    try:",
        *(f"        {line}" for line in statements),
        f"        if ({total}) * 0.0 == 0.0:",  # false for NaN and for infinities
        f"            return {returned}",
        "    except (ArithmeticError, ValueError):",
        "        pass",
        f"    return careful({arguments})",
    ]
    return "\n".join(lines) + "\n"
