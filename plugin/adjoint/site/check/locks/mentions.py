"""Figures and equations that a text names by a typed number that none of the page has: ``see figure 7``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from adjoint.markup import Diagnostic
from adjoint.site.check.locks.literals import key_of
from adjoint.site.check.locks.prose import passages
from adjoint.site.check.locks.statements import hidden
from adjoint.site.check.records import Typed
from adjoint.site.post.checked import Checked
from adjoint.site.post.offers import labels_of
from adjoint.site.wording import ACCEPT, shortened

_PREFIX: Final = {"figure": "fig", "equation": "eqn"}
_LABEL: Final = re.compile(r"(figure|equation) \(?(\d+)\)?")
_MENTION: Final = re.compile(
    r"(?<!the )\b(?:(?P<figure>fig(?:ure|\.))|(?P<equation>eq(?:uation|n?\.)))\s+"
    r"\(?(?P<number>\d+)\b(?![.,]\d)\)?(?!\s*(?:of|in|from|on)\b)",
    re.IGNORECASE,
)
_LINK: Final = re.compile(r"\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
_ELSEWHERE: Final = re.compile(
    r"(?:\d{4}|et al|papers?|books?|chapter|section|their|his|her|['’]s)\b[^.!?]*$"
)
"""What names another work before a number of its own."""


def unknown_mentions(post: Checked) -> Iterator[Typed]:
    """Yield each typed number of a figure or an equation that is none of those of the page."""
    parts = {match.groups() for label in labels_of(post.computed).values() if (match := _LABEL.search(label))}
    kinds = {kind for kind, _ in parts}
    if not kinds or not _MENTION.search(post.document.source.text):
        return
    for passage in passages(post):
        if not _MENTION.search(passage.text):
            continue
        text = hidden(_LINK.sub(lambda link: "\x00" * len(link[0]), passage.text))
        for found in _MENTION.finditer(text):
            kind = "figure" if found["figure"] else "equation"
            if (
                kind not in kinds
                or (kind, found["number"]) in parts
                or _ELSEWHERE.search(text[: found.start()])
            ):
                continue
            called = " ".join(found[0].split())
            message = f"{called} is typed, and no {kind} of the page has that number"
            hint = f"write @{_PREFIX[kind]}:… with its id, which writes the number, or accept it: {ACCEPT}"
            key = key_of(f"mentioned {called} {passage.text}")
            words = f"{called} is named: {shortened(' '.join(passage.text.split()))}"
            where = passage.locate(found.start())
            told = Diagnostic("typed-reference", "warning", message, where, hint)
            yield Typed(key, words, told)
