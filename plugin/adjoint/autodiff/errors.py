"""What can be wrong with an expression, and with a value: each error says where and why."""

from __future__ import annotations

from collections.abc import Iterable

from adjoint.spelling import nearest


class ExpressionError(ValueError):
    """An expression that cannot be read.

    Attributes:
        message: what is wrong, in words for the person who wrote the text.
        start: offset of the first character it is about, in the text given.
        end: offset after the last such character.
        hint: the mend, where there is one to name.
    """

    def __init__(self, message: str, start: int, end: int, hint: str | None = None) -> None:
        super().__init__(message if hint is None else f"{message} ({hint})")
        self.message = message
        self.start = start
        self.end = end
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.start, self.end, self.hint)


class DomainError(ArithmeticError):
    """A value or a derivative that is not a finite number.

    Attributes:
        node: index of the node where it arose.
        name: that node's name.
        reason: what is wrong there, without the place.
    """

    def __init__(self, message: str, node: int, name: str, reason: str | None = None) -> None:
        super().__init__(message)
        self.node = node
        self.name = name
        self.reason = message if reason is None else reason

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (*self.args, self.node, self.name, self.reason)


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """Return a hint that names the candidate most like a misspelt word, if one is near enough."""
    close = nearest(word, candidates)
    return f"did you mean {close}?" if close else None
