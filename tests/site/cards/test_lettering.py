"""Letters that are rasterised once and laid beside each other look as their line drawn whole."""

from __future__ import annotations

import pytest
import uharfbuzz as hb

from adjoint.site.cards.canvas import SHADES, Shape, UnpaintableError
from adjoint.site.cards.faces import FACES, face, shaped
from adjoint.site.cards.lettering import _HIGHEST, _LOWEST, Line, ink


def line(text: str, x: float = 60, y: float = 150) -> Line:
    return Line(text, "Source Serif 4", 68, x, y)


def pixels(shape: Shape | None) -> dict[tuple[int, int], int]:
    """Return the shades of the pixels that are not left as paper, by column and row."""
    assert shape is not None
    assert shape.rows is not None
    assert {len(row) for row in shape.rows} == {shape.width}
    return {
        (shape.left + x, shape.top + y): shade
        for y, row in enumerate(shape.rows)
        for x, shade in enumerate(row)
        if shade
    }


def drawn_whole(given: Line) -> dict[tuple[int, int], float]:
    """Return the same of a line whose letters HarfBuzz draws as one picture."""
    font = face(given.family)
    scale, pen, outlines = given.size / font.face.upem, given.x, hb.RasterDraw()
    buffer = shaped(given.text, font)
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        left, up = pen + place.x_offset * scale, place.y_offset * scale - given.y
        outlines.transform = (scale, 0, 0, scale, left, up)
        outlines.draw_glyph(font, info.codepoint)
        pen += place.x_advance * scale
    image = outlines.render()
    size, data = image.extents, image.buffer
    return {
        (size.x_origin + x, -(size.y_origin + y) - 1): data[y * size.stride + x] * SHADES / 255
        for y in range(size.height)
        for x in range(size.width)
    }


@pytest.mark.parametrize("text", ["AVATAR To Yo", "fjords, affine", "q̂ î Å", "“(W)”"])
def test_letters_stand_within_an_eighth_of_a_pixel_of_where_they_would(text: str) -> None:
    mine, theirs = pixels(ink(line(text))), drawn_whole(line(text))
    differences = [abs(mine.get(at, 0) - theirs.get(at, 0)) for at in mine.keys() | theirs.keys()]
    # An edge within a pixel changes it by an eighth, and few have more than one; a shade is a rounded number.
    more = sum(difference > SHADES / 8 + 0.5 for difference in differences)
    assert more <= 0.01 * sum(0 < shade < SHADES for shade in theirs.values())
    assert max(differences) < SHADES / 4


def test_a_line_that_stands_between_rows_is_moved_to_the_next() -> None:
    assert pixels(ink(line("Sums", y=149.6))) == pixels(ink(line("Sums")))


def test_a_letter_laid_over_another_takes_nothing_of_it_away() -> None:
    plain, accented = pixels(ink(line("q"))), pixels(ink(line("q̂")))
    assert len(accented) > len(plain)
    assert all(accented[at] >= shade for at, shade in plain.items())


def test_every_glyph_of_every_face_has_room_above_and_below_its_line() -> None:
    for family in FACES:
        font = face(family)
        boxes = [font.get_glyph_extents(number) for number in range(font.face.glyph_count)]
        found = [box for box in boxes if box is not None]
        assert max(box.y_bearing for box in found) <= _HIGHEST * font.face.upem
        assert min(box.y_bearing + box.height for box in found) >= -_LOWEST * font.face.upem


def test_accents_heaped_upon_a_letter_are_not_cut_off() -> None:
    with pytest.raises(UnpaintableError):
        ink(line("A\u0302\u0302\u0302\u0302\u0302\u0302"))


def test_a_line_of_nothing_has_no_ink() -> None:
    assert ink(line(" ")) is None
