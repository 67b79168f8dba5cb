"""A document as plain markdown: its source copied byte for byte, but for what the build computes.

Component tags give way to what their components say, computed values to numbers, MDX leftovers to nothing. What
is inserted takes on the marks of the list or quote around it, and blank lines keep it apart from its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from adjoint.markup.document import ComputedValue, Document, Reference, Tag
from adjoint.markup.marks import TagMark
from adjoint.markup.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]\n]*\]:))*[ \t]*")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]*\]:[ \t]*")
_BLANK = re.compile(r"[ \t>]*\Z")
_LINE_REST = re.compile(r"[ \t]*(?=\n|\Z)")


def _as_authored(reference: Reference) -> str:
    return f"@{reference.id}"


@dataclass(frozen=True)
class _Edit:
    """Something that gives way to a text: within a line, or as blocks of its own; or lines that are dropped."""

    span: Span
    text: Callable[[], str]
    kind: Literal["inline", "block", "dropped"]
    prefix: str = ""


def render_markdown(
    document: Document,
    *,
    component: Callable[[Tag, str], str],
    value: Callable[[ComputedValue], str],
    reference: Callable[[Reference], str] = _as_authored,
) -> str:
    """Return a document as plain markdown, without its frontmatter.

    Args:
        document: the parsed text.
        component: a tag and its children as plain markdown -> what stands in their place, without a final
            newline.
        value: a computed value -> its number; in math where it is ``grouped``, braces included.
        reference: -> the link to what a text such as ``@eqn:chain`` names.
    """
    splicer = _Splicer(document, component, value, reference)
    return splicer.region(Span(document.frontmatter.body, len(document.source.text)), None)


class _Splicer:
    def __init__(
        self,
        document: Document,
        component: Callable[[Tag, str], str],
        value: Callable[[ComputedValue], str],
        reference: Callable[[Reference], str],
    ) -> None:
        self.source = document.source
        self.component = component
        self.indents = {
            token.meta["tag"].index: token.meta["mark"].indent
            for token in document.tokens
            if isinstance(token.meta.get("mark"), TagMark) and token.meta.get("tag") is not None
        }
        edits = [
            *(self._of_value(found, value) for found in document.values),
            *(self._of_reference(found, reference) for found in document.references),
            *(self._of_dropped(span) for span in document.dropped),
            *(self._of_tag(tag) for tag in document.tags),
        ]
        self.edits = sorted(edits, key=lambda edit: (edit.span.start, -edit.span.end))

    def region(self, span: Span, inside: str | None) -> str:
        """Return a stretch of the source with its edits made; ``inside`` is the prefix of its lines."""
        spliced = _Spliced(inside)
        position = span.start
        for edit in self.edits_within(span):
            if edit.span.start < position:
                continue
            spliced.copy(self.source.text[position : edit.span.start])
            if edit.kind == "block":
                spliced.insert(edit.text(), edit.prefix)
            elif edit.kind == "inline":
                spliced.copy(edit.text())
            position = edit.span.end
        spliced.copy(self.source.text[position : span.end])
        return spliced.text()

    def edits_within(self, span: Span) -> Sequence[_Edit]:
        return [edit for edit in self.edits if span.holds(edit.span)]

    # --- edits

    def _of_value(self, found: ComputedValue, value: Callable[[ComputedValue], str]) -> _Edit:
        return _Edit(found.span, lambda: value(found), "inline")

    def _of_reference(self, found: Reference, reference: Callable[[Reference], str]) -> _Edit:
        return _Edit(found.span, lambda: reference(found), "inline")

    def _of_tag(self, tag: Tag) -> _Edit:
        indent = self.indents.get(tag.index, 0)
        span = Span(tag.opening.start - (0 if tag.inline else indent), tag.span.end)
        before = self._line_before(tag.opening.start)
        prefix = continuation(before)
        if not tag.inline and indent:
            prefix = prefix[: len(prefix) - indent] if len(prefix) >= indent else ""
        if not tag.inline:
            return _Edit(span, lambda: self._told(tag), "block", prefix)
        return _Edit(span, lambda: self._told(tag), "inline", prefix)

    def _told(self, tag: Tag) -> str:
        return self.component(tag, self._children(tag)).strip("\n")

    def _children(self, tag: Tag) -> str:
        if tag.closing is None:
            return ""
        prefix = continuation(self._line_before(tag.opening.start))
        text = self.region(Span(tag.opening.end, tag.closing.start), prefix)
        return text if tag.inline else outdented(text, prefix)

    def _of_dropped(self, span: Span) -> _Edit:
        """Drop a comment with the line it has to itself, or with the space before it."""
        text = self.source.text
        line_start = text.rfind("\n", 0, span.start) + 1
        line_end = text.find("\n", span.end)
        line_end = len(text) if line_end < 0 else line_end
        before, after = text[line_start : span.start], text[span.end : line_end]
        if _BLANK.match(before) and not after.strip():
            return _Edit(Span(line_start, self._past_blank_lines(line_start, line_end)), str, "dropped")
        start = span.start
        if not after.strip() or after[:1] in " \t":
            start -= len(before) - len(before.rstrip(" \t"))
        return _Edit(Span(start, span.end), str, "dropped")

    def _past_blank_lines(self, line_start: int, line_end: int) -> int:
        """Return the end of a dropped line, and of the blank ones after it if a blank one precedes."""
        text = self.source.text
        end = min(line_end + 1, len(text))
        before = text[text.rfind("\n", 0, max(line_start - 1, 0)) + 1 : max(line_start - 1, 0)]
        if line_start and not _BLANK.match(before):
            return end
        while end < len(text):
            stop = text.find("\n", end)
            stop = len(text) if stop < 0 else stop
            if not _BLANK.match(text[end:stop]):
                break
            end = min(stop + 1, len(text))
        return end

    def _line_before(self, offset: int) -> str:
        text = self.source.text
        return text[text.rfind("\n", 0, offset) + 1 : offset]


class _Spliced:
    """Markdown as it grows, and what its last two lines hold."""

    def __init__(self, inside: str | None) -> None:
        self._parts: list[str] = []
        self._line = ""
        self._line_before: str | None = inside
        self._after_block: str | None = None

    def text(self) -> str:
        return "".join(self._parts)

    def copy(self, text: str) -> None:
        """Add text as it is, parted by a blank line from a block before it."""
        if not text:
            return
        if self._after_block is not None:
            text = self._parted(text, self._after_block)
            self._after_block = None
        self._add(text)

    def insert(self, text: str, prefix: str) -> None:
        """Add blocks, parted by a blank line from what precedes them."""
        if self._after_block is not None:
            self._after_block = None
            self._add(f"\n{prefix.rstrip()}\n{prefix}")
        elif not _MARKS.fullmatch(self._line):
            self._strip_end()
            self._add(f"\n{prefix.rstrip()}\n{prefix}")
        elif (
            self._line_before is not None and not _BLANK.match(self._line_before) and _BLANK.match(self._line)
        ):
            self._strip_end()
            self._add(f"\n{prefix}")
        lines = text.split("\n")
        told = [lines[0], *(f"{prefix}{line}" if line else prefix.rstrip() for line in lines[1:])]
        self._add("\n".join(told))
        self._after_block = prefix

    @staticmethod
    def _parted(text: str, prefix: str) -> str:
        rest = _LINE_REST.match(text)
        if rest is None:
            return f"\n{prefix.rstrip()}\n{prefix}{text.lstrip(' ')}"
        text = text[rest.end() :]
        next_line = text[1:].split("\n", 1)[0]
        if text and not _BLANK.match(next_line):
            return f"\n{prefix.rstrip()}{text}"
        return text

    def _strip_end(self) -> None:
        if self._parts:
            self._parts[-1] = self._parts[-1].rstrip(" \t")

    def _add(self, text: str) -> None:
        self._parts.append(text)
        head, newline, last = text.rpartition("\n")
        if newline:
            before, inner, line = head.rpartition("\n")
            self._line_before = line if inner else self._line + line
            self._line = last
        else:
            self._line += text


def continuation(before: str) -> str:
    """Return what begins the later lines of a block, from what precedes it on its first line."""
    marks = _MARKS.match(before)
    text = _FOOTNOTE.sub("    ", marks[0] if marks else "")
    return "".join(character if character in " \t>" else " " for character in text)


def outdented(text: str, prefix: str) -> str:
    """Return the text a tag encloses without the marks of its container and its common indentation."""
    first, *rest = text.split("\n")
    lines = [_without(line, prefix) for line in rest]
    widths = [len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()]
    common = min(widths, default=0)
    lines = [line[common:] if line.strip() else line.strip(" \t") for line in lines]
    first = first.strip(" \t")
    return "\n".join([first, *lines] if first else lines).strip("\n").rstrip()


def _without(line: str, prefix: str) -> str:
    """Return a line without the quote marks and the indentation of its container."""
    position = 0
    for mark in prefix:
        if mark == ">":
            found = re.compile(r"[ \t]{0,3}>").match(line, position)
            if found is None:
                break
            position = found.end()
        elif position < len(line) and line[position] in " \t":
            position += 1
    return line[position:]
