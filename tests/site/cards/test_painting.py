"""Title cards painted without resvg: as resvg draws them, and only where nothing else is in them."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

import pytest

from adjoint.site.cards.packing import BAND
from adjoint.site.cards.painting import painted
from adjoint.site.cards.rasterising import drawn

PAPER = '<rect width="1200" height="630" fill="#fbfaf7"/>'
SERIF = 'font-family="\'Source Serif 4\'" font-weight="600" font-size="68" letter-spacing="-1.36"'
TITLE = f'<g fill="#1d1c1a" {SERIF}><text x="60" y="150">Why affine Tests yield Ångström</text></g>'
CARD = (
    f'{PAPER}{TITLE}<rect x="60" y="500" width="56" height="4" fill="#0a6a66"/>'
    '<text x="60" y="580" fill="#54514b" font-family="Inter" font-size="20">An author, ∂</text>'
)


def picture(inner: str, box: str = "0 0 1200 630") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="{box}">{inner}</svg>'


def chunks(data: bytes) -> dict[bytes, bytes]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    found: dict[bytes, bytes] = {}
    at = 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        held = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + held)
        found[name] = found.get(name, b"") + held
        at += 12 + length
    return found


def red(data: bytes) -> list[bytes]:
    """Return the rows of a painted picture, the red part of each pixel."""
    parts = chunks(data)
    width, height, depth, kind = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (depth, kind) == (8, 3)
    reds = parts[b"PLTE"][::3].ljust(256, b"\0")
    raw = zlib.decompress(parts[b"IDAT"])
    assert len(raw) == (1 + width) * height
    return [raw[at + 1 : at + 1 + width].translate(reds) for at in range(0, len(raw), 1 + width)]


def unfiltered(data: bytes) -> list[bytes]:
    """Return the rows of a picture of resvg's, the red part of each pixel."""
    parts = chunks(data)
    width, _, depth, kind = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (depth, kind) == (8, 6)
    raw, stride = zlib.decompress(parts[b"IDAT"]), 1 + 4 * width
    above, rows = bytearray(width), []
    for at in range(0, len(raw), stride):
        row = bytearray(raw[at + 1 : at + stride : 4])
        for x in range(width):
            left, up, corner = (row[x - 1], above[x], above[x - 1]) if x else (0, above[0], 0)
            row[x] = (row[x] + _predicted(raw[at], left, up, corner)) & 255
        above = row
        rows.append(bytes(row))
    return rows


def _predicted(filtered: int, left: int, up: int, corner: int) -> int:
    near = min(
        (abs(up - corner), 0, left), (abs(left - corner), 1, up), (abs(left + up - 2 * corner), 2, corner)
    )
    return (0, left, up, (left + up) // 2, near[2])[filtered]


def test_a_card_is_painted_as_resvg_draws_it() -> None:
    card = picture(CARD)
    painting = painted(card)
    assert painting is not None
    mine = painting.png
    differences = [
        abs(here - there)
        for ours, theirs in zip(red(mine), unfiltered(drawn(card)), strict=True)
        for here, there in zip(ours, theirs, strict=True)
    ]
    inked = sum(value < 128 for row in red(mine) for value in row)
    assert inked > 9000
    assert sum(differences) < 5 * inked
    assert sum(difference > 64 for difference in differences) < 0.01 * inked


@pytest.mark.parametrize(
    "inner",
    [
        f'{PAPER}<circle cx="9" cy="9" r="9"/>',
        f'{PAPER}<image href="data:,"/>',
        f'{PAPER}<rect x="0.5" width="9" height="9" fill="#000000"/>',
        f'{PAPER}<rect rx="4" width="9" height="9" fill="#000000"/>',
        f'{PAPER}<rect width="9" height="9" fill="red"/>',
        f'{PAPER}<rect x="1199" width="9" height="9" fill="#000000"/>',
        f'{PAPER}<g transform="scale(2)">{TITLE}</g>',
        PAPER + TITLE.replace("Why", "Why 漢"),
        PAPER + TITLE.replace("Why", "<tspan>Why</tspan>"),
        PAPER + TITLE.replace("Why", "Why  so"),
        PAPER + TITLE.replace("'Source Serif 4'", "Papyrus"),
        PAPER + TITLE.replace('y="150"', 'y="20"'),
        f'{PAPER}<rect x="100" y="100" width="9" height="9" fill="#000000"/>{TITLE}',
        TITLE,
        "",
    ],
)
def test_any_other_picture_is_left_to_resvg(inner: str) -> None:
    assert painted(picture(inner)) is None


def test_a_picture_that_is_scaled_or_broken_is_left_to_resvg() -> None:
    assert painted(picture(CARD, box="0 0 600 315")) is None
    assert painted("<svg") is None


@pytest.mark.parametrize(
    "other",
    [
        CARD,
        CARD.replace("An author", "Another author"),
        CARD.replace("An author", "A very much longer name of an author"),
        CARD.replace("Why affine", "Why other"),
        CARD.replace("#0a6a66", "#aa0000"),
        CARD.replace("#1d1c1a", "#aa0000"),
        CARD.replace("#fbfaf7", "#101010"),
        CARD.replace(TITLE, TITLE + TITLE.replace("150", "240")),
        CARD.replace(TITLE, f'{TITLE}<rect x="0" y="480" width="1200" height="150" fill="#ffffff"/>'),
        CARD.replace('y="580"', 'y="60"'),
        CARD.replace('width="56"', 'width="900"'),
        PAPER + TITLE,
        f'{CARD}<rect x="0" y="600" width="9" height="9" fill="#000000"/>',
        f'{PAPER}<rect x="1100" y="9" width="9" height="600" fill="#000000"/>{TITLE}',
        PAPER,
    ],
)
def test_what_is_painted_over_a_former_picture_is_what_would_be_painted_without(other: str) -> None:
    card, changed = painted(picture(CARD)), painted(picture(other))
    assert card is not None
    assert changed is not None
    assert painted(picture(other), card) == changed
    assert painted(picture(CARD), changed) == card
    assert painted(picture(CARD).replace("630", "648"), card) == painted(picture(CARD).replace("630", "648"))


@pytest.mark.parametrize(
    ("there", "here", "rows"),
    [("An author", "Nobody", range(560, 586)), ("Why affine", "Why", range(95, 165))],
)
def test_only_the_bands_in_which_a_picture_differs_are_painted_anew(
    there: str, here: str, rows: range
) -> None:
    card = painted(picture(CARD))
    assert card is not None
    bands = [replace(one, data=b"kept") for one in card.bands]
    changed = painted(picture(CARD.replace(there, here)), replace(card, bands=tuple(bands)))
    assert changed is not None
    anew = [number for number, one in enumerate(changed.bands) if one.data != b"kept"]
    assert anew == list(range(rows[0] // BAND, rows[-1] // BAND + 1))


def test_a_former_picture_that_is_not_what_it_says_is_no_ground_to_paint_on() -> None:
    card = painted(picture(CARD))
    assert card is not None
    layers = [replace(one, paper=one.paper and one.paper + 1) for one in card.layers]
    changed = picture(CARD.replace("Why affine", "Why other"))
    assert painted(changed, replace(card, layers=tuple(layers))) == painted(changed)
