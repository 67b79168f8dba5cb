"""Expressions over the numbers of a page: one reading for computed values, claims and equations.

Names are quantities, bare (``e``) or with their component's id (``toy.e``). ``grad(e, b)`` is ∂e/∂b and
``grad(grad(e, a), b)`` is ∂²e/∂b∂a,
``path(e, b, c)`` is what the paths from e to b through c contribute to it, ``local(e, c)`` is the derivative
on the arrow from c to e, ``at(e, a=0)`` is e with a slider elsewhere, and ``loss(race.adam, lr=0.1)`` is a
number of a descent run again. Everything else is the engine's own language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from adjoint.autodiff import ExpressionError, Graph, parse_syntax
from adjoint.autodiff.reading import expression_graph
from adjoint.autodiff.syntax import Binary, Call, Comparison, Expression, Name, Number, Unary
from adjoint.components.quantities import Descent, Quantities
from adjoint.components.reading import (
    LEAF,
    At,
    Bound,
    Derivative,
    Leaf,
    Local,
    OfRun,
    Quantity,
    Reading,
    Scope,
    Settings,
)
from adjoint.components.second_order import SecondDerivative
from adjoint.spelling import nearest, nearest_first

MOST_TOLD: Final = 12
"""Names that an error lists."""
CONSTANTS: Final = frozenset({"pi", "tau", "π", "τ"})
OF_RUNS: Final = ("loss", "gradient", "x", "y", "steps", "crossings")
"""The numbers of a descent that may be asked for as functions of it."""
SECOND: Final = "second derivative"
"""What equations call ``SecondDerivative`` by, and authors ``grad(grad(e, a), b)``."""
STATEMENTS: Final = frozenset({"close", "converges", "diverges"})
"""Functions that are true or false; ``claims`` reads them."""


class UnknownNameError(ExpressionError):
    """A name that nothing on the page has."""


def read_text(text: str, scope: Scope) -> Reading:
    """Read an expression.

    Raises:
        ExpressionError: it cannot be read, or names what the page does not have.
    """
    return read(parse_syntax(text, tuple(scope.quantities)), scope)


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
        return Name(leaves.setdefault(leaf, f"{LEAF}{len(leaves)}"), part.start, part.end)

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
    if function in STATEMENTS:
        hint = "state it as a claim, or write the number itself"
        raise ExpressionError("a number is wanted here, not a statement", part.start, part.end, hint)
    read_call = _of_run if function in OF_RUNS else _FUNCTIONS.get(function)
    return read_call(part, scope) if read_call else None


def named(name: Name, scope: Scope) -> Leaf:
    """Return what a name stands for.

    Raises:
        ExpressionError: nothing, or several things.
    """
    if name.text in scope.bound:
        return Bound(name.text)
    owner, rest = _owner(name, (name,), scope, lambda offered: offered.values)
    return Quantity(owner, rest)


def _grad(call: Call, scope: Scope) -> Derivative | SecondDerivative:
    inner = call.operands[0] if call.operands else None
    if isinstance(inner, Call) and inner.function.text == "grad":
        return _of_a_derivative(call, inner, scope)
    found = _derivative(call, scope, (2, 2), "grad(e, b) for the derivative of e by b")
    graph = scope.quantities[found.owner].graph
    assert graph is not None  # noqa: S101  (only nodes of graphs were asked for)
    of, by = graph.index(found.of), graph.index(found.by)
    if not _reaches(graph, of, by) and _reaches(graph, by, of):
        message = f"{found.of} does not depend on {found.by}, {found.by} depends on {found.of}"
        hint = f"did you mean grad({found.by}, {found.of})?"
        raise ExpressionError(message, call.start, call.end, hint)
    return found


def _of_a_derivative(call: Call, inner: Call, scope: Scope) -> SecondDerivative:
    """Read ``grad(grad(e, a), b)``: the derivative by b of ∂e/∂a."""
    names = [operand for operand in (*inner.operands, *call.operands[1:]) if isinstance(operand, Name)]
    if not len(names) == len(inner.operands) + len(call.operands) - 1 == 3 or call.settings or inner.settings:
        hint = "write grad(grad(e, a), b) for the second derivative of e by a and b"
        raise ExpressionError("a second derivative takes a node and two more", call.start, call.end, hint)
    _grad(inner, scope)
    return _second(replace(call, operands=tuple(names)), scope)


def always_zero(reading: Reading, scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield each derivative of an expression that is 0 wherever the sliders stand, and why it is.

    One input's by another is no slip: it seeds a sweep in forward mode.
    """
    for leaf in reading.leaves:
        if not isinstance(leaf, Derivative):
            continue
        graph = scope.quantities[leaf.owner].graph
        assert graph is not None  # noqa: S101  (only graphs have derivatives)
        of, by = graph.index(leaf.of), graph.index(leaf.by)
        if graph.nodes[of].operands and not _reaches(graph, of, by):
            yield f"grad({leaf.of}, {leaf.by})", f"{leaf.of} does not depend on {leaf.by}"


