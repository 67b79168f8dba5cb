"""What an author meant by a misspelt word: the one measure that the hints of every floor go by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

STEM: Final = 3
"""Letters by which a word that is cut short is known."""
MOST_HINTED: Final = 100
"""Faults of one kind on a page beyond which what was meant is not looked for: it takes long where there are
as many words that it may have been."""
_ANY: Final = 1_000_000


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a word most likely stands for, or nothing if none is near.

    Capitals aside, near is a candidate a few slips away, ``tanh`` for ``tahn``: no slips for a word of one
    letter, one for two to four letters, one more for every three more. Failing that, it is a candidate that
    the word begins, ``thinking`` for ``think``, or that begins the word, ``exp`` for ``exponential``. Of
    several the one with the fewest slips is taken, then one of the same letters, then the shortest.
    """
    folded = word.casefold()
    allowed, letters = (len(folded) + 1) // 3, set(folded)
    found = []
    for candidate in candidates:
        other = candidate.casefold()
        are_near = len(letters.symmetric_difference(other)) <= allowed  # each of them is a slip
        slips = _slips(folded, other, allowed) if are_near else allowed + 1
        if slips <= allowed or _is_begun(folded, other):
            is_mixed_up = sorted(other) == sorted(folded)
            found.append((min(slips, allowed + 1), not is_mixed_up, len(other), candidate))
    return min(found)[-1] if found else None


def nearest_first(word: str, candidates: Iterable[str]) -> list[str]:
    """Return candidates by how little they differ from a word, then by the alphabet."""
    folded = word.casefold()
    return sorted(candidates, key=lambda other: (_slips(folded, other.casefold(), _ANY), other))


def _is_begun(word: str, other: str) -> bool:
    """Tell whether one of two words begins with all of the other."""
    return min(len(word), len(other)) >= STEM and (other.startswith(word) or word.startswith(other))


def _slips(word: str, other: str, most: int) -> int:
    """Count the slips between two words: a letter left out or put in, or two neighbours swapped.

    A wrong letter counts as two, for ``cot`` is not ``cos``. This is the distance of Damerau (1964), in the
    form in which no letter slips twice.

    Args:
        word: one of them.
        other: the other.
        most: more of them are of no interest, and not counted to the end.
    """
    if abs(len(word) - len(other)) > most:
        return most + 1
    word, other = _parted(word, other)
    before, last = [0], list(range(len(other) + 1))
    for i, letter in enumerate(word):
        row = [i + 1]
        for j, wanted in enumerate(other):
            slips = last[j] if letter == wanted else 1 + min(last[j + 1], row[j])
            if i and j and letter == other[j - 1] and word[i - 1] == wanted:
                slips = min(slips, before[j - 1] + 1)
            row.append(slips)
        if min(row) > most and min(last) > most:
            return most + 1
        before, last = last, row
    return last[-1]


def _parted(word: str, other: str) -> tuple[str, str]:
    """Return two words without what both begin and end with, which holds no slips."""
    length = min(len(word), len(other))
    start = next((at for at in range(length) if word[at] != other[at]), length)
    length -= start
    end = next((at for at in range(length) if word[-1 - at] != other[-1 - at]), length)
    return word[start : len(word) - end], other[start : len(other) - end]
