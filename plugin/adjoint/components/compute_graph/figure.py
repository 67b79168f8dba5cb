"""The graph as a picture of its own, 1200 × 630, for heroes and social images.

An image has no page around it: it knows both themes' colours by heart, and the site outlines its letters.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from adjoint.components.compute_graph.drawing import TAG_SIZE, Drawing
from adjoint.components.compute_graph.phrase import (
    Line,
    Phrase,
    Quantity,
    phrase_width,
    plain,
    script_size,
    set_line,
)
from adjoint.components.templates import render
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adjoint.components.compute_graph.telling import Sum

WIDTH: Final = 1200.0
HEIGHT: Final = 630.0
PART: Final = (792.0, 630.0)
"""The shape of what is shown of a picture where it is small, the same for graphs and labs."""
PADDING: Final = 60.0
MAGNIFIED: Final = 1.6
WIDEST: Final = 640.0
"""Room for the graph beside its text; a graph that would be too small there stands alone."""
LEAST_SCALE: Final = 0.8
BAR: Final = 26.0
"""From the bar that opens the text down to its first line."""
TITLE: Final = 42.0
TEXT: Final = 30.0
LEAST_TEXT: Final = 17.0
LEADING: Final = 1.9
TAG_SCALE: Final = 0.55

PALETTE: Final[Mapping[str, tuple[str, str]]] = {
    "paper": ("#fbfaf7", "#17181b"),
    "paper-raised": ("#ffffff", "#1f2125"),
    "ink": ("#1d1c1a", "#e8e5de"),
    "ink-soft": ("#54514b", "#b5b1a8"),
    "rule-strong": ("#8d887c", "#74767c"),
    "accent": ("#0a6a66", "#6fcac2"),
    "accent-soft": ("#ddefec", "#17312f"),
    "series-1": ("#1c69ad", "#70b4f2"),
    "series-2": ("#b54600", "#f39256"),
    "series-3": ("#00775a", "#47c49c"),
    "series-4": ("#963a8c", "#dc93d3"),
    "series-1-soft": ("#e0ecf7", "#1a2c3d"),
    "series-2-soft": ("#faeadf", "#3a2519"),
    "series-3-soft": ("#dcf0e9", "#15302a"),
    "series-4-soft": ("#f4e5f2", "#35213a"),
}
"""The theme's tokens of the same names, light and dark."""


@frozen
class Sample:
    """A stretch of a path's line below what it contributes."""

    path: int
    x: float
    y: float
    width: float


@frozen
class Tag:
    """The name of a path beside its term."""

    path: int
    x: float
    y: float
    size: float


@frozen
class Plate:
    """Where the graph and its text stand on the picture; the text starts at each line's x."""

    scale: float
    x: float
    y: float
    bar: tuple[float, float] | None
    title: Line | None
    lines: tuple[Line, ...]
    samples: tuple[Sample, ...]
    tags: tuple[Tag, ...]
    part: tuple[float, float, float, float] | None = None
    """The graph without the text, for small screens: left, top, width and height."""


def figure_svg(title: Phrase, drawing: Drawing, total: Sum | None, metadata: Markup) -> str:
    """Return a graph as a stand-alone SVG document: the backward pass, which shows the values too.

    Args:
        title: the expression and what it comes to.
        drawing: the laid-out graph.
        total: the sum over paths, written beside it; without one there is nothing to go back for.
        metadata: what it draws, as data.
    """
    view = drawing.backward if total else drawing.forward
    return str(
        render(
            "compute_graph/figure.jinja",
            title=plain(title),
            metadata=metadata,
            plate=_plate(title, drawing, _text(total) if total else ()),
            drawing=drawing,
            view=view,
            palette=PALETTE,
            script_size=script_size,
            tag_size=TAG_SIZE,
            live=False,
        )
    )


@frozen
class _Written:
    """A line of the text: what stands before its equals sign, and after it with the paths' numbers."""

    before: Phrase
    parts: tuple[tuple[Phrase, int], ...]
    """Phrases in a row, each with the path it belongs to, 0 for none."""
    tagged: bool = False