def _path(call: Call, scope: Scope) -> Derivative:
    return _derivative(call, scope, (3, 12), "path(e, b, c) for the paths from e down to b through c")


def _second(call: Call, scope: Scope) -> SecondDerivative:
    """Read ∂²e/∂a∂b from its operands e, b, a."""
    names = [operand for operand in call.operands if isinstance(operand, Name)]
    owner, of = _owner(names[0], names, scope, _nodes)
    within = replace(scope, quantities={owner: scope.quantities[owner]})
    by, then = (_owner(name, names, within, _nodes)[1] for name in names[1:])
    graph = scope.quantities[owner].graph
    assert graph is not None  # noqa: S101  (only nodes of graphs were asked for)
    lower, upper = sorted((by, then), key=graph.index)
    if lower != upper and _reaches(graph, graph.index(upper), graph.index(lower)):
        message = f"{upper} is made of {lower}, so a derivative by both can be read in two ways"
        hint = "differentiate by inputs, or by nodes of which neither uses the other"
        raise ExpressionError(message, call.start, call.end, hint)
    return SecondDerivative(owner, of, by, then)


def _local(call: Call, scope: Scope) -> Local:
    found = _derivative(call, scope, (2, 2), "local(e, c) for the derivative of e by its operand c")
    graph = scope.quantities[found.owner].graph
    assert graph is not None  # noqa: S101  (only nodes of graphs were asked for)
    operands = list(
        dict.fromkeys(graph.nodes[index].name for index in graph.nodes[graph.index(found.of)].operands)
    )
    if found.by not in operands:
        named = [name for name in operands if name]
        message = f"no arrow leads from {found.by} to {found.of}"
        hint = (
            f"{found.of} is made of {' and '.join(named)}" if named else f"{found.of} is made of nothing else"
        )
        if _reaches(graph, graph.index(found.of), graph.index(found.by)):
            hint += f"; the derivative along all paths is grad({found.of}, {found.by})"
        raise ExpressionError(message, call.start, call.end, hint)
    return Local(found.owner, found.of, found.by)


def _derivative(call: Call, scope: Scope, count: tuple[int, int], usage: str) -> Derivative:
    """Read a call whose operands are nodes of one graph."""
    names = [operand for operand in call.operands if isinstance(operand, Name)]
    if not count[0] <= len(names) == len(call.operands) <= count[1] or call.settings:
        wanted = "two" if count[1] == 2 else "three or more"
        message = f"{call.function.text} takes the names of {wanted} nodes"
        raise ExpressionError(message, call.start, call.end, f"write {usage}")
    owner, of = _owner(names[0], names, scope, _nodes)
    within = replace(scope, quantities={owner: scope.quantities[owner]})
    found = [_owner(name, names, within, _nodes)[1] for name in names[1:]]
    graph = scope.quantities[owner].graph
    assert graph is not None  # noqa: S101  (only nodes of graphs were asked for)
    by, through = found[0], sorted(found[1:], key=graph.index, reverse=True)
    way = [graph.index(node) for node in (of, *through, by)]
    if through and not all(_reaches(graph, upper, lower) for upper, lower in pairwise(way)):
        message = f"no path from {of} down to {by} goes through {' and '.join(through)}"
        raise ExpressionError(message, call.start, call.end)
    return Derivative(owner, of, by, tuple(through))


def _at(call: Call, scope: Scope) -> At:
    if len(call.operands) != 1 or not call.settings:
        hint = "write at(e, a=0), or at(e - d, a=0, b=1)"
        raise ExpressionError("at takes an expression and inputs to set", call.start, call.end, hint)
    names = [name for name, _ in call.settings]
    inputs = {name for every in scope.quantities.values() for name in every.sliders}
    for name in names:
        if name.text.rpartition(".")[2] not in inputs:
            hint = f"there are {', '.join(sorted(inputs))}" if inputs else "no graph has inputs"
            raise UnknownNameError(f"{name.text} is no input of a graph", name.start, name.end, hint)
    owner, _ = _owner(names[0], names, scope, lambda offered: offered.sliders)
    within = replace(scope, quantities={owner: scope.quantities[owner]})
    moved = [
        (_owner(name, names, within, lambda offered: offered.sliders)[1], read(value, scope))
        for name, value in call.settings
    ]
    return At(owner, read(call.operands[0], scope), tuple(moved))


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
    asked = call.operands[0]
    if asked.text in scope.quantities:
        raise _no_run(asked, function, scope.quantities[asked.text])
    owner, run = _owner(asked, call.operands, scope, lambda offered: offered.descents)
    descent = scope.quantities[owner].descents[run]
    return (
        owner,
        run,
        tuple((name.text, _setting(name, value, descent, scope)) for name, value in call.settings),
    )


