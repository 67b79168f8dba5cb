"""Component tags as MDX writes them: ``<Callout type="info">``, ``</Callout>``, ``<Lab height={420} />``."""

from __future__ import annotations

import html
import re
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from adjoint.frozen import frozen
from adjoint.markup.literals import EXPECTED, TWO_PAIRS, Malformed, read_literal, skip_space
from adjoint.markup.source import Span

if TYPE_CHECKING:
    from adjoint.markup.document import PropPath

TAG_START = re.compile(r"<(/?)([A-Z][\w.]*)(?=[\s/>]|$)")
"""What a tag begins with: only a capital letter makes it a component's."""

CLOSING_TAG = re.compile(r"</([A-Z][\w.]*)[ \t\n]*>")

_PROP_NAME = re.compile(r"[A-Za-z_$][\w$:.-]*")
_ROUGHLY = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|[{}>]|\n[ \t]*\n|<(?=/?[A-Z])")
_CHARACTER_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@frozen
class ReadTag:
    """A tag as read from a text; every span counts that text's characters."""

    name: str
    kind: OneOf["open", "close", "alone"]
    span: Span
    props: dict[str, object] = field(default_factory=dict)
    prop_spans: dict[PropPath, Span] = field(default_factory=dict)
    name_spans: dict[str, Span] = field(default_factory=dict)
    faults: tuple[Malformed, ...] = ()
    """What is wrong in it; the rest of it was read all the same."""
    complete: bool = True
    """False where the text ends before the tag does."""


def read_tag(text: str, offset: int, end: int) -> ReadTag | None:
    """Read the tag at an offset; None where no component tag begins there.

    Args:
        text: holds the tag.
        offset: of the ``<``.
        end: where the text ends as far as the tag is concerned.
    """
    start = TAG_START.match(text, offset, end)
    if start is None:
        return None
    if start[1]:
        return _read_closing(text, start, end)
    return _Reader(text, start, end).read()


def _read_closing(text: str, start: re.Match[str], end: int) -> ReadTag:
    close = CLOSING_TAG.match(text, start.start(), end)
    if close:
        return ReadTag(start[2], "close", Span(*close.span()))
    fault = Malformed(
        f"the closing tag </{start[2]} has no >", start.start(), f"write </{start[2]}>", "malformed-tag"
    )
    position = skip_space(text, start.end(), end)
    return ReadTag(start[2], "close", Span(*start.span()), faults=(fault,), complete=position < end)


