"""The faces that the package brings, and texts as their glyphs, by HarfBuzz."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

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


def shaped(text: str, font: hb.Font) -> hb.Buffer:
    """Return a text as glyphs of a face, kerned."""
    import uharfbuzz as hb  # noqa: PLC0415  (loaded by the build that draws a picture)

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
