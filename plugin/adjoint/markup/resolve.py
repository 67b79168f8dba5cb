"""The last step of parsing: tags paired with their closing tags, and everything found given its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from adjoint.markup.diagnostics import Diagnostic
from adjoint.markup.document import ComputedValue, Heading, Image, Link, Math, Reference, Tag
from adjoint.markup.literals import Malformed
from adjoint.markup.marks import AT, MathMark, TagMark, reading
from adjoint.markup.passages import PASSAGE, Passage
from adjoint.markup.slugs import Slugs
from adjoint.markup.source import Location, Span
from adjoint.markup.values import ReadValue, is_argument, read_value
from adjoint.markup.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from adjoint.markup.marks import Reading
    from adjoint.markup.tags import ReadTag

MAX_DEPTH = 80
"""Tags nest no deeper than any post needs, and no deeper than Python can follow."""

_TAGS = frozenset({"component", "component_open", "component_close"})
_EMPTY_VALUE = re.compile(r"\{=\s*\}")
_CONTAINERS = {
    "blockquote": "quote",
    "list_item": "list item",
    "footnote_reference": "footnote",
    "strong": "**bold text**",
    "em": "*emphasis*",
    "s": "~~struck text~~",
    "link": "link",
    "image": "text of an image",
    "passage": "paragraph",
}


@dataclass
class Found:
    """Everything of interest in a text, in its order."""

    tags: list[Tag] = field(default_factory=list)
    values: list[ComputedValue] = field(default_factory=list)
    dropped: list[Span] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    math: list[Math] = field(default_factory=list)
    html: list[Location] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)


def resolve(state: StateCore) -> None:
    """Find everything in the tokens of a parse and leave it in their ``meta`` and in the parse."""
    parse = reading(state.env, state.src)
    parse.found = _Resolver(parse).resolved(state.tokens)


@dataclass
class _Open:
    """A tag that awaits its closing tag, or a container around what follows."""

    kind: str
    """``component``, or the name of the container."""
    token: Token | None = None
    tag: Tag | None = None
    slot: int = -1
    """The tag's place among those found; none if it is malformed."""
    depth: int = 0
    """How many tags and containers are around it."""


