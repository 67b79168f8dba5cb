"""How much of a text is read for a place in it.

A paragraph is asked about each of its formulas and clauses. If all of it were read again for each, a long one
would take for ever.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

REACH: Final = 1000
"""Characters of a sentence that are read before a place in it and behind it: no essay has such a sentence."""

# Whoever looks for the end of what never ends looks from each of its beginnings to the end of the text.
ADDRESS: Final = r"\]\((?>(?:[^)\]]|\](?!\())*)\)"
"""Of a link; another one ends the search for its bracket."""
TAG: Final = rf"<[^>]{{0,{2 * REACH}}}>"
FOOTNOTE: Final = r"\[\^[^][]*\]"


def beginning(text: str, start: int, end: int) -> str:
    """Return a stretch of a text, of a long one only its beginning."""
    return text[start : min(end, start + REACH)]


def ending(text: str, start: int, end: int) -> str:
    """Return a stretch of a text, of a long one only its end, which begins in no formula."""
    cut = end - REACH
    if cut > start:
        start = text.find("$", cut, end) + 1 or end if text.count("$", start, cut) % 2 else cut
    return text[start:end]


class Marks:
    """Where something is found in a text, to be asked for many parts of it."""

    def __init__(self, found: Iterable[re.Match[str]]) -> None:
        """Take what is found, in the order of the text."""
        spans = [one.span() for one in found]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def within(self, start: int, end: int) -> bool:
        """Tell whether it is found between two places."""
        at = bisect_left(self._starts, start)
        return at < len(self._ends) and self._ends[at] <= end

    def last_end(self, place: int) -> int:
        """Return where the last of them ends before a place; the beginning of the text if none does."""
        at = bisect_left(self._ends, place)
        return self._ends[at - 1] if at else 0

    def first_start(self, place: int) -> int | None:
        """Return where the first of them begins from a place on."""
        at = bisect_left(self._starts, place)
        return self._starts[at] if at < len(self._starts) else None
