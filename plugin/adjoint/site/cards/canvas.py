"""Pixels as numbers of a palette, painted on in layers."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.cards.packing import Band, zlib_stream

SHADES: Final = 15
"""From paper to ink, the paper itself not counted."""
_BARE: Final = 255
"""Stands where nothing has been painted."""
_AS_THEY_ARE: Final = bytes(range(SHADES + 1))
"""The numbers of a paper and its shades where they are the first colours: those of a title."""

Colour = tuple[int, int, int]


class UnpaintableError(ValueError):
    """A picture holds more than is painted here."""


@frozen
class Shape:
    """A rectangle, and the shade of each of its pixels, row by row; None where all are inked."""

    left: int
    top: int
    width: int
    height: int
    rows: tuple[bytes, ...] | None = None


class Canvas:
    """Pixels as numbers of a palette."""

    def __init__(self, width: int, height: int) -> None:
        """Take a size in pixels."""
        self.width, self.height = width, height
        self.palette: list[Colour] = []
        self._numbers: dict[Colour, int] = {}
        # Rows that look alike are one object: that makes them cheap to compare, and so to pack only once.
        self._rows: list[bytes] = [bytes([_BARE]) * width] * height
        self._covered = False
        self._mixed: dict[tuple[int, Colour], bytes] = {}

    def paint(self, shape: Shape, colour: Colour) -> int | None:
        """Paint a shape, and return the number of the one colour that it lies on, None if it covers that.

        Raises:
            UnpaintableError: it does not lie on one colour, or within the canvas.
        """
        before = self._part(shape)
        if shape.rows is None:
            self._covered |= (shape.width, shape.height) == (self.width, self.height)
            self._place(shape, before, [bytes([self._number(colour)]) * shape.width] * shape.height)
            return None
        paper = self._paper(shape, before)
        shades = self._shades(paper, colour)
        as_they_are = shades.startswith(_AS_THEY_ARE)
        rows = shape.rows if as_they_are else [row.translate(shades) for row in shape.rows]
        self._place(shape, before, rows)
        return paper

    def mix(self, paper: int | None, colour: Colour) -> None:
        """Take the colours into the palette that something is painted with on a paper, and paint nothing."""
        if paper is None:
            self._number(colour)
        else:
            self._shades(paper, colour)

    def rows(self, start: int, end: int) -> tuple[bytes, ...]:
        """Return some rows.

        Raises:
            UnpaintableError: something there has not been painted.
        """
        rows = tuple(self._rows[start:end])
        if not self._covered and any(_BARE in row for row in set(rows)):
            raise UnpaintableError
        return rows

    def _number(self, colour: Colour) -> int:
        """Return the number of a colour in the palette."""
        if colour not in self._numbers:
            self._numbers[colour] = len(self.palette)
            self.palette.append(colour)
        return self._numbers[colour]

    def _shades(self, paper: int, ink: Colour) -> bytes:
        """Return the number of the colour for each shade of an ink on a paper, as a table."""
        if (paper, ink) not in self._mixed:
            mixed = bytes([paper, *map(self._number, _between(self.palette[paper], ink))])
            self._mixed[paper, ink] = mixed.ljust(256)
        return self._mixed[paper, ink]

    def _paper(self, shape: Shape, before: Sequence[bytes]) -> int:
        """Return the one colour of a rectangle."""
        paper = before[0][shape.left]
        ground = bytes([paper]) * shape.width
        if paper == _BARE or not all(row.startswith(ground, shape.left) for row in set(before)):
            raise UnpaintableError
        return paper

    def _place(self, shape: Shape, before: Sequence[bytes], rows: Sequence[bytes]) -> None:
        """Put rows of pixels in the place of a shape."""
        left, right = shape.left, shape.left + shape.width
        if shape.width < self.width:
            beside = {row: (row[:left], row[right:]) for row in set(before)}
            rows = [pixels.join(beside[row]) for row, pixels in zip(before, rows, strict=True)]
        self._rows[shape.top : shape.top + len(rows)] = rows

    def _part(self, shape: Shape) -> Sequence[bytes]:
        """Return the rows in which a rectangle lies."""
        right, bottom = shape.left + shape.width, shape.top + shape.height
        within = 0 <= shape.left < right <= self.width and 0 <= shape.top < bottom <= self.height
        if not within:
            raise UnpaintableError
        return self._rows[shape.top : bottom]


def png(width: int, height: int, palette: Sequence[Colour], bands: Sequence[Band]) -> bytes:
    """Return a picture as a file."""
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = bytes(chain.from_iterable(palette))
    chunks = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", zlib_stream(bands)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, held) for name, held in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@lru_cache(maxsize=64)
def _between(paper: Colour, ink: Colour) -> Sequence[Colour]:
    """Return the colours from paper to ink, in steps, the paper's own left out."""
    return [_mixed(paper, ink, step / SHADES) for step in range(1, SHADES + 1)]


def _mixed(paper: Colour, ink: Colour, share: float) -> Colour:
    red, green, blue = (
        round(below + (above - below) * share) for below, above in zip(paper, ink, strict=True)
    )
    return red, green, blue
