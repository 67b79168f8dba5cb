"""The addresses in raw HTML: a link or an image written as HTML is one of the page's own like any other."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?|\s*/)*)\s*>"
)
"""An HTML tag: its slash if it closes, its name, its attributes."""

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>?", re.DOTALL)

_ATTRIBUTE = re.compile(r"(?<![^\s\"'<>/=])([^\s\"'<>/=]++)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+)")
_HREF = re.compile(r"(?i)(\shref\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+)")


@frozen
class Addressed:
    """A tag ``<a href>`` or ``<img src>``."""

    name: str
    address: str
    attributes: dict[str, str]
    start: int
    end: int


def addressed_tags(text: str) -> Iterator[Addressed]:
    """Yield the links and images of a stretch of HTML."""
    blanked = COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    for tag in TAG.finditer(blanked):
        name = tag[2].lower()
        if not tag[1] and name in {"a", "img"}:
            attributes = {found[1].lower(): _unquoted(found[2]) for found in _ATTRIBUTE.finditer(tag[3])}
            address = attributes.get("href" if name == "a" else "src")
            if address:
                yield Addressed(name, address, attributes, tag.start(), tag.end())


def with_href(tag: str, href: str) -> str:
    """Return a link's opening tag with another address."""
    return _HREF.sub(lambda found: f'{found[1]}"{html.escape(href)}"', tag, count=1)


def _unquoted(value: str) -> str:
    return html.unescape(value[1:-1] if value[0] in "\"'" else value)
