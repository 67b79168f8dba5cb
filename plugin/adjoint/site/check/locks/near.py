"""Which figures a passage may speak of, and what stands before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from adjoint.patterns import pattern
from adjoint.site.check.locks.prose import OPENING, Passage, words_of
from adjoint.site.post.checked import Checked

_MEANT: Final = pattern(
    r"\$([A-Za-z]\w*)\$ (?:be|for|denotes?|denoting|stands? for"
    r"|means?(?! an? (?:larger|greater|bigger|higher|smaller|lower)\b))\b"
)


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
