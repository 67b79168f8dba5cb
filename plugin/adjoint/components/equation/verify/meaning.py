r"""From what an equation says to expressions over the page's numbers: names find their nodes, sums unfold.

A letter that is no node but stands where only a node can, as u does in ``\bar u``, stands for any node: the
equation is then one equation for each node but the output.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from itertools import product
from typing import Final, Protocol

from adjoint.autodiff import syntax
from adjoint.components.equation.verify.names import EULER
from adjoint.components.equation.verify.tokens import Unread
from adjoint.components.equation.verify.tree import (
    Adjoint,
    Apply,
    Binary,
    Chain,
    Counts,
    Each,
    Fold,
    Gradient,
    Negative,
    Node,
    Number,
    Of,
    Partial,
    Route,
    Second,
    Slot,
    Symbol,
    Uses,
)
from adjoint.components.expressions import SECOND
from adjoint.frozen import frozen
from adjoint.markup import nearest

_STEP: Final = re.compile(r"([A-Za-z]+)([+-]\d+)?")
_CONSTANTS: Final = frozenset({"pi", "tau"})


class Vocabulary(Protocol):
    """What the names of an equation mean."""

    @property
    def names(self) -> Mapping[str, str]:
        """The quantities that names stand for, by the key of the name."""

    @property
    def nodes(self) -> tuple[str, ...]:
        """What a letter may stand for that stands for any node."""

    @property
    def output(self) -> str | None:
        """What is differentiated, where that goes without saying."""

    def users(self, node: str) -> tuple[str, ...]:
        """Return the nodes that have a node as an operand."""

    def gradient(self, gradient: Gradient) -> str | None:
        """Return the quantity that a gradient is; None where there is none."""

    def entry(self, gradient: Gradient, place: int, count: int) -> tuple[str, str] | None:
        """Return the nodes that an entry of a gradient is of and by; None where that is not clear."""

    def depends_on(self, node: str) -> frozenset[str]:
        """Return the inputs that a node is a function of."""


@frozen
class NumbersVocabulary:
    """Names are numbers, and nothing that a graph of the page is made of."""

    names: Mapping[str, str]

    @property
    def nodes(self) -> tuple[str, ...]:
        """Return nothing: no letter stands for a node."""
        return ()

    @property
    def output(self) -> str | None:
        """Return nothing: there is no graph whose output goes without saying."""
        return None

    def users(self, node: str) -> tuple[str, ...]:
        """Return nothing: there are no nodes."""
        del node
        return ()

    def depends_on(self, node: str) -> frozenset[str]:
        """Return nothing: there are no nodes."""
        del node
        return frozenset()

    def gradient(self, gradient: Gradient) -> str | None:
        """Return nothing: numbers have no gradient."""
        del gradient
        return None

    def entry(self, gradient: Gradient, place: int, count: int) -> tuple[str, str] | None:
        """Return nothing: numbers have no gradient."""
        del gradient, place, count
        return None


@frozen
class Stated:
    """A chain in the engine's expressions, for one choice of the nodes that its letters stand for."""

    sides: tuple[syntax.Expression, ...]
    routes: tuple[tuple[Route, syntax.Expression, syntax.Expression], ...]
    """Parts labelled as what comes through a node: the part, and what the paths through it contribute."""
    told: str
    """The choice, as a message names it: ``u = b``; empty without one."""


def meanings(chain: Chain, vocabulary: Vocabulary) -> Iterator[Stated]:
    """Give a chain of equations once for each choice of the nodes that its letters stand for.

    Raises:
        Unread: a name means nothing.
    """
    letters = letters_for_nodes(chain, vocabulary)
    for nodes in product(vocabulary.nodes, repeat=len(letters)):
        chosen = dict(zip(letters, nodes, strict=True))
        meaning = Meaning(vocabulary, chosen)
        told = ", ".join(f"{letter} = {node}" for letter, node in chosen.items())
        routes = tuple((route, meaning.of(route.part), path) for route, path in meaning.routes(chain))
        yield Stated(tuple(meaning.of(side) for side in chain.sides), routes, told)


def letters_for_nodes(chain: Chain, vocabulary: Vocabulary) -> list[str]:
    """Return the letters of a chain that stand for any node of a graph."""
    return list(dict.fromkeys(_letters(chain.sides, vocabulary.names))) if vocabulary.nodes else []


