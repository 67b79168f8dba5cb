"""Text as outlines: which glyphs of which faces, where they stand, and how each is drawn as an SVG path.

Lengths are thousandths of the size of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from adjoint.site.cards.faces import FACES, face, shaped

EM: Final = 1000


class Glyph(NamedTuple):
    """A glyph of a face and where it stands on its line."""

    family: str
    number: int
    x: float = 0.0
    y: float = 0.0


def set_text(
    text: str, families: Sequence[str], spacing: float = 0.0
) -> tuple[Sequence[Glyph], float] | None:
    """Return the glyphs of a text and how wide it is, or None where no face has one of its characters.

    Args:
        text: a run of one line.
        families: those it is to be set in, the first that has a character first; the others come after them.
        spacing: added after each letter.
    """
    return _set(text, tuple(dict.fromkeys((*families, *FACES))), spacing)


@lru_cache(maxsize=1024)  # The same numbers and names stand in many a figure.
def _set(text: str, wanted: tuple[str, ...], spacing: float) -> tuple[Sequence[Glyph], float] | None:
    found = [(_family_of(character, wanted), character) for character in text]
    if not all(family for family, _ in found):
        return None
    glyphs: list[Glyph] = []
    pen = 0.0
    for family, run in groupby(found, key=lambda pair: pair[0]):
        font = face(family)
        scale = EM / font.face.upem
        buffer = shaped("".join(character for _, character in run), font)
        if buffer.direction != "ltr":
            return None
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.append(
                Glyph(family, info.codepoint, pen + place.x_offset * scale, -place.y_offset * scale)
            )
            pen += place.x_advance * scale + spacing
    return tuple(glyphs), pen


@lru_cache(maxsize=1024)
def _family_of(character: str, families: tuple[str, ...]) -> str:
    """Return the first family that has a character, or nothing."""
    return next((family for family in families if face(family).get_nominal_glyph(ord(character))), "")


@lru_cache(maxsize=1024)
def contours(family: str, number: int) -> Sequence[tuple[str, Sequence[float]]]:
    """Return the outline of a glyph as SVG path commands with their points, y downwards; a space has none."""
    pen = _Pen(EM / face(family).face.upem)
    face(family).draw_glyph_with_pen(number, pen)
    return tuple(pen.steps)


def path(glyphs: Sequence[Glyph]) -> str:
    """Return path data of glyphs where they stand, in whole thousandths."""
    return "".join(map(_drawn, glyphs))


@lru_cache(maxsize=1024)
def _drawn(glyph: Glyph) -> str:
    return "".join(_steps(glyph))


def _steps(glyph: Glyph) -> Iterator[str]:
    """Yield the commands of a glyph; but for a contour's first point, each counts from the one before."""
    at = (0, 0)
    for command, points in contours(glyph.family, glyph.number):
        places = [
            (round(glyph.x + x), round(glyph.y + y)) for x, y in zip(points[::2], points[1::2], strict=True)
        ]
        if command == "M":
            yield f"M{_joined(places[0])}"
        elif command != "Z":
            yield command.lower() + _joined([length for x, y in places for length in (x - at[0], y - at[1])])
        else:
            yield "z"
        at = places[-1] if places else at


def _joined(numbers: Sequence[int]) -> str:
    """Return numbers with a space only where nothing else keeps them apart."""
    text = " ".join(map(str, numbers))
    return text.replace(" -", "-")


class _Pen:
    """Takes the outline of a glyph as HarfBuzz tells it."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self.steps: list[tuple[str, Sequence[float]]] = []

    def _add(self, command: str, *points: tuple[float, float]) -> None:
        scaled = [length for x, y in points for length in (x * self._scale, -y * self._scale)]
        self.steps.append((command, scaled))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  (HarfBuzz calls it so)
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self.steps.append(("Z", ()))
