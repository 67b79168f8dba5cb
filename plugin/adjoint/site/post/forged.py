"""What an author types as if Adjoint had computed it: the table of numbers, its head, what was checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from adjoint.markup import Diagnostic, Document
from adjoint.markup.places import Places

if TYPE_CHECKING:
    from markdown_it.token import Token

_TITLE: Final = re.compile(r"numbers (?:in this text|of this page)")
_ASSURANCES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"computed by version\b.*\bengine",
        r"forward and reverse mode agree\s*$",
        r"the tape that the page replays",
        r"browser against engine:",
    )
)
"""What the provenance says of itself; asked one by one, as a search for all of them at once is slow."""
_HEADS: Final = frozenset({"expression", "checked"})
"""Heads that stand together in no table but ours."""
_SIGNS: Final = ("numbers", "engine", "agree", "tape", "checked")
"""Words of which each of the above holds one: most texts hold none, and nobody looks further."""


def forged(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each part of a text that looks like the provenance which a build writes."""
    small = document.source.text.replace("*", "").lower()
    if not any(sign in small for sign in _SIGNS):
        return
    heads: set[str] = set()
    before, table = "", None
    for token in document.tokens:
        if token.type == "table_open":
            heads, table = set(), token
        elif token.type == "inline":
            words = " ".join(token.content.replace("*", "").split())
            heads |= {words.lower()} if before == "th_open" else set()
            is_title = before == "heading_open" and _TITLE.fullmatch(words.lower().strip(" .:#"))
            if is_title or _claims_proof(words):
                yield _told(document, token, words)
        elif token.type == "thead_close" and heads >= _HEADS:
            yield _told(document, table or token, "a table of numbers, expressions and checks")
        before = token.type


def _claims_proof(words: str) -> bool:
    small = words.lower()
    return any(assurance.search(small) for assurance in _ASSURANCES)


def _told(document: Document, token: Token, words: str) -> Diagnostic:
    places = Places(document.source, document.frontmatter.body)
    at = places.line_start(token) if token.map else document.frontmatter.body
    shown = words if len(words) <= 48 else f"{words[:47]}…"
    message = f'"{shown}" is typed, and reads as if it had been computed'
    hint = "remove it: the build writes this table itself, of the values written {= … }"
    return Diagnostic("forged-provenance", "warning", message, document.source.location(at), hint)
