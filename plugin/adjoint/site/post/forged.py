"""What an author types as if Adjoint had computed it: the table of numbers, its head, what was checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Document
from adjoint.markup.places import Places
from adjoint.site.words import Words

if TYPE_CHECKING:
    from markdown_it.token import Token

_LEAST: Final = 8
"""Letters of a site's own assurance; a shorter one may stand in any text."""
_NAMING: Final = frozenset({"heading_open", "th_open"})
"""What a title or a head of a column comes after."""


@frozen
class _Looks:
    """What makes a text look like the provenance, in small letters."""

    titles: tuple[re.Pattern[str], ...]
    assurances: tuple[re.Pattern[str], ...]
    """What the provenance says of itself; asked one by one, as a search for all of them at once is slow."""
    heads: tuple[frozenset[str], ...]
    """Heads that stand together in no table but ours."""
    signs: tuple[str, ...]
    """Words of which each assurance holds one: most texts hold none, and nobody looks further. Of a long word
    is sooner known that it is not there."""


_ENGLISH: Final = _Looks(
    titles=(re.compile(r"numbers (?:in this text|of this page)"),),
    assurances=tuple(
        re.compile(pattern)
        for pattern in (
            r"computed by version\b.*\bengine",
            r"forward and reverse mode agree\s*$",
            r"the tape that the page replays",
            r"browser against engine:",
        )
    ),
    heads=(frozenset({"expression", "checked"}),),
    signs=("engine", "forward", "replays"),
)


@lru_cache(maxsize=4)
def _looks(words: Words) -> _Looks:
    """Return what the provenance looks like in English and in a site's own words."""
    if words == Words():
        return _ENGLISH
    title, expression, checked, computed_by, modes, tape = (
        " ".join(word.lower().split())
        for word in (
            words.numbers_in_text,
            words.expression,
            words.checked,
            words.computed_by,
            words.modes_agree,
            words.tape_agrees,
        )
    )
    patterns = {
        computed_by: re.escape(computed_by).replace(re.escape("{engine}"), ".*"),
        modes: rf"{re.escape(modes)}\s*$",
        tape: re.escape(tape),
    }
    told = {
        said: pattern for said, pattern in patterns.items() if len(said.replace("{engine}", "")) >= _LEAST
    }
    signs = [_longest_word(said) for said in told]
    return _Looks(
        titles=(*_ENGLISH.titles, re.compile(re.escape(title))) if title else _ENGLISH.titles,
        assurances=(*_ENGLISH.assurances, *map(re.compile, told.values())),
        heads=(*_ENGLISH.heads, frozenset({expression, checked}))
        if expression and checked
        else _ENGLISH.heads,
        signs=(*_ENGLISH.signs, *signs),
    )


def _longest_word(said: str) -> str:
    return max(said.replace("{engine}", " ").split(), key=len, default="")


def forged(document: Document, words: Words) -> Iterator[Diagnostic]:
    """Yield a warning for each part of a text that looks like the provenance which a build writes.

    Args:
        document: the text.
        words: those in which the build would write it.
    """
    looks = _looks(words)
    small = document.source.text.replace("*", "").lower()
    may_claim = any(sign in small for sign in looks.signs)
    heads: set[str] = set()
    before, table = "", None
    for token in document.tokens:
        if token.type == "table_open":
            heads, table = set(), token
        elif token.type == "inline" and (may_claim or before in _NAMING):
            said = " ".join(token.content.replace("*", "").split())
            heads |= {said.lower()} if before == "th_open" else set()
            is_title = before == "heading_open" and _is_title(said, looks)
            if is_title or (may_claim and _claims_proof(said, looks)):
                yield _told(document, token, said)
        elif token.type == "thead_close" and any(heads >= ours for ours in looks.heads):
            yield _told(document, table or token, "a table of numbers, expressions and checks")
        before = token.type


def _is_title(said: str, looks: _Looks) -> bool:
    small = said.lower().strip(" .:#")
    return any(title.fullmatch(small) for title in looks.titles)


def _claims_proof(said: str, looks: _Looks) -> bool:
    small = said.lower()
    return any(assurance.search(small) for assurance in looks.assurances)


def _told(document: Document, token: Token, words: str) -> Diagnostic:
    places = Places(document.source, document.frontmatter.body)
    at = places.line_start(token) if token.map else document.frontmatter.body
    shown = words if len(words) <= 48 else f"{words[:47]}…"
    message = f'"{shown}" is typed, and reads as if it had been computed'
    hint = "remove it: the build writes this table itself, of the values written {= … }"
    return Diagnostic("forged-provenance", "warning", message, document.source.location(at), hint)
