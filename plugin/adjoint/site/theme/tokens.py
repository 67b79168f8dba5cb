"""The tokens of a script: words, strings, templates, regular expressions and marks, comments left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

_SPACE: Final = r"(?>(?:\s+|//[^\n]*|/\*.*?\*/|\A\#![^\n]*)*)"
_LITERAL: Final = r"(?P<regex>/(?![/*])(?:[^/\\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+/[a-z]*)"
_NATIVE: Final = r"(?P<native>%[A-Za-z_]\w*)"
"""A function of V8's own, ``%Name``: a value begins with no other percent sign, and no browser reads one."""
_PIECES: Final = r"""(?P<word>\d[\w.]*|\#?[\w$]+)
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<template>`)
    |(?P<mark>.)"""
_OPERATOR: Final = re.compile(f"{_SPACE}(?:{_PIECES})", re.DOTALL | re.VERBOSE)
"""What comes next where no value may begin, so that a slash divides."""
_VALUE: Final = re.compile(f"{_SPACE}(?:{_LITERAL}|{_NATIVE}|{_PIECES})", re.DOTALL | re.VERBOSE)
"""What comes next where one may."""
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset("})]")
_TELLING: Final = frozenset(",;>+-")
"""Other marks that tell of more than themselves; after any other a value may begin."""
_BEFORE_A_VALUE: Final = frozenset(
    {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield"}
    | {"instanceof", "default"}
)
_BEFORE_A_BLOCK: Final = frozenset({"else", "do"})
_BEFORE_AN_OBJECT: Final = _BEFORE_A_VALUE | {"export", "import"}
_BEFORE_A_STATEMENT: Final = frozenset({"if", "while", "for", "with"})
_NO_FUNCTION: Final = _BEFORE_A_STATEMENT | {"switch", "catch"}
"""Words whose brackets a block follows that is no function's body."""


class Token(NamedTuple):
    """A word, a string, a template, a regular expression or a single mark outside of comments."""

    kind: str
    text: str
    start: int
    end: int
    depth: int
    """How many brackets are open around it."""
    in_function: bool = False
    """Whether it stands within a function, so that it runs when that is called."""


_token: Final = partial(tuple.__new__, Token)
"""Makes one of its fields in half the time, of the tens of thousands that the scripts of a site have."""


@dataclass(slots=True)
class _Level:
    """A bracket that is open, or the whole script."""

    ends_a_statement: bool
    """Whether its closing is followed by a value, not by an operator."""
    in_function: bool
    is_block: bool = True
    word: str = ""
    """What stands before a round bracket."""
    is_arrows: bool = False
    """Whether it is the body of an arrow function."""
    after_arrow: bool = False
    """Whether the expression that is read in it is the body of an arrow function."""


def tokenise(text: str, at: int = 0) -> Iterator[Token]:
    """Yield the tokens of a script from an offset on.

    A slash begins a regular expression where a value may begin (the lexical goals of ECMA-262, 12): after a
    bracket that depends on what it belongs to.
    """
    reader = _Reader()
    last, other, value_may_begin = _NONE, _NONE, True
    while found := (_VALUE if value_may_begin else _OPERATOR).match(text, at):
        kind = found.lastgroup or ""
        start, at = found.span(kind)
        if kind == "template":
            at = expressions(text, start)[0]
        piece = text[start:at]
        closes = piece in _CLOSING
        if closes:
            reader.close()
        token = _token((kind, piece, start, at, reader.depth, reader.in_function))
        if kind != "mark":
            value_may_begin = kind == "word" and piece in _BEFORE_A_VALUE and last.text != "."
        elif closes:
            value_may_begin = piece != "]" and reader.closed.ends_a_statement
        elif piece in _OPENING:
            reader.open(token, last, other)
            value_may_begin = True
        else:
            value_may_begin = piece not in _TELLING or reader.take(token, last)
        yield token
        last, other = token, last


_NONE: Final = Token("", "", -1, -1, 0)


class _Reader:
    """Knows what is open around the next token."""

    def __init__(self) -> None:
        self.depth = 0
        self.in_function = False
        self._levels = [_Level(ends_a_statement=True, in_function=False)]
        self.closed = self._levels[0]
        """What the last bracket closed."""

    def take(self, mark: Token, last: Token) -> bool:
        """Take a mark that is no bracket, and tell whether a value may begin after it.

        Args:
            mark: what comes next.
            last: what came before.
        """
        text, follows = mark.text, last.end == mark.start
        if text in {"+", "-"}:
            # After i++ stands an operator, and nothing else can.
            return not (last.text == text and follows)
        if text != ">" or (last.text == "=" and follows):
            self._levels[-1].after_arrow = text == ">"
            self._look_around()
        return True

    def open(self, bracket: Token, last: Token, other: Token) -> None:
        """Take a bracket that opens something.

        Args:
            bracket: what comes next.
            last: what came before.
            other: what came before that.
        """
        self._levels.append(self._opened(bracket, self._levels[-1], last, other))
        self._look_around()

    def close(self) -> None:
        """Take a bracket that closes something."""
        self.closed = self._levels.pop() if len(self._levels) > 1 else self._levels[0]
        if self.closed.is_arrows:
            self._levels[-1].after_arrow = False
        self._look_around()

    def _look_around(self) -> None:
        level = self._levels[-1]
        self.depth = len(self._levels) - 1
        self.in_function = level.in_function or level.after_arrow

    def _opened(self, bracket: Token, level: _Level, last: Token, other: Token) -> _Level:
        if bracket.text == "{":
            return self._braces(bracket, level, last, other)
        head = _head(last, other) if bracket.text == "(" else ""
        return _Level(head in _BEFORE_A_STATEMENT, bracket.in_function, is_block=False, word=head)

    def _braces(self, brace: Token, level: _Level, last: Token, other: Token) -> _Level:
        """Return what a brace opens: a block, the body of a function, or an object."""
        within, is_block, is_arrows = brace.in_function, True, False
        if last.kind not in {"word", "mark"}:
            is_block = last is _NONE
        elif last.kind == "word":
            is_block = last.text in _BEFORE_A_BLOCK or last.text not in _BEFORE_AN_OBJECT
        elif last.text == ")":
            within = within or self.closed.word not in _NO_FUNCTION
        elif last.text == ">" and other.text == "=" and other.end == last.start:
            within = is_arrows = True
        elif last.text == ":":
            is_block = level.is_block
        else:
            is_block = last.text in {";", "{", "}"}
        return _Level(is_block, within, is_block, is_arrows=is_arrows)


def _head(last: Token, other: Token) -> str:
    """Return the keyword or name before a round bracket; ``for`` of ``for await``."""
    if last.kind != "word" or other.text in {".", ","}:
        return ""  # it names a property or a method
    return "for" if last.text == "await" and other.text == "for" else last.text


def expressions(text: str, at: int) -> tuple[int, Sequence[tuple[int, int]]]:
    """Return where a template ends that begins at an offset, and where the expressions within it stand."""
    found: list[tuple[int, int]] = []
    at += 1
    while at < len(text) and text[at] != "`":
        if text[at] == "\\":
            at += 2
        elif text.startswith("${", at):
            closing = (token for token in tokenise(text, at + 1) if token.text == "}" and not token.depth)
            inner = next(closing, None)
            found.append((at + 2, len(text) if inner is None else inner.start))
            at = len(text) if inner is None else inner.end
        else:
            at += 1
    return at + 1, found
