r"""Derivatives in LaTeX: ``\frac{\partial e}{\partial b}`` and its other forms, ``\bar b``, ``\nabla L``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from adjoint.components.equation.verify.names import SymbolReader
from adjoint.components.equation.verify.tokens import Token, Unread
from adjoint.components.equation.verify.tree import Adjoint, Gradient, Partial, Second, Symbol

FRACTIONS: Final = (r"\frac", r"\dfrac", r"\tfrac", r"\cfrac")
_NAMES: Final = r"write \frac{\partial e}{\partial b}, with one name above and one below"


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

    def partial_fraction(self, command: Token) -> Partial | Second | None:
        r"""Read ``{\partial e}{\partial b}``, or ``{de}{db}``.

        With ``^2`` it is a second derivative: ``{\partial^2 e}{\partial a \partial b}``.
        """
        if self.token.text != "{":
            return None
        sign = self.peek()
        is_upright = sign.text in {r"\mathrm", r"\operatorname"} or (sign.kind, sign.text) == ("letter", "d")
        if sign.text != r"\partial" and not (is_upright and self._is_differential()):
            return None
        if self._is_quotient():
            return None
        opening = self.next()
        if self.peek().text == "}":
            return self._applied(command, opening)
        of, order = self._above()
        self.expect("}", opening)
        return self._derivative(of, order, self._below_the_line(), command)

    def _applied(self, command: Token, opening: Token) -> Second:
        r"""Read ``\partial}{\partial a}\frac{\partial e}{\partial b}``: a derivative of a derivative."""
        sign = self.next()
        self.expect("}", opening)
        refusal = Unread("a derivative is that of a name by a name", sign.start, self.last.end, _NAMES)
        then = self._below_the_line()
        inner = None
        if self.token.text in FRACTIONS:
            inner = self.partial_fraction(self.next())
        if not isinstance(inner, Partial) or len(then) != 1:
            raise refusal
        return Second(inner.of, inner.by, then[0], command.start, inner.end)

    def _derivative(self, of: Symbol, order: int, by: Sequence[Symbol], first: Token) -> Partial | Second:
        if len(by) != order:
            message = f"this derivative is of order {order} above and of order {len(by)} below"
            hint = r"write \frac{\partial^2 e}{\partial b^2}, or put brackets around what is squared"
            raise Unread(message, first.start, self.last.end, hint)
        if order == 1:
            return Partial(of, by[0], first.start, self.last.end)
        return Second(of, by[1], by[0], first.start, self.last.end)

    def _above(self) -> tuple[Symbol, int]:
        r"""Read ``\partial e``, or ``\partial^2 e``."""
        sign = self._sign()
        order = self._order()
        return self._name(sign), order

    def _below_the_line(self) -> list[Symbol]:
        opening = self.expect("{")
        by = self._below(opening)
        self.expect("}", opening)
        return by

    def _below(self, opening: Token | None, order: int = 0) -> list[Symbol]:
        r"""Read ``\partial b``, ``\partial b^2`` or ``\partial a \partial b``.

        Args:
            opening: the bracket that holds them; without one they end where their order is reached.
            order: of the derivative, where no bracket tells how far it goes.
        """
        by: list[Symbol] = []
        while not by or (self._at_sign() if opening else self._at_sign() and len(by) < order):
            name = self._name(self._sign())
            by.extend([name] * self._order())
        return by

    def _at_sign(self) -> bool:
        return self.token.text in {r"\partial", "d", r"\mathrm", r"\operatorname"}

    def _sign(self) -> Token:
        sign = self.token
        if sign.text == r"\partial":
            return self.next()
        if self.symbol(scripts=False).key != "d":
            raise Unread("a derivative has the same sign above and below", sign.start, self.last.end)
        return sign

    def _order(self) -> int:
        if self.token.text != "^":
            return 1
        mark = self.next()
        inside = self.group() if self.token.text == "{" else [self.next()]
        if [token.text for token in inside] != ["2"]:
            message = "first and second derivatives are verified, others are not"
            raise Unread(message, mark.start, self.last.end)
        return 2

    def _name(self, sign: Token) -> Symbol:
        if not self.starts_symbol():
            raise Unread("a derivative is that of a name by a name", sign.start, self.token.end, _NAMES)
        return self.symbol()

    def _is_quotient(self) -> bool:
        r"""Tell whether a whole derivative stands in braces: ``\partial e/\partial b``, ``\partial_b e``."""
        at = self.at
        try:
            inside = [token.text for token in self.group()]
        finally:
            self.at = at
        return "/" in inside or inside[:2] == [r"\partial", "_"]

    def _is_differential(self) -> bool:
        """Tell whether the braces ahead hold an upright or a lone d and one name.

        Where a quantity is called d they have to do so above and below: nobody writes a factor twice that
        cancels.
        """
        at = self.at
        try:
            opening = self.expect("{")
            is_upright = self.token.kind == "command"
            d = self.symbol(scripts=False)
            self._order()
            if d.key != "d" or is_upright or "d" not in self.names:
                return d.key == "d" and self.starts_symbol()
            self.symbol()
            self.expect("}", opening)
            return bool(self._below_the_line())
        except Unread:
            return False
        finally:
            self.at = at

    def slashed_partial(self) -> Partial | Second:
        r"""Read ``\partial e/\partial b``, or ``\partial_b e``, or a second derivative in either form."""
        sign = self.next()
        order = self._order()
        if self.token.text == "_":
            return self._subscripted_partial(sign, order)
        if not self.starts_symbol():
            raise self.misplaced(self.token)
        of = self.symbol()
        hint = rf"write \partial {of.key}/\partial b"
        if self.token.text != "/":
            raise Unread(r"\partial stands before a name without the name it is by", sign.start, of.end, hint)
        self.next()
        opening = self.next() if self.token.text == "(" else None
        if self.token.text != r"\partial":
            raise Unread(r"\partial stands before a name without the name it is by", sign.start, of.end, hint)
        by = self._below(opening, order)
        if opening:
            self.expect(")", opening)
        return self._derivative(of, order, by, sign)

    def _subscripted_partial(self, sign: Token, order: int) -> Partial | Second:
        r"""Read ``_b e``, ``_b^2 e`` or ``_a \partial_b e``, which follow ``\partial``."""
        self.next()
        by = [self.argument_symbol()]
        by *= max(order, self._order())
        if self.token.text == r"\partial" and self.peek().text == "_":
            self.at += 2
            by.append(self.argument_symbol())
        of = self.symbol()
        return self._derivative(of, max(2, order) if len(by) > 1 else 1, by, sign)

    def gradient(self) -> Gradient:
        r"""Read ``\nabla L`` or ``\nabla^2 L``, perhaps with a point in brackets."""
        sign = self.next()
        order = self._order()
        if self.token.text == "_":
            self.next()
            self.argument_symbol()
        of = self.symbol()
        at = None
        if self.token.text == "(":
            opening = self.next()
            at = self.symbol()
            self.expect(")", opening)
        return Gradient(of, at, sign.start, self.last.end, order)
