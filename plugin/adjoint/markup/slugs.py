"""Ids of headings, as GitHub makes them: lower case, hyphens for spaces, no other marks, each once."""

from __future__ import annotations

import re

_DROPPED = re.compile(r"[^\w\- ]+")


class Slugs:
    """Makes the ids of one document."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def slug(self, text: str) -> str:
        """Return an id for a heading that no earlier one of the document has."""
        base = _DROPPED.sub("", text.strip().lower()).replace(" ", "-") or "section"
        unique, count = base, self._counts.get(base, 0)
        while unique in self._taken:
            count += 1
            unique = f"{base}-{count}"
        self._counts[base] = count
        self._taken.add(unique)
        return unique
