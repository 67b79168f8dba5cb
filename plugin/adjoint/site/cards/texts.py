"""A text of an SVG document as glyphs on a line, as far as attributes say how it is set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from adjoint.site.cards.faces import weighted
from adjoint.site.cards.glyphs import EM, Glyph, set_text

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

PRESERVED: Final = "{http://www.w3.org/XML/1998/namespace}space"
SETTING: Final = frozenset(
    {"font-family", "font-size", "font-style", "font-weight", "letter-spacing", "text-anchor", PRESERVED}
)
"""What sets a text, its own or inherited."""
_OF_A_PART: Final = frozenset({"class", "dx", "dy", "font-family", "font-size", "font-style", "font-weight"})
"""What a part of a line may have; its class tells a page's style its face, and no more."""
_ITALIC: Final = "KaTeX_Math"
"""The family whose face is italic by itself; there is none of the others."""
_LENGTH: Final = re.compile(r"[-+]?(?:\d{1,6}(?:\.\d{1,20})?|\.\d{1,20})", re.ASCII)
_LEAST: Final = 0.01
_SPACE: Final = re.compile(r"\s+")


class UnreadableError(ValueError):
    """A text is set with more than is read here, or no face has one of its characters."""


class Placed(NamedTuple):
    """A glyph on its line, and its size against that of the line."""

    glyph: Glyph
    scale: float

    def moved(self, right: float, down: float) -> Placed:
        """Return it further along."""
        at = self.glyph
        return Placed(Glyph(at.family, at.number, at.x + right, at.y + down), self.scale)


class _Run(NamedTuple):
    """A stretch of a text, and what it is set with."""

    text: str
    attributes: Mapping[str, str]
    is_part: bool
    """Whether it is a tspan, whose own place counts from the run before it."""


@lru_cache(maxsize=1024)
def length(text: str) -> float:
    """Return a length without a unit.

    Raises:
        UnreadableError: it is written in another way.
    """
    if not _LENGTH.fullmatch(text):
        raise UnreadableError
    return float(text)


def font_size(attributes: Mapping[str, str]) -> float:
    """Return the size of a text that has one to be seen at; it raises likewise."""
    size = length(attributes.get("font-size", ""))
    if size < _LEAST:
        raise UnreadableError
    return size


def read_line(text: ET.Element, attributes: Mapping[str, str], size: float) -> tuple[Sequence[Placed], float]:
    """Return the glyphs of a text and its width, in thousandths of its size.

    Args:
        text: the element.
        attributes: its own, and what it inherits.
        size: its font size.

    Raises:
        ValueError: it cannot be read.
    """
    line: list[Placed] = []
    pen, down = 0.0, 0.0
    spacing = length(attributes.get("letter-spacing", "0")) * EM / size
    for run in _runs(text, attributes):
        scale = font_size(run.attributes) / size
        if run.is_part:
            pen += length(run.attributes.get("dx", "0")) * EM / size
            down += length(run.attributes.get("dy", "0")) * EM / size
        found = set_text(run.text, _families(run.attributes), spacing / scale)
        if found is None:
            raise UnreadableError
        glyphs, width = found
        line += [
            Placed(Glyph(family, number, pen + x * scale, down + y * scale), scale)
            for family, number, x, y in glyphs
        ]
        pen += width * scale
    return line, pen


def _runs(text: ET.Element, attributes: Mapping[str, str]) -> Iterator[_Run]:
    """Yield the stretches of a text, white space as it is shown."""
    inherited = {name: attributes[name] for name in SETTING & attributes.keys()}
    found = [_Run(text.text or "", attributes, is_part=False)]
    for part in text:
        if part.tag != "tspan" or len(part) or not part.attrib.keys() <= _OF_A_PART:
            raise UnreadableError
        found.append(_Run(part.text or "", {**inherited, **part.attrib}, is_part=True))
        found.append(_Run(part.tail or "", attributes, is_part=False))
    if attributes.get(PRESERVED) != "preserve":
        found = _trimmed([run._replace(text=_SPACE.sub(" ", run.text)) for run in found])
    yield from (run for run in found if run.text or run.is_part)


def _trimmed(runs: Sequence[_Run]) -> list[_Run]:
    """Return runs without space at either end, and with none after another."""
    kept: list[_Run] = []
    before = " "
    for run in runs:
        kept.append(run._replace(text=run.text.lstrip() if before == " " else run.text))
        before = kept[-1].text[-1:] or before
    last = max((number for number, run in enumerate(kept) if run.text), default=0)
    kept[last] = kept[last]._replace(text=kept[last].text.rstrip())
    return kept


def _families(attributes: Mapping[str, str]) -> Sequence[str]:
    asked = (attributes.get(name, plain) for name, plain in _UNSET.items())
    return _named(*asked)


_UNSET: Final = {"font-family": "", "font-style": "normal", "font-weight": "400"}


@lru_cache(maxsize=256)
def _named(family: str, style: str, weight: str) -> Sequence[str]:
    names = [name.strip(" '\"") for name in family.split(",")]
    if style not in {"normal", "italic" if names[0] == _ITALIC else "normal"}:
        raise UnreadableError
    return tuple(weighted(name, length(weight)) for name in names)
