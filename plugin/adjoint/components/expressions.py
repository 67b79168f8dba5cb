"""Expressions over the numbers of a page: one reading for computed values, claims and equations.

Names are quantities, bare (``e``) or with their component's id (``toy.e``). ``grad(e, b)`` is ∂e/∂b,
``path(e, b, c)`` is what the paths from e to b through c contribute to it, ``local(e, c)`` is the derivative
on the arrow from c to e, and ``loss(race.adam, lr=0.1)`` is a number of a descent run again. Everything else
is the engine's own language.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Final, Protocol, TypeAlias

from adjoint.autodiff import DomainError, ExpressionError, Graph, Trajectory, forward, parse_syntax, reverse
from adjoint.autodiff.reading import expression_graph
from adjoint.autodiff.sweeps import local
from adjoint.autodiff.syntax import Binary, Call, Comparison, Expression, Name, Number, Unary
from adjoint.components.quantities import Descent, Quantities, trajectory_values
from adjoint.markup import nearest

CONSTANTS: Final = frozenset({"pi", "tau", "π", "τ"})
OF_RUNS: Final = ("loss", "gradient", "x", "y", "steps", "crossings")
"""The numbers of a descent that may be asked for as functions of it."""
STATEMENTS: Final = frozenset({"close", "converges", "diverges"})
"""Functions that are true or false; ``claims`` reads them."""


@dataclass(frozen=True)
class Scope:
    """What names stand for: the quantities of a page in one state."""

    quantities: Mapping[str, Quantities]
    """What each component offers, by its id."""
    home: str | None = None
    """The component in which the expression stands, whose names come first."""
    bound: Mapping[str, float] = field(default_factory=dict)
    """Names that a quantifier gives a number."""

    def moved(self, owner: str, inputs: Mapping[str, float]) -> Scope:
        """Return the scope with some inputs of a component's graph set otherwise.

        Raises:
            DomainError: a value or a derivative is undefined there.
        """
        return replace(self, quantities={**self.quantities, owner: self.quantities[owner].moved(inputs)})


class Undefined(ArithmeticError):  # noqa: N818  (the author's error, not the program's)
    """An expression that has no finite value; the text says why, the span which part of it."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class Leaf(Protocol):
    """A part of an expression whose number comes from the page."""

    def number(self, scope: Scope) -> float:
        """Return the number in one state of the page.

        Raises:
            DomainError: it is undefined there.
        """


@dataclass(frozen=True)
class Quantity:
    """A component's number by its name."""

    owner: str
    name: str

    def number(self, scope: Scope) -> float:
        """Look the number up."""
        return scope.quantities[self.owner].values[self.name]


@dataclass(frozen=True)
class Bound:
    """A name that a quantifier gives a number."""

    name: str

    def number(self, scope: Scope) -> float:
        """Look the number up."""
        return scope.bound[self.name]


@dataclass(frozen=True)
class Derivative:
    """∂of/∂by in a component's graph, or the part of it along the paths through some nodes."""

    owner: str
    of: str
    by: str
    through: tuple[str, ...] = ()
    """From the output towards the input."""

    def number(self, scope: Scope) -> float:
        """Sweep back once from ``of``, and once from each node on the way."""
        quantities = scope.quantities[self.owner]
        graph = quantities.graph
        assert graph is not None  # noqa: S101  (only graphs have derivatives)
        way = (self.of, *self.through, self.by)
        product = 1.0
        for output, node in pairwise(way):
            product *= reverse(graph, quantities.primals, output)[graph.index(node)]
        return product


@dataclass(frozen=True)
class Local:
    """The derivative of a node by an operand along the arrows between the two alone."""

    owner: str
    of: str
    by: str

    def number(self, scope: Scope) -> float:
        """Add the local derivatives of the arrows."""
        quantities = scope.quantities[self.owner]
        graph = quantities.graph
        assert graph is not None  # noqa: S101  (only graphs have derivatives)
        arrows = local(graph, quantities.primals, graph.index(self.of))
        return sum(derivative for operand, derivative in arrows if operand == graph.index(self.by))


