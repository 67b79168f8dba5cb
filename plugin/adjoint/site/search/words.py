"""The words of a text as a search compares them, and how much each says about the page it stands on.

``search.js`` cuts a query into words in the same way; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from adjoint.frozen import frozen

_WORD: Final = re.compile(r"\w+")
_UNSPACED: Final = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Chinese and Japanese put no space between words: there, each two neighbouring signs are one."""
_RUN: Final = re.compile(f"([{_UNSPACED}]+)|[^{_UNSPACED}]+")
_SATURATION: Final = 1.2
_USUAL_LENGTH: Final = 1500
"""Words of a post of ordinary length: in a longer one, one occurrence says less."""
MARKED: Final = {"title": 24, "labels": 12, "headings": 8, "description": 8}
"""What a word gains where it stands in one of these."""
_BODY: Final = 10
"""What it gains at most by standing in the body often."""
_REMEMBERED: Final = 1 << 14
"""Stretches between spaces that are not made plain again: one page's are mostly another's."""
MOST: Final = 63
"""No word weighs more: a weight is to fit six bits."""


@frozen
class Words:
    """The texts of a page that are searched."""

    title: str
    labels: str
    headings: str
    description: str
    body: tuple[str, ...]
    """In parts: no word runs over from one to the next."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, without case and accents."""
    return [bare for word in _WORD.findall(_plain(text)) for bare in _cut(word)]


def weights(page: Words) -> Mapping[str, int]:
    """Return how much each word of a page says about it: whole numbers, for they are sent to browsers.

    The part for the body grows with each occurrence, ever more slowly, as in BM25; the length it is measured
    against is fixed, so that a page's weights depend on nothing but the page.
    """
    cut = _counted(page.body)
    damping = _SATURATION * (0.4 + 0.6 * sum(cut.values()) / _USUAL_LENGTH)
    gains = {count: round(_BODY * count / (count + damping)) or 1 for count in set(cut.values())}
    found = {word: gains[count] for word, count in cut.items() if word.isascii()}
    others = [(plain, gains[cut[word]]) for word in cut if not word.isascii() for plain in _cut(word)]
    marked = [
        (word, gain) for part, gain in MARKED.items() for word in dict.fromkeys(words_of(getattr(page, part)))
    ]
    for word, gain in (*others, *marked):
        found[word] = min(found.get(word, 0) + gain, MOST)
    return found


def _counted(texts: Iterable[str]) -> Mapping[str, int]:
    """Count the words of texts; what stands between spaces is made plain and cut once, however often."""
    # One text by one: the next is cut into the memory of the one before, still at hand.
    stretches = Counter(chain.from_iterable(map(str.split, texts)))
    found: dict[str, int] = {}
    for authored, count in stretches.items():
        for word in _plain_words(authored):
            found[word] = found.get(word, 0) + count
    return found


@lru_cache(maxsize=_REMEMBERED)
def _plain_words(authored: str) -> tuple[str, ...]:
    piece = _plain(authored)
    return (piece,) if piece.isalnum() else tuple(_WORD.findall(piece))


def _plain(text: str) -> str:
    # To turn the underscore away beforehand halves the time: a class of signs with an exception is slow.
    return unicodedata.normalize("NFKC", text).lower().replace("_", " ")


@cache
def _cut(word: str) -> tuple[str, ...]:
    """Return the words in a stretch of letters, without accents."""
    if word.isascii():
        return (word,)
    found: list[str] = []
    for run in _RUN.finditer(word):
        signs, unspaced = run[0], run[1]
        pairs = [signs[at : at + 2] for at in range(len(signs) - 1)] if unspaced else []
        found += pairs or [signs]
    return tuple(_bare(part) for part in found)


def _bare(word: str) -> str:
    """Return a word without the accents on its letters."""
    signs = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in signs if not unicodedata.category(sign).startswith("M"))
