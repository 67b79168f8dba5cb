"""An evaluated graph as shapes and lines of text: everything the SVG templates need, and nothing else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from adjoint.components.compute_graph.layered import Box, Link
from adjoint.components.compute_graph.layout import Layout, Point, Route, arrange
from adjoint.components.compute_graph.phrase import Line, Phrase, phrase_width, script_size, set_line
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adjoint.components.compute_graph.evaluation import Evaluation

Pass = Literal["forward", "backward"]

TERM_SIZE: Final = 16.0
VALUE_SIZE: Final = 19.0
LABEL_SIZE: Final = 16.0
TAG_SIZE: Final = 13.5
TAG_EM: Final = 0.56
"""Mean width of a character of the interface's sans, in em."""

CARD_HEIGHT: Final = 54.0
CARD_PADDING: Final = 12.0
CARD_LEAST: Final = 76.0
LABEL_HEIGHT: Final = 22.0
LABEL_BASELINE: Final = 16.0
TAG_HEIGHT: Final = 16.0
TAG_BASELINE: Final = 10.0
LABEL_PADDING: Final = 7.0
LABEL_MOST: Final = 120.0
"""A label wider than this is set in two lines."""
STROKE_GAP: Final = 5.0
"""Distance between the strokes of paths that share an edge."""
HEAD: Final = 7.0
MARGIN: Final = 4.0
STRAIGHT: Final = 0.05
"""A step to the side smaller than this cannot be seen."""


@frozen
class Card:
    """A node: its box and its two lines of text in each pass."""

    node: int
    kind: str
    highlighted: bool
    x: float
    y: float
    width: float
    height: float
    lines: dict[Pass, tuple[Line, ...]]


@frozen
class Stroke:
    """One line of an edge with its arrowhead; ``path`` counts from 1, 0 for an edge on no listed path."""

    path: int
    line: str
    head: str


@frozen
class Label:
    """What stands on an edge in one pass, on a ground that keeps the edge clear of it."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    path: int
    tag: str
    tag_y: float


@frozen
class View:
    """The figure in one pass."""

    name: Pass
    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]


@frozen
class Drawing:
    """The figure in both passes, in user units of one pixel."""

    width: float
    height: float
    cards: tuple[Card, ...]
    forward: View
    backward: View

    @property
    def least_text(self) -> float:
        """The size of the smallest text in either pass."""
        labels = [*self.forward.labels, *self.backward.labels]
        lines = [line for label in labels for line in label.lines]
        lines += [line for card in self.cards for pair in card.lines.values() for line in pair]
        sizes = [
            script_size(line.size) if part.script else line.size for line in lines for part in line.parts
        ]
        return min(*sizes, *(TAG_SIZE for label in labels if label.tag))


def draw(evaluation: Evaluation) -> Drawing:
    """Lay an evaluated graph out and set its text for both passes."""
    place = {node: index for index, node in enumerate(evaluation.visible)}
    texts = [_card_phrases(evaluation, node) for node in evaluation.visible]
    notes = [_note(evaluation, edge) for edge in range(len(evaluation.edges))]
    boxes = [
        Box(_card_width(text), CARD_HEIGHT, layer=int(not _is_leaf(evaluation, node)))
        for node, text in zip(evaluation.visible, texts, strict=True)
    ]
    links = [
        Link(place[edge.source], place[edge.target], note.box)
        for edge, note in zip(evaluation.edges, notes, strict=True)
    ]
    layout = arrange(boxes, links)
    return Drawing(
        width=layout.width + 2 * MARGIN,
        height=layout.height + 2 * MARGIN,
        cards=tuple(
            _card(evaluation, node, boxes[i], layout.nodes[i], texts[i])
            for i, node in enumerate(evaluation.visible)
        ),
        forward=_forward(evaluation, layout, notes),
        backward=_backward(layout, notes),
    )


def _is_leaf(evaluation: Evaluation, node: int) -> bool:
    return not evaluation.graph.nodes[node].operands


def _card_phrases(evaluation: Evaluation, node: int) -> dict[Pass, tuple[Phrase, Phrase]]:
    graph = evaluation.graph
    name, value = graph.nodes[node].name, evaluation.primal(node)
    definition = name if _is_leaf(evaluation, node) else f"{name} = {graph.text(node)}"
    known: Phrase = (f"{name} = ", value)
    if graph.nodes[node].operation == "constant":
        return {"forward": ((name,), (value,)), "backward": ((name,), (value,))}
    adjoint: Phrase = (f"∂{graph.output}/∂{name} = ", evaluation.adjoint(node))
    return {"forward": ((definition,), (value,)), "backward": (known, adjoint)}


def _card_width(phrases: dict[Pass, tuple[Phrase, Phrase]]) -> float:
    sizes = {"forward": (TERM_SIZE, VALUE_SIZE), "backward": (TERM_SIZE, TERM_SIZE)}
    widest = max(
        phrase_width(phrase) * size
        for name, pair in phrases.items()
        for phrase, size in zip(pair, sizes[name], strict=True)
    )
    return max(round(widest + 2 * CARD_PADDING), CARD_LEAST)


def _card(
    evaluation: Evaluation, node: int, box: Box, centre: Point, phrases: dict[Pass, tuple[Phrase, Phrase]]
) -> Card:
    x, y = centre.x + MARGIN, centre.y + MARGIN
    definition, value = phrases["forward"]
    known, adjoint = phrases["backward"]
    graph = evaluation.graph
    kind = graph.nodes[node].operation if _is_leaf(evaluation, node) else "operation"
    return Card(
        node=node,
        kind="output" if graph.nodes[node].name == graph.output else kind,
        highlighted=graph.nodes[node].name == evaluation.highlight,
        x=x - box.width / 2,
        y=y - box.height / 2,
        width=box.width,
        height=box.height,
        lines={
            "forward": (set_line(definition, x, y - 7, TERM_SIZE), set_line(value, x, y + 17, VALUE_SIZE)),
            "backward": (set_line(known, x, y - 7, TERM_SIZE), set_line(adjoint, x, y + 16, TERM_SIZE)),
        },
    )


@frozen
class _Note:
    """What an edge has to say: its local derivative, and which of the listed paths it is on."""

    phrases: tuple[Phrase, ...]
    paths: tuple[int, ...]
    """Counted from 1."""
    tag: str
    box: Box
    """Room for it in either pass, its numbers at their longest."""


def _note(evaluation: Evaluation, edge: int) -> _Note:
    phrases = _derivative(evaluation, edge)
    listed = evaluation.paths.listed if evaluation.paths else ()
    numbers = tuple(number for number, path in enumerate(listed, 1) if edge in path.edges)
    several = evaluation.paths is not None and evaluation.paths.count > 1
    name = "paths" if len(numbers) > 1 else "path"
    tag = f"{name} {', '.join(map(str, numbers))}" if numbers and several else ""
    carried: Phrase = (evaluation.primal(evaluation.edges[edge].source),)
    widest = max(phrase_width(phrase) for phrase in (*phrases, carried)) * LABEL_SIZE
    width = max(widest, len(tag) * TAG_SIZE * TAG_EM) + 2 * LABEL_PADDING
    return _Note(phrases, numbers, tag, Box(width, LABEL_HEIGHT * len(phrases) + (TAG_HEIGHT if tag else 0)))


def _derivative(evaluation: Evaluation, edge: int) -> tuple[Phrase, ...]:
    """Return an edge's local derivative, symbolic and numeric, in one line or two; once if both are alike."""
    text, value = evaluation.edges[edge].text, evaluation.local(edge)
    if text == value.text:
        return ((value,),)
    whole: Phrase = (f"{text} = ", value)
    if phrase_width(whole) * LABEL_SIZE <= LABEL_MOST:
        return (whole,)
    return ((text,), ("= ", value))


