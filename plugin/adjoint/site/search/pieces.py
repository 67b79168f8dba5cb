"""An index cut into pieces of a size that is fetched in one go, each a run of the alphabet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from adjoint.frozen import frozen

PLACES: Final = 64
"""One more than the greatest weight."""
_SIZE: Final = 64_000
"""Characters of a piece, more or less: some 15 kB on the way."""


@frozen
class Piece:
    """All words from one to before another, with the pages they stand on."""

    first: str
    """The first word in it."""
    data: bytes
    """JSON: for each word, its pages; each is its number times ``PLACES`` plus the word's weight there."""


def pieces(pages: Iterable[Mapping[str, int]]) -> Iterator[Piece]:
    """Yield the index of some pages in the order of its words, as a browser compares them.

    Args:
        pages: the weights of each page's words; a page's number is its place.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    for number, weights in enumerate(pages):
        for word, weight in weights.items():
            postings[word].append(number * PLACES + weight)
    held: list[str] = []
    first, size = "", 0
    for word in sorted(postings, key=lambda word: word.encode("utf-16-be", "surrogatepass")):
        # A word holds letters and digits alone: nothing in it is to be escaped.
        entry = f'"{word}":{str(postings[word]).replace(" ", "")}'
        if held and size + len(entry) > _SIZE:
            yield _piece(first, held)
            held, size = [], 0
        first = first if held else word
        held.append(entry)
        size += len(entry)
    if held:
        yield _piece(first, held)


def _piece(first: str, entries: Sequence[str]) -> Piece:
    return Piece(first, f"{{{','.join(entries)}}}".encode())
