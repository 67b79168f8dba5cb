"""What cleaning takes out of a post's HTML: elements and attributes that an author may miss."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adjoint.markup.addresses import COMMENT, TAG
from adjoint.markup.elements import is_element
from adjoint.markup.marks import AT
from adjoint.markup.passages import PASSAGE
from adjoint.markup.places import Places
from adjoint.markup.sanitising import WITH_CONTENT, allowed_elements, clean_opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adjoint.markup.document import Document
    from adjoint.markup.source import Location

_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
_UNMISSED = frozenset({"decoding", "loading", "rel"})
"""Attributes that a page sets by itself where they are of use."""


@dataclass(frozen=True)
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
    for start, html in _stretches(document):
        for tag in TAG.finditer(COMMENT.sub(lambda comment: " " * len(comment[0]), html)):
            closing, name = tag[1] == "/", tag[2].lower()
            if muting:
                muting = "" if closing and name == muting else muting
            elif not closing and is_element(name):
                muting = name if name in WITH_CONTENT else ""
                place = document.source.location(start + tag.start())
                yield from (Loss(tag[2], attribute, place) for attribute in _lost(name, tag[3]))


def _lost(name: str, attributes: str) -> Iterator[str | None]:
    if name not in allowed_elements():
        yield None
    elif attributes.strip(" \n/"):
        kept = {found[1].lower() for found in _ATTRIBUTE.finditer(clean_opening(name, attributes))}
        written = dict.fromkeys(found[1].lower() for found in _ATTRIBUTE.finditer(attributes))
        yield from (attribute for attribute in written if attribute not in kept | _UNMISSED)


def _stretches(document: Document) -> Iterator[tuple[int, str]]:
    """Yield each stretch of HTML as it stands in the source, and where it begins there."""
    places = Places(document.source, document.frontmatter.body)
    for token in document.tokens:
        if token.type == "html_block":
            start = places.base + token.meta[AT] if AT in token.meta else places.line_start(token)
            yield start, document.source.text[start : places.end_of_lines(token)]
        elif token.type == "inline" and any(child.type == "html_inline" for child in token.children or ()):
            passage = token.meta.get(PASSAGE) or places.first_line(token)
            for child in token.children or ():
                if child.type == "html_inline":
                    yield places.offset(passage, child.meta.get(AT, 0)), child.content
