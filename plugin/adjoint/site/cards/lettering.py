"""Lines of text as pixels, shaped and rasterised by HarfBuzz with the faces that the package brings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from adjoint.frozen import frozen
from adjoint.site.cards.canvas import Shape
from adjoint.site.theme.assets import NPM

if TYPE_CHECKING:
    import uharfbuzz as hb

_GOOGLE: Final = NPM / "@expo-google-fonts"
FACES: Final[Mapping[str, Path]] = {
    "KaTeX_Main": NPM / "katex" / "dist" / "fonts" / "KaTeX_Main-Regular.ttf",
    "KaTeX_Math": NPM / "katex" / "dist" / "fonts" / "KaTeX_Math-Italic.ttf",
    "Source Serif 4": _GOOGLE / "source-serif-4" / "600SemiBold" / "SourceSerif4_600SemiBold.ttf",
    "Inter": _GOOGLE / "inter" / "600SemiBold" / "Inter_600SemiBold.ttf",
    "Inter Regular": _GOOGLE / "inter" / "400Regular" / "Inter_400Regular.ttf",
}
"""The faces that the package brings, by family; of two weights of one, the bolder bears its name."""
_BOLD: Final = 500


def weighted(family: str, weight: float) -> str:
    """Return the family by whose name the face of a weight is kept."""
    regular = f"{family} Regular"
    return regular if weight < _BOLD and regular in FACES else family


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


@lru_cache(maxsize=16)  # The name of the site and of its author are on every card.
def ink(line: Line) -> Shape | None:
    """Return a line as pixels, or None if its face lacks one of its characters or it runs from the right."""
    import uharfbuzz as hb  # noqa: PLC0415  (loaded by the build that draws a picture)

    font = face(line.family)
    buffer = shaped(line.text, font)
    glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    if buffer.direction != "ltr" or any(not info.codepoint for info, _ in glyphs):
        return None
    scale, pen = line.size / font.face.upem, line.x
    outlines = hb.RasterDraw()
    for number, (info, place) in enumerate(glyphs):
        left, up = pen + place.x_offset * scale, place.y_offset * scale - line.y
        outlines.transform = (scale, 0, 0, scale, left, up)
        outlines.draw_glyph(font, info.codepoint)
        pen += place.x_advance * scale
        if number + 1 == len(glyphs) or glyphs[number + 1][0].cluster != info.cluster:
            pen += line.spacing
    return _pixels(outlines.render())


def shaped(text: str, font: hb.Font) -> hb.Buffer:
    """Return a text as glyphs of a face, kerned."""
    import uharfbuzz as hb  # noqa: PLC0415

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return buffer


@lru_cache(maxsize=len(FACES))
def face(family: str) -> hb.Font:
    """Return one of the faces, to shape and to draw with."""
    import uharfbuzz as hb  # noqa: PLC0415

    return hb.Font(hb.Face(hb.Blob.from_file_path(FACES[family])))


def _pixels(image: Any) -> Shape:  # noqa: ANN401  (a hb.RasterImage)
    """Return what an image inks, whose rows run from the bottom."""
    size, data = image.extents, image.buffer
    rows = (data[start : start + size.width] for start in range(0, size.height * size.stride, size.stride))
    return Shape(size.x_origin, -(size.y_origin + size.height), size.width, size.height, tuple(rows)[::-1])