def speaks_of_uses(chain: Chain) -> bool:
    """Tell whether a chain sums over the nodes that use another."""
    waiting = list(chain.sides)
    while waiting:
        here = waiting.pop()
        if isinstance(here, Fold):
            if isinstance(here.over, Uses):
                return True
            waiting.append(here.body)
        waiting.extend(_parts(here))
    return False


def _letters(sides: tuple[Node, ...], names: Mapping[str, str]) -> Iterator[str]:
    """Give the letters that stand for any node: those that only the name of a node could be, and are none."""
    waiting: list[tuple[Node, frozenset[str]]] = [(side, frozenset()) for side in reversed(sides)]
    while waiting:
        here, bound = waiting.pop()
        free: list[Symbol] = []
        match here:
            case Adjoint(of):
                free = [of]
            case Partial(of, by):
                free = [of, by]
            case Fold(over=over, body=body):
                free = [over.operand] if isinstance(over, Uses) else []
                waiting.append((body, bound | {over.variable.key}))
            case _:
                waiting.extend((part, bound) for part in reversed(_parts(here)))
        for symbol in free:
            if (
                symbol.key not in names
                and symbol.key not in bound
                and not symbol.index
                and len(symbol.head) == 1
            ):
                yield symbol.key


def _parts(node: Node) -> tuple[Node, ...]:
    match node:
        case Apply(_, operands):
            return operands
        case Negative(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Route(part):
            return (part,)
    return ()


def _routes(sides: tuple[Node, ...]) -> Iterator[Route]:
    waiting = list(reversed(sides))
    while waiting:
        here = waiting.pop()
        if isinstance(here, Route):
            yield here
        waiting.extend(reversed(_parts(here)))


@frozen
class Meaning:
    """What names mean within one part of an equation."""

    vocabulary: Vocabulary
    nodes: Mapping[str, str] = field(default_factory=dict)
    """The nodes that letters stand for."""
    arrows: frozenset[tuple[str, str]] = frozenset()
    """Pairs of letters (v, u) of which v uses u, so that ∂v/∂u is the derivative along the arrows alone."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """The numbers that letters count."""

    def of(self, node: Node) -> syntax.Expression:  # noqa: C901, PLR0911, PLR0912  (a case for each kind)
        """Return a part of an equation as an expression of the engine, its places those of the LaTeX.

        Raises:
            Unread: a name means nothing.
        """
        start, end = node.start, node.end
        match node:
            case Number(value):
                return syntax.Number(value, start, end)
            case Symbol():
                return self._quantity(node)
            case Of():
                return self._function(node)
            case Partial(of, by):
                function = "local" if (of.key, by.key) in self.arrows else "grad"
                return _call(function, (self._node(of), self._node(by)), start, end)
            case Second(of, by, then):
                return _call(SECOND, tuple(self._node(name) for name in (of, by, then)), start, end)
            case Adjoint(of):
                if self.vocabulary.output is None:
                    raise Unread("there is no graph whose output an adjoint could be of", start, end)
                return _call(
                    "grad", (syntax.Name(self.vocabulary.output, start, end), self._node(of)), start, end
                )
            case Gradient():
                name = self.vocabulary.gradient(node)
                if name is None:
                    message = (
                        "a gradient is compared with its entries, or verified in the step of an optimiser"
                    )
                    hint = (
                        r"write \nabla e = (…, …), or \frac{\partial e}{\partial b}, or let verify name a run"
                    )
                    raise Unread(message, start, end, hint)
                return syntax.Name(name, start, end)
            case Slot(gradient, place, count):
                names = self.vocabulary.entry(gradient, place, count)
                if names is None:
                    message = f"it is not clear what the {count} entries of this gradient are by"
                    hint = "write the partial derivatives one by one"
                    raise Unread(message, start, end, hint)
                return _call("grad", tuple(syntax.Name(name, start, end) for name in names), start, end)
            case Apply(operation, operands):
                return _call(operation, tuple(self.of(operand) for operand in operands), start, end)
            case Negative(operand):
                return syntax.Unary("-", self.of(operand), start, end)
            case Binary(operator, left, right):
                return syntax.Binary(operator, self.of(left), self.of(right), start, end)
            case Fold():
                return self._unfolded(node)
            case Route(part):
                return self.of(part)

    def routes(self, chain: Chain) -> Iterator[tuple[Route, syntax.Expression]]:
        """Give what the paths through a node contribute to the derivative that the chain is about."""
        about = next((side for side in chain.sides if isinstance(side, Partial | Adjoint)), None)
        if about is None:
            return
        for route in _routes(chain.sides):
            derivative = self.of(about)
            assert isinstance(derivative, syntax.Call)  # noqa: S101  (derivatives are calls)
            operands = (*derivative.operands, self._node(route.through))
            yield route, _call("path", operands, route.start, route.end)

    def _quantity(self, symbol: Symbol) -> syntax.Expression:
        if symbol.key in self.counts:
            return syntax.Number(float(self.counts[symbol.key]), symbol.start, symbol.end)
        if symbol.key in self.nodes or self._indexed(symbol).key in self.vocabulary.names:
            return self._node(symbol)
        if symbol.key == EULER:
            return syntax.Number(math.e, symbol.start, symbol.end)
        if symbol.key in _CONSTANTS:
            return syntax.Name(symbol.key, symbol.start, symbol.end)
        raise self._unknown(symbol)

    def _function(self, node: Of) -> syntax.Expression:
        """Return ``f(x, y)`` as f, if it is a function of x and y; else a product as in ``c(d)``."""
        name, given = self._node(node.function), [self._node(symbol) for symbol in node.of]
        inputs = self.vocabulary.depends_on(name.text)
        if {argument.text for argument in given} == inputs - {name.text}:
            return name
        if len(given) == 1 and (given[0].text not in inputs or name.text in inputs):
            return syntax.Binary("*", name, given[0], node.start, node.end)
        shown = " and ".join(sorted(inputs)) or "nothing"
        message = (
            f"{node.function.key} is a function of {shown}, not of {' and '.join(s.key for s in node.of)}"
        )
        raise Unread(message, node.of[0].start, node.of[-1].end, "write a product with \\cdot")

    def _node(self, symbol: Symbol) -> syntax.Name:
        indexed = self._indexed(symbol)
        name = self.nodes.get(symbol.key) or self.vocabulary.names.get(indexed.key)
        if name is None:
            raise self._unknown(indexed)
        return syntax.Name(name, symbol.start, symbol.end)

    def _indexed(self, symbol: Symbol) -> Symbol:
        """Return a name with the number in place of a subscript that counts: ``s_{k-1}`` as ``s_2``."""
        step = _STEP.fullmatch(symbol.index)
        if step is None or step[1] not in self.counts:
            return symbol
        return replace(symbol, index=str(self.counts[step[1]] + int(step[2] or 0)))

    def _unknown(self, symbol: Symbol) -> Unread:
        names = self.vocabulary.names
        close = nearest(symbol.key, names)
        hint = f"did you mean {close}?" if close else f"there are {', '.join(sorted(names)[:12])}"
        message = f'nothing that this equation speaks of is called "{symbol.key}"'
        return Unread(message, symbol.start, symbol.end, hint)

    def _unfolded(self, fold: Fold) -> syntax.Expression:
        """Return a sum or a product term by term."""
        terms = [inner.of(fold.body) for inner in self._inners(fold.over)]
        if not terms:
            return syntax.Number(0.0 if fold.operator == "+" else 1.0, fold.start, fold.end)
        whole = terms[0]
        for term in terms[1:]:
            whole = syntax.Binary(fold.operator, whole, term, fold.start, fold.end)
        return whole

    def _inners(self, over: Uses | Each | Counts) -> Iterator[Meaning]:
        variable = over.variable.key
        match over:
            case Uses(_, operand):
                arrows = self.arrows | {(variable, operand.key)}
                for node in self.vocabulary.users(self._node(operand).text):
                    yield replace(self, nodes={**self.nodes, variable: node}, arrows=arrows)
            case Each(_, members):
                for member in members:
                    yield replace(self, nodes={**self.nodes, variable: self._node(member).text})
            case Counts(_, first, last):
                for count in range(first, last + 1):
                    yield replace(self, counts={**self.counts, variable: count})


def _call(function: str, operands: tuple[syntax.Expression, ...], start: int, end: int) -> syntax.Call:
    return syntax.Call(syntax.Name(function, start, start), operands, (), start, end)
