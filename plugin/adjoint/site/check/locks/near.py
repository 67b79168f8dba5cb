"""Which figures a passage may speak of, and what stands before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from adjoint.patterns import pattern
from adjoint.site.check.locks.elsewhere import MATH
from adjoint.site.check.locks.prose import OPENING, Passage, words_of
from adjoint.site.check.locks.statements import SENTENCE_END, hidden
from adjoint.site.post.checked import Checked

_MEANT: Final = pattern(
    r"\$([A-Za-z]\w*)\$ (?:be|for|denotes?|denoting|stands? for"
    r"|means?(?! an? (?:larger|greater|bigger|higher|smaller|lower)\b))\b"
)

_NAMED: Final = pattern(
    r"\b(?:the|this|that|our|each)\s+(?:\w+\s+)?(?:figures?|graph|lab|map|race|surface|valley|ravine|runs|optimisers"
    r"|sliders?|drawing)\b(?!\s+of\s+(?:an?|another)\b)",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of a figure of the page."""
_RUN: Final = pattern(
    r"\b(?:sgd|descent|momentum|nesterov|adagrad|rmsprop|adamw?|newton|optimisers|methods)\b", re.IGNORECASE
)
_ALTERED: Final = pattern(
    r"\b(?:hold|keep|freeze|fix|fixed|treat|detach|cut|stop|forget|ignore|miss|omit|skip|remove|delete|drop"
    r"|switch|wait|pause|picture|take|compare|look at|had|used to|wrote|wanted|bug|draft|bets?)\b",
    re.IGNORECASE,
)
"""Words by which it speaks of what becomes of a figure, or of what is one's bet on it."""
_LETTERS: Final = pattern(r"\\[A-Za-z]+|[^\W\d]\w*")


def strays(text: str, start: int, names: Collection[str]) -> bool:
    """Tell whether the sentences of a paragraph before a place lead away from the figures near it.

    A sentence that names nothing of a figure does: what follows may be said in general, or of what it names.

    Args:
        text: the paragraph.
        start: the place.
        names: those of the nodes of the figures.
    """
    away = False
    *before, _ = SENTENCE_END.split(hidden(text[:start]) + "|")
    for sentence in before:
        if _ALTERED.search(sentence):
            away = True
        elif names_figure(sentence, names):
            away = False
        elif not _RUN.search(sentence):
            away = True
    return away


def names_figure(text: str, names: Collection[str]) -> bool:
    """Tell whether a text names a figure of the page, or nodes and no other letters in a formula."""
    return bool(_NAMED.search(text)) or any(_is_of(formula, names) for formula in MATH.findall(text))


def _is_of(formula: str, names: Collection[str]) -> bool:
    letters = {one for one in _LETTERS.findall(formula) if one[0] != "\\"}
    return bool(letters) and letters <= set(names)


def meant(found: Iterable[Passage]) -> frozenset[str]:
    """Return the names that a text gives a meaning of their own."""
    return frozenset(name for one in found for name in _MEANT.findall(one.text))


def near(post: Checked, passage: Passage, under: Mapping[str, str]) -> Sequence[str]:
    """Return the ids of the components with numbers that a passage may speak of.

    Args:
        post: the page.
        passage: one of its passages; a title or a takeaway is beside all there is.
        under: the heading that each component stands under, by id.
    """
    if passage.owner in post.quantities:
        return [passage.owner]
    return [key for key in post.quantities if not passage.section or under.get(key) == passage.section]


def after_paragraphs(found: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Yield passages, each with what stands before it in its section: of a list, also all of the list."""
    before, heading = "", ""
    for (listed, section), passages_ in groupby(found, key=lambda one: (is_item(one), one.section)):
        before, heading = (before if section == heading else ""), section
        together = list(passages_)
        if listed:
            items = " ".join(one.text for one in together)
            yield from ((one, f"{before} {items}") for one in together)
            continue
        for one in together:
            yield one, before
            before = one.text if one.kind == "sentence" else ""


def is_item(passage: Passage) -> bool:
    """Tell whether a passage is an item of a list."""
    return passage.place.startswith("list ")


def sections_with_code(post: Checked) -> frozenset[str]:
    """Return the headings of a post below which, before the next, stands a listing."""
    found, section, previous = set[str](), OPENING, ""
    for token in post.document.tokens:
        if token.type == "inline" and previous == "heading_open":
            section = words_of(token)
        if token.type in {"fence", "code_block"}:
            found.add(section)
        previous = token.type
    return frozenset(found)
