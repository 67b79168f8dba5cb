"""A document as plain markdown: its source copied byte for byte, but for what the build computes.

Component tags give way to what their components say, computed values to numbers, MDX leftovers to nothing.
What is inserted takes on the marks of the list or quote around it; blank lines part it from its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Literal

from adjoint.frozen import frozen
from adjoint.markup.losses import cuts
from adjoint.markup.marks import TagMark
from adjoint.markup.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adjoint.markup.document import ComputedValue, Document, Reference, Tag

_MARKS = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]\n]*\]:))*[ \t]*")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]*\]:[ \t]*")
_BLANK = re.compile(r"[ \t>]*\Z")
_LINE_REST = re.compile(r"[ \t]*(?=\n|\Z)")


def _as_authored(reference: Reference) -> str:
    return f"@{reference.id}"


def _same(address: str) -> str:
    return address


@frozen
class _Edit:
    """Something that gives way to a text within a line, or to blocks of its own, or to nothing."""

    span: Span
    text: Callable[[], str]
    kind: Literal["inline", "block", "dropped", "cut"]
    prefix: str | None = None
    """What begins each line of blocks that are told; without it, the text stays within its line."""


@frozen
class _Passage:
    """Where blocks go that a tag within a passage says: in its place, or after the passage."""

    end: int
    parted: bool
    """Whether the passage can be parted where the tag stands: a paragraph, outside its emphasis and links."""
    cell: bool = False
    """Whether it is a cell of a table, which holds one line and no block."""


def render_markdown(
    document: Document,
    *,
    component: Callable[[Tag, str], str],
    value: Callable[[ComputedValue], str],
    reference: Callable[[Reference], str] = _as_authored,
    address: Callable[[str], str] = _same,
) -> str:
    """Return a document as plain markdown, without its frontmatter.

    Args:
        document: the parsed text.
        component: a tag and its children as plain markdown -> what stands in their place, without a final
            newline.
        value: a computed value -> its number; in math where it is ``grouped``, braces included.
        reference: -> the link to what a text such as ``@eqn:chain`` names.
        address: where a link leads or an image is found, as authored -> as written.
    """
    splicer = _Splicer(document, component, value, reference, address)
    return splicer.region(Span(document.frontmatter.body, len(document.source.text)), None)


class _Splicer:
    def __init__(
        self,
        document: Document,
        component: Callable[[Tag, str], str],
        value: Callable[[ComputedValue], str],
        reference: Callable[[Reference], str],
        address: Callable[[str], str],
    ) -> None:
        self.source = document.source
        self.component = component
        self.tags = document.tags
        self.passages = _passages(document)
        self.told: dict[int, str] = {}
        self.indents = _indents(document)
        edits = [
            *(self._of_value(found, value) for found in document.values),
            *(self._of_reference(found, reference) for found in document.references),
            *(self._of_dropped(span) for span in document.dropped),
            *(self._of_cut(span) for span in cuts(document)),
            *(self._of_unread_tag(tag.start) for tag in document.unread_tags if tag.escaped),
            *(edit for tag in document.tags for edit in self._of_tag(tag)),
            *self._of_addresses(document, address),
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
            text = edit.text()
            if edit.kind == "block" or (edit.prefix is not None and _is_block(text)):
                spliced.insert(text, edit.prefix or "")
            elif text:
                spliced.copy(text)
            elif edit.kind != "cut" and not self.source.text[edit.span.end : edit.span.end + 1].isalnum():
                spliced.strip_words()
            position = edit.span.end
        spliced.copy(self.source.text[position : span.end])
        return spliced.text()

    def edits_within(self, span: Span) -> Sequence[_Edit]:
        first = bisect_left(self.edits, span.start, key=lambda edit: edit.span.start)
        last = bisect_right(self.edits, span.end, key=lambda edit: edit.span.start)
        return [edit for edit in self.edits[first:last] if edit.span.end <= span.end]

    # --- edits

    def _of_value(self, found: ComputedValue, value: Callable[[ComputedValue], str]) -> _Edit:
        return _Edit(found.span, lambda: value(found), "inline")

    @staticmethod
    def _of_unread_tag(start: int) -> _Edit:
        """Keep a reader of the markdown from taking for HTML what the page shows as text."""
        return _Edit(Span(start, start + 1), lambda: "\\<", "inline")

    def _of_reference(self, found: Reference, reference: Callable[[Reference], str]) -> _Edit:
        return _Edit(found.span, lambda: reference(found), "inline")

    def _of_addresses(self, document: Document, address: Callable[[str], str]) -> Sequence[_Edit]:
        authored = [(link.href, link.start) for link in document.links]
        authored += [(image.src, image.start) for image in document.images]
        moved = [(told, start, new) for told, start in authored if (new := address(told)) != told]
        spans = {self._address_span(told, start): new for told, start, new in moved}
        return [
            _Edit(span, lambda text=new: text, "inline")  # type: ignore[misc]
            for span, new in spans.items()
            if span is not None
        ]

    def _address_span(self, address: str, start: int) -> Span | None:
        """Return where the address of a link that begins at an offset is written, be it in a definition."""
        written = re.escape(address)
        within = re.compile(rf"(?:\]\(\s*<?|=\s*[\"']?){written}(?=[\s)>\"'])")
        defined = re.compile(rf"^[ \t>]*\[[^\]\n]+\]:\s*<?{written}(?=[\s>]|\Z)", re.MULTILINE)
        found = within.search(self.source.text, start) or defined.search(self.source.text)
        return Span(found.end() - len(address), found.end()) if found else None

    def _of_tag(self, tag: Tag) -> Sequence[_Edit]:
        before = self._line_before(tag.opening.start)
        prefix = continuation(before)
        if tag.inline:
            return self._of_inline_tag(tag, prefix)
        # Indentation that no container asks for goes; behind the mark of a list it is the container's.
        marks = _MARKS.match(before)
        indent = self.indents.get(tag.index, 0) if marks and _BLANK.match(marks[0]) else 0
        prefix = prefix[: len(prefix) - indent]
        span = Span(tag.opening.start - (indent if _BLANK.match(before) else 0), tag.span.end)
        return (_Edit(span, lambda: self._told(tag), "block", prefix),)

    def _of_inline_tag(self, tag: Tag, prefix: str) -> Sequence[_Edit]:
        """Let a component be told within its line if it is, else as a block apart from it."""
        passage = self.passages.get(tag.index)
        if passage is None or passage.parted:
            return (_Edit(tag.span, lambda: self._told(tag), "inline", prefix),)
        end = passage.end
        parent = tag.parent
        while parent is not None:
            enclosing = self.tags[parent]
            if enclosing.closing is not None and not enclosing.inline:
                end = min(end, enclosing.closing.start)
            parent = enclosing.parent
        after = Span(max(end, tag.span.end), max(end, tag.span.end))
        return (
            _Edit(tag.span, lambda: _within_line(self._told(tag), cell=passage.cell) or "", "inline"),
            _Edit(after, lambda: self._after_line(tag, cell=passage.cell), "block", prefix),
        )

    def _after_line(self, tag: Tag, *, cell: bool) -> str:
        told = self._told(tag)
        return told if _within_line(told, cell=cell) is None else ""

    def _told(self, tag: Tag) -> str:
        if tag.index not in self.told:
            self.told[tag.index] = self.component(tag, self._children(tag)).strip("\n")
        return self.told[tag.index]

    def _children(self, tag: Tag) -> str:
        if tag.closing is None or tag.closing.start <= tag.opening.end:
            return ""
        prefix = continuation(self._line_before(tag.opening.start))
        text = self.region(Span(tag.opening.end, tag.closing.start), prefix)
        return text if tag.inline else outdented(text, prefix)

    def _of_cut(self, span: Span) -> _Edit:
        """Cut out HTML, with the line it has to itself."""
        text = self.source.text
        before, after = self._line_before(span.start), text[span.end :].split("\n", 1)[0]
        whole = _BLANK.match(before) and not after.strip()
        return self._of_dropped(span) if whole else _Edit(span, str, "cut")

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
        if not text:
            return
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

    def strip_words(self) -> None:
        """Drop the space after the words of the present line, before something that says nothing."""
        if not _MARKS.fullmatch(self._line):
            self._strip_end()

    def _strip_end(self) -> None:
        if self._parts:
            self._parts[-1] = self._parts[-1].rstrip(" \t")

    def _add(self, text: str) -> None:
        self._parts.append(text)
        head, newline, last = text.rpartition("\n")
        if newline:
            _, inner, line = head.rpartition("\n")
            self._line_before = line if inner else self._line + line
            self._line = last
        else:
            self._line += text


def _within_line(text: str, *, cell: bool) -> str | None:
    """Return what a component says within a line, be it a block of one line in a cell; None for a block."""
    if cell and "\n" not in text:
        return re.sub(r"(?<!\\)\|", r"\\|", text.removeprefix("> "))
    return None if _is_block(text) else text


def _is_block(text: str) -> bool:
    return text.startswith(">") or "\n" in text


def _indents(document: Document) -> dict[int, int]:
    """Return, by the index of each tag that is a block, how far its line is indented."""
    return {
        token.meta["tag"].index: token.meta["mark"].indent
        for token in (document.tokens if document.tags else ())
        if isinstance(token.meta.get("mark"), TagMark) and token.meta.get("tag") is not None
    }


def _passages(document: Document) -> dict[int, _Passage]:
    """Return, by the index of each tag within a passage, where blocks go that it says."""
    found: dict[int, _Passage] = {}
    if not document.tags:
        return found
    base = document.source.location(document.frontmatter.body).line
    table_end: int | None = None
    for index, token in enumerate(document.tokens):
        if token.type == "table_open" and token.map:
            table_end = token.map[1]
        elif token.type == "table_close":
            table_end = None
        elif token.type == "inline" and token.map and token.children:
            last = base + (table_end or token.map[1]) - 1
            end = document.source.line_start(last) + len(document.source.line(last))
            paragraph = index > 0 and document.tokens[index - 1].type == "paragraph_open"
            depth = 0
            for child in token.children:
                if child.type.startswith("component") and child.meta.get("tag") is not None:
                    where = _Passage(end, paragraph and depth == 0, table_end is not None)
                    found.setdefault(child.meta["tag"].index, where)
                depth += child.nesting
    return found


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