class _Reader:
    """Reads one opening tag, and past a fault in it as well as can be."""

    def __init__(self, text: str, start: re.Match[str], end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.position = start.end()
        self.props: dict[str, object] = {}
        self.prop_spans: dict[PropPath, Span] = {}
        self.name_spans: dict[str, Span] = {}
        self.faults: list[Malformed] = []
        self.braces = -1
        """Where those begin whose value is being read."""

    def read(self) -> ReadTag:
        while True:
            self.position = skip_space(self.text, self.position, self.end)
            if self.text.startswith(">", self.position, self.end):
                return self._finished("open", self.position + 1)
            if self.text.startswith("/>", self.position, self.end):
                return self._finished("alone", self.position + 2)
            if self.position >= self.end:
                name = self.start[2]
                hint = f"end it with > or />; a mere less-than sign is written \\<{name}"
                self.faults.append(
                    Malformed(f"the tag <{name} has no >", self.start.start(), hint, "malformed-tag")
                )
                return self._finished("open", self.end, complete=False)
            try:
                self._read_prop()
            except Malformed as fault:
                self.faults.append(fault)
                if not self._has_passed_braces():
                    return self._recovered()

    def _finished(self, kind: OneOf["open", "alone"], end: int, *, complete: bool = True) -> ReadTag:
        return ReadTag(
            self.start[2],
            kind,
            Span(self.start.start(), end),
            self.props,
            self.prop_spans,
            self.name_spans,
            tuple(self.faults),
            complete,
        )

    def _has_passed_braces(self) -> bool:
        """Go on after the braces of a value that cannot be read, if they plainly end."""
        depth, begun = 0, self.braces
        self.braces = -1
        for mark in _ROUGHLY.finditer(self.text, begun, self.end) if begun >= 0 else ():
            if mark[0][0] in "<\n":
                return False
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
            if depth == 0:
                self.position = mark.end()
                return self.text[mark.end() : mark.end() + 1] in {" ", "\n", "/", ">"}
        return False

    def _recovered(self) -> ReadTag:
        """Take the tag to end where it seems to, so that what follows is not misread too."""
        depth = 0
        for mark in _ROUGHLY.finditer(self.text, self.start.end(), self.end):
            if mark[0] == ">" and depth <= 0:
                alone = self.text[mark.start() - 1] == "/"
                return self._finished("alone" if alone else "open", mark.end())
            if mark[0][0] in "<\n":
                return self._finished("open", mark.start(), complete=False)
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
        return self._unfinished()

    def _unfinished(self) -> ReadTag:
        """Take the tag to end with its line."""
        line_end = self.text.find("\n", self.faults[-1].offset, self.end)
        line_end = self.end if line_end < 0 else line_end
        close = self.text.find(">", self.faults[-1].offset, line_end)
        if close < 0:
            return self._finished("open", line_end, complete=line_end < self.end)
        return self._finished("alone" if self.text[close - 1] == "/" else "open", close + 1)

    def _read_prop(self) -> None:
        name = _PROP_NAME.match(self.text, self.position, self.end)
        if name is None:
            raise self._no_prop()
        if name[0] in self.props:
            message = f'the prop "{name[0]}" stands twice in <{self.start[2]}>'
            self.faults.append(Malformed(message, name.start(), "keep one of the two", "duplicate-prop"))
        self.name_spans[name[0]] = Span(*name.span())
        equals = skip_space(self.text, name.end(), self.end)
        if not self.text.startswith("=", equals, self.end):
            self.props[name[0]] = True
            self.position = name.end()
            return
        self._read_value(name[0], skip_space(self.text, equals + 1, self.end))

    def _no_prop(self) -> Malformed:
        found = self.text[self.position]
        if self.text.startswith("{...", self.position, self.end):
            hint = "write each prop by its name"
            return Malformed("props cannot be spread from an object", self.position, hint)
        message = f'expected the name of a prop, > or />, found "{found}"'
        return Malformed(message, self.position, None, "malformed-tag")

    def _read_value(self, name: str, position: int) -> None:
        mark = self.text[position : position + 1] if position < self.end else ""
        if mark in ("'", '"') and mark:
            self._read_quoted(name, position, mark)
        elif mark == "{":
            self._read_braced(name, position)
        else:
            found = f'"{mark}"' if mark else "nothing"
            hint = f'write {name}="…" or {name}={{…}}'
            raise Malformed(
                f'the prop "{name}" needs quotes or braces around its value, found {found}', position, hint
            )

    def _read_quoted(self, name: str, position: int, quote: str) -> None:
        close = self.text.find(quote, position + 1, self.end)
        if close < 0:
            hint = f"end it with {quote}"
            raise Malformed(
                f'the string of the prop "{name}" is never closed', position, hint, "malformed-prop"
            )
        raw = self.text[position + 1 : close]
        self.props[name] = _CHARACTER_REFERENCE.sub(_character, raw) if "&" in raw else raw
        self.prop_spans[(name,)] = Span(position + 1, close)
        self.position = close + 1

    def _read_braced(self, name: str, position: int) -> None:
        self.braces = position
        inner = skip_space(self.text, position + 1, self.end)
        if self.text.startswith("}", inner, self.end):
            raise Malformed(f'the braces of the prop "{name}" are empty', position, f"write {EXPECTED}")
        literal = read_literal(self.text, inner, self.end)
        close = skip_space(self.text, literal.end, self.end)
        if close >= self.end:
            message = f'the braces of the prop "{name}" are never closed'
            raise Malformed(message, position, "end them with }")
        if self.text[close] != "}":
            is_key = self.text[close] == ":"
            hint = f"{TWO_PAIRS}: {{{{ … }}}}" if is_key else "a prop holds a value, not an expression"
            raise Malformed(
                f'expected }} after the value of "{name}", found "{self.text[close]}"', close, hint
            )
        self.props[name] = literal.value
        for path, span in literal.spans.items():
            self.prop_spans[name, *path] = span
        self.position = close + 1
        self.braces = -1


def _character(match: re.Match[str]) -> str:
    return html.unescape(match[0])
