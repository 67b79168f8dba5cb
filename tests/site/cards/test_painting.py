"""Title cards painted without resvg: as resvg draws them, and only where nothing else is in them."""

from __future__ import annotations

import struct
import zlib

import pytest

from adjoint.site.cards.painting import painted
from adjoint.site.cards.rasterising import png

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
    mine = painted(card)
    assert mine is not None
    assert mine == png(card)
    # What resvg draws while something in the picture keeps it from being painted.
    drawn = png(picture(f'{CARD}<circle r="0"/>'))
    assert drawn != mine
    differences = [
        abs(here - there)
        for ours, theirs in zip(red(mine), unfiltered(drawn), strict=True)
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
