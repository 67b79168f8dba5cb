r"""The ranges of sums and products that can be decided: ``v \text{ uses } u``, or ``k=1`` to ``4``."""

from __future__ import annotations

from collections.abc import Sequence

from adjoint.components.equation.verify.names import SymbolReader
from adjoint.components.equation.verify.tokens import Token, Unread
from adjoint.components.equation.verify.tree import Counts, Each, Symbol, Uses

MOST_TERMS = 1000


def read_range(command: Token, below: Sequence[Token], above: Sequence[Token]) -> Uses | Each | Counts:
    r"""Read what a sum runs over.

    Args:
        command: the ``\sum`` or ``\prod``.
        below: the tokens of its subscript.
        above: the tokens of its superscript.

    Raises:
        Unread: it cannot be decided what that is.
    """
    if below:
        reader = _Range([*below, Token("end", "", below[-1].end, below[-1].end)])
        found = reader.range(above)
        if found is not None and reader.token.kind == "end":
            return found
    start, end = (below[0].start, below[-1].end) if below else (command.start, command.end)
    hint = r"write v \text{ uses } u, or v \in \{c, d\}, or k=1 below and a number above"
    raise Unread("what this runs over cannot be decided", start, end, hint)


class _Range(SymbolReader):
    def range(self, above: Sequence[Token]) -> Uses | Each | Counts | None:
        if not self.starts_symbol():
            return None
        variable = self.symbol()
        sign = self.next()
        if sign.kind == "words" and sign.text.split() == ["uses"] and self.starts_symbol():
            return Uses(variable, self.symbol())
        if sign.text == ":" and self.starts_symbol():
            operand = self.symbol()
            if self.next().text == r"\to" and self.starts_symbol() and self.symbol().key == variable.key:
                return Uses(variable, operand)
        if sign.text == r"\in" and self.next().text == r"\{":
            return self._each(variable)
        if sign.text == "=" and self.token.kind == "digit":
            return self._counts(variable, above)
        return None

    def _each(self, variable: Symbol) -> Each | None:
        members = []
        while self.starts_symbol():
            members.append(self.symbol())
            if self.token.text != ",":
                break
            self.next()
        return Each(variable, tuple(members)) if members and self.next().text == r"\}" else None

    def _counts(self, variable: Symbol, above: Sequence[Token]) -> Counts | None:
        first = self.number()
        if not above or any(token.kind != "digit" for token in above):
            return None
        last = int("".join(token.text for token in above))
        if not first.value.is_integer() or last - first.value >= MOST_TERMS:
            return None
        return Counts(variable, int(first.value), last)
