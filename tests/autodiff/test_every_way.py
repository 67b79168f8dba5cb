"""Expressions of every operation, kinks and poles included: sweeps, compiled code, arrays and tapes agree."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

from adjoint.autodiff import (
    OPERATIONS,
    DomainError,
    Graph,
    compile_arrays,
    compile_gradient,
    compile_scalar,
    forward,
    gradient,
    parse_graph,
    reverse,
    tape,
)
from tests.autodiff.browser import replayed

INPUTS = ("a", "b", "c")
LEAVES = (*INPUTS, *INPUTS, "0.5", "2", "1", "0", "-1")
FUNCTIONS = tuple(
    row
    for row in OPERATIONS.values()
    if row.name not in {"identity", "negate", "power"} and "#1 " not in row.text
)
ODD = (0.0, 1.0, -1.0, 0.5, 2.0)
"""Where kinks, poles and ends of domains lie."""
COUNT = 400


def expression(drawn: random.Random, depth: int) -> str:
    if depth == 0 or drawn.random() < 0.15:
        return drawn.choice(LEAVES)
    if drawn.random() < 0.4:
        return f"({expression(drawn, depth - 1)} {drawn.choice('+-*/^')} {expression(drawn, depth - 1)})"
    row = drawn.choice(FUNCTIONS)
    return f"{row.name}({', '.join(expression(drawn, depth - 1) for _ in range(row.arity))})"


def computable() -> Iterator[tuple[str, Graph, tuple[float, ...], list[float]]]:
    """Give expressions with points at which they have a value and a gradient, by the sweeps."""
    drawn = random.Random(5)  # noqa: S311  (a seed, no secret)
    for _ in range(COUNT):
        text = expression(drawn, 3)
        graph = parse_graph(text, inputs=INPUTS)
        point = tuple(drawn.choice((*ODD, drawn.uniform(-3, 3))) for _ in INPUTS)
        try:
            primals = forward(graph, dict(zip(INPUTS, point, strict=True)))
            adjoints = reverse(graph, primals)
        except DomainError:
            continue
        yield (
            text,
            graph,
            point,
            [primals[graph.outputs[0]], *(adjoints[graph.index(name)] for name in INPUTS)],
        )


def test_every_way_to_a_gradient_gives_the_same_numbers() -> None:
    cases = list(computable())
    assert len(cases) > COUNT / 2
    tapes = [tape(graph, gradient=True) for _, graph, _, _ in cases]
    replays = replayed([(code, list(point)) for code, (_, _, point, _) in zip(tapes, cases, strict=True)])
    for code, slots, (text, graph, point, expected) in zip(tapes, replays, cases, strict=True):
        derived = gradient(graph)
        columns = compile_arrays(derived)(*(np.array([x, x]) for x in point))
        adjoints = (code["slots"]["adjoints"][graph.index(name)] for name in INPUTS)
        found = {
            "straight-line": compile_gradient(graph)(*point),
            "interpreted": compile_scalar(derived, straight=False, source=graph)(*point),
            "arrays": [float(column[1]) for column in columns],
            "tape": [slots[slot] for slot in (code["outputs"][0], *adjoints)],
        }
        for way, numbers in found.items():
            np.testing.assert_allclose(
                numbers,
                expected,
                rtol=1e-9,
                atol=1e-9 * max(map(abs, expected)),
                err_msg=f"{way}: {text} {point}",
            )
