"""The rows of a picture packed as a PNG holds them, in bands that may stand in other pictures as well.

The cards of a site differ in a few lines of text. To pack 756,000 pixels anew takes most of a card's time.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from adjoint.frozen import frozen

BAND: Final = 42
"""Rows of a band: of more, some are packed anew for a line of text beside them; fewer make more blocks."""
_NO_FILTER: Final = b"\0"
"""A row begins with the number of its filter."""
_LEVEL, _MEMORY = 1, 6
"""The least effort finds every run; a band of text has some thousand, for which this much memory will do."""
_MODULUS: Final = 65521
_BEGIN: Final = b"\x78\x9c"
_END: Final = b"\x03\x00"
"""The last block, which is empty."""


@frozen
class Band:
    """Some rows, packed so that other bands may stand around them."""

    data: bytes
    length: int
    """How many bytes they are unpacked."""
    checksum: int


def band(rows: Sequence[bytes]) -> Band:
    """Return rows of pixels packed; rows that are equal are best one object."""
    return _plain(rows[0], len(rows)) if rows.count(rows[0]) == len(rows) else _packed(rows)


@lru_cache(maxsize=8)
def _plain(row: bytes, count: int) -> Band:
    """Return a row repeated: most bands of a card are the paper alone."""
    return _packed([row] * count)


def _packed(rows: Iterable[bytes]) -> Band:
    data = _NO_FILTER.join([b"", *rows])
    packer = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS, memLevel=_MEMORY, strategy=zlib.Z_RLE)
    return Band(packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH), len(data), zlib.adler32(data))


def zlib_stream(bands: Sequence[Band]) -> bytes:
    """Return bands, from the top of a picture to its end, as a zlib stream."""
    return b"".join([_BEGIN, *(band.data for band in bands), _END, _checksum(bands).to_bytes(4, "big")])


def _checksum(bands: Iterable[Band]) -> int:
    """Return the Adler-32 checksum of stretches of bytes from theirs (RFC 1950, section 9)."""
    ones, sums = 1, 0
    for band in bands:
        more, more_sums = band.checksum & 0xFFFF, band.checksum >> 16
        sums = (sums + more_sums + band.length * (ones - 1)) % _MODULUS
        ones = (ones + more - 1) % _MODULUS
    return sums << 16 | ones
