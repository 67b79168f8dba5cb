r"""Vectors as whole sides, ``\nabla e = (d, d + c)`` or a column: an equation for each entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from adjoint.components.equation.verify.names import MATRICES, SymbolReader
from adjoint.components.equation.verify.tokens import Unread
from adjoint.components.equation.verify.tree import Chain, Gradient, Node, Relation, Slot, Vector

COLUMNS: Final = frozenset({"pmatrix", "bmatrix"})
_OPENING: Final = {"(": ")", "[": "]"}
_OPEN: Final = frozenset({"(", "[", "{", r"\{"})
_CLOSE: Final = frozenset({")", "]", "}", r"\}"})
_TRANSPOSED: Final = frozenset({"T", r"\top", r"\intercal", "⊤"})


def at_vector(reader: SymbolReader) -> bool:
    """Tell whether brackets with a comma in them, or a column, come next."""
    if reader.token.text == r"\begin":
        following = reader.tokens[reader.at + 2 : reader.at + 9]
        return "".join(token.text for token in following) in COLUMNS
    if reader.token.text not in _OPENING:
        return False
    depth = 0
    for token in reader.tokens[reader.at :]:
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        if depth == 1 and token.text == ",":
            return True
        if depth == 0:
            return False
    return False


def closing(opening: str) -> str:
    """Return what closes the brackets of a vector."""
    return _OPENING[opening]


def skip_transposition(reader: SymbolReader) -> None:
    """Go past the mark that makes a column of a row; as entries the two are alike."""
    if reader.token.text != "^":
        return
    mark = reader.next()
    inside = reader.group() if reader.token.text == "{" else [reader.next()]
    marks = [token.text for token in inside if token.text not in {"{", "}", r"\mathsf", r"\mathrm"}]
    if len(marks) != 1 or marks[0] not in _TRANSPOSED:
        raise Unread("powers of vectors are not read", mark.start, reader.last.end, MATRICES)


def componentwise(
    sides: Sequence[Node | Vector], relations: Sequence[Relation], latex: str
) -> Iterator[Chain]:
    """Give a chain as it is, or once for each entry where its sides are vectors.

    Raises:
        Unread: a vector is compared with what is none, or otherwise than by = and ≈.
    """
    vectors = [side for side in sides if isinstance(side, Vector)]
    if not vectors:
        yield Chain(tuple(side for side in sides if not isinstance(side, Vector)), tuple(relations))
        return
    count = len(vectors[0].entries)
    for relation in relations:
        if relation.sign not in {"=", "≈"}:
            raise Unread("vectors are equal or not; none is less than another", relation.start, relation.end)
    for side in sides:
        if isinstance(side, Vector):
            if len(side.entries) != count:
                message = f"a vector of {count} entries is compared with one of {len(side.entries)}"
                raise Unread(message, side.start, side.end)
        elif not (isinstance(side, Gradient) and side.order == 1 and side.at is None):
            raise Unread("a vector is compared with what is none", side.start, side.end, MATRICES)
        elif "_" in latex[side.start : side.of.start]:
            hint = "write the gradient by all inputs, or the partial derivatives one by one"
            raise Unread("a gradient by some inputs is not read", side.start, side.end, hint)
    for place in range(count):
        entries = (
            side.entries[place]
            if isinstance(side, Vector)
            else Slot(side, place, count, side.start, side.end)
            for side in sides
            if isinstance(side, Vector | Gradient)
        )
        yield Chain(tuple(entries), tuple(relations))
