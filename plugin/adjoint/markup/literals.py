"""JavaScript literals, as the props of a component tag hold them: ``{2}``, ``{[1, 2]}``, ``{{ a: 1 }}``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adjoint.frozen import frozen
from adjoint.markup.source import Span

if TYPE_CHECKING:
    from adjoint.markup.document import PropPath

MAX_DEPTH = 64
"""Lists and objects nest no deeper than any post needs, and no deeper than Python can follow."""

_SPACE = re.compile(r"(?:\s+|/\*.*?\*/)*", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])")
_WORD = re.compile(r"(?:[^\W\d]|\$)[\w$]*")
_STRING = {
    '"': re.compile(r'"((?:[^"\\\n]|\\.)*)"', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\\n]|\\.)*)'", re.DOTALL),
    "`": re.compile(r"`((?:[^`\\$]|\\.|\$(?!\{))*)`", re.DOTALL),
}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\n)|(.))", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_WORDS = {"true": True, "false": False}

EXPECTED = "a number, true, false, a string, a list […] or an object {…}"
TWO_PAIRS = "an object stands in two pairs of braces"


@dataclass(eq=False)
class Malformed(Exception):  # noqa: N818  (a fault in the author's text, told by the rule that meets it)
    """What is wrong in a tag or a literal, and at which offset of its text."""

    message: str
    offset: int
    hint: str | None = None
    code: str = "malformed-prop"


@frozen
class Literal:
    """A literal's value, the offset after it, and where its parts stand."""

    value: object
    end: int
    spans: dict[PropPath, Span] = field(default_factory=dict)
    """By path below the literal; the empty path is the literal itself, without the quotes of a string."""


def skip_space(text: str, offset: int, end: int) -> int:
    """Return the offset after white space and JavaScript comments."""
    match = _SPACE.match(text, offset, end)
    return match.end() if match else offset


def read_literal(text: str, offset: int, end: int, depth: int = 0) -> Literal:
    """Read the literal at an offset.

    Args:
        text: holds the literal.
        offset: where it begins.
        end: where the text ends as far as the literal is concerned.
        depth: of the lists and objects around it.

    Raises:
        Malformed: there is none, or it is never closed.
    """
    if offset >= end:
        raise Malformed("the value is never finished", offset, f"write {EXPECTED}")
    if depth > MAX_DEPTH:
        raise Malformed("lists and objects nest too deeply", offset)
    mark = text[offset]
    if mark in _STRING:
        return _read_string(text, offset, end)
    if mark == "[":
        return _read_list(text, offset, end, depth)
    if mark == "{":
        return _read_object(text, offset, end, depth)
    number = _NUMBER.match(text, offset, end)
    if number:
        return Literal(_number(number[0]), number.end(), {(): Span(*number.span())})
    word = _WORD.match(text, offset, end)
    if word and word[0] in _WORDS:
        return Literal(_WORDS[word[0]], word.end(), {(): Span(*word.span())})
    if word:
        raise Malformed(f'expected {EXPECTED}, found "{word[0]}"', offset, _hint(word, text, end, depth))
    raise Malformed(f'expected {EXPECTED}, found "{mark}"', offset)


def _hint(word: re.Match[str], text: str, end: int, depth: int) -> str:
    """Return the mend for a word that is no literal."""
    if depth == 0 and text.startswith(":", skip_space(text, word.end(), end), end):
        return f"{TWO_PAIRS}: {{{{ {word[0]}: … }}}}"
    if word[0].lower() in _WORDS:
        return f"write {word[0].lower()}"
    return f'write "{word[0]}" with quotes'


def _number(text: str) -> int | float:
    digits = text.replace("_", "")
    try:
        return int(digits)
    except ValueError:
        return float(digits)


def _read_string(text: str, offset: int, end: int) -> Literal:
    quote = text[offset]
    match = _STRING[quote].match(text, offset, end)
    if match is None:
        raise Malformed("the string is never closed", offset, f"end it with {quote}")
    value = _ESCAPE.sub(_unescape, match[1]) if "\\" in match[1] else match[1]
    return Literal(value, match.end(), {(): Span(*match.span(1))})


def _unescape(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        code = int(digits, 16)
        valid = code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
        return chr(code) if valid else "\ufffd"
    return "" if match[4] else _PLAIN_ESCAPES.get(match[5], match[5])


def _read_list(text: str, offset: int, end: int, depth: int) -> Literal:
    items: list[object] = []
    spans: dict[PropPath, Span] = {}
    position = skip_space(text, offset + 1, end)
    while not text.startswith("]", position, end):
        item = read_literal(text, position, end, depth + 1) if position < end else None
        if item is None:
            raise Malformed("the list is never closed", offset, "end it with ]")
        _place(spans, len(items), item)
        items.append(item.value)
        position = _after_item(text, item.end, end, "]", "list", offset)
    spans[()] = Span(offset, position + 1)
    return Literal(items, position + 1, spans)


def _read_object(text: str, offset: int, end: int, depth: int) -> Literal:
    members: dict[str, object] = {}
    spans: dict[PropPath, Span] = {}
    position = skip_space(text, offset + 1, end)
    while not text.startswith("}", position, end):
        if position >= end:
            raise Malformed("the object is never closed", offset, "end it with }")
        key, after = _read_key(text, position, end)
        if key in members:
            raise Malformed(
                f'the key "{key}" stands twice', position, "keep one of the two", "duplicate-prop"
            )
        colon = skip_space(text, after, end)
        if not text.startswith(":", colon, end):
            raise Malformed(f'expected a colon after the key "{key}"', colon, f"write {key}: and its value")
        member = read_literal(text, skip_space(text, colon + 1, end), end, depth + 1)
        _place(spans, key, member)
        members[key] = member.value
        position = _after_item(text, member.end, end, "}", "object", offset)
    spans[()] = Span(offset, position + 1)
    return Literal(members, position + 1, spans)


def _read_key(text: str, position: int, end: int) -> tuple[str, int]:
    if text[position] in "\"'":
        literal = _read_string(text, position, end)
        return str(literal.value), literal.end
    word = _WORD.match(text, position, end) or re.compile(r"\d+").match(text, position, end)
    if word is None:
        hint = "write it as { key: value, … }"
        raise Malformed(f'expected a key of the object, found "{text[position]}"', position, hint)
    return word[0], word.end()


def _after_item(text: str, position: int, end: int, closing: str, kind: str, offset: int) -> int:  # noqa: PLR0913, PLR0917  (one place in one grammar rule)
    """Return the offset of the next item or of the closing mark."""
    position = skip_space(text, position, end)
    if text.startswith(",", position, end):
        return skip_space(text, position + 1, end)
    if position >= end:
        raise Malformed(f"the {kind} is never closed", offset, f"end it with {closing}")
    if text[position] != closing:
        message = f'expected a comma or "{closing}" in the {kind}, found "{text[position]}"'
        raise Malformed(message, position)
    return position


def _place(spans: dict[PropPath, Span], step: str | int, literal: Literal) -> None:
    for path, span in literal.spans.items():
        spans[step, *path] = span