def _no_run(name: Name, function: str, offered: Quantities) -> ExpressionError:
    """Say of a component's id that it is no run."""
    if not offered.descents:
        what = "a graph" if offered.graph is not None else "a lab without descents"
        hint = f"{function} takes the name of one run of a gradient-descent lab, such as race.adam"
    else:
        what = "a lab"
        hint = f"name one of its runs: {function}({name.text}.{next(iter(offered.descents))})"
    return ExpressionError(f"{name.text} is {what}, not a run", name.start, name.end, hint)


def _setting(name: Name, value: Expression, descent: Descent, scope: Scope) -> Reading:
    known = (*descent.settings, "steps")
    if name.text not in known:
        close = nearest(name.text, known)
        hint = f"did you mean {close}?" if close else f"it has {', '.join(known)}"
        message = f'{descent.optimiser.title} has no setting "{name.text}"'
        raise ExpressionError(message, name.start, name.end, hint)
    return read(value, scope)


def _of_run(call: Call, scope: Scope) -> Leaf:
    owner, run, settings = read_run(call, scope)
    quantity = call.function.text
    if f"{run}.{quantity}" not in scope.quantities[owner].values:
        message = "the surface has no valley floor to cross" if quantity == "crossings" else f"no {quantity}"
        raise ExpressionError(message, call.start, call.end)
    return OfRun(owner, run, quantity, settings) if settings else Quantity(owner, f"{run}.{quantity}")


_FUNCTIONS: Final[Mapping[str, Callable[[Call, Scope], Leaf]]] = {
    "grad": _grad,
    SECOND: _second,
    "path": _path,
    "local": _local,
    "at": _at,
}
"""Functions of the page's numbers, by name; the others are the engine's."""


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
    owner, dot, rest = _parted(name.text, offered)
    if dot and offered.get(owner):
        if rest in offered[owner]:
            return owner, rest
        known = offered[owner].keys() - scope.quantities[owner].unwritten
        close = nearest(rest, known)
        raise ExpressionError(*_unknown(name, f"{owner}.{close}" if close else None, rest, known))
    bare = [word.text for word in together if isinstance(word, Name) and "." not in word.text]
    having = [
        key for key, names in offered.items() if all(word in names for word in bare) and name.text in names
    ]
    having = having or [key for key, names in offered.items() if name.text in names]
    if not having:
        written = {key: names.keys() - scope.quantities[key].unwritten for key, names in offered.items()}
        every = {word for names in written.values() for word in names} | set(scope.bound)
        dotted = {f"{key}.{word}" for key, names in written.items() for word in names}
        close = nearest(name.text, dotted if dot else every)
        raise UnknownNameError(*_unknown(name, close, name.text, every))
    having = _written_by_the_author(having, bare, scope)
    if len(having) > 1:
        message = f"{name.text} is a quantity of {' and of '.join(having)}"
        raise ExpressionError(message, name.start, name.end, f"write {having[0]}.{name.text}")
    return having[0], name.text


def _parted(name: str, owners: Iterable[str]) -> tuple[str, str, str]:
    """Return the id that a dotted name begins with, which may have dots of its own, the dot and the rest."""
    owner = max((key for key in owners if name.startswith(f"{key}.")), key=len, default="")
    return (owner, ".", name[len(owner) + 1 :]) if owner else name.partition(".")


def _written_by_the_author(having: Sequence[str], bare: Sequence[str], scope: Scope) -> list[str]:
    """Return those of several components in which fewest names are letters that nameless steps were given."""
    given = {key: sum(word in scope.quantities[key].unwritten for word in bare) for key in having}
    return [key for key in having if given[key] == min(given.values())]


def _unknown(name: Name, close: str | None, word: str, offered: Iterable[str]) -> tuple[str, int, int, str]:
    """Return what an error says of a name, and where: the message, the span and the hint."""
    some = ", ".join(nearest_first(word, offered)[:MOST_TOLD])
    hint = f"did you mean {close}?" if close else f"there are {some}" if some else "no component has numbers"
    return f'nothing on this page is called "{name.text}"', name.start, name.end, hint
