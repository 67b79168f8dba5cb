"""Lines of text as pixels, each letter rasterised once by HarfBuzz and laid beside the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import Final, NamedTuple

from adjoint.frozen import frozen
from adjoint.site.cards.canvas import SHADES, Shape, UnpaintableError
from adjoint.site.cards.faces import face, shaped

_SHADE: Final = bytes(round(cover * SHADES / 255) for cover in range(256))
"""The shade for each share of a pixel that is covered."""
_STEPS: Final = 4
"""Places within a pixel at which a letter may stand."""
_HIGHEST, _LOWEST = 1.125, 0.375
"""How far letters reach above and below their line, accents and all, against their size."""


@frozen
class Line:
    """A line of text and where its baseline begins, in pixels."""

    text: str
    family: str
    size: float
    x: float
    y: float
    spacing: float = 0.0
    """Added after each letter, its accents and all."""


class _Letter(NamedTuple):
    """A glyph as pixels, column by column, each as high as any letter of its size may be."""

    left: int
    """Its first column, counted from where it stands on its line."""
    top: int
    """The first row that it inks; 0 is as far above the line as any letter reaches."""
    bottom: int
    """The row below its last."""
    columns: bytes


@lru_cache(maxsize=16)  # The name of the site and of its author are on every card.
def ink(line: Line) -> Shape | None:
    """Return a line as pixels, or None if its face lacks one of its characters or it runs from the right.

    It stands on a whole row, so that each of its letters is drawn once for all lines of a size.

    Raises:
        UnpaintableError: accents are heaped upon a letter.
    """
    font = face(line.family)
    buffer = shaped(line.text, font)
    glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    if buffer.direction != "ltr" or any(not info.codepoint for info, _ in glyphs):
        return None
    scale, pen = line.size / font.face.upem, line.x
    letters: list[tuple[int, _Letter]] = []
    for number, (info, place) in enumerate(glyphs):
        column, step = divmod(round((pen + place.x_offset * scale) * _STEPS), _STEPS)
        letter = _letter(line.family, line.size, info.codepoint, step, place.y_offset)
        if letter is not None:
            letters.append((column + letter.left, letter))
        pen += place.x_advance * scale
        if number + 1 == len(glyphs) or glyphs[number + 1][0].cluster != info.cluster:
            pen += line.spacing
    return _joined(letters, line) if letters else None


def _joined(letters: Sequence[tuple[int, _Letter]], line: Line) -> Shape:
    """Return letters, each with its first column, as one shape."""
    above, height = _room(line.size)
    left = min(column for column, _ in letters)
    top, bottom = min(letter.top for _, letter in letters), max(letter.bottom for _, letter in letters)
    strip = bytearray()
    for column, letter in letters:
        _lay(strip, (column - left) * height, letter.columns)
    columns = bytes(strip)
    rows = tuple(columns[row::height] for row in range(top, bottom))
    return Shape(left, round(line.y) - above + top, len(columns) // height, bottom - top, rows)


def _lay(strip: bytearray, start: int, columns: bytes) -> None:
    """Lay a letter's columns over those before it: where both ink a pixel, none makes it paler."""
    shared = max(0, len(strip) - start)
    if shared:
        both = int.from_bytes(strip[start:], "little") | int.from_bytes(columns[:shared], "little")
        strip[start:] = both.to_bytes(shared, "little")
    else:
        strip += bytes(start - len(strip))
    strip += memoryview(columns)[shared:]


@lru_cache(maxsize=1024)  # Every title is of the same few dozen letters.
def _letter(family: str, size: float, number: int, step: int, up: int) -> _Letter | None:
    """Return a glyph, some steps right of a whole pixel and raised by units of its face; None of a space."""
    import uharfbuzz as hb  # noqa: PLC0415  (loaded by the build that draws a picture)

    font = face(family)
    scale = size / font.face.upem
    outline = hb.RasterDraw()
    outline.transform = (scale, 0, 0, scale, step / _STEPS, up * scale)
    outline.draw_glyph(font, number)
    image = outline.render()
    inked, covered = image.extents, image.buffer
    if not covered:
        return None
    above, height = _room(size)
    top, bottom = above - inked.y_origin - inked.height, above - inked.y_origin
    if top < 0 or bottom > height:
        raise UnpaintableError
    # The rows of an image run from its bottom.
    columns = (covered[column :: inked.stride][::-1] for column in range(inked.width))
    blank = bytes(height - bottom + top)
    parts = (bytes(top), blank.join(columns), bytes(height - bottom))
    return _Letter(inked.x_origin, top, bottom, b"".join(parts).translate(_SHADE))


def _room(size: float) -> tuple[int, int]:
    """Return how many rows the letters of a size take above the line, and in all."""
    above = ceil(_HIGHEST * size)
    return above, above + ceil(_LOWEST * size)
