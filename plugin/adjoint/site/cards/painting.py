"""Pictures of rectangles and lines of text alone, painted as a PNG with a palette.

Every post has such a card. resvg takes 40 ms for one, most of them to pack 756,000 pixels of four bytes.
One that is painted after another is painted only where it differs: most often the title alone is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from itertools import takewhile
from typing import Final
from xml.etree import ElementTree as ET

from adjoint.frozen import frozen
from adjoint.site.cards.canvas import Canvas, Colour, Shape, UnpaintableError, png
from adjoint.site.cards.faces import weighted
from adjoint.site.cards.lettering import Line, ink
from adjoint.site.cards.packing import BAND, Band, band

_SVG: Final = "{http://www.w3.org/2000/svg}"
_COLOUR: Final = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})")
_OF_TEXT: Final = frozenset({"fill", "font-family", "font-size", "font-weight", "letter-spacing"})


@frozen
class Stroke:
    """A rectangle or a line of text, with its attributes and those of the groups around it."""

    tag: str
    text: str
    attributes: Mapping[str, str]


@frozen
class Layer:
    """A stroke that was painted."""

    stroke: Stroke
    top: int
    bottom: int
    """The row below it."""
    paper: int | None
    """The number of the colour that it lies on; None if it covers that."""


@frozen
class Painting:
    """A picture that was painted, and what it takes to paint one that differs little."""

    width: int
    height: int
    palette: tuple[Colour, ...]
    layers: tuple[Layer, ...]
    bands: tuple[Band, ...]

    @property
    def png(self) -> bytes:
        """The picture as a file."""
        return png(self.width, self.height, self.palette, self.bands)


def painted(svg: str, former: Painting | None = None) -> Painting | None:
    """Return a picture painted, or None if it holds more than whole rectangles and plain lines of text.

    Args:
        svg: a whole document.
        former: another picture, which may be much the same; what is returned is the same with it and without.
    """
    try:
        root = ET.fromstring(svg)  # noqa: S314  (a layout's own picture)
        width, height = _whole(root.attrib["width"]), _whole(root.attrib["height"])
        if root.attrib["viewBox"] != f"0 0 {width} {height}":
            return None
        strokes = tuple(_strokes(root, {}))
        if former is not None and (former.width, former.height) == (width, height):
            with suppress(UnpaintableError):
                return _painted_on(former, strokes)
        return _painted_on(Painting(width, height, (), (), ()), strokes)
    except (ET.ParseError, KeyError, ValueError):
        return None


def _strokes(parent: ET.Element, inherited: Mapping[str, str]) -> Iterator[Stroke]:
    """Yield what is to be painted, in order."""
    for element in parent:
        attributes = {**inherited, **element.attrib}
        if element.tag == f"{_SVG}g" and attributes.keys() <= _OF_TEXT:
            yield from _strokes(element, attributes)
        elif len(element) or element.tag not in {f"{_SVG}rect", f"{_SVG}text"}:
            raise UnpaintableError
        else:
            yield Stroke(element.tag.removeprefix(_SVG), element.text or "", attributes)


def _painted_on(former: Painting, strokes: Sequence[Stroke]) -> Painting:
    """Return strokes painted: anew only the bands that one lies on which was not painted there before."""
    before = _shared(former.layers, strokes)
    gone, other = former.layers[len(before) :], strokes[len(before) :]
    behind = _shared(gone[::-1], other[::-1])[::-1]
    gone, other = gone[: len(gone) - len(behind)], other[: len(other) - len(behind)]
    shapes = [_shape(stroke) for stroke in other]
    stale = {number for layer in gone for number in _bands(layer.top, layer.bottom)}
    stale.update(number for shape in shapes for number in _bands(shape.top, shape.top + shape.height))
    if not former.bands:
        stale.update(_bands(0, former.height))
    canvas = Canvas(former.width, former.height)
    _repaint(canvas, before, stale)
    layers = [
        Layer(stroke, shape.top, shape.top + shape.height, canvas.paint(shape, _colour(stroke)))
        for stroke, shape in zip(other, shapes, strict=True)
    ]
    _repaint(canvas, behind, stale)
    palette = tuple(canvas.palette)
    if behind and palette != former.palette:
        raise UnpaintableError  # What is kept of those behind is of the former palette.
    bands = tuple(
        band(canvas.rows(number * BAND, (number + 1) * BAND)) if number in stale else former.bands[number]
        for number in _bands(0, former.height)
    )
    return Painting(former.width, former.height, palette, (*before, *layers, *behind), bands)


def _repaint(canvas: Canvas, layers: Iterable[Layer], stale: AbstractSet[int]) -> None:
    """Paint layers of a former picture where bands are made anew, and else only take their colours."""
    for layer in layers:
        colour = _colour(layer.stroke)
        if stale.isdisjoint(_bands(layer.top, layer.bottom)):
            canvas.mix(layer.paper, colour)
        elif canvas.paint(_shape(layer.stroke), colour) != layer.paper:
            raise UnpaintableError


def _shared(layers: Sequence[Layer], strokes: Sequence[Stroke]) -> tuple[Layer, ...]:
    """Return the layers with which some strokes begin."""
    pairs = zip(layers, strokes, strict=False)
    return tuple(layer for layer, _ in takewhile(lambda pair: pair[0].stroke == pair[1], pairs))


def _bands(top: int, bottom: int) -> range:
    """Return the numbers of the bands in which some rows lie."""
    return range(top // BAND, -(-bottom // BAND))


def _shape(stroke: Stroke) -> Shape:
    return _rectangle(stroke.attributes) if stroke.tag == "rect" else _line(stroke.text, stroke.attributes)


def _rectangle(attributes: Mapping[str, str]) -> Shape:
    if not attributes.keys() <= {"x", "y", "width", "height", *_OF_TEXT}:
        raise UnpaintableError
    left, top = _whole(attributes.get("x", "0")), _whole(attributes.get("y", "0"))
    return Shape(left, top, _whole(attributes["width"]), _whole(attributes["height"]))


def _line(text: str, attributes: Mapping[str, str]) -> Shape:
    if not attributes.keys() <= {"x", "y", *_OF_TEXT} or text != " ".join(text.split()):
        raise UnpaintableError
    family = weighted(attributes["font-family"].strip("'\""), float(attributes.get("font-weight", "400")))
    size, spacing = float(attributes["font-size"]), float(attributes.get("letter-spacing", "0"))
    inked = ink(Line(text, family, size, float(attributes["x"]), float(attributes["y"]), spacing))
    if inked is None:
        raise UnpaintableError
    return inked


def _whole(text: str) -> int:
    number = float(text)
    if number != int(number):
        raise UnpaintableError
    return int(number)


def _colour(stroke: Stroke) -> Colour:
    found = _COLOUR.fullmatch(stroke.attributes["fill"].lower())
    if found is None:
        raise UnpaintableError
    return int(found[1], 16), int(found[2], 16), int(found[3], 16)
