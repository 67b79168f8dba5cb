"""The ids on a page, and the links within the page that need one to be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from html.parser import HTMLParser

from adjoint.components.model import Call
from adjoint.markup import Diagnostic, Document, nearest
from adjoint.spelling import MOST_HINTED

TAKEAWAYS = "key-takeaways"


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found.update(value for name, value in attrs if name == "id" and value)


def page_ids(document: Document, calls: Iterable[Call]) -> AbstractSet[str]:
    """Return the ids a link may name: those of headings, of components and of raw HTML.

    The ids of tags in which something else is wrong count too, so that one mistake is told once.
    """
    raw = _Ids()
    for html in raw_html(document):
        raw.feed(html)
    written = {str(tag.props["id"]) for tag in document.tags if "id" in tag.props}
    headings = {heading.id for heading in document.headings}
    return raw.found | written | headings | {call.id for call in calls} | {TAKEAWAYS}


def raw_html(document: Document) -> Iterator[str]:
    """Yield each stretch of HTML that an author wrote, in order."""
    if "<" not in document.source.text:
        return
    for token in document.tokens:
        for part in (token, *(token.children or ())):
            if part.type in {"html_block", "html_inline"}:
                yield part.content


def anchor_faults(texts: Iterable[Document], ids: AbstractSet[str]) -> Iterator[Diagnostic]:
    """Yield a fault for each link within the page, ``[…](#id)``, whose target is not there.

    Links that set a widget, ``#id?…``, are held against what can be set: see ``states``.
    """
    told = 0
    for text in texts:
        for link in text.links:
            target = link.href.removeprefix("#")
            if link.href.startswith("#") and "?" not in target and target and target not in ids:
                told += 1
                close = nearest(target, ids) if told <= MOST_HINTED else None
                hint = f'did you mean "#{close}"?' if close else None
                message = f'the link "{link.href}" leads nowhere on this page'
                yield Diagnostic("broken-link", "error", message, link.location, hint)
