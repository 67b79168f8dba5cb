"""What a text points at and nobody wrote: ``[^note]`` and ``[words][name]`` then stand there as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from adjoint.markup import Diagnostic, Document

if TYPE_CHECKING:
    from markdown_it.token import Token

FOOTNOTE, REFERENCE = "unknown-footnote", "unknown-link"
_FOOTNOTE: Final = re.compile(r"\[\^([^\]\[\s]+)\](?!\()")
_REFERENCE: Final = re.compile(r"\[[^\]\[]+\]\[([^\]\[]+)\]")


def unwritten(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each footnote and each link that the text asks for and does not give."""
    for token in document.tokens:
        if token.type == "inline" and "[" in token.content:
            yield from _within(document, token)


def _within(document: Document, token: Token) -> Iterator[Diagnostic]:
    left = [child.content for child in token.children or () if child.type == "text" and "[" in child.content]
    plain = "\n".join(left)
    for pattern, code in ((_FOOTNOTE, FOOTNOTE), (_REFERENCE, REFERENCE)):
        for found in pattern.finditer(plain):
            at = token.content.find(found[0])
            passage = token.meta.get("passage")
            if at < 0 or passage is None:
                continue
            name = found[1]
            if code == FOOTNOTE:
                message = f'the footnote "{name}" is not written'
                hint = f"write [^{name}]: and its text on a line of their own"
            else:
                message = f'the link "{found[0]}" leads nowhere: there is no "{name}"'
                hint = f"write [{name}]: and its address on a line of their own; \\[ is a plain bracket"
            offset = document.frontmatter.body + passage.source(at)
            yield Diagnostic(code, "warning", message, document.source.location(offset), hint)
