"""How a row is written, for readers and for what computes it: each form must be the same function."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Final

from adjoint.autodiff import OPERATIONS, Graph, forward, parse_graph
from adjoint.autodiff.builder import Builder
from adjoint.autodiff.compile.python import define
from adjoint.autodiff.formulas import VALUE, partial_formula
from adjoint.autodiff.kernels import partials_kernel, value_kernel
from adjoint.autodiff.operations import INFIX, Operation, Primitive
from adjoint.autodiff.printing import LATEX, TEXT, Notation, write_node
from adjoint.site.check.engine import expected
from adjoint.site.check.engine.expected import REFERENCES, Known, agree, told_at

WRITTEN: Final = 1e-9
"""A form that reads well may lose digits that the form in use keeps."""
PYTHON: Final = {**vars(math), "abs": abs}
IN_SIGNS: Final = (*INFIX.values(), "negate")


def wrong_form(row: Operation, points: Sequence[tuple[float, ...]]) -> str | None:
    """Tell where what a reader sees of a row is another function."""
    builder = Builder()
    graph = builder.graph([builder.apply(row.name, *map(builder.input, row.parameters))])
    for at in points[:: max(1, len(points) // 3)]:
        y = value_kernel(row)(*at)
        there = dict(zip((*row.parameters, VALUE), (*at, y), strict=True))
        for position, computed in enumerate(partials_kernel(row)(*at, y) if row.written else ()):
            formula = partial_formula(row, position, written=True)
            seen = forward(formula, {name: there[name] for name in formula.inputs})[formula.outputs[0]]
            if abs(seen - computed) > WRITTEN * max(1.0, abs(computed)):
                operand = row.parameters[position]
                return f"∂/∂{operand} is written as {seen:.9g} {told_at(at)}, not {computed:.9g}"
    text, latex = (_shown(graph, notation) for notation in (TEXT, LATEX))
    at = points[-1]
    read = parse_graph(text, inputs=row.parameters)
    again = forward(read, dict(zip(row.parameters, at, strict=True)))[read.outputs[0]]
    if not agree(again, value_kernel(row)(*at)):
        return f"it is written {text}, which is {again:.9g} {told_at(at)}"
    wanted = expected.LATEX.get(row.name, rf"\operatorname{{{row.name}}}")
    if row.name in REFERENCES and latex not in {wanted, f"{wanted}({', '.join(row.parameters)})"}:
        return f"it is set as {latex}, not as {wanted}"
    return None


def wrong_brackets(name: str) -> str | None:
    """Tell where a step within a step is written so that it reads as something else."""
    row, at = OPERATIONS[name], {"t": 5.0, "u": 2.0, "v": 4.0, "w": 3.0}
    for inner in map(OPERATIONS.__getitem__, IN_SIGNS):
        for position in range(row.arity):
            builder = Builder()
            names = [builder.input(name) for name in at]
            operands = names[: row.arity]
            operands[position] = builder.apply(inner.name, *names[2 : 2 + inner.arity])
            graph = builder.graph([builder.apply(row.name, *operands)])
            text = _shown(graph, TEXT)
            read = parse_graph(text, inputs=tuple(at))
            wanted, found = forward(graph, at)[graph.outputs[0]], forward(read, at)[read.outputs[0]]
            if not agree(found, wanted):
                return f"{inner.name} in {row.name} is written {text}, which is {found:.9g}, not {wanted:.9g}"
    return None


def _shown(graph: Graph, notation: Notation) -> str:
    return write_node(graph, graph.outputs[0], notation, lambda _node: False)


def wrong_target(row: Operation, known: Known) -> str | None:
    """Tell where what Python or NumPy is given to compute is another function."""
    weight = row.value.weight if isinstance(row.value, Primitive) else None
    if row.name in REFERENCES and weight != expected.WEIGHTS.get(row.name):
        return f"its cost is {weight}, not {expected.WEIGHTS.get(row.name)}"
    if not isinstance(row.value, Primitive) or row.name not in REFERENCES:
        return None
    for form, names in ((row.value.python, PYTHON), (row.value.numpy or row.value.python, expected.ARRAYS)):
        source = f"def f({', '.join(row.parameters)}): return {_filled(form, row)}\n"
        function: Callable[..., float] = define(source, names)
        for at, value in known.items():
            if isinstance(value, float) and not agree(found := function(*at), value):
                return f"{form} is {found:.9g} {told_at(at)}, it should be {value:.9g}"
    return None


def _filled(form: str, row: Operation) -> str:
    return re.sub(r"#(\d)", lambda slot: row.parameters[int(slot[1]) - 1], form)
