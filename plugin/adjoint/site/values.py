"""Computed values, ``{= grad(e, b) :.2f }``: evaluated over the numbers of a page's components."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from adjoint.autodiff import DomainError, ExpressionError, forward, parse_graph, parse_syntax, reverse
from adjoint.autodiff.syntax import Call, Comparison, Expression, Name, Unary, parts
from adjoint.components.compute_graph.numerals import numeral
from adjoint.components.quantities import Quantities
from adjoint.markup import ComputedValue, Diagnostic, Document, Location, nearest
from adjoint.site.gathering import Faults

_POWER_OF_TEN = re.compile("×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def compute_values(
    texts: Iterable[Document], quantities: Mapping[str, Quantities], faults: Faults
) -> Mapping[str, float]:
    """Return every computed value of a page by its expression.

    Args:
        texts: the page's body and lines.
        quantities: what each component offers, by its id.
        faults: takes each value that cannot be computed or written as asked.
    """
    numbers: dict[str, float] = {}
    for value in (value for text in texts for value in text.values):
        try:
            numbers[value.expression] = evaluate(value.expression, quantities)
            format(1.0, value.format)
        except ExpressionError as error:
            place = _place(value, error.start)
            faults.found.append(Diagnostic("value", "error", error.message, place, error.hint))
        except DomainError as error:
            message = f"the value of {value.expression} is undefined: {error}"
            faults.found.append(Diagnostic("value-domain", "error", message, _place(value, 0)))
        except ValueError:
            message = f'"{value.format}" is not a number format'
            hint = "write Python's format marks, such as .2f or .3g"
            faults.found.append(Diagnostic("value-format", "error", message, value.location, hint))
    return numbers


def _place(value: ComputedValue, offset: int) -> Location:
    start = value.location
    return Location(
        start.path, start.line, start.column + value.expression_span.start - value.span.start + offset
    )


def evaluate(expression: str, quantities: Mapping[str, Quantities]) -> float:
    """Return the number that an expression over a page's quantities stands for.

    Names are quantities, bare (``e``) or with their component's id (``toy.e``); ``grad(e, b)`` is ∂e/∂b in a
    graph that has both; everything else is the engine's own language.

    Raises:
        ExpressionError: the expression cannot be read, or names what the page does not have.
        DomainError: it has no finite value.
    """
    known: dict[str, float] = {}
    text, read = [], 0
    for found in _outermost(parse_syntax(expression)):
        number = _number(found, quantities)
        if number is not None:
            name = found.text if isinstance(found, Name) and "." not in found.text else f"number{len(known)}"
            known[name] = number
            text += [expression[read : found.start], name]
            read = found.end
    graph = parse_graph("".join([*text, expression[read:]]), inputs=tuple(known))
    return forward(graph, known)[graph.outputs[0]]


def _outermost(tree: Expression) -> list[Name | Call]:
    """Return names, and calls of ``grad`` whole, in the order they stand."""
    found: list[Name | Call] = []
    stack = [tree]
    while stack:
        here = stack.pop()
        if isinstance(here, Comparison) or (isinstance(here, Unary) and here.operator == "not"):
            raise ExpressionError("a computed value is a number, not a comparison", here.start, here.end)
        if isinstance(here, Name) or (isinstance(here, Call) and here.function.text == "grad"):
            found.append(here)
        else:
            stack.extend(parts(here))
    return sorted(found, key=lambda part: part.start)


def _number(found: Name | Call, quantities: Mapping[str, Quantities]) -> float | None:
    """Return the number that a name or a ``grad`` stands for; None where the engine is to read it itself."""
    if isinstance(found, Call):
        return _derivative(found, quantities)
    if found.text in _CONSTANTS:
        return None
    owner, name = _owner(found, (found,), quantities)
    return owner.values[name]


_CONSTANTS = {"pi", "tau", "π", "τ"}


def _derivative(call: Call, quantities: Mapping[str, Quantities]) -> float:
    names = [operand for operand in call.operands if isinstance(operand, Name)]
    if len(names) != 2 or len(call.operands) != 2 or call.settings:
        hint = "write grad(e, b) for the derivative of e with respect to b"
        raise ExpressionError("grad takes the names of two nodes", call.start, call.end, hint)
    graphs = {owner: offered for owner, offered in quantities.items() if offered.graph is not None}
    of, by = names
    owner, output = _owner(of, names, graphs)
    _, node = _owner(by, names, {key: offered for key, offered in graphs.items() if offered is owner})
    graph = owner.graph
    assert graph is not None  # noqa: S101  (only graphs were asked)
    return reverse(graph, owner.primals, output)[graph.index(node)]


def _owner(
    name: Name, together: Iterable[Name], quantities: Mapping[str, Quantities]
) -> tuple[Quantities, str]:
    """Return the component that a name belongs to, and the name without the component's id.

    Args:
        name: bare or dotted.
        together: names that the same component must have, this one among them.
        quantities: by component id.

    Raises:
        ExpressionError: no component has the name, or several have it.
    """
    owner, dot, rest = name.text.partition(".")
    if dot and owner in quantities:
        if rest in quantities[owner].values:
            return quantities[owner], rest
        close = nearest(rest, quantities[owner].values)
        raise _unknown(name, f"{owner}.{close}" if close else None, quantities[owner].values)
    bare = [word.text for word in together if "." not in word.text]
    having = [key for key, offered in quantities.items() if all(word in offered.values for word in bare)]
    having = having or [key for key, offered in quantities.items() if name.text in offered.values]
    if not having:
        offered = {word for every in quantities.values() for word in every.values}
        dotted = {f"{key}.{word}" for key, every in quantities.items() for word in every.values}
        raise _unknown(name, nearest(name.text, dotted if dot else offered), offered)
    if len(having) > 1:
        hint = f"write {having[0]}.{name.text}"
        message = f"{name.text} is a quantity of {' and of '.join(having)}"
        raise ExpressionError(message, name.start, name.end, hint)
    return quantities[having[0]], name.text


def _unknown(name: Name, close: str | None, offered: Iterable[str]) -> ExpressionError:
    some = ", ".join(sorted(offered)[:12])
    hint = f"did you mean {close}?" if close else f"there are {some}" if some else "no component has numbers"
    return ExpressionError(f'nothing on this page is called "{name.text}"', name.start, name.end, hint)


def shown(number: float, marks: str) -> str:
    """Return a number as the page and the sibling write it.

    Args:
        number: finite.
        marks: Python's format marks; empty for the site's own choice of digits.
    """
    return format(number, marks).replace("-", "−") if marks else numeral(number)


def shown_in_math(number: float, marks: str) -> str:
    """Return a number as LaTeX."""
    text = _POWER_OF_TEN.sub(
        lambda power: rf"\times 10^{{{power[1].translate(_DIGITS)}}}", shown(number, marks)
    )
    return text.replace("−", "-").replace("%", r"\%").replace(",", "{,}")
