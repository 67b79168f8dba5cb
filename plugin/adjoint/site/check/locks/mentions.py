"""Figures and equations that a text names by a typed number that none of the page has: ``see figure 7``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from adjoint.markup import Diagnostic
from adjoint.site.check.locks.literals import key_of, on_one_line
from adjoint.site.check.locks.prose import passages
from adjoint.site.check.locks.reach import REACH
from adjoint.site.check.locks.statements import hidden
from adjoint.site.check.records import Typed
from adjoint.site.post.checked import Checked
from adjoint.site.post.offers import labels_of
from adjoint.site.wording import ACCEPT, shortened

_PREFIX: Final = {"figure": "fig", "equation": "eqn"}
_LABEL: Final = re.compile(r"(figure|equation) \(?(\d+)\)?")
_MENTION: Final = re.compile(
    r"(?<!the )(?<!\ba )\b(?:(?P<figure>fig(?:ure|\.))|(?P<equation>eq(?:uation|n?\.)))\s+"
    r"\(?(?P<number>\d+)\b(?![.,]\d)\)?(?!\s*(?:of|in|from|on)\b)",
    re.IGNORECASE,
)
_LINK: Final = re.compile(rf"\[[^\]]{{0,{REACH}}}\](?:\((?P<own>#)?[^)]{{0,{REACH}}}\)|\[[^\]]*\])")
_AWAY: Final = "\x01"
"""Stands for each character of a link that leads off the page."""
_VERB: Final = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Tt]hey|to|would|could|might|can)\s+$")
"""After these somebody figures, and there is no figure."""
_WORK: Final = r"\d{4}|et al\.?|papers?|books?|chapter|section|their|his|her|['’]s"
_ELSEWHERE: Final = re.compile(rf"(?:(?:{_WORK})(?!\w)|{_AWAY})[^.!?]*$|[a-z,]\s+[A-Z][a-z]+,\s+$")
"""What names another work before a number of its own."""
_THERE: Final = re.compile(
    rf"\s*\([^)]*(?:\b(?:{_WORK})|{_AWAY})|,?\s*(?:(?:which|that|where|as|by)\s+)?(?:{_AWAY}|[A-Z][a-z]+)"
)
"""What names it behind such a number."""


def unknown_mentions(post: Checked) -> Iterator[Typed]:
    """Yield each typed number of a figure or an equation that is none of those of the page."""
    parts = {match.groups() for label in labels_of(post.computed).values() if (match := _LABEL.search(label))}
    kinds = {kind for kind, _ in parts}
    if not kinds or not _MENTION.search(post.document.source.text):
        return
    for passage in passages(post):
        if not _MENTION.search(passage.text):
            continue
        text = hidden(_LINK.sub(_marked, passage.text))
        for found in _MENTION.finditer(text):
            kind = "figure" if found["figure"] else "equation"
            is_known = kind not in kinds or (kind, found["number"]) in parts
            if is_known or _is_other(text, found):
                continue
            called = " ".join(found[0].split())
            message = f"{called} is typed, and no {kind} of the page has that number"
            hint = f"write @{_PREFIX[kind]}:… with its id, which writes the number, or accept it: {ACCEPT}"
            key = key_of(f"mentioned {called}", passage.text)
            words = f"{called} is named: {shortened(on_one_line(passage.text))}"
            where = passage.locate(found.start())
            told = Diagnostic("typed-reference", "warning", message, where, hint)
            yield Typed(key, words, told)


def _marked(link: re.Match[str]) -> str:
    return ("\x00" if link["own"] else _AWAY) * len(link[0])


def _is_other(text: str, found: re.Match[str]) -> bool:
    """Tell whether a number is of another work, or of no figure at all."""
    at, end = found.span()
    before, behind = text[max(at - REACH, 0) : at], text[end : end + REACH]
    return bool(_ELSEWHERE.search(before) or _VERB.search(before) or _THERE.match(behind))
