"""What cleaning takes out of a post's HTML: elements and attributes that an author may miss."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from adjoint.frozen import frozen
from adjoint.markup.addresses import COMMENT, TAG
from adjoint.markup.elements import is_element
from adjoint.markup.marks import AT
from adjoint.markup.passages import PASSAGE, Passage
from adjoint.markup.places import Places
from adjoint.markup.sanitising import WITH_CONTENT, allowed_elements, clean_opening
from adjoint.markup.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

    from adjoint.markup.document import Document
    from adjoint.markup.source import Location

_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
_UNMISSED = frozenset({"decoding", "loading", "rel"})
"""Attributes that a page sets by itself where they are of use."""


@frozen
class Loss:
    """An element that is dropped, or an attribute of one that stays."""

    element: str
    attribute: str | None
    location: Location


def losses(document: Document) -> Iterator[Loss]:
    """Yield what cleaning drops from a document, in its order; what a dropped element holds goes untold."""
    if document.raw_html != "sanitize":
        return
    muting = ""
    for stretch in _stretches(document):
        for tag in TAG.finditer(_without_comments(stretch.html)):
            closing, name = tag[1] == "/", tag[2].lower()
            if muting:
                muting = "" if closing and name == muting else muting
            elif not closing and is_element(name):
                muting = name if name in WITH_CONTENT else ""
                place = document.source.location(stretch.source(tag.start()))
                yield from (Loss(tag[2], attribute, place) for attribute in _lost(name, tag[3]))


def cuts(document: Document) -> Iterator[Span]:
    """Yield each stretch of the source that cleaning drops from the page, which the sibling drops too."""
    if document.raw_html != "sanitize":
        return
    muting, begin, where = "", 0, None
    for stretch in _stretches(document):
        if stretch.token is not where:
            muting, where = "", stretch.token
        for comment in COMMENT.finditer(stretch.html):
            yield stretch.span(*comment.span())
        for tag in TAG.finditer(_without_comments(stretch.html)):
            closing, name = tag[1] == "/", tag[2].lower()
            if muting:
                if closing and name == muting:
                    yield Span(begin, stretch.span(*tag.span()).end)
                    muting = ""
                continue
            if not closing and name in WITH_CONTENT:
                muting, begin = name, stretch.source(tag.start())
            yield from (stretch.span(*cut) for cut in _cut_from(tag))


def _cut_from(tag: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield what cleaning drops of a tag: the whole of it, or attributes with the space before them."""
    if not is_element(tag[2]):
        return
    lost = set(_lost(tag[2].lower(), tag[3]))
    if None in lost:
        yield tag.span()
        return
    for attribute in _ATTRIBUTE.finditer(tag[3]) if lost else ():
        if attribute[1].lower() in lost:
            before = len(tag[3][: attribute.start()].rstrip())
            yield tag.start(3) + before, tag.start(3) + attribute.end()


def _lost(name: str, attributes: str) -> Iterator[str | None]:
    if name not in allowed_elements():
        yield None
    elif attributes.strip(" \n/"):
        kept = {found[1].lower() for found in _ATTRIBUTE.finditer(clean_opening(name, attributes))}
        written = dict.fromkeys(found[1].lower() for found in _ATTRIBUTE.finditer(attributes))
        yield from (attribute for attribute in written if attribute not in kept | _UNMISSED)


def _without_comments(html: str) -> str:
    return COMMENT.sub(lambda comment: " " * len(comment[0]), html)


@frozen
class _Stretch:
    """A stretch of HTML, the token it stands in, and where its characters stand in the source."""

    html: str
    token: Token
    source: Callable[[int], int]

    def span(self, start: int, end: int) -> Span:
        return Span(self.source(start), self.source(end - 1) + 1)


def _stretches(document: Document) -> Iterator[_Stretch]:
    """Yield each stretch of HTML as it stands in the source."""
    if "<" not in document.source.text:
        return
    places = Places(document.source, document.frontmatter.body)
    for token in document.tokens:
        if token.type == "html_block":
            start = places.base + token.meta[AT] if AT in token.meta else places.line_start(token)
            html = document.source.text[start : places.end_of_lines(token)]
            yield _Stretch(html, token, start.__add__)
        elif token.type == "inline" and any(child.type == "html_inline" for child in token.children or ()):
            passage = token.meta.get(PASSAGE) or places.first_line(token)
            for child in token.children or ():
                if child.type == "html_inline":
                    at = child.meta.get(AT, 0)
                    yield _Stretch(child.content, token, partial(_offset, places, passage, at))


def _offset(places: Places, passage: Passage, at: int, offset: int) -> int:
    return places.offset(passage, at + offset)
