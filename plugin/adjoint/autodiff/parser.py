"""Tokens to a syntax tree, by precedence climbing.

From loose to tight: ``or``, ``and``, ``not``, comparisons, ``+ -``, ``* /``, signs, ``^``. A power is
right-associative and tighter than a sign before it: ``-x^2`` is ``-(x^2)``, ``2^-x`` is ``2^(-x)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from adjoint.autodiff.errors import ExpressionError
from adjoint.autodiff.lexer import Token, tokens
from adjoint.autodiff.operations import OPERATIONS
from adjoint.autodiff.syntax import Binary, Call, Comparison, Expression, Name, Number, Step, Unary

MAX_DEPTH: Final = 64
"""Brackets, signs and powers that may stand one inside the other."""

_COMPARISONS: Final = frozenset({"<", "<=", ">", ">=", "==", "!="})
_BINARY: Final = {"or": 1, "and": 2, **dict.fromkeys(_COMPARISONS, 4), "+": 5, "-": 5, "*": 6, "/": 6, "^": 8}
_NOT, _COMPARISON, _SIGN = 3, 4, 7
_WORDS: Final = frozenset({"and", "or", "not"})


def parse_syntax(text: str, owners: Sequence[str] = ()) -> Expression:
    """Read one expression: arithmetic, calls of any function, dotted names, comparisons, ``and or not``.

    Args:
        text: the expression.
        owners: words such as ``graph-1`` that a dotted name may begin with, though none may be a name.

    Raises:
        ExpressionError: the text is not an expression.
    """
    return _syntax(text, tuple(owners))


@lru_cache(maxsize=512)  # A value is read to be computed, to be shown and to be explained.
def _syntax(text: str, owners: tuple[str, ...]) -> Expression:
    parser = _Parser(text, owners)
    parser.skip_breaks()
    expression = parser.expression()
    parser.skip_breaks()
    parser.expect_end()
    return expression


@lru_cache(maxsize=256)
def parse_steps(text: str) -> tuple[Step, ...]:
    """Read the steps of a graph, ``c = a + b; e = c * d``, parted by ``;`` or line ends.

    Raises:
        ExpressionError: the text is empty or a step is not ``name = expression`` or an expression.
    """
    parser = _Parser(text)
    steps = []
    parser.skip_breaks()
    while not parser.is_at_end():
        steps.append(parser.step())
        if not parser.is_at_end():
            parser.expect_break()
        parser.skip_breaks()
    if not steps:
        raise ExpressionError(
            "there is no expression", 0, len(text), "write one, such as e = (a + b) * (b + 1)"
        )
    return tuple(steps)


class _Parser:
    """A cursor over the tokens of one text."""

    def __init__(self, text: str, owners: Sequence[str] = ()) -> None:
        self._tokens = list(tokens(text, owners))
        self._at = 0
        self._brackets: list[Token] = []

    @property
    def token(self) -> Token:
        if self._brackets:  # inside brackets a line may end anywhere
            while self._tokens[self._at].text == "\n":
                self._at += 1
        return self._tokens[self._at]

    def is_at_end(self) -> bool:
        return self.token.kind == "end"

    def step(self) -> Step:
        first, second = self.token, self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        if first.kind == "name" and second.text == "=":
            self._at += 2
            return Step(Name(first.text, first.start, first.end), self.expression())
        return Step(None, self.expression())

    def expression(self, loosest: int = 0, depth: int = 0) -> Expression:
        """Read operands and operators as long as these bind at least as tightly as ``loosest``."""
        left = self._operand(depth)
        while (binding := self._binding(self.token)) is not None and binding >= loosest:
            operator = self._next()
            if operator.text == "^":
                right = self.expression(_SIGN, depth + 1)
                left = Binary("^", left, right, left.start, right.end)
            elif operator.text in _COMPARISONS:
                left = self._chain(left, operator, depth)
            else:
                right = self.expression(binding + 1, depth)
                left = Binary(operator.text, left, right, left.start, right.end)
        return left

    def expect_break(self) -> None:
        if self.token.kind != "break":
            raise self._misplaced(self.token)

    def expect_end(self) -> None:
        if self.token.kind != "end":
            if self.token.kind == "break":
                raise ExpressionError(
                    "one expression is wanted here, not several", self.token.start, self.token.end
                )
            raise self._misplaced(self.token)

    def skip_breaks(self) -> None:
        while self.token.kind == "break":
            self._at += 1

    def _next(self) -> Token:
        token = self.token
        self._at += 1
        return token

    def _binding(self, token: Token) -> int | None:
        return _BINARY.get(token.text) if token.kind == "sign" or token.text in _WORDS else None

    def _chain(self, first: Expression, operator: Token, depth: int) -> Comparison:
        operators, operands = [operator.text], [first, self.expression(_COMPARISON + 1, depth)]
        while self.token.text in _COMPARISONS:
            operators.append(self._next().text)
            operands.append(self.expression(_COMPARISON + 1, depth))
        return Comparison(tuple(operators), tuple(operands), first.start, operands[-1].end)

    def _operand(self, depth: int) -> Expression:
        token = self._next()
        if depth > MAX_DEPTH:
            raise ExpressionError(
                f"nested deeper than {MAX_DEPTH} levels", token.start, token.end, "name some steps"
            )
        if token.kind == "number":
            return Number(float(token.text), token.start, token.end)
        if token.text in {"-", "+"} and token.kind == "sign":
            operand = self.expression(_SIGN, depth + 1)
            return Unary(token.text, operand, token.start, operand.end)
        if token.text == "not":
            operand = self.expression(_NOT, depth + 1)
            return Unary("not", operand, token.start, operand.end)
        if token.text == "(":
            return self._in_brackets(token, depth)
        if token.kind == "name" and token.text not in _WORDS:
            name = Name(token.text, token.start, token.end)
            return self._call(name, depth) if self.token.text == "(" else name
        raise self._missing_operand(token)

    def _in_brackets(self, bracket: Token, depth: int) -> Expression:
        self._brackets.append(bracket)
        expression = self.expression(0, depth + 1)
        self._close(bracket)
        return expression

    def _call(self, function: Name, depth: int) -> Call:
        bracket = self._next()
        self._brackets.append(bracket)
        operands: list[Expression] = []
        settings: list[tuple[Name, Expression]] = []
        while self.token.text != ")":
            operand = self.expression(0, depth + 1)
            if self.token.text == "=" and isinstance(operand, Name):
                self._next()
                settings.append((operand, self.expression(0, depth + 1)))
            elif settings:
                raise ExpressionError(
                    "an operand cannot follow a named setting", operand.start, operand.end, "put it before"
                )
            else:
                operands.append(operand)
            if self.token.text == ",":
                self._next()
            elif self.token.text != ")":
                break
        end = self._close(bracket)
        return Call(function, tuple(operands), tuple(settings), function.start, end.end)

    def _close(self, bracket: Token) -> Token:
        token = self.token
        if token.text != ")":
            if token.kind in {"end", "break"}:
                raise ExpressionError('"(" is never closed', bracket.start, bracket.end, 'add ")"')
            raise self._misplaced(token)
        self._at += 1
        self._brackets.pop()
        return token

    def _missing_operand(self, token: Token) -> ExpressionError:
        before = self._tokens[self._at - 2] if self._at > 1 else None
        if token.kind in {"end", "break"}:
            if before is None or before.kind == "break":
                return ExpressionError("there is no expression", token.start, token.end)
            return ExpressionError(
                f'the expression ends after "{before.text}"', before.start, before.end, "finish it"
            )
        if token.text == ")" and before is not None and before.text == "(":
            return ExpressionError("there is nothing between the brackets", before.start, token.end)
        if token.text == ")" and not self._brackets:
            return ExpressionError('")" closes a bracket that was never opened', token.start, token.end)
        doubled = token.text == "/" and before is not None and before.text == "/"
        hint = "one / divides; write floor(a / b) for a whole number" if doubled else None
        message = f'"{token.text}" stands where an operand is wanted'
        return ExpressionError(message, token.start, token.end, hint)

    def _misplaced(self, token: Token) -> ExpressionError:
        before = self._tokens[self._at - 1]
        if token.text == ")":
            return ExpressionError(
                '")" closes a bracket that was never opened', token.start, token.end, "remove it"
            )
        if token.text == "=":
            return ExpressionError(
                'a step may have one "=", after its name',
                token.start,
                token.end,
                "write c = a + b; use == to compare",
            )
        if token.text == ",":
            return ExpressionError(
                "a comma stands only between the operands of a function", token.start, token.end,
                "part steps with ;",
            )  # fmt: skip
        if before.kind == "name" and before.text in OPERATIONS:
            return ExpressionError(
                f"{before.text} needs its operand in brackets", before.start, token.end,
                f"write {before.text}({token.text})" if token.kind in {"name", "number"} else None,
            )  # fmt: skip
        between = "" if before.text in {"(", ")"} or token.text == "(" else f": {before.text} * {token.text}"
        return ExpressionError(
            f'an operator is missing before "{token.text}"', token.start, token.end,
            f"write * for a product{between}",
        )  # fmt: skip
