"""The tape: a graph as numbers in a row, which the browser replays.

Slots hold the inputs, then the constants, then each operation's value. ``code`` holds, for each operation,
its place in ``operations`` and then the slots of its operands. A tape of a derived graph holds values and
derivatives together, so whoever replays it needs no differentiation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from adjoint.autodiff.builder import Builder
from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.derivative import build_adjoints, build_local
from adjoint.autodiff.graph import Graph

TAPE_VERSION: Final = 1


def tape(graph: Graph, *, gradient: bool = False) -> dict[str, Any]:
    """Return a graph as a tape, with the slots of everything a figure shows.

    Args:
        graph: the computation.
        gradient: hold local derivatives and adjoints too.

    Returns:
        A tape as of ``tape_of``, and under ``slots`` the slot of each node's primal (``primals``) and, with
        ``gradient``, of its adjoint (``adjoints``) and of each edge's local derivative (``locals``, in the
        order of ``edges``).
    """
    builder = Builder()
    primals = builder.copy(graph)
    wanted = {"primals": primals}
    if gradient:
        zero = builder.constant(0.0)
        adjoints = build_adjoints(builder, graph, primals, graph.outputs[0])
        wanted["adjoints"] = [adjoints.get(index, zero) for index in range(len(graph.nodes))]
        wanted["locals"] = [
            build_local(builder, graph, primals, target, position) for target, position, _ in graph.links()
        ]
    every = [place for places in wanted.values() for place in places]
    whole = tape_of(builder.graph(every))
    slots = iter(whole["outputs"])
    whole["slots"] = {name: [next(slots) for _ in places] for name, places in wanted.items()}
    whole["outputs"] = [whole["slots"]["primals"][output] for output in graph.outputs]
    return whole


def tape_of(graph: Graph, *, inputs: Sequence[str] | None = None) -> dict[str, Any]:
    """Return a graph, authored or derived, as a tape.

    Args:
        graph: the computation.
        inputs: the order of the inputs; the graph's if left out.

    Returns:
        A value for JSON: ``v`` (the version of the form), ``inputs``, ``constants``, ``operations`` (names
        of rows), ``code`` and ``outputs`` (the slot of each output).
    """
    graph = lower(graph, expand=False)
    names = list(graph.inputs if inputs is None else inputs)
    slots = {graph.index(name): slot for slot, name in enumerate(names)}
    constants = [index for index, node in enumerate(graph.nodes) if node.operation == "constant"]
    slots.update({index: len(names) + k for k, index in enumerate(constants)})
    operations: dict[str, int] = {}
    code: list[int] = []
    for step, (index, node, row) in enumerate(graph.steps()):
        slots[index] = len(names) + len(constants) + step
        code += [
            operations.setdefault(row.name, len(operations)),
            *(slots[operand] for operand in node.operands),
        ]
    return {
        "v": TAPE_VERSION,
        "inputs": names,
        "constants": [graph.nodes[index].value for index in constants],
        "operations": list(operations),
        "code": code,
        "outputs": [slots[output] for output in graph.outputs],
    }
