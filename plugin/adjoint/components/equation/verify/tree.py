"""What an equation says, as read from its LaTeX, before any name has a meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final, Literal, TypeAlias

from adjoint.frozen import frozen


@frozen
class Number:
    """A number as written."""

    value: float
    start: int
    end: int
    unit: float = 1.0
    """What one in its last digit is worth: 0.01 for ``3.14``."""


@frozen
class Symbol:
    r"""A name: ``b``, ``\theta_{t+1}``, ``\mathit{loss}``, ``\hat m_t``."""

    head: str
    index: str
    r"""Its subscript as plain text, such as ``t+1``; empty without one."""
    start: int
    end: int

    @property
    def key(self) -> str:
        """The name as one text."""
        return f"{self.head}_{self.index}" if self.index else self.head


@frozen
class Of:
    """``f(x, y)``: a name with other names in brackets behind it, a function of them or a product."""

    function: Symbol
    of: tuple[Symbol, ...]
    start: int
    end: int


@frozen
class Partial:
    r"""``\frac{\partial e}{\partial b}``."""

    of: Symbol
    by: Symbol
    start: int
    end: int


@frozen
class Second:
    r"""``\frac{\partial^2 e}{\partial a \partial b}``: by b, then by a."""

    of: Symbol
    by: Symbol
    then: Symbol
    start: int
    end: int


@frozen
class Adjoint:
    r"""``\bar b``: the derivative of the output by b."""

    of: Symbol
    start: int
    end: int


@frozen
class Gradient:
    r"""``\nabla L(\theta_t)``; of order 2 ``\nabla^2 L(\theta_t)``, the curvature."""

    of: Symbol
    at: Symbol | None
    start: int
    end: int
    order: int = 1


@frozen
class Slot:
    """One entry of a gradient that is compared with a vector."""

    gradient: Gradient
    place: int
    count: int
    start: int
    end: int


@frozen
class Vector:
    """``(d, c)``: entries in brackets; never part of a larger expression."""

    entries: tuple[Node, ...]
    start: int
    end: int


@frozen
class Apply:
    """One of the engine's operations, by its name, applied to operands."""

    operation: str
    operands: tuple[Node, ...]
    start: int
    end: int


@frozen
class Negative:
    """A minus sign before its operand."""

    operand: Node
    start: int
    end: int


@frozen
class Binary:
    """Two operands and one of ``+ - * / ^`` between them."""

    operator: str
    left: Node
    right: Node
    start: int
    end: int


@frozen
class Uses:
    r"""``v \text{ uses } u``: v stands for each node that has u as an operand."""

    variable: Symbol
    operand: Symbol


@frozen
class Each:
    r"""``v \in \{c, d\}``: v stands for each of some names."""

    variable: Symbol
    members: tuple[Symbol, ...]


@frozen
class Counts:
    """``k=1`` below and ``4`` above: k counts."""

    variable: Symbol
    first: int
    last: int


@frozen
class Fold:
    """A sum or a product over a range."""

    operator: Literal["+", "*"]
    over: Uses | Each | Counts
    body: Node
    start: int
    end: int


@frozen
class Route:
    r"""A part that a brace labels as what comes ``\text{through } c``."""

    part: Node
    through: Symbol
    start: int
    end: int


Node: TypeAlias = (
    Number
    | Symbol
    | Of
    | Partial
    | Second
    | Adjoint
    | Gradient
    | Slot
    | Apply
    | Negative
    | Binary
    | Fold
    | Route
)


@frozen
class Relation:
    r"""A sign between two sides: ``=``, ``\approx``, ``<`` and so on, and where it stands."""

    sign: str
    start: int
    end: int


@frozen
class Chain:
    """``a = b = c``: n signs between n + 1 sides."""

    sides: tuple[Node, ...]
    relations: tuple[Relation, ...]


RELATIONS: Final = {
    "=": "=", r"\coloneqq": "=", r"\equiv": "=", r"\approx": "≈", r"\simeq": "≈", r"\doteq": "≈", "<": "<",
    ">": ">", r"\le": "<=", r"\ge": ">=", r"\ne": "!=", r"\leftarrow": "←",
}  # fmt: skip
"""Signs between sides, and what they state."""


def every_part(value: Any) -> Iterator[Any]:  # noqa: ANN401  (a tree of several types)
    """Give all that a tree is made of, itself first: parts, signs, ranges, in the order they stand."""
    if isinstance(value, tuple | list):
        for item in value:
            yield from every_part(item)
    elif is_dataclass(value):
        yield value
        for item in fields(value):
            yield from every_part(getattr(value, item.name))


def symbols(value: Any) -> Iterator[Symbol]:  # noqa: ANN401
    """Give the names in a tree, in the order they stand."""
    return (part for part in every_part(value) if isinstance(part, Symbol))


def reduced(node: Node) -> Node:
    """Return a part without what changes nothing in it: ``+ 0``, ``1 *``; what is taken from itself is 0."""
    match node:
        case Negative(operand):
            return Negative(reduced(operand), node.start, node.end)
        case Apply(operation, operands):
            return Apply(operation, tuple(map(reduced, operands)), node.start, node.end)
        case Binary(operator, left, right):
            return _reduced(Binary(operator, reduced(left), reduced(right), node.start, node.end))
    return node


def _reduced(node: Binary) -> Node:
    operator, left, right = node.operator, node.left, node.right
    if _is(right, 0 if operator in {"+", "-"} else 1):
        return left
    if (operator == "+" and _is(left, 0)) or (operator == "*" and _is(left, 1)):
        return right
    if operator == "-" and without_places(left) == without_places(right):
        return Number(0.0, node.start, node.end)
    return node


def _is(node: Node, number: float) -> bool:
    return isinstance(node, Number) and node.value == number


def without_places(node: Node) -> str:
    """Return what a part says, wherever it stands."""
    match node:
        case Symbol():
            return node.key
        case Number():
            return repr(node.value)
        case Negative(operand):
            return f"-({without_places(operand)})"
        case Binary(operator, left, right):
            return f"({without_places(left)}){operator}({without_places(right)})"
    return repr(node)