def _forward(evaluation: Evaluation, layout: Layout, notes: Sequence[_Note]) -> View:
    labels = [
        _label(layout.labels[k], Box(notes[k].box.width, LABEL_HEIGHT), ((evaluation.primal(edge.source),),))
        for k, edge in enumerate(evaluation.edges)
    ]
    strokes = [_stroke(route, 0, 0.0, upwards=True) for route in layout.routes]
    return View("forward", tuple(strokes), tuple(labels))


def _backward(layout: Layout, notes: Sequence[_Note]) -> View:
    strokes: list[Stroke] = []
    for route, note in zip(layout.routes, notes, strict=True):
        numbers = note.paths or (0,)
        strokes.extend(
            _stroke(route, number, (i - (len(numbers) - 1) / 2) * STROKE_GAP, upwards=False)
            for i, number in enumerate(numbers)
        )
    # What runs on a path lies over what does not.
    strokes.sort(key=lambda stroke: stroke.path > 0)
    labels = [
        _label(centre, note.box, note.phrases, note.paths, note.tag)
        for centre, note in zip(layout.labels, notes, strict=True)
    ]
    return View("backward", tuple(strokes), tuple(labels))


def _label(
    centre: Point, box: Box, phrases: Sequence[Phrase], paths: Sequence[int] = (), tag: str = ""
) -> Label:
    x, top = centre.x + MARGIN, centre.y + MARGIN - box.height / 2
    return Label(
        x=x - box.width / 2,
        y=top,
        width=box.width,
        height=box.height,
        lines=tuple(
            set_line(phrase, x, top + LABEL_HEIGHT * i + LABEL_BASELINE, LABEL_SIZE)
            for i, phrase in enumerate(phrases)
        ),
        path=paths[0] if len(paths) == 1 else 0,
        tag=tag,
        tag_y=top + LABEL_HEIGHT * len(phrases) + TAG_BASELINE,
    )


def _stroke(route: Route, path: int, offset: float, *, upwards: bool) -> Stroke:
    """Return a smooth line along a route: upright through each row, bending only between rows."""
    tip = route.end if upwards else route.start
    points = [Point(route.start.x, route.start.y - (0 if upwards else HEAD))]
    for lane in route.lanes:
        points.extend((Point(lane.x, lane.bottom), Point(lane.x, lane.top)))
    points.append(Point(route.end.x, route.end.y + (HEAD if upwards else 0)))
    places = [_shifted(point, offset) for point in (points if upwards else reversed(points))]
    steps = [f"M{_pair(places[0])}"]
    for here, there in pairwise(places):
        if abs(here.x - there.x) < STRAIGHT:
            # One upright step goes on for as long as the next does.
            steps = steps[:-1] if steps[-1].startswith("V") else steps
            steps.append(f"V{_number(there.y)}")
        else:
            bend = (here.y + there.y) / 2
            corners = (Point(here.x, bend), Point(there.x, bend), there)
            steps.append("C" + " ".join(_pair(corner) for corner in corners))
    point = _shifted(tip, offset)
    base = point.y + HEAD if upwards else point.y - HEAD
    wing = Point(point.x - HEAD / 2, base)
    head = f"M{_pair(point)}L{_pair(wing)}H{_number(point.x + HEAD / 2)}Z"
    return Stroke(path, "".join(steps), head)


def _shifted(point: Point, offset: float) -> Point:
    return Point(point.x + offset + MARGIN, point.y + MARGIN)


def _pair(point: Point) -> str:
    return f"{_number(point.x)} {_number(point.y)}"


def _number(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
