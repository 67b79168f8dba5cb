"""The names at the ends of lines, kept apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP: Final = 21.0
"""Pixels between the names of lines: narrow screens show them larger than wide ones."""
MODULE: Final = Path(__file__).with_suffix(".js")
"""The same for the browser."""


def spread(heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return heights near the given ones, in their order, with room for a name at each."""
    places = sorted(range(len(heights)), key=heights.__getitem__)
    found = list(heights)
    free = low
    for place in places:
        found[place] = max(found[place], free)
        free = found[place] + GAP
    free = high
    for place in reversed(places):
        found[place] = min(found[place], free)
        free = found[place] - GAP
    return found
