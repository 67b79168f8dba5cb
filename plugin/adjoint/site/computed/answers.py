"""What each computed value of a page answers when asked: how do you know this number?

An answer says no more than was done. Where a derivative is part of a value, it is computed again by a forward
sweep from the node it is taken by, and the build fails if the two modes disagree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal

from adjoint.autodiff import ENGINE_VERSION, Graph
from adjoint.autodiff.sweeps import local
from adjoint.components.expressions import read_text
from adjoint.components.numerals import numeral, superscript
from adjoint.components.quantities import Quantities
from adjoint.components.reading import At, Derivative, Leaf, Local, OfRun, Quantity, Reading, Scope
from adjoint.components.second_order import SecondDerivative
from adjoint.frozen import frozen
from adjoint.markup import ComputedValue, Diagnostic, Document, Fault
from adjoint.site.computed.live import LiveTape, live_tapes
from adjoint.site.post.values import shown
from adjoint.site.words import Words

AGREEMENT: Final = 1e-9
"""Relative: forward and reverse mode multiply the same factors in another order."""

Check = Literal["modes_agree", "tape_agrees", "computed_once"]
"""What was done to check a number, by the word that says it."""

Key = tuple[str, str]
"""An expression and its format marks."""


@frozen
class Source:
    """Where a number's quantities come from."""

    id: str
    """Of the component."""
    settings: str
    """The inputs of a graph as published: ``a = 2, b = 1``; empty for a lab."""


@frozen
class Answer:
    """Everything that is known about one number of a page."""

    number: int
    """Counts the page's different numbers, from 1."""
    expression: str
    marks: str
    """Python's format marks, or none."""
    text: str
    """As published."""
    value: float
    sources: tuple[Source, ...]
    """None for mere arithmetic."""
    check: Check

    @property
    def exact(self) -> str:
        """The value to the last digit."""
        digits, power, exponent = repr(self.value).removesuffix(".0").partition("e")
        return digits.replace("-", "−") + (f"×10{superscript(int(exponent))}" if power else "")


@frozen
class Answers:
    """The numbers of a page."""

    listed: tuple[Answer, ...] = ()
    tapes: tuple[LiveTape, ...] = ()
    engine: str = ENGINE_VERSION

    @cached_property
    def numbers(self) -> Mapping[Key, int]:
        """Each number's place in the list, by what the author wrote."""
        return {(answer.expression, answer.marks): answer.number for answer in self.listed}

    @property
    def data(self) -> str:
        """What ``values.js`` reads, as JSON that may stand in a script element."""
        live = {entry.number for tape in self.tapes for entry in tape.numbers}
        marks = {answer.number: answer.marks for answer in self.listed if answer.number in live}
        data = {"marks": marks, "live": [tape.data() for tape in self.tapes]}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def answers(
    texts: Iterable[Document], numbers: Mapping[str, float], quantities: Mapping[str, Quantities]
) -> Answers:
    """Return what a page's computed values answer.

    Args:
        texts: the page's body and lines.
        numbers: the computed values, by expression.
        quantities: what each component offers, by its id.

    Raises:
        Fault: the two modes of differentiation disagree about a derivative.
    """
    scope = Scope(quantities)
    first: dict[Key, ComputedValue] = {}
    for value in (value for text in texts for value in text.values):
        first.setdefault((value.expression, value.format), value)
    readings = {number: read_text(key[0], scope) for number, key in enumerate(first, 1)}
    tapes = live_tapes(readings, quantities)
    live = {entry.number for tape in tapes for entry in tape.numbers}
    listed = [
        Answer(
            number=number,
            expression=expression,
            marks=marks,
            text=shown(numbers[expression], marks),
            value=numbers[expression],
            sources=tuple(_sources(readings[number], quantities)),
            check=_check(readings[number], scope, value, is_live=number in live),
        )
        for number, ((expression, marks), value) in enumerate(first.items(), 1)
    ]
    return Answers(tuple(listed), tapes)


