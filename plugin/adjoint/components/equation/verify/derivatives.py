r"""Derivatives in LaTeX: ``\frac{\partial e}{\partial b}`` and its other forms, ``\bar b``, ``\nabla L``."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from adjoint.components.equation.verify.names import SymbolReader
from adjoint.components.equation.verify.tokens import Token, Unread
from adjoint.components.equation.verify.tree import Adjoint, Gradient, Partial, Symbol


class DerivativeReader(SymbolReader):
    """A cursor over tokens that reads derivatives of names by names."""

    def __init__(self, given: Sequence[Token], names: Collection[str]) -> None:
        super().__init__(given)
        self.names = names
        """The keys of the names that have a meaning."""

    def adjoint(self) -> Adjoint:
        r"""Read ``\bar b``, or ``\bar{b}_1``."""
        sign = self.next()
        of = self.argument_symbol()
        if self.token.text == "_":
            of = self.subscripted(of)
        return Adjoint(of, sign.start, self.last.end)

    def partial_fraction(self, command: Token) -> Partial | None:
        r"""Read ``{\partial e}{\partial b}``, or ``{de}{db}`` where no quantity is called d."""
        if self.token.text != "{":
            return None
        sign = self.peek()
        is_upright = sign.text in {r"\mathrm", r"\operatorname"} or (sign.kind, sign.text) == ("letter", "d")
        if sign.text != r"\partial" and not (is_upright and self._is_differential()):
            return None
        of, by = self._differential(command), self._differential(command)
        return Partial(of, by, command.start, self.last.end)

    def _is_differential(self) -> bool:
        """Tell whether the braces ahead hold an upright or a lone d and one name."""
        at = self.at
        try:
            self.expect("{")
            is_upright = self.token.kind == "command"
            d = self.symbol(scripts=False)
            return d.key == "d" and (is_upright or "d" not in self.names) and self.starts_symbol()
        except Unread:
            return False
        finally:
            self.at = at

    def _differential(self, command: Token) -> Symbol:
        opening = self.expect("{")
        sign = self.token
        if sign.text == r"\partial":
            self.next()
        elif self.symbol(scripts=False).key != "d":
            raise Unread("a derivative has the same sign above and below", sign.start, self.last.end)
        if self.token.text == "^":
            raise Unread("second derivatives cannot be verified yet", command.start, self.token.end)
        if not self.starts_symbol():
            hint = r"write \frac{\partial e}{\partial b}, with one name above and one below"
            raise Unread("a derivative is that of a name by a name", sign.start, self.token.end, hint)
        symbol = self.symbol()
        self.expect("}", opening)
        return symbol

    def slashed_partial(self) -> Partial:
        r"""Read ``\partial e/\partial b``, or ``\partial_b e``."""
        sign = self.next()
        if self.token.text == "_":
            self.next()
            by = self.argument_symbol()
            of = self.symbol()
            return Partial(of, by, sign.start, of.end)
        if not self.starts_symbol():
            raise self.misplaced(self.token)
        of = self.symbol()
        hint = rf"write \partial {of.key}/\partial b"
        if self.token.text != "/":
            raise Unread(r"\partial stands before a name without the name it is by", sign.start, of.end, hint)
        self.next()
        if self.token.text != r"\partial":
            raise Unread(r"\partial stands before a name without the name it is by", sign.start, of.end, hint)
        self.next()
        by = self.symbol()
        return Partial(of, by, sign.start, by.end)

    def gradient(self) -> Gradient:
        r"""Read ``\nabla L``, perhaps with a point in brackets."""
        sign = self.next()
        if self.token.text == "_":
            self.next()
            self.argument_symbol()
        of = self.symbol()
        at = None
        if self.token.text == "(":
            opening = self.next()
            at = self.symbol()
            self.expect(")", opening)
        return Gradient(of, at, sign.start, self.last.end)
