"""The last step of parsing: tags paired with their closing tags, and everything found given its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adjoint.markup.addresses import addressed_tags
from adjoint.markup.blocks import RAW_TEXT, VERBATIM_HTML
from adjoint.markup.diagnostics import Diagnostic
from adjoint.markup.document import (
    ComputedValue,
    Heading,
    Image,
    Link,
    Math,
    Reference,
    Tag,
    UnreadTag,
)
from adjoint.markup.elements import tags_of_nothing
from adjoint.markup.inlines import UNCLOSED_COMMENT
from adjoint.markup.literals import Malformed
from adjoint.markup.marks import AT, UNCLOSED, MathMark, TagMark, reading
from adjoint.markup.pairing import Pairing
from adjoint.markup.passages import PASSAGE, Passage
from adjoint.markup.places import Places
from adjoint.markup.slugs import Slugs
from adjoint.markup.source import Location, Span
from adjoint.markup.tags import TAG_START
from adjoint.markup.values import ReadValue, is_argument, is_operand, read_value
from adjoint.markup.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from adjoint.markup.marks import Reading

_UNREAD = re.compile(r"<!--.*?(?:-->|\Z)|(</?[A-Z][\w.]*(?=[\s/>])|\{=|(?<=\s)[A-Za-z]+=\{)", re.DOTALL)
_HTML_COMMENT = re.compile(r"<!--(?:.*?(-->)|.*)", re.DOTALL)
_EMPTY_LINK = re.compile(r"\[\s*\]\(")
_MAYBE_EMPTY_LINK = re.compile(r"\[[^\w\[\]]*\]\(")
"""The same where the marks of lists and quotes may stand before its lines."""
_EMPTY_VALUE = re.compile(r"\{=\s*\}")


@dataclass
class Found:
    """Everything of interest in a text, in its order."""

    tags: list[Tag] = field(default_factory=list)
    values: list[ComputedValue] = field(default_factory=list)
    dropped: list[Span] = field(default_factory=list)
    unread_tags: list[UnreadTag] = field(default_factory=list)
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


class _Resolver:
    def __init__(self, parse: Reading) -> None:
        self.places = Places(parse.source, parse.base)
        self.found = Found()
        self.pairing = Pairing(self.places, self.found.tags, self.found.faults)
        # Containers matter to tags alone: where there is none, nobody need know what begins and ends.
        text = parse.source.text
        self.tagged = "<" in text and TAG_START.search(text) is not None
        self.may_hold_empty_links = _MAYBE_EMPTY_LINK.search(text) is not None
        self.slugs = Slugs()

    def resolved(self, tokens: Sequence[Token]) -> Found:
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self._passage(token)
                if index and tokens[index - 1].type == "heading_open":
                    self._heading(tokens[index - 1], token)
            elif token.type in _BLOCKS:
                _BLOCKS[token.type](self, token)
            elif token.nesting and self.tagged:
                self._container(token)
        self.pairing.finish()
        self.found.faults.sort(key=lambda fault: fault.location)
        return self.found

    def _container(self, token: Token) -> None:
        if token.nesting > 0:
            self.pairing.enter(token.type.removesuffix("_open"))
        else:
            self.pairing.leave(token.type.removesuffix("_close"))

    # --- blocks

    def block_tag(self, token: Token) -> None:
        mark: TagMark = token.meta["mark"]
        self.pairing.add(token, mark.tag, mark.passage, inline=False)

    def math_block(self, token: Token) -> None:
        mark: MathMark = token.meta["mark"]
        self._math(token, Math(mark.latex, True, self.places, mark.passage))  # noqa: FBT003  (displayed)

    def fence(self, token: Token) -> None:
        """Warn of a block of code that ends only with the text around it."""
        last = self.places.source.text[: self.places.end_of_lines(token)].rpartition("\n")[2].strip(" \t>")
        if token.map and token.map[1] - token.map[0] > 1 and re.fullmatch(f"{token.markup}+", last):
            return
        token.meta[UNCLOSED] = True
        place = self.places.source.location(self.places.line_start(token))
        message = "the block of code that begins here is never closed, and takes in all that follows"
        hint = f"end it with a line of {token.markup}"
        self.found.faults.append(Diagnostic("unclosed-code", "warning", message, place, hint))

    def dropped_lines(self, token: Token) -> None:
        start, end = token.meta[AT]
        self.found.dropped.append(Span(self.places.base + start, self.places.base + end))

    def html_block(self, token: Token) -> None:
        """Find the addresses in HTML, and tags and values in it, which nothing would read."""
        start = self.places.base + token.meta[AT] if AT in token.meta else self.places.line_start(token)
        self.found.html.append(self.places.source.location(start))
        text = self.places.source.text[start : self.places.end_of_lines(token)]
        if not RAW_TEXT.match(text):
            self._html_comments(text, start)
        if VERBATIM_HTML.match(text):
            return
        self._addresses(text, start)
        self.found.unread_tags += (
            UnreadTag(tag, start + at, escaped=False) for at, tag in tags_of_nothing(text)
        )
        for unread in _UNREAD.finditer(text):
            if unread[1]:
                place = self.places.source.location(start + unread.start(1))
                message, hint = _within_html(unread[1])
                self.found.faults.append(Diagnostic("within-html", "error", message, place, hint))

    def _html_comments(self, text: str, start: int) -> None:
        """Find comments in HTML, which are nobody's but the author's, and one that swallows all after it."""
        for comment in _HTML_COMMENT.finditer(text):
            if comment[1] is None:
                place = self.places.source.location(start + comment.start())
                self.found.faults.append(
                    Diagnostic("unclosed-comment", "error", UNCLOSED_COMMENT, place, "end it with -->")
                )
            self.found.dropped.append(Span(start + comment.start(), start + comment.end()))

    # --- what stands within passages

    def _passage(self, token: Token) -> None:
        if token.children:
            passage = token.meta.get(PASSAGE) or self.places.first_line(token)
            if self.tagged:
                self.pairing.enter("passage")
            self._inline(token.children, passage)
            if self.tagged:
                self.pairing.leave("passage")
            if self.may_hold_empty_links and _EMPTY_LINK.search(token.content):
                self._empty_links(token.children, passage)

    def _empty_links(self, children: Sequence[Token], passage: Passage) -> None:
        """Tell of links that nobody could see."""
        for index, child in enumerate(children):
            rest = (after for after in children[index + 1 :] if after.type != "text" or after.content.strip())
            if child.type == "link_open" and next(rest).type == "link_close":
                place = self.places.location(passage, child.meta.get(AT, 0))
                message = f'the link to "{child.attrs.get("href", "")}" has no words, so nobody would see it'
                hint = "write the words that lead there between [ and ]"
                self.found.faults.append(Diagnostic("empty-link", "error", message, place, hint))

    def _inline(self, children: Sequence[Token], passage: Passage) -> None:
        for child in children:
            find = _INNER.get(child.type)
            if find is not None:
                find(self, child, passage)
            if child.nesting and self.tagged:
                self._container(child)

    def inline_tag(self, token: Token, passage: Passage) -> None:
        self.pairing.add(token, token.meta["tag_read"], passage, inline=True)

    def value(self, token: Token, passage: Passage) -> None:
        value: ReadValue = token.meta["value_read"]
        token.meta["value"] = self._computed(value, passage)

    def _computed(
        self, value: ReadValue, passage: Passage, *, grouped: bool | None = None, bracketed: bool = False
    ) -> ComputedValue:
        span = self.places.span(passage, value.span)
        made = ComputedValue(
            expression=value.expression,
            format=value.format,
            span=span,
            expression_span=self.places.span(passage, value.expression_span),
            location=self.places.source.location(span.start),
            index=len(self.found.values),
            math=grouped is not None,
            grouped=bool(grouped),
            bracketed=bracketed,
        )
        self.found.values.append(made)
        return made

    def fault(self, token: Token, passage: Passage) -> None:
        self.found.faults.append(self.places.fault(token.meta["fault"], passage))

    def html_inline(self, token: Token, passage: Passage) -> None:
        offset = self.places.offset(passage, token.meta.get(AT, 0))
        if token.content.startswith("<!--"):
            at = token.meta.get(AT, 0)
            self.found.dropped.append(self.places.span(passage, Span(at, at + len(token.content))))
        self.found.html.append(self.places.source.location(offset))
        self._addresses(token.content, offset)

    def _addresses(self, text: str, offset: int) -> None:
        for tag in addressed_tags(text):
            start = offset + tag.start
            if tag.name == "a":
                self.found.links.append(Link(tag.address, self.places.source, start))
            else:
                place = self.places.source.location(start)
                alt, title = tag.attributes.get("alt", ""), tag.attributes.get("title", "")
                self.found.images.append(Image(tag.address, alt, title, place, start))

    def image(self, token: Token, passage: Passage) -> None:
        at = token.meta.get(AT, 0)
        self.pairing.enter("image")
        self._inline(token.children or [], passage.part(at + 2, len(token.content)))
        self.pairing.leave("image")
        start = self.places.offset(passage, at)
        image = Image(
            str(token.attrs.get("src", "")),
            inline_text(token.children or []),
            str(token.attrs.get("title", "")),
            self.places.source.location(start),
            start,
        )
        token.meta["image"] = image
        if "title" in token.attrs:
            self._title(token, start)
        self.found.images.append(image)

    def link(self, token: Token, passage: Passage) -> None:
        start = self.places.offset(passage, token.meta.get(AT, 0))
        self.found.links.append(Link(str(token.attrs.get("href", "")), self.places.source, start))
        if "title" in token.attrs:
            self._title(token, start)

    def _title(self, token: Token, start: int) -> None:
        """Find the values in the title of an image or a link, of which markdown-it tells no place."""
        title, text = str(token.attrs["title"]), self.places.source.text
        if "{=" not in title:
            return
        parts: list[str | ComputedValue] = []
        end, after = 0, max(text.find("](", start), start)
        while (opening := title.find("{=", end)) >= 0:
            try:
                read = read_value(title, opening, len(title))
            except Malformed as fault:
                place = self.places.source.location(start)
                self.found.faults.append(Diagnostic(fault.code, "error", fault.message, place, fault.hint))
                break
            written = title[opening : read.span.end]
            at = text.find(written, after)
            at = text.find(written) if at < 0 else at  # in a definition further up
            if at < 0:  # written with escapes
                break
            here = Passage((0,), (at - opening - self.places.base,))
            parts += [title[end:opening], self._computed(read, here)]
            end, after = read.span.end, at + len(written)
        if parts:
            token.meta["title"] = [*parts, title[end:]]

    def inline_comment(self, token: Token, passage: Passage) -> None:
        start = token.meta[AT]
        self.found.dropped.append(self.places.span(passage, Span(start, start + token.meta["length"])))

    def reference(self, token: Token, passage: Passage) -> None:
        start = token.meta[AT]
        span = self.places.span(passage, Span(start, start + len(token.content) + 1))
        made = Reference(token.content, span, self.places.source.location(span.start))
        token.meta["reference"] = made
        self.found.references.append(made)

    def tag_as_text(self, token: Token, passage: Passage) -> None:
        start = self.places.offset(passage, token.meta[AT])
        self.found.unread_tags.append(UnreadTag(token.meta["tag"], start))

    def math_inline(self, token: Token, passage: Passage) -> None:
        display = token.type == "math_inline_double"
        self._math(token, Math(token.content, display, self.places, passage, token.meta[AT]))

    def _math(self, token: Token, found: Math) -> None:
        if "{=" in found.latex:
            below = found.passage.part(found.at, len(found.latex))
            values, offsets = self._math_values(found.latex, below)
            found = found._replace(values=tuple(values), value_offsets=tuple(offsets))
        token.meta["math"] = found
        self.found.math.append(found)

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
                    self.found.faults.append(self.places.fault(fault, passage))
                else:
                    grouped, bracketed = is_argument(latex, start), is_operand(latex, value.span)
                    values.append(self._computed(value, passage, grouped=grouped, bracketed=bracketed))
                    offsets.append(value.span)
                    end = value.span.end
            start = latex.find("{=", end)
        return values, offsets

    def _heading(self, token: Token, inline: Token) -> None:
        children = inline.children or []
        text = inline_text(children).strip()
        slug = self.slugs.slug(text)
        token.attrs["id"] = slug
        passage = inline.meta.get(PASSAGE) or self.places.first_line(inline)
        place = self.places.location(passage, 0)
        self.found.headings.append(Heading(int(token.tag[1]), text, slug, place))


# A resolver that held its own methods would keep a whole post in a cycle, for Python's collector to find.
_BLOCKS: Final[Mapping[str, Callable[[_Resolver, Token], None]]] = {
    "component": _Resolver.block_tag,
    "component_open": _Resolver.block_tag,
    "component_close": _Resolver.block_tag,
    "fence": _Resolver.fence,
    "html_block": _Resolver.html_block,
    "math_block": _Resolver.math_block,
    "mdx_comment": _Resolver.dropped_lines,
    "mdx_esm": _Resolver.dropped_lines,
}
_INNER: Final[Mapping[str, Callable[[_Resolver, Token, Passage], None]]] = {
    "component": _Resolver.inline_tag,
    "component_open": _Resolver.inline_tag,
    "component_close": _Resolver.inline_tag,
    "computed_value": _Resolver.value,
    "fault": _Resolver.fault,
    "html_inline": _Resolver.html_inline,
    "image": _Resolver.image,
    "link_open": _Resolver.link,
    "math_inline": _Resolver.math_inline,
    "math_inline_double": _Resolver.math_inline,
    "mdx_comment": _Resolver.inline_comment,
    "reference": _Resolver.reference,
    "tag_as_text": _Resolver.tag_as_text,
}


def _within_html(found: str) -> tuple[str, str]:
    """Return what is wrong with something of ours within HTML, and the mend."""
    if found.endswith("={"):
        return f"the attribute {found[:-2]} has its value in braces", f'in HTML, write {found[:-2]}="…"'
    told = "a computed value" if found == "{=" else f"{found}>"
    return f"{told} stands within HTML, where it is not read", "put a blank line between it and the HTML"
