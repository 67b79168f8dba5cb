"""What an author meant by a misspelt word: the one measure that the hints of every floor go by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

STEM: Final = 3
"""Letters by which a word that is cut short is known."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a word most likely stands for, or nothing if none is near.

    Capitals aside, near is a candidate a few slips away, ``tanh`` for ``tahn``: no slips for a word of one
    letter, one for two to four letters, one more for every three more. Failing that, it is a candidate that
    the word begins, ``thinking`` for ``think``, or that begins the word, ``exp`` for ``exponential``. Of
    several the one with the fewest slips is taken, then one of the same letters, then the shortest.
    """
    folded = word.casefold()
    allowed = (len(folded) + 1) // 3
    found = []
    for candidate in candidates:
        other = candidate.casefold()
        slips = _slips(folded, other) if abs(len(other) - len(folded)) <= allowed else allowed + 1
        if slips <= allowed or _is_begun(folded, other):
            is_mixed_up = sorted(other) == sorted(folded)
            found.append((min(slips, allowed + 1), not is_mixed_up, len(other), candidate))
    return min(found)[-1] if found else None


def nearest_first(word: str, candidates: Iterable[str]) -> list[str]:
    """Return candidates by how little they differ from a word, then by the alphabet."""
    folded = word.casefold()
    return sorted(candidates, key=lambda other: (_slips(folded, other.casefold()), other))


def _is_begun(word: str, other: str) -> bool:
    """Tell whether one of two words begins with all of the other."""
    return min(len(word), len(other)) >= STEM and (other.startswith(word) or word.startswith(other))


def _slips(word: str, other: str) -> int:
    """Count the slips between two words: a letter left out or put in, or two neighbours swapped.

    A wrong letter counts as two, for ``cot`` is not ``cos``. This is the distance of Damerau (1964), in the
    form in which no letter slips twice.
    """
    before, last = [0], list(range(len(other) + 1))
    for i, letter in enumerate(word):
        row = [i + 1]
        for j, wanted in enumerate(other):
            slips = last[j] if letter == wanted else 1 + min(last[j + 1], row[j])
            if i and j and letter == other[j - 1] and word[i - 1] == wanted:
                slips = min(slips, before[j - 1] + 1)
            row.append(slips)
        before, last = last, row
    return last[-1]