class _Resolver:
    def __init__(self, parse: Reading) -> None:
        self.source = parse.source
        self.base = parse.base
        self.found = Found()
        self.slugs = Slugs()
        self.fallback = Passage((0,), (0,))
        self.inner: dict[str, Callable[[Token, Passage], None]] = {
            "computed_value": self._value,
            "fault": self._fault,
            "html_inline": self._html_inline,
            "image": self._image,
            "link_open": self._link,
            "math_inline": self._math_inline,
            "math_inline_double": self._math_inline,
            "mdx_comment": self._inline_comment,
            "reference": self._reference,
        }

    def resolved(self, tokens: Sequence[Token]) -> Found:  # noqa: C901  (one branch for each kind of token)
        stack: list[_Open] = []
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                if token.children:
                    self._passage(token, stack)
                if index and tokens[index - 1].type == "heading_open":
                    self._heading(tokens[index - 1], token)
            elif kind in _TAGS:
                mark: TagMark = token.meta["mark"]
                self._tag(token, mark.tag, mark.passage, stack, inline=False)
            elif kind == "math_block":
                formula: MathMark = token.meta["mark"]
                self._math(token, formula.latex, formula.passage, display=True)
            elif kind in {"mdx_comment", "mdx_esm"}:
                start, end = token.meta[AT]
                self.found.dropped.append(Span(self.base + start, self.base + end))
            elif kind == "html_block":
                place = token.meta.get(AT)
                start = self._line_start(token) if place is None else self.base + place
                self.found.html.append(self.source.location(start))
            elif token.nesting:
                self._container(token, stack)
        while stack:
            self._report_unclosed(stack.pop())
        self.found.faults.sort(key=lambda fault: fault.location)
        return self.found

    # --- places

    def _line_start(self, token: Token) -> int:
        line = token.map[0] if token.map else 0
        return self.source.line_start(self.source.location(self.base).line + line)

    def _offset(self, passage: Passage, offset: int) -> int:
        return self.base + passage.source(offset)

    def _span(self, passage: Passage, span: Span) -> Span:
        if span.end <= span.start:
            place = self._offset(passage, span.start)
            return Span(place, place)
        return Span(self._offset(passage, span.start), self._offset(passage, span.end - 1) + 1)

    def _report(self, fault: Malformed, passage: Passage) -> None:
        place = self.source.location(self._offset(passage, fault.offset))
        self.found.faults.append(Diagnostic(fault.code, "error", fault.message, place, fault.hint))

    # --- tags

    def _container(self, token: Token, stack: list[_Open]) -> None:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name not in _CONTAINERS:
            return
        if token.nesting > 0:
            stack.append(_Open(name, depth=stack[-1].depth + 1 if stack else 0))
            return
        while stack:
            top = stack.pop()
            if top.kind == name:
                break
            if top.kind == "component":
                self._report_unclosed(top, _CONTAINERS[name])

    def _tag(self, token: Token, tag: ReadTag, passage: Passage, stack: list[_Open], *, inline: bool) -> None:
        for fault in tag.faults:
            self._report(fault, passage)
        if tag.kind == "close":
            self._close(token, tag, passage, stack)
            return
        made, slot = self._made(tag, passage, stack, inline=inline), -1
        depth = stack[-1].depth + 1 if stack else 0
        if depth > MAX_DEPTH:
            fault = Malformed("tags nest too deeply", tag.span.start, code="nested-too-deeply")
            self._report(fault, passage)
        elif not tag.faults:
            slot = len(self.found.tags)
            token.meta["tag"] = made
            self.found.tags.append(made)
        if tag.kind == "open":
            stack.append(_Open("component", token, made, slot, depth))

    def _made(self, tag: ReadTag, passage: Passage, stack: list[_Open], *, inline: bool) -> Tag:
        span = self._span(passage, tag.span)
        parent = next((entry.slot for entry in reversed(stack) if entry.slot >= 0), None)
        return Tag(
            name=tag.name,
            props=tag.props,
            location=self.source.location(span.start),
            opening=span,
            inline=inline,
            index=len(self.found.tags),
            parent=parent,
            prop_spans={path: self._span(passage, part) for path, part in tag.prop_spans.items()},
            name_spans={name: self._span(passage, part) for name, part in tag.name_spans.items()},
        )

    def _close(self, token: Token, tag: ReadTag, passage: Passage, stack: list[_Open]) -> None:
        span = self._span(passage, tag.span)
        depth = len(stack) - 1
        while depth >= 0 and stack[depth].kind == "component" and _name(stack[depth]) != tag.name:
            depth -= 1
        if depth < 0 or stack[depth].kind != "component":
            self._report_stray(tag, span, stack)
            return
        while len(stack) - 1 > depth:
            self._report_unclosed(stack.pop(), f"<{tag.name}>")
        self._closed(stack.pop(), span, token)

    def _closed(self, entry: _Open, closing: Span, token: Token | None) -> None:
        if entry.slot < 0 or entry.tag is None or entry.token is None:
            return
        made = replace(entry.tag, closing=closing)
        self.found.tags[entry.slot] = made
        entry.token.meta["tag"] = made
        if token is not None:
            entry.token.meta["paired"] = True
            token.meta["tag"] = made

    def _report_stray(self, tag: ReadTag, span: Span, stack: list[_Open]) -> None:
        outer = next((entry for entry in reversed(stack) if _name(entry) == tag.name), None)
        barrier = next((entry.kind for entry in reversed(stack) if entry.kind != "component"), None)
        if outer is not None and outer.tag is not None and barrier is not None:
            message = f"</{tag.name}> stands inside a {_CONTAINERS[barrier]}, its opening tag outside"
            hint = f"<{tag.name}> opens on line {outer.tag.location.line}; put both on the same side"
            if barrier == "passage":
                hint = f"put it on a line of its own: <{tag.name}> opens on line {outer.tag.location.line}"
        else:
            message = f"</{tag.name}> closes a tag that is not open"
            hint = "take it away, or open the tag before"
            opened = next((entry for entry in reversed(stack) if entry.kind == "component"), None)
            if opened is not None:
                hint = f"did you mean </{_name(opened)}>?"
        self.found.faults.append(
            Diagnostic("stray-closing-tag", "error", message, self.source.location(span.start), hint)
        )

    def _report_unclosed(self, entry: _Open, where: str | None = None) -> None:
        if entry.tag is None or entry.slot < 0:
            return
        tag = entry.tag
        within = (
            f" within the {where}"
            if where and not where.startswith("<")
            else f" before </{where[1:]}"
            if where
            else ""
        )
        message = f"<{tag.name}> is never closed{within}"
        hint = f"write </{tag.name}> after its text, or <{tag.name} … /> if it has none"
        self.found.faults.append(Diagnostic("unclosed-tag", "error", message, tag.location, hint))
        self._closed(entry, Span(tag.opening.end, tag.opening.end), None)

    # --- what stands within passages

    def _passage(self, token: Token, stack: list[_Open]) -> None:
        passage = token.meta.get(PASSAGE)
        if passage is None:
            passage = Passage((0,), (self._line_start(token) - self.base,))
        floor = len(stack)
        inner: list[_Open] = list(stack)
        inner.append(_Open("passage", depth=stack[-1].depth + 1 if stack else 0))
        self._inline(token.children or [], passage, inner)
        while len(inner) > floor:
            entry = inner.pop()
            if entry.kind == "component":
                self._report_unclosed(entry)

    def _inline(self, children: Sequence[Token], passage: Passage, stack: list[_Open]) -> None:
        for child in children:
            kind = child.type
            if kind in _TAGS:
                self._tag(child, child.meta["tag_read"], passage, stack, inline=True)
            elif kind in self.inner:
                self.inner[kind](child, passage)
            if child.nesting:
                self._container(child, stack)

    def _value(self, token: Token, passage: Passage) -> None:
        value: ReadValue = token.meta["value_read"]
        token.meta["value"] = self._computed(value, passage)

    def _computed(
        self, value: ReadValue, passage: Passage, *, math: bool = False, grouped: bool = False
    ) -> ComputedValue:
        span = self._span(passage, value.span)
        made = ComputedValue(
            expression=value.expression,
            format=value.format,
            span=span,
            expression_span=self._span(passage, value.expression_span),
            location=self.source.location(span.start),
            index=len(self.found.values),
            math=math,
            grouped=grouped,
        )
        self.found.values.append(made)
        return made

    def _fault(self, token: Token, passage: Passage) -> None:
        self._report(token.meta["fault"], passage)

    def _html_inline(self, token: Token, passage: Passage) -> None:
        self.found.html.append(self.source.location(self._offset(passage, token.meta.get(AT, 0))))

    def _image(self, token: Token, passage: Passage) -> None:
        at = token.meta.get(AT, 0)
        self._inline(token.children or [], passage.below(at + 2), [_Open("image")])
        image = Image(
            str(token.attrs.get("src", "")),
            inline_text(token.children or []),
            str(token.attrs.get("title", "")),
            self.source.location(self._offset(passage, at)),
        )
        token.meta["image"] = image
        self.found.images.append(image)

    def _link(self, token: Token, passage: Passage) -> None:
        place = self.source.location(self._offset(passage, token.meta.get(AT, 0)))
        self.found.links.append(Link(str(token.attrs.get("href", "")), place))

    def _inline_comment(self, token: Token, passage: Passage) -> None:
        start = token.meta[AT]
        self.found.dropped.append(self._span(passage, Span(start, start + token.meta["length"])))

    def _reference(self, token: Token, passage: Passage) -> None:
        start = token.meta[AT]
        span = self._span(passage, Span(start, start + len(token.content) + 1))
        made = Reference(token.content, span, self.source.location(span.start))
        token.meta["reference"] = made
        self.found.references.append(made)

    def _math_inline(self, token: Token, passage: Passage) -> None:
        below = passage.below(token.meta[AT])
        self._math(token, token.content, below, display=token.type == "math_inline_double")

    def _math(self, token: Token, latex: str, passage: Passage, *, display: bool) -> None:
        span = self._span(passage, Span(0, len(latex)))
        values, offsets = self._math_values(latex, passage)
        made = Math(
            latex,
            display,
            self.source.location(span.start),
            span,
            tuple(values),
            tuple(offsets),
            tuple(zip(passage.starts, (self.base + place for place in passage.sources), strict=True)),
        )
        token.meta["math"] = made
        self.found.math.append(made)

    def _math_values(self, latex: str, passage: Passage) -> tuple[list[ComputedValue], list[Span]]:
        values: list[ComputedValue] = []
        offsets: list[Span] = []
        start = latex.find("{=")
        while start >= 0:
            end = start + 2
            escapes = len(latex[:start]) - len(latex[:start].rstrip("\\"))
            if escapes % 2 == 0 and not _EMPTY_VALUE.match(latex, start):
                try:
                    value = read_value(latex, start, len(latex))
                except Malformed as fault:
                    self._report(fault, passage)
                else:
                    grouped = is_argument(latex, start)
                    values.append(self._computed(value, passage, math=True, grouped=grouped))
                    offsets.append(value.span)
                    end = value.span.end
            start = latex.find("{=", end)
        return values, offsets

    def _heading(self, token: Token, inline: Token) -> None:
        children = inline.children or []
        text = inline_text(children).strip()
        slug = self.slugs.slug(text)
        token.attrs["id"] = slug
        passage = inline.meta.get(PASSAGE)
        offset = self._offset(passage, 0) if passage else self._line_start(inline)
        markdown = _without_tags(inline.content, children)
        heading = Heading(int(token.tag[1]), text, slug, self.source.location(offset), markdown)
        self.found.headings.append(heading)


def _without_tags(markdown: str, tokens: Sequence[Token]) -> str:
    """Return the source of a heading without component tags and comments, to be shown elsewhere."""
    kept, position = [], 0
    for token in tokens:
        if token.type in _TAGS or token.type == "mdx_comment":
            start = token.meta[AT]
            length = token.meta["length"] if token.type == "mdx_comment" else _length(token.meta["tag_read"])
            kept.append(markdown[position:start])
            position = start + length
    return "".join([*kept, markdown[position:]]).strip()


def _length(tag: ReadTag) -> int:
    return tag.span.end - tag.span.start


def _name(entry: _Open) -> str | None:
    return entry.tag.name if entry.tag is not None else None
