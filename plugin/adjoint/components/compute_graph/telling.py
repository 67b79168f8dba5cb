"""A graph in words and tables: the same facts as the figure, for readers of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from adjoint.components.compute_graph.phrase import Phrase, Quantity, plain
from adjoint.components.numerals import numeral
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from adjoint.components.compute_graph.evaluation import Evaluation
    from adjoint.components.compute_graph.inputs import Slider

# What a step does, said of its operands' values, where the name of the operation alone would not read.
WORDS: Final = {
    "add": ("", " + ", ""),
    "subtract": ("", " − ", ""),
    "multiply": ("", " · ", ""),
    "divide": ("", " / ", ""),
    "power": ("", " to the power ", ""),
}


@frozen
class Row:
    """A node in the table: what it is called, what it is made of, its value and its adjoint."""

    name: str
    expression: str
    kind: str
    value: Quantity
    adjoint: Quantity | None


@frozen
class Sum:
    """The sum over paths that makes the adjoint of the highlighted node."""

    name: str
    terms: tuple[Phrase, ...]
    count: int
    numbers: tuple[Quantity, ...]
    """What each listed path contributes; none where one path is all there is, for that is the total."""
    factors: tuple[Quantity, ...]
    """Of a path that is all there is, the local derivatives along it."""
    total: Quantity

    @property
    def several(self) -> bool:
        """Whether there is more than one path, so that a path needs its number."""
        return self.count > 1

    @property
    def more(self) -> bool:
        """Whether there are paths beyond those listed."""
        return self.count > max(len(self.terms), 1)

    @property
    def text(self) -> str:
        """The whole sum in one line."""
        dots = " + …" if self.more else ""
        steps = [" + ".join(plain(term) for term in self.terms) + dots] if self.terms else []
        if self.numbers:
            steps.append(added_up([number.text for number in self.numbers]) + dots)
        if self.factors:
            steps.append(multiplied([number.text for number in self.factors]))
        return " = ".join((self.name, *steps, self.total.text))


def added_up(numbers: Sequence[str]) -> str:
    """Return a sum of written numbers; what is negative is subtracted: ``1 − 1.6``, not ``1 + −1.6``."""
    first, *rest = numbers
    return first + "".join(f" − {text[1:]}" if text.startswith("−") else f" + {text}" for text in rest)


def multiplied(numbers: Sequence[str]) -> str:
    """Return a product of written numbers; what is negative and not first is bracketed: ``2 · (−1)``."""
    first, *rest = numbers
    return first + "".join(f" · ({text})" if text.startswith("−") else f" · {text}" for text in rest)


def tidy(expression: str) -> str:
    """Return an author's expression as mathematics is written: one sign for times, one for minus."""
    text = re.sub(r"\s*\*\*\s*|\s*\^\s*", "^", " ".join(expression.split()))
    return re.sub(r"\s*[*·×]\s*", " · ", text).replace("-", "−").rstrip("; ")


def rows(evaluation: Evaluation) -> tuple[Row, ...]:
    """Return the trace: every named node in the order of evaluation."""
    nodes = evaluation.graph.nodes
    return tuple(
        Row(
            name=nodes[i].name,
            expression=evaluation.graph.text(i) if nodes[i].operands else "",
            kind=nodes[i].operation,
            value=evaluation.primal(i),
            adjoint=None if nodes[i].operation == "constant" else evaluation.adjoint(i),
        )
        for i in evaluation.visible
    )


def path_sum(evaluation: Evaluation) -> Sum | None:
    """Return the sum over paths into the highlighted node; None if none is highlighted."""
    paths, highlight, graph = evaluation.paths, evaluation.highlight, evaluation.graph
    if paths is None or highlight is None or highlight == graph.output or not paths.listed:
        return None
    contributions = tuple(evaluation.contribution(path) for path in range(len(paths.listed)))
    return Sum(
        name=f"∂{graph.output}/∂{highlight}",
        terms=_terms(evaluation),
        count=paths.count,
        numbers=contributions if paths.count > 1 else (),
        factors=_factors(evaluation) if paths.count == 1 else (),
        total=evaluation.adjoint(graph.index(highlight)),
    )


def _terms(evaluation: Evaluation) -> tuple[Phrase, ...]:
    """Return each listed path as a product; a lone path of one edge as its local derivative."""
    assert evaluation.paths is not None  # noqa: S101  (asked only where there is a path)
    listed, count = evaluation.paths.listed, evaluation.paths.count
    if count > 1 or len(listed[0].edges) > 1:
        return tuple((path.text,) for path in listed)
    (edge,) = listed[0].edges
    symbolic = evaluation.edges[edge].text
    return () if symbolic == evaluation.local(edge).text else ((symbolic,),)


def _factors(evaluation: Evaluation) -> tuple[Quantity, ...]:
    assert evaluation.paths is not None  # noqa: S101  (asked only where there is a path)
    (path,) = evaluation.paths.listed
    if len(path.edges) == 1:
        return ()
    return tuple(replace(evaluation.local(edge), needs=evaluation.output) for edge in path.edges)


def state_text(evaluation: Evaluation, name: str) -> str:
    """Return the numbers of one pass in a row, in the order in which they come about."""
    output = evaluation.graph.output
    table = rows(evaluation)
    if name == "forward":
        return ", ".join(f"{row.name} = {row.value.text}" for row in table)
    return ", ".join(
        f"∂{output}/∂{row.name} = {row.adjoint.text}" for row in reversed(table) if row.adjoint is not None
    )


def sentence(expression: str, evaluation: Evaluation, caption: str | None) -> str:
    """Return the graph in words made of its own data."""
    table = rows(evaluation)
    inputs = ", ".join(f"{row.name} = {row.value.text}" for row in table if row.kind == "input")
    made = ", ".join(f"{row.name} = {row.expression} = {row.value.text}" for row in table if row.expression)
    told = [f"The computation graph of {expression}{f', at {inputs}' if inputs else ''}."]
    if made:
        told.append(f"Forward: {made}.")
    backward = state_text(evaluation, "backward")
    told.append(
        f"Backward: {backward}." if backward else "It has no inputs, so there is nothing to differentiate by."
    )
    total = path_sum(evaluation)
    if total:
        into = total.name.rpartition("∂")[2]
        way = f"Summed over the {total.count} paths" if total.several else "Along the one path"
        told.append(f"{way} into {into}: {total.text}.")
    if evaluation.sliders:
        told.append(f"In the page, sliders set {', '.join(map(_range, evaluation.sliders))}.")
    if caption:
        told.append(caption)
    return " ".join(told)


def _range(slider: Slider) -> str:
    return f"{slider.name} from {numeral(slider.low)} to {numeral(slider.high)}"


def step_words(evaluation: Evaluation, node: int) -> list[str | int]:
    """Return a node's operation in words, with the slots of its operands' values between them."""
    step, slots = evaluation.graph.nodes[node], evaluation.slots["primals"]
    before, between, after = WORDS.get(step.operation, (f"{step.operation} of ", ", ", ""))
    words: list[str | int] = [before]
    for operand in step.operands:
        words.extend((slots[operand], between))
    return [word for word in (*words[:-1], after) if word != ""]