def numbers_table(found: Answers, words: Words) -> str:
    """Return the closing table of the sibling; empty where nothing was computed."""
    if not found.listed:
        return ""
    heads = (words.number, words.expression, words.in_full, words.source, words.checked)
    return "\n".join(
        [
            f"## {words.numbers_in_text}",
            "",
            words.computed_by.replace("{engine}", found.engine),
            "",
            f"| {' | '.join(map(_cell, heads))} |",
            "| ---: | :--- | ---: | :--- | :--- |",
            *(_row(answer, words) for answer in found.listed),
        ]
    )


def _row(answer: Answer, words: Words) -> str:
    sources = [
        f"{source.id} {words.at} {source.settings}" if source.settings else source.id
        for source in answer.sources
    ]
    cells = (
        answer.text,
        f"`{_cell(answer.expression)}`",
        answer.exact,
        _cell("; ".join(sources) or words.arithmetic),
        _cell(getattr(words, answer.check)),
    )
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _sources(reading: Reading, quantities: Mapping[str, Quantities]) -> Iterator[Source]:
    for owner in dict.fromkeys(leaf.owner for leaf in _leaves(reading) if not isinstance(leaf, At)):
        inputs = quantities[owner].inputs.items()
        yield Source(owner, ", ".join(f"{name} = {numeral(value)}" for name, value in inputs))


_Owned = Quantity | Derivative | SecondDerivative | Local | OfRun | At


def _leaves(reading: Reading) -> Iterator[_Owned]:
    """Yield the leaves of an expression, and those of the expressions within them."""
    for leaf in reading.leaves:
        if isinstance(leaf, _Owned):
            yield leaf
        inner = (leaf.reading, *(part for _, part in leaf.inputs)) if isinstance(leaf, At) else ()
        inner = tuple(part for _, part in leaf.settings) if isinstance(leaf, OfRun) else inner
        for part in inner:
            yield from _leaves(part)


def _check(reading: Reading, scope: Scope, value: ComputedValue, *, is_live: bool) -> Check:
    """Return what was done to check a number, once it has been done.

    Raises:
        Fault: forward mode finds another derivative.
    """
    derivatives = [leaf for leaf in reading.leaves if _is_derivative(leaf)]
    for leaf in derivatives:
        assert isinstance(leaf, Derivative | Quantity)  # noqa: S101  (for the type checker)
        expected, found = leaf.number(scope), _by_forward_mode(leaf, scope.quantities[leaf.owner])
        if abs(expected - found) > AGREEMENT * max(abs(expected), abs(found), 1e-300):
            message = (
                f"reverse mode gives {expected!r} for {value.expression}, forward mode {found!r}: "
                "the engine contradicts itself"
            )
            raise Fault(Diagnostic("value-check", "error", message, value.location))
    if derivatives:
        return "modes_agree"
    return "tape_agrees" if is_live else "computed_once"


def _is_derivative(leaf: Leaf) -> bool:
    return isinstance(leaf, Derivative) or (isinstance(leaf, Quantity) and leaf.name.startswith("grad."))


def _by_forward_mode(leaf: Derivative | Quantity, quantities: Quantities) -> float:
    graph = quantities.graph
    assert graph is not None  # noqa: S101  (only graphs have derivatives)
    if isinstance(leaf, Quantity):
        way: tuple[str, ...] = (graph.output, leaf.name.removeprefix("grad."))
    else:
        way = (leaf.of, *leaf.through, leaf.by)
    product = 1.0
    for upper, lower in pairwise(way):
        product *= _tangent(graph, quantities.primals, upper, lower)
    return product


def _tangent(graph: Graph, primals: tuple[float, ...], of: str, by: str) -> float:
    """Return ∂of/∂by by one forward sweep that begins at ``by``, which may be any node."""
    start, end = graph.index(by), graph.index(of)
    tangents = {start: 1.0}
    for index in range(start + 1, end + 1):
        if any(operand in tangents for operand in graph.nodes[index].operands):
            tangents[index] = sum(
                derivative * tangents.get(operand, 0.0)
                for operand, derivative in local(graph, primals, index)
            )
    return tangents.get(end, 0.0)
