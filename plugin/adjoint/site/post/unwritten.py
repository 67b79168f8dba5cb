"""Notes and links whose other end is missing.

What a text points at and nobody wrote, ``[^note]`` or ``[words][name]``, then stands there as it is; a
footnote that nothing points at stands nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from adjoint.markup import Diagnostic, Document, Location
from adjoint.markup.passages import PASSAGE
from adjoint.site.post.escapes import unescaped

if TYPE_CHECKING:
    from markdown_it.token import Token

_CLASS: Final = r"""(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\\w|[-_"'`,.;:/|<>(){}=+#&%@!?*$~])+\]"""
"""What a regular expression excludes, as ``[^a-z]`` and ``[^\"]`` do, which no author means as a note."""
_FOOTNOTE: Final = re.compile(rf"\[\^(?!{_CLASS})([^\]\[\s]+)\](?!\()(?!(?<!\d\])[+*{{])")
_REFERENCE: Final = re.compile(r"\[[^\]\[]+\]\[([^\]\[]+)\]")


def unwritten(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each footnote and link that the text asks for only, or gives only."""
    for name, place in document.unused_footnotes:
        message = f'nothing points at the footnote "{name}", so the page does not show it'
        hint = f"write [^{name}] where it belongs, or remove it"
        yield Diagnostic("unused-footnote", "warning", message, place, hint)
    if b"[^" not in document.source.signs and b"][" not in document.source.signs:
        return
    for token in document.tokens:
        if token.type == "inline" and _is_likely(token.content):
            yield from _within(document, token)


def _is_likely(text: str) -> bool:
    """Tell whether either may stand in a text, unlike a link that has its address with it."""
    return "[^" in text or "][" in text


def _within(document: Document, token: Token) -> Iterator[Diagnostic]:
    passage = token.meta.get(PASSAGE)
    if passage is None:
        return
    left = [child.content for child in token.children or () if child.type == "text" and "[" in child.content]
    plain = "\n".join(left)

    def written(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, Location]]:
        """Yield what stands so in the source too; an escaped bracket is meant as it is."""
        for found in pattern.finditer(plain):
            at = unescaped(found[0], token.content)
            if at is not None:
                place = document.frontmatter.body + passage.source(at)
                yield found[0], found[1], document.source.location(place)

    for _, name, place in written(_FOOTNOTE):
        message = f'the footnote "{name}" is not written'
        hint = f"write [^{name}]: and its text on a line of its own"
        yield Diagnostic("unknown-footnote", "warning", message, place, hint)
    for text, name, place in written(_REFERENCE):
        message = f'the link "{text}" leads nowhere: there is no "{name}"'
        hint = f"write [{name}]: and its address on a line of its own; \\[ is a plain bracket"
        yield Diagnostic("unknown-link", "warning", message, place, hint)
