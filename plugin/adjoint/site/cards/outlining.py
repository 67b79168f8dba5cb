"""The letters of a picture as outlines: an image has no page around it whose fonts it could use.

What sets a text must stand in attributes, its own or those around it; a style may colour it, and enlarge it
by a transform of the one element within. A text that cannot be read so, or has a character that no face has,
stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree as ET

from adjoint.site.cards.glyphs import EM, Glyph, contours, path
from adjoint.site.cards.texts import SETTING, Placed, UnreadableError, font_size, length, read_line

_NAMESPACE: Final = ' xmlns="http://www.w3.org/2000/svg"'
_PLACING: Final = frozenset({"x", "y", "dy"})
_COLOURING: Final = frozenset({"class", "fill", "fill-opacity", "opacity"})
_BORDERING: Final = frozenset({"paint-order", "stroke", "stroke-linejoin", "stroke-width"})
"""What a text may have beside what sets and places it; with anything else, a turn, say, it stays a text."""
_AROUND: Final = frozenset(
    {"clip-path", "height", "id", "preserveAspectRatio", "role", "transform", "viewBox", "width", "x", "y"}
)
"""What the elements around it may have beside what sets and colours it: a border would not keep its width."""
_ANCHORS: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}


@lru_cache(maxsize=64)  # A figure may stand at the head of its page as well.
def outlined(svg: str) -> str:
    """Return a picture whose letters are drawn: each glyph once, and a use of it wherever it stands.

    Args:
        svg: a whole document whose elements have no prefix.
    """
    head, found, rest = svg.partition(_NAMESPACE)
    if not found or "<text" not in rest or _NAMESPACE in rest:
        return svg
    try:
        root = ET.fromstring(head + rest)  # noqa: S314  (a component's own picture)
    except ET.ParseError:  # An entity of HTML, say.
        return svg
    names = _Names(_unused_prefix(root))
    _outline_texts(root, {}, names)
    definitions = ET.Element("defs")
    for glyph, name in names.of.items():
        ET.SubElement(definitions, "path", id=name, d=path([glyph]))
    root.insert(0, definitions)
    return ET.tostring(root, encoding="unicode").replace("<svg", f"<svg{_NAMESPACE}", 1)


class _Names:
    """The ids of glyphs."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.of: dict[Glyph, str] = {}

    def __getitem__(self, glyph: Glyph) -> str:
        return self.of.setdefault(glyph, f"{self.prefix}{len(self.of)}")


def _unused_prefix(root: ET.Element) -> str:
    """Return the shortest prefix of ids that no element has."""
    ids = [element.get("id", "") for element in root.iter()]
    prefix = "g"
    while any(name.startswith(prefix) for name in ids):
        prefix += "g"
    return prefix


def _outline_texts(parent: ET.Element, inherited: Mapping[str, str], names: _Names) -> None:
    """Put outlines in the place of the texts below an element."""
    if parent.tag not in {"svg", "g"} or not all(map(_is_harmless, parent.attrib)):
        return
    around = {**inherited, **{name: parent.attrib[name] for name in SETTING & parent.attrib.keys()}}
    for number, element in enumerate(parent):
        if element.tag != "text":
            _outline_texts(element, around, names)
        elif (drawn := _outlines(element, {**around, **element.attrib}, names)) is not None:
            drawn.tail = element.tail
            parent[number] = drawn


def _is_harmless(attribute: str) -> bool:
    """Tell whether an attribute around a text lets that stand as it is set by itself."""
    return attribute in SETTING | _COLOURING | _AROUND or attribute.startswith(("aria-", "data-"))


def _outlines(text: ET.Element, attributes: Mapping[str, str], names: _Names) -> ET.Element | None:
    """Return a group that draws a text, with what colours it; None if that cannot be done."""
    if not text.attrib.keys() <= SETTING | _PLACING | _COLOURING | _BORDERING:
        return None
    try:
        size = font_size(attributes)
        line, width = read_line(text, attributes, size)
        right, down = (length(text.get(axis, "0")) for axis in ("x", "y"))
        start = -width * _ANCHORS[attributes.get("text-anchor", "start")]
        line = [placed.moved(start, _lowered(text.get("dy", "0"), size)) for placed in line]
        kept = {name: value for name, value in text.attrib.items() if name in _COLOURING | _BORDERING}
        if kept.keys() & {"stroke", "stroke-width"}:
            kept["stroke-width"] = f"{length(kept.get('stroke-width', '1')) * EM / size:.0f}"
    except (KeyError, UnreadableError):
        return None
    group = ET.Element("g", {**kept, "transform": f"translate({right:g} {down:g})"})
    scale = f"scale({size / EM:.5g})"
    if "paint-order" in kept:
        # Were the letters drawn one by one, the border of each would lie over the one before.
        ET.SubElement(group, "path", transform=scale, d=path([placed.glyph for placed in line]))
    else:
        ET.SubElement(group, "g", transform=scale).extend(_uses(line, names))
    return group


def _uses(line: Sequence[Placed], names: _Names) -> list[ET.Element]:
    """Return what draws the glyphs of a line, each of which gets a name."""
    found: list[ET.Element] = []
    for glyph, scale in ((placed.glyph, placed.scale) for placed in line):
        shape = Glyph(glyph.family, glyph.number)
        if not contours(glyph.family, glyph.number):  # A space.
            continue
        x, y = round(glyph.x), round(glyph.y)
        place = {axis: str(shift) for axis, shift in (("x", x), ("y", y)) if shift}
        if scale != 1:
            place = {"transform": f"translate({x} {y})scale({scale:.3g})"}
        found.append(ET.Element("use", {"href": f"#{names[shape]}", **place}))
    return found


def _lowered(shift: str, size: float) -> float:
    """Return a length that may be in em, in thousandths of a size."""
    return length(shift.removesuffix("em")) * EM if shift.endswith("em") else length(shift) * EM / size
