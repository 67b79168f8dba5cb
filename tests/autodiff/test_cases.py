"""The expression language, case by case: a folder with ``input.txt``, expressions with blank lines between.

``expected.txt`` shows each with its steps and derivatives, or with what is wrong marked under its place;
``expected.tex`` shows the same steps and derivatives in LaTeX, and stands only where there are any.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adjoint.autodiff import ExpressionError, Graph, adjoint_latex, adjoint_text, edges, parse_graph
from adjoint.autodiff.printing import latex_name
from adjoint.autodiff.symbolic import partial_latex, partial_text

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, update_golden: bool) -> None:
    texts = (case / "input.txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    outputs = {"expected.txt": "\n".join(map(told, texts))}
    if any(map(read, texts)):
        outputs["expected.tex"] = "\n".join(map(typeset, filter(read, texts)))
    if update_golden:
        (case / "expected.tex").unlink(missing_ok=True)
        for name, text in outputs.items():
            (case / name).write_text(text, encoding="utf-8")
    expected = {
        path.name: path.read_text(encoding="utf-8") for path in case.iterdir() if path.name != "input.txt"
    }
    assert outputs == expected


def read(text: str) -> Graph | None:
    try:
        return parse_graph(text)
    except ExpressionError:
        return None


def told(text: str) -> str:
    """Return an expression and, below it, what the engine makes of it."""
    graph = read(text)
    return refused(text) if graph is None else f"{text}\n" + "".join(f"    {line}\n" for line in lines(graph))


def lines(graph: Graph) -> Iterator[str]:
    """Give a graph's steps, its local derivatives and the adjoints of its inputs."""
    for index, node, _ in graph.steps():
        yield f"{node.name} = {graph.text(index)}"
    for edge in edges(graph):
        yield f"{partial_text(graph.nodes[edge.target].name, graph.nodes[edge.source].name)}: {edge.text}"
    for name in graph.inputs:
        yield f"{partial_text(graph.output, name)} = {adjoint_text(graph, name)}"


def typeset(text: str) -> str:
    """Return a graph's steps and the adjoints of its inputs in LaTeX."""
    graph = parse_graph(text)
    steps = [f"{latex_name(node.name)} = {graph.latex(index)}" for index, node, _ in graph.steps()]
    adjoints = [
        f"{partial_latex(graph.output, name)} = {adjoint_latex(graph, name)}" for name in graph.inputs
    ]
    return "".join(f"{line}\n" for line in (*steps, *adjoints))


def refused(text: str) -> str:
    """Return an expression with what is wrong under its place."""
    with pytest.raises(ExpressionError) as caught:
        parse_graph(text)
    error = caught.value
    line = text.count("\n", 0, error.start)
    column = error.start - (text.rfind("\n", 0, error.start) + 1)
    shown = text.split("\n")
    marks = " " * column + "^" * max(min(error.end, len(text)) - error.start, 1)
    shown.insert(line + 1, f"{marks} {error}")
    return "".join(f"{row}\n" for row in shown)
