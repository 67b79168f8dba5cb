"""The tokens of a script: words, strings, templates, regular expressions and marks, comments left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/|\A\#![^\n]*)
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<word>\d[\w.]*|\#?[\w$]+)
    |(?P<mark>.)""",
    re.DOTALL | re.VERBOSE,
)
_REGEX: Final = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_CLOSING: Final = frozenset("})]")
_BEFORE_A_VALUE: Final = frozenset(
    {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield"}
    | {"instanceof", "default"}
)
_BEFORE_A_BLOCK: Final = frozenset({"else", "do"})
_BEFORE_NAMES: Final = frozenset({"export", "import"})
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
    while at < len(text):
        kind, end = _next(text, at, value_may_begin=reader.value_may_begin)
        if kind != "space":
            yield reader.take(kind, text[at:end], at, end)
        at = end


def _next(text: str, at: int, *, value_may_begin: bool) -> tuple[str, int]:
    """Return what begins at an offset, and where it ends."""
    if text[at] == "`":
        return "template", expressions(text, at)[0]
    if value_may_begin and text[at] == "/" and text[at + 1 : at + 2] not in {"/", "*"}:
        regex = _REGEX.match(text, at)
        if regex:
            return "regex", regex.end()
    found = _TOKEN.match(text, at)
    assert found is not None  # noqa: S101  (any character is at least a mark)
    return found.lastgroup or "mark", found.end()


class _Reader:
    """Knows what is open around the next token, and whether a value may begin there."""

    def __init__(self) -> None:
        self.value_may_begin = True
        self._levels = [_Level(ends_a_statement=True, in_function=False)]
        self._closed = self._levels[0]
        self._before: Sequence[Token] = ()
        """The last two tokens, the last one first."""

    def take(self, kind: str, text: str, start: int, end: int) -> Token:
        """Return the token that comes next."""
        is_mark = kind == "mark"
        if is_mark and text in _CLOSING:
            self._close()
        level = self._levels[-1]
        token = Token(kind, text, start, end, len(self._levels) - 1, level.in_function or level.after_arrow)
        self.value_may_begin = self._begins_a_value(token)
        if is_mark:
            self._mark(token, level)
        self._before = (token, *self._before[:1])
        return token

    def _mark(self, token: Token, level: _Level) -> None:
        if token.text in {",", ";"}:
            level.after_arrow = False
        elif token.text == ">" and self._is_last("=", token.start):
            level.after_arrow = True
        elif token.text in {"(", "["}:
            head = self._head() if token.text == "(" else ""
            self._levels.append(
                _Level(head in _BEFORE_A_STATEMENT, token.in_function, is_block=False, word=head)
            )
        elif token.text == "{":
            self._levels.append(self._braces(token, level))

    def _close(self) -> None:
        self._closed = self._levels.pop() if len(self._levels) > 1 else self._levels[0]
        if self._closed.is_arrows:
            self._levels[-1].after_arrow = False

    def _is_last(self, mark: str, end: int) -> bool:
        """Tell whether the last token is a mark that ends at an offset."""
        return bool(self._before) and self._before[0].text == mark and self._before[0].end == end

    def _head(self) -> str:
        """Return the keyword or name before a round bracket; ``for`` of ``for await``."""
        last, other = (*self._before, None, None)[:2]
        if last is None or last.kind != "word" or (other is not None and other.text == "."):
            return ""
        return "for" if last.text == "await" and other is not None and other.text == "for" else last.text

    def _begins_a_value(self, token: Token) -> bool:
        """Tell whether a value may begin after a token."""
        if token.kind == "word":
            is_property = bool(self._before) and self._before[0].text == "."
            return token.text in _BEFORE_A_VALUE and not is_property
        if token.kind != "mark" or token.text == "]":
            return False
        if token.text in _CLOSING:
            return self._closed.ends_a_statement
        # After i++ stands an operator, and nothing else can.
        return not (token.text in {"+", "-"} and self._is_last(token.text, token.start))

    def _braces(self, brace: Token, level: _Level) -> _Level:
        """Return what a brace opens: a block, the body of a function, or an object."""
        last, other = (*self._before, None, None)[:2]
        within, is_block, is_arrows = brace.in_function, True, False
        if last is None or last.kind not in {"word", "mark"}:
            is_block = last is None
        elif last.kind == "word":
            is_block = last.text in _BEFORE_A_BLOCK or last.text not in _BEFORE_A_VALUE | _BEFORE_NAMES
        elif last.text == ")":
            within = within or self._closed.word not in _NO_FUNCTION
        elif last.text == ">" and other is not None and other.text == "=" and other.end == last.start:
            within = is_arrows = True
        elif last.text == ":":
            is_block = level.is_block
        else:
            is_block = last.text in {";", "{", "}"}
        return _Level(is_block, within, is_block, is_arrows=is_arrows)


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
