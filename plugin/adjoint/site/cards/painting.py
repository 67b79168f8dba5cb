"""Pictures of rectangles and lines of text alone, painted as a PNG with a palette.

Every post has such a card. resvg takes 40 ms for one, most of them to pack 756,000 pixels of four bytes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree as ET

from adjoint.site.cards.lettering import Line, ink, weighted
from adjoint.site.cards.packing import packed_rows

_SVG: Final = "{http://www.w3.org/2000/svg}"
_STEPS: Final = 15
"""Shades from paper to ink, the paper itself not counted."""
_SHADE: Final = bytes(round(cover * _STEPS / 255) for cover in range(256))
_COLOUR: Final = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})")
_OF_TEXT: Final = frozenset({"fill", "font-family", "font-size", "font-weight", "letter-spacing"})

Colour = tuple[int, int, int]


class UnpaintableError(ValueError):
    """A picture holds more than is painted here."""


def painted(svg: str) -> bytes | None:
    """Return a picture as PNG, or None if it holds more than whole rectangles and plain lines of text."""
    try:
        root = ET.fromstring(svg)  # noqa: S314  (a layout's own picture)
        canvas = _Canvas(_whole(root.attrib["width"]), _whole(root.attrib["height"]))
        if root.attrib["viewBox"] != f"0 0 {canvas.width} {canvas.height}":
            return None
        for element, attributes in _leaves(root, {}):
            if element.tag == f"{_SVG}rect":
                _rectangle(canvas, attributes)
            elif element.tag == f"{_SVG}text":
                _line(canvas, element.text or "", attributes)
            else:
                return None
        return canvas.png()
    except (ET.ParseError, KeyError, ValueError):
        return None


def _leaves(parent: ET.Element, inherited: Mapping[str, str]) -> Iterator[tuple[ET.Element, dict[str, str]]]:
    """Yield the elements to be painted, each with its attributes and those of the groups around it."""
    for element in parent:
        attributes = {**inherited, **element.attrib}
        if element.tag == f"{_SVG}g" and attributes.keys() <= _OF_TEXT:
            yield from _leaves(element, attributes)
        elif len(element):
            raise UnpaintableError
        else:
            yield element, attributes


def _rectangle(canvas: _Canvas, attributes: Mapping[str, str]) -> None:
    if not attributes.keys() <= {"x", "y", "width", "height", *_OF_TEXT}:
        raise UnpaintableError
    left, top = _whole(attributes.get("x", "0")), _whole(attributes.get("y", "0"))
    width, height = _whole(attributes["width"]), _whole(attributes["height"])
    row = bytes([canvas.number(_colour(attributes["fill"]))]) * width
    canvas.place(left, top, [row] * height)


def _line(canvas: _Canvas, text: str, attributes: Mapping[str, str]) -> None:
    if not attributes.keys() <= {"x", "y", *_OF_TEXT} or text != " ".join(text.split()):
        raise UnpaintableError
    family = weighted(attributes["font-family"].strip("'\""), float(attributes.get("font-weight", "400")))
    size, spacing = float(attributes["font-size"]), float(attributes.get("letter-spacing", "0"))
    inked = ink(Line(text, family, size, float(attributes["x"]), float(attributes["y"]), spacing))
    if inked is None:
        raise UnpaintableError
    paper = canvas.paper(inked.left, inked.top, inked.width, len(inked.rows))
    shades = canvas.shades(paper, _colour(attributes["fill"]))
    canvas.place(inked.left, inked.top, [row.translate(shades) for row in inked.rows])


class _Canvas:
    """Pixels as numbers of a palette; 0 is where nothing has been painted."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._palette: list[Colour] = [(0, 0, 0)]
        self._numbers: dict[Colour, int] = {}
        # Rows that look alike are one object: that makes them cheap to compare, and so to pack only once.
        self._rows: list[bytes] = [bytes(width)] * height

    def number(self, colour: Colour) -> int:
        """Return the number of a colour in the palette."""
        if colour not in self._numbers:
            self._numbers[colour] = len(self._palette)
            self._palette.append(colour)
        return self._numbers[colour]

    def shades(self, paper: int, ink: Colour) -> bytes:
        """Return the number of the colour for each amount of ink, from 0 to 255, on a paper."""
        mixed = [paper, *map(self.number, _between(self._palette[paper], ink))]
        return bytes(map(mixed.__getitem__, _SHADE))

    def paper(self, left: int, top: int, width: int, height: int) -> int:
        """Return the one colour of a rectangle."""
        rows = self._part(left, top, width, height)
        paper = rows[0][left]
        ground = bytes([paper]) * width
        if any(not row.startswith(ground, left) for row in rows):
            raise UnpaintableError
        return paper

    def place(self, left: int, top: int, rows: Sequence[bytes]) -> None:
        """Put rows of pixels, all of one length, in their place."""
        width = len(rows[0]) if rows else 0
        before = self._part(left, top, width, len(rows))
        if width == self.width:
            self._rows[top : top + len(rows)] = rows
            return
        for number, (row, pixels) in enumerate(zip(before, rows, strict=True), top):
            self._rows[number] = row[:left] + pixels + row[left + width :]

    def _part(self, left: int, top: int, width: int, height: int) -> Sequence[bytes]:
        """Return the rows in which a rectangle lies."""
        if left < 0 or top < 0 or left + width > self.width or top + height > self.height:
            raise UnpaintableError
        return self._rows[top : top + height]

    def png(self) -> bytes:
        """Return the picture as a file."""
        if any(0 in row for row in set(self._rows)):
            raise UnpaintableError
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        palette = bytes(part for colour in self._palette for part in colour)
        data = packed_rows(self._rows)
        chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, held) for name, held in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _whole(text: str) -> int:
    number = float(text)
    if number != int(number):
        raise UnpaintableError
    return int(number)


def _colour(text: str) -> Colour:
    found = _COLOUR.fullmatch(text.lower())
    if found is None:
        raise UnpaintableError
    return int(found[1], 16), int(found[2], 16), int(found[3], 16)


@lru_cache(maxsize=64)
def _between(paper: Colour, ink: Colour) -> Sequence[Colour]:
    """Return the colours from paper to ink, in steps, the paper's own left out."""
    return [_mixed(paper, ink, step / _STEPS) for step in range(1, _STEPS + 1)]


def _mixed(paper: Colour, ink: Colour, share: float) -> Colour:
    red, green, blue = (
        round(below + (above - below) * share) for below, above in zip(paper, ink, strict=True)
    )
    return red, green, blue
