"""What an author wrote that is sound and was surely meant otherwise: warned of, and published as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adjoint.markup import Diagnostic, Document
from adjoint.markup.losses import losses


def unread_tags(document: Document, components: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each tag that is no element: a component in small letters, or a less-than sign.

    Args:
        document: a parsed post.
        components: the tags of those there are.
    """
    by_folded = {tag.casefold(): tag for tag in components}
    for tag in document.unread_tags:
        name = tag.text.strip("</>").split(maxsplit=1)[0]
        meant = by_folded.get(name.casefold())
        place = document.source.location(tag.start)
        if meant is None:
            message = f"{' '.join(tag.text.split())} is no element of HTML, so it stands as text"
            hint = "did you mean a less-than sign? write " + ("\\<" if tag.escaped else "&lt;")
            yield Diagnostic("unread-tag", "warning", message, place, hint)
        elif not tag.text.startswith("</"):
            message = f"<{name}> is HTML, in which it means nothing"
            yield Diagnostic(
                "lookalike-tag", "warning", message, place, f"the component is written <{meant}>"
            )


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
