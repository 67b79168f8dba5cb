"""Every number that a post publishes: in its text, and in the figures of its components."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from adjoint.components.compute_graph.component import ComputeGraph
from adjoint.components.compute_graph.evaluation import Evaluation
from adjoint.components.numerals import numeral
from adjoint.site.check.locks.number import Number
from adjoint.site.check.locks.prose import named, passages
from adjoint.site.post.checked import Checked
from adjoint.site.post.offers import Computed
from adjoint.site.post.values import shown

NEVER: Final = "never"
"""What is written for a count of steps to something that did not happen."""


def published_numbers(post: Checked) -> Iterator[Number]:
    """Yield the numbers of a post in the order of its text, each as often as it stands there."""
    for passage in passages(post):
        for value in passage.values:
            number = post.teller.numbers[value.expression]
            name = f"{value.expression} :{value.format}" if value.format else value.expression
            text = shown(number, value.format)
            place = passage.place
            yield Number(
                place,
                name,
                symbol(value.expression, tuple(post.quantities)),
                passage.kind,
                text,
                number,
                value.location,
            )
    for made in post.computed.values():
        yield from _figure(made)


def symbol(expression: str, owners: tuple[str, ...] = ()) -> str:
    """Return an expression as a reader knows it: ``grad(toy.e, toy.b)`` is ∂e/∂b."""
    from adjoint.autodiff import parse_syntax  # noqa: PLC0415
    from adjoint.autodiff.syntax import Call, Name  # noqa: PLC0415

    tree = parse_syntax(expression, owners)
    if isinstance(tree, Call) and tree.function.text == "grad" and len(tree.operands) == 2:
        names = [part.text.rpartition(".")[2] for part in tree.operands if isinstance(part, Name)]
        if len(names) == 2:
            return f"∂{names[0]}/∂{names[1]}"
    return expression


def _figure(made: Computed) -> Iterator[Number]:
    if made.component.quantities is None:
        return
    graph = isinstance(made.result, ComputeGraph)
    place = f"{'graph' if graph else 'lab'} {named(made.call)}"
    where = made.call.location()
    given = frozenset(made.result.evaluation.graph.inputs) if graph else frozenset()
    for name, value in _quantities(made.result, made):
        text = numeral(value) if math.isfinite(value) else NEVER
        known_as = name.rpartition(": ")[2] if graph else f"{made.call.id}.{name}"
        yield Number(place, name, known_as, place, text, value, where, name in given)


def _quantities(result: Any, made: Computed) -> Iterator[tuple[str, float]]:  # noqa: ANN401  (a component's own)
    if isinstance(result, ComputeGraph):
        yield from _of_graph(result.evaluation)
    elif made.component.quantities is not None:
        yield from made.component.quantities(result).values.items()


def _of_graph(evaluation: Evaluation) -> Iterator[tuple[str, float]]:
    nodes, output = evaluation.graph.nodes, evaluation.graph.output
    for index in evaluation.visible:
        yield nodes[index].name, evaluation.primals[index]
        if nodes[index].operation != "constant":
            yield f"∂{output}/∂{nodes[index].name}", evaluation.adjoints[index]
    for edge, value in zip(evaluation.edges, evaluation.locals, strict=True):
        nth = f", operand {edge.position + 1}" if _is_parallel(evaluation, edge.source, edge.target) else ""
        name = f"∂{nodes[edge.target].name}/∂{nodes[edge.source].name}"
        yield f"edge {nodes[edge.source].name} → {nodes[edge.target].name}{nth}: {name}", value
    if evaluation.paths is not None:
        for number, path in enumerate(evaluation.paths.listed, 1):
            yield f"path {number}: {path.text}", path.contribution
        yield f"paths into {evaluation.highlight}", float(evaluation.paths.count)


def _is_parallel(evaluation: Evaluation, source: int, target: int) -> bool:
    return sum((edge.source, edge.target) == (source, target) for edge in evaluation.edges) > 1