@dataclass(frozen=True)
class OfRun:
    """A number of a descent that is run again with other settings."""

    owner: str
    run: str
    quantity: str
    settings: Settings

    def number(self, scope: Scope) -> float:
        """Run the descent."""
        found = rerun(scope, self.owner, self.run, self.settings)
        return trajectory_values(found)[self.quantity]


Settings: TypeAlias = "tuple[tuple[str, Reading], ...]"
"""Settings that a re-run changes, and to what."""


def rerun(
    scope: Scope,
    owner: str,
    run: str,
    settings: Settings,
    *,
    patience: int | None = None,
) -> Trajectory:
    """Run a descent of a lab again.

    Args:
        scope: the state of the page.
        owner: the lab's id.
        run: the optimiser's name.
        settings: those that differ from the published ones, ``steps`` among them.
        patience: how many steps to take where the settings do not say.

    Raises:
        Undefined: a setting has no value, or ``steps`` is not a number of steps.
    """
    numbers = {name: reading.value(scope) for name, reading in settings}
    steps = numbers.pop("steps", None)
    if steps is not None and not (steps.is_integer() and 1 <= steps <= MOST_STEPS):
        reading = dict(settings)["steps"]
        message = f"steps is a whole number from 1 to {MOST_STEPS}, not {steps:g}"
        raise Undefined(message, reading.start, reading.end)
    return scope.quantities[owner].descents[run].run(numbers, steps=patience if steps is None else int(steps))


MOST_STEPS: Final = 100_000


@dataclass(frozen=True)
class Reading:
    """An expression that has been read: arithmetic over leaves that the page gives numbers to."""

    graph: Graph
    leaves: tuple[Leaf, ...]
    """In the order of the graph's inputs."""
    start: int
    end: int

    def value(self, scope: Scope) -> float:
        """Return the expression's value in one state of the page; infinite only if it is a leaf alone.

        Raises:
            Undefined: it has none.
        """
        return self.evaluated(scope)[0]

    def evaluated(self, scope: Scope) -> tuple[float, float]:
        """Return the value, and the size of the largest number that went into it.

        Raises:
            Undefined: there is no value.
        """
        try:
            numbers = [leaf.number(scope) for leaf in self.leaves]
        except (DomainError, ValueError) as error:
            raise Undefined(str(error), self.start, self.end) from error
        if self._is_leaf and not math.isnan(numbers[0]):
            return numbers[0], abs(numbers[0])
        try:
            primals = forward(self.graph, dict(zip(self.graph.inputs, numbers, strict=True)))
        except DomainError as error:
            raise self._undefined(error) from error
        return primals[self.graph.outputs[0]], max(map(abs, primals))

    @cached_property
    def _is_leaf(self) -> bool:
        return len(self.graph.nodes) == 1 and len(self.leaves) == 1

    def _undefined(self, error: DomainError) -> Undefined:
        """Say which part is undefined in the author's text, not in the names of an inner graph."""
        if error.name.startswith(_LEAF):
            return Undefined("it reckons with a number that is not finite", self.start, self.end)
        start, end = self.graph.nodes[error.node].span
        return Undefined(str(error).rpartition(" at node ")[0] or str(error), start, end)


_LEAF: Final = "leaf "
"""No author's name holds a space."""


def read_text(text: str, scope: Scope) -> Reading:
    """Read an expression.

    Raises:
        ExpressionError: it cannot be read, or names what the page does not have.
    """
    return read(parse_syntax(text), scope)


def read(expression: Expression, scope: Scope) -> Reading:
    """Read an expression that ``parse_syntax`` gave.

    Raises:
        ExpressionError: it is no number, or names what the page does not have.
    """
    leaves: dict[Leaf, str] = {}

    def name_of(part: Name | Call) -> Name | None:
        leaf = _leaf(part, scope)
        if leaf is None:
            return None
        return Name(leaves.setdefault(leaf, f"{_LEAF}{len(leaves)}"), part.start, part.end)

    arithmetic = _replaced(expression, name_of)
    graph = expression_graph(arithmetic, inputs=tuple(leaves.values()))
    return Reading(graph, tuple(leaves), expression.start, expression.end)


