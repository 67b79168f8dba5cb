"""A graph swept again and again is swept by code: the same numbers to the last bit, the same errors."""

from __future__ import annotations

from itertools import product

import pytest

from adjoint.autodiff import OPERATIONS, DomainError, forward, reverse
from adjoint.autodiff.compile import swift
from adjoint.autodiff.compile.swift import sweeper
from adjoint.autodiff.graph import Graph, Node

NUMBERS = (-2.5, -1.0, -0.0, 0.0, 0.3, 1.0, 800.0)


def use_of(name: str) -> Graph:
    """A graph that uses an operation's value and its first operand twice, beside a number."""
    arity = OPERATIONS[name].arity
    inputs = [Node(letter, "input") for letter in "abc"[:arity]]
    nodes = [
        *inputs,
        Node("", "constant", value=-1.5),
        Node("u", name, tuple(range(arity))),
        Node("v", "multiply", (arity + 1, 0)),
        Node("w", "subtract", (arity + 2, arity + 1)),
        Node("x", "multiply", (arity, arity + 3)),
    ]
    return Graph(tuple(nodes), (arity + 4,))


def told(graph: Graph, inputs: dict[str, float], output: str) -> str:
    """Every number of both sweeps, or what is said of the one that is not finite."""
    try:
        primals = forward(graph, inputs)
        return f"{primals} {reverse(graph, primals, output)}"
    except DomainError as error:
        return f"{error} at {error.node}"


@pytest.mark.parametrize("name", OPERATIONS)
def test_code_gives_what_the_sweeps_give(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = use_of(name)
    states = [
        dict(zip(graph.inputs, state, strict=True)) for state in product(NUMBERS, repeat=len(graph.inputs))
    ]
    slow = [told(graph, inputs, output) for inputs in states for output in ("x", "w")]
    swift._sweeper.cache_clear()
    monkeypatch.setattr(swift, "OFTEN", 1)
    assert [told(graph, inputs, output) for inputs in states for output in ("x", "w")] == slow
    known = sweeper(graph)
    assert known is not None
    assert known._code.keys() == {None, graph.index("x"), graph.index("w")}


def test_code_is_written_for_what_is_swept_often_and_not_for_what_is_large() -> None:
    graph = use_of("tanh")
    swift._sweeper.cache_clear()
    known = sweeper(graph)
    assert known is not None
    for _ in range(swift.OFTEN):
        assert not known._code
        forward(graph, {"a": 0.5})
    assert known._code.keys() == {None}
    long = Graph((Node("a", "input"), *(Node("", "sin", (k,)) for k in range(swift.LARGE))), (swift.LARGE,))
    assert sweeper(long) is None