def _text(total: Sum) -> tuple[_Written, ...]:
    more: tuple[tuple[Phrase, int], ...] = (((" + …",), 0),) if total.more else ()
    lines = [((_sign(number), 0), (term, number)) for number, term in enumerate(total.terms, 1)]
    numbers = [part for number, quantity in enumerate(total.numbers, 1) for part in _added(number, quantity)]
    factors: Phrase = tuple(
        part for number, factor in enumerate(total.factors, 1) for part in _factor(number, factor)
    )
    product: tuple[tuple[Phrase, int], ...] = (((" = ", *factors), 0),) if factors else ()
    last = (*numbers, *more, *product, ((" = ", total.total), 0))
    counted = [((f" + …  ({total.count} paths in all)",), 0)] if total.more else []
    bodies = [*lines, *([tuple(counted)] if counted else []), last]
    return tuple(
        _Written((total.name,) if index == 0 else (), body, total.several and index < len(lines))
        for index, body in enumerate(bodies)
    )


def _added(number: int, quantity: Quantity) -> tuple[tuple[Phrase, int], ...]:
    """A picture stands still, so what is negative is subtracted: ``1 − 1.6``."""
    if number > 1 and quantity.value < 0:
        return ((" − ",), 0), ((replace(quantity, value=-quantity.value),), number)
    return (_sign(number), 0), ((quantity,), number)


def _factor(number: int, quantity: Quantity) -> Phrase:
    if number == 1:
        return (quantity,)
    return (" · (", quantity, ")") if quantity.value < 0 else (" · ", quantity)


def _sign(number: int) -> Phrase:
    return (" = ",) if number == 1 else (" + ",)


def _plate(title: Phrase, drawing: Drawing, text: Sequence[_Written]) -> Plate:
    height = HEIGHT - 2 * PADDING
    scale = min(WIDEST / drawing.width, height / drawing.height, MAGNIFIED)
    room = WIDTH - 3 * PADDING - scale * drawing.width
    if scale < LEAST_SCALE and drawing.width / drawing.height > WIDTH / HEIGHT:
        alone = min((WIDTH - 2 * PADDING) / drawing.width, MAGNIFIED)
        x, y = (WIDTH - alone * drawing.width) / 2, (HEIGHT - alone * drawing.height) / 2
        return Plate(alone, x, y, None, None, (), (), ())
    x, y = WIDTH - PADDING - scale * drawing.width, (HEIGHT - scale * drawing.height) / 2
    heading = min(TITLE, room / phrase_width(title))
    size, text = _fitting(text, room)
    top = (HEIGHT + BAR - heading - (LEADING * size * len(text) + size if text else 0.0)) / 2
    baseline = top + heading
    lines, samples, tags = _set(text, baseline + size, size)
    bar, title_line = (PADDING, top - BAR), set_line(title, PADDING, baseline, heading)
    wide, high = scale * drawing.width, scale * drawing.height
    grown = max(wide / PART[0], high / PART[1]) * 1.06
    left, above = x + (wide - grown * PART[0]) / 2, y + (high - grown * PART[1]) / 2
    part = (left, above, grown * PART[0], grown * PART[1])
    return Plate(scale, x, y, bar, title_line, lines, samples, tags, part)


def _fitting(text: Sequence[_Written], room: float) -> tuple[float, Sequence[_Written]]:
    """Return the size at which the text fits its room; no text where that would be too small to read."""
    indent = _indent(text)
    widest = max(
        (indent + sum(phrase_width(phrase) for phrase, _ in line.parts) + 3 * line.tagged for line in text),
        default=1.0,
    )
    lines = max(len(text), 1)
    size = min(TEXT, room / widest, (HEIGHT - 2 * PADDING - 2 * TITLE) / (LEADING * lines + 1))
    return (size, text) if size >= LEAST_TEXT else (0.0, ())


def _indent(text: Sequence[_Written]) -> float:
    return max((phrase_width(line.before) for line in text), default=0.0)


def _set(
    text: Sequence[_Written], top: float, size: float
) -> tuple[tuple[Line, ...], tuple[Sample, ...], tuple[Tag, ...]]:
    lines: list[Line] = []
    samples: list[Sample] = []
    tags: list[Tag] = []
    for index, line in enumerate(text, 1):
        y = top + LEADING * size * index - size * (LEADING - 1) / 2
        x = PADDING
        if line.before:
            lines.append(set_line(line.before, x, y, size))
        x += _indent(text) * size
        for phrase, path in line.parts:
            width = phrase_width(phrase) * size
            lines.append(set_line(phrase, x, y, size))
            if path:
                samples.append(Sample(path, x, y + 0.36 * size, width))
            x += width
            if path and line.tagged:
                tags.append(Tag(path, x + 0.6 * size, y, TAG_SCALE * size))
    return tuple(lines), tuple(samples), tuple(tags)