def _replaced(root: Expression, name_of: Callable[[Name | Call], Name | None]) -> Expression:
    """Return a tree with a name in place of each part that the page gives a number to."""
    done: list[Expression] = []
    waiting: list[tuple[Expression, bool]] = [(root, False)]
    while waiting:
        here, parts_done = waiting.pop()
        if isinstance(here, Name | Call) and not parts_done:
            name = name_of(here)
            if name is not None or isinstance(here, Name):
                done.append(name or here)
                continue
        match here:
            case Number() | Name():
                done.append(here)
            case Comparison() | Unary("not") | Binary("and" | "or"):
                hint = "state it as a claim, or write the number itself"
                raise ExpressionError("a number is wanted here, not a statement", here.start, here.end, hint)
            case Unary() | Binary() | Call() if not parts_done:
                waiting.append((here, True))
                waiting.extend((part, False) for part in reversed(_operands(here)))
            case Unary():
                done.append(replace(here, operand=done.pop()))
            case Binary():
                right, left = done.pop(), done.pop()
                done.append(replace(here, left=left, right=right))
            case Call(_, operands):
                taken = tuple(done.pop() for _ in operands)[::-1]
                done.append(replace(here, operands=taken))
    (tree,) = done
    return tree


def _operands(here: Unary | Binary | Call) -> tuple[Expression, ...]:
    match here:
        case Unary():
            return (here.operand,)
        case Binary():
            return (here.left, here.right)
        case Call():
            return here.operands


def _leaf(part: Name | Call, scope: Scope) -> Leaf | None:
    """Return the leaf that a name or a call stands for; None where the engine is to read it itself."""
    if isinstance(part, Name):
        return None if part.text in CONSTANTS else named(part, scope)
    function = part.function.text
    if function == "grad":
        return _derivative(part, scope, least=2, most=2, usage="grad(e, b) for the derivative of e by b")
    if function == "path":
        usage = "path(e, b, c) for the paths from e down to b through c"
        return _derivative(part, scope, least=3, most=12, usage=usage)
    if function == "local":
        usage = "local(e, c) for the derivative of e by its operand c"
        found = _derivative(part, scope, least=2, most=2, usage=usage)
        return Local(found.owner, found.of, found.by)
    if function in OF_RUNS:
        owner, run, settings = read_run(part, scope)
        return _of_run(part, owner, run, settings, scope)
    if function in STATEMENTS:
        hint = "state it as a claim, or write the number itself"
        raise ExpressionError("a number is wanted here, not a statement", part.start, part.end, hint)
    return None


def named(name: Name, scope: Scope) -> Leaf:
    """Return what a name stands for.

    Raises:
        ExpressionError: nothing, or several things.
    """
    if name.text in scope.bound:
        return Bound(name.text)
    owner, rest = _owner(name, (name,), scope, lambda offered: offered.values)
    return Quantity(owner, rest)


def _derivative(call: Call, scope: Scope, *, least: int, most: int, usage: str) -> Derivative:
    names = [operand for operand in call.operands if isinstance(operand, Name)]
    if not least <= len(names) == len(call.operands) <= most or call.settings:
        function = call.function.text
        message = f"{function} takes the names of {'two' if most == 2 else 'three or more'} nodes"
        raise ExpressionError(message, call.start, call.end, f"write {usage}")
    owner, of = _owner(names[0], names, scope, _nodes)
    found = [_owner(name, names, replace(scope, quantities={owner: scope.quantities[owner]}), _nodes)[1]
             for name in names[1:]]  # fmt: skip
    graph = scope.quantities[owner].graph
    assert graph is not None  # noqa: S101  (only nodes of graphs were asked for)
    by, through = found[0], sorted(found[1:], key=graph.index, reverse=True)
    way = [graph.index(node) for node in (of, *through, by)]
    if through and not all(_reaches(graph, upper, lower) for upper, lower in pairwise(way)):
        message = f"no path from {of} down to {by} goes through {' and '.join(through)}"
        raise ExpressionError(message, call.start, call.end)
    return Derivative(owner, of, by, tuple(through))


