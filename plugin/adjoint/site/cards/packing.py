"""The rows of a picture packed as a PNG holds them, in bands that are packed once for all pictures.

The cards of a site differ in a few lines of text. To pack 756,000 pixels anew takes most of a card's time.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_ROWS: Final = 18
"""Rows of a band."""
_NO_FILTER: Final = b"\0"
"""A row begins with the number of its filter."""
_MODULUS: Final = 65521
_BEGIN: Final = b"\x78\x9c"
_END: Final = b"\x03\x00"
"""The last block, which is empty."""


def packed_rows(rows: Sequence[bytes]) -> bytes:
    """Return rows of pixels as a zlib stream.

    Args:
        rows: of one length; rows that are equal are best one object.
    """
    bands = [_band(tuple(rows[start : start + _ROWS])) for start in range(0, len(rows), _ROWS)]
    checksum = 1
    for _, length, added in bands:
        checksum = _joined(checksum, added, length)
    return b"".join([_BEGIN, *(data for data, _, _ in bands), _END, checksum.to_bytes(4, "big")])


@lru_cache(maxsize=256)
def _band(rows: tuple[bytes, ...]) -> tuple[bytes, int, int]:
    """Return rows packed so that other bands may stand around them, their length, and their checksum."""
    data = b"".join(_NO_FILTER + row for row in rows)
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS, strategy=zlib.Z_RLE)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH), len(data), zlib.adler32(data)


def _joined(before: int, added: int, length: int) -> int:
    """Return the Adler-32 checksum of two stretches of bytes from theirs (RFC 1950, section 9)."""
    first, second = before & 0xFFFF, before >> 16
    more, more_sums = added & 0xFFFF, added >> 16
    ones = (first + more - 1) % _MODULUS
    sums = (second + more_sums + length * (first - 1)) % _MODULUS
    return sums << 16 | ones
