"""What an author wrote that is sound and was surely meant otherwise: warned of, and published as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from adjoint.markup import Diagnostic, Document
from adjoint.markup.losses import losses
from adjoint.site.post.anchors import raw_html

_OPENING: Final = re.compile(r"<([A-Za-z][\w-]*)(?=[\s/>])")


def lookalike_tags(document: Document, components: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each HTML tag that differs from a component's in capitals alone: ``<callout>``.

    Args:
        document: a parsed post.
        components: the tags of those there are.
    """
    by_folded = {tag.casefold(): tag for tag in components}
    read = 0
    for html in raw_html(document):
        for tag in _OPENING.finditer(html):
            meant = by_folded.get(tag[1].casefold())
            found = document.source.text.find(tag[0], read)
            if meant is None or found < 0:
                continue
            read = found + 1
            message = f"<{tag[1]}> is HTML, in which it means nothing"
            place = document.source.location(found)
            hint = f"the component is written <{meant}>"
            yield Diagnostic("lookalike-tag", "warning", message, place, hint)


def dropped_html(document: Document, components: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each element or attribute of HTML that the site's cleaning takes out.

    Args:
        document: a parsed post.
        components: the tags of those there are; what looks like one of them has been told already.
    """
    told = {tag.casefold() for tag in components}
    for loss in losses(document):
        if loss.element.casefold() not in told:
            whose = f"{loss.attribute} of <{loss.element}>" if loss.attribute else f"<{loss.element}>"
            message = f"{whose} is dropped from the page, for this site cleans the HTML in its posts"
            hint = "site.yaml may say raw_html: allow"
            yield Diagnostic("dropped-html", "warning", message, loss.location, hint)