def _nodes(offered: Quantities) -> Mapping[str, float]:
    """Return the named nodes of a component's graph; none where it has no graph."""
    if offered.graph is None:
        return {}
    return {node.name: 0.0 for node in offered.graph.nodes if node.name}


def _reaches(graph: Graph, upper: int, lower: int) -> bool:
    reached = {upper}
    for index in range(upper, lower, -1):
        if index in reached:
            reached.update(graph.nodes[index].operands)
    return lower in reached


def read_run(call: Call, scope: Scope) -> tuple[str, str, Settings]:
    """Return the lab and the optimiser that a call names, and the settings it changes.

    Raises:
        ExpressionError: there is no such run or setting.
    """
    function = call.function.text
    if len(call.operands) != 1 or not isinstance(call.operands[0], Name):
        hint = f"write {function}(race.adam), or {function}(race.adam, lr=0.1) with another setting"
        raise ExpressionError(f"{function} takes the name of one run of a lab", call.start, call.end, hint)
    owner, run = _owner(call.operands[0], call.operands, scope, lambda offered: offered.descents)
    descent = scope.quantities[owner].descents[run]
    return (
        owner,
        run,
        tuple((name.text, _setting(name, value, descent, scope)) for name, value in call.settings),
    )


def _setting(name: Name, value: Expression, descent: Descent, scope: Scope) -> Reading:
    known = (*descent.settings, "steps")
    if name.text not in known:
        close = nearest(name.text, known)
        hint = f"did you mean {close}?" if close else f"it has {', '.join(known)}"
        message = f'{descent.optimiser.title} has no setting "{name.text}"'
        raise ExpressionError(message, name.start, name.end, hint)
    return read(value, scope)


def _of_run(call: Call, owner: str, run: str, settings: Settings, scope: Scope) -> Leaf:
    quantity = call.function.text
    if f"{run}.{quantity}" not in scope.quantities[owner].values:
        message = "the surface has no valley floor to cross" if quantity == "crossings" else f"no {quantity}"
        raise ExpressionError(message, call.start, call.end)
    if not settings:
        return Quantity(owner, f"{run}.{quantity}")
    return OfRun(owner, run, quantity, settings)


def _owner(
    name: Name,
    together: Iterable[Expression],
    scope: Scope,
    offers: Callable[[Quantities], Mapping[str, object]],
) -> tuple[str, str]:
    """Return the id of the component that a name belongs to, and the name without that id.

    Args:
        name: bare or dotted.
        together: names that the same component must have, this one among them.
        scope: the page's quantities.
        offers: the names that count.

    Raises:
        ExpressionError: no component has the name, or several have it.
    """
    offered = {key: offers(every) for key, every in scope.quantities.items()}
    if scope.home in offered and name.text in offered[scope.home]:
        return scope.home, name.text
    owner, dot, rest = name.text.partition(".")
    if dot and offered.get(owner):
        if rest in offered[owner]:
            return owner, rest
        close = nearest(rest, offered[owner])
        raise _unknown(name, f"{owner}.{close}" if close else None, offered[owner])
    bare = [word.text for word in together if isinstance(word, Name) and "." not in word.text]
    having = [
        key for key, names in offered.items() if all(word in names for word in bare) and name.text in names
    ]
    having = having or [key for key, names in offered.items() if name.text in names]
    if not having:
        every = {word for names in offered.values() for word in names} | set(scope.bound)
        dotted = {f"{key}.{word}" for key, names in offered.items() for word in names}
        raise _unknown(name, nearest(name.text, dotted if dot else every), every)
    if len(having) > 1:
        message = f"{name.text} is a quantity of {' and of '.join(having)}"
        raise ExpressionError(message, name.start, name.end, f"write {having[0]}.{name.text}")
    return having[0], name.text


def _unknown(name: Name, close: str | None, offered: Iterable[str]) -> ExpressionError:
    some = ", ".join(sorted(offered)[:12])
    hint = f"did you mean {close}?" if close else f"there are {some}" if some else "no component has numbers"
    return ExpressionError(f'nothing on this page is called "{name.text}"', name.start, name.end, hint)
