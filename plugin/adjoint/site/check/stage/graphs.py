"""A computation graph under a reader's hands: what it shows where it has values and where it has none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from adjoint.frozen import frozen
from adjoint.site.check.stage.staging import Stage

ID: Final = "gráf.1"
CALL: Final = (
    f'<ComputeGraph id="{ID}" expr="e = log(a + b) * sqrt(b)" inputs={{{{ a: {{ value: 2, min: -3, max: 3, '
    'step: 0.5 }, b: { value: 1, min: -3, max: 3, step: 0.25 } }} highlight="b" />'
)
"""As an author writes it: a value and a derivative that it lacks, each at stops of its sliders."""
_FIGURE: Final = f"[id='{ID}']"
_LINE: Final = "e = log(a + b) ⋅ sqrt(b) = v ⋅ t = "
_BROUGHT_BACK: Final = "2"
"""Where a browser has left the slider of b."""
_SIZES: Final = (
    # What begins such an element or ends its class, its left and its width, and more that is known of it.
    ('class="graph__scroll', 40, 200, ', "scrollLeft": 5, "clientWidth": 200'),
    ('graph__card--output"', 500, 60, ""),
    ('graph__card--highlighted"', 300, 60, ""),
)
_OPENS_AT: Final = (5 + 500 + 60 // 2 - 40 - 200 // 2, 5 + 300 - 40 - 8)
"""How far a picture is scrolled that opens where its output stands, and where its input is seen beside it."""
_SETTLED: Final = 600
"""Milliseconds after which a result is told."""


@frozen
class Known:
    """Where the sliders stand, and what a graph then shows."""

    a: float
    b: float
    told: str
    """What comes out, or what has no value."""
    missing: tuple[str, ...]
    """The nodes without one, by their number."""
    slopes: tuple[str, ...]
    """The derivatives that are read out."""


_STATES: Final = (
    Known(2.0, 1.0, "1.099", (), ("1", "1.099", "1", "0.333", "0.883", "0.333")),
    Known(3.0, 3.0, "3.103", (), ("1", "1.792", "1.732", "0.289", "0.806", "0.289")),
    Known(-3.0, 2.0, "v is undefined: log of −1", ("3", "5"), ("undefined",) * 6),
    Known(2.0, -1.0, "t is undefined: sqrt of −1", ("4", "5"), ("undefined",) * 6),
    Known(2.0, 0.0, "∂t/∂b is undefined at b = 0", (), ("1", "0.693", "0", "0", "undefined", "0")),
)


def sized(html: str) -> str:
    """Return the figure with sizes of its picture, and a slider where a browser has left it."""
    for mark, left, width, more in _SIZES:
        box = f'{{"left": {left}, "top": 0, "width": {width}, "height": 90}}'
        own = f"data-sizes='{{\"box\": {box}{more}}}'"
        html = html.replace(mark, f"{mark} {own}" if mark.endswith('"') else f"{own} {mark}")
    return html.replace('data-setting="b"', f'data-setting="b" data-sizes=\'{{"now": "{_BROUGHT_BACK}"}}\'')


def graph_faults(stage: Stage) -> Iterator[str]:
    """Yield what a graph shows, tells or leaves otherwise than it should."""
    places, texts = stage.look(
        (_at(".graph__scroll"), "=scrollLeft"), (_at("[data-setting=b]"), "aria-valuetext")
    )
    if places != [f"{place}" for place in _OPENS_AT]:
        yield f"a picture that is too wide opens {places} pixels from its left, not {_OPENS_AT}"
    if texts != [f"b = {_BROUGHT_BACK}"]:
        yield f"sliders that a browser has brought back say {texts}"
    for known in _STATES:
        yield from _state(stage, known)
    yield from _told_once(stage)
    yield from _reset(stage)


def _at(part: str) -> str:
    return f"{_FIGURE} {part}"


def _set(stage: Stage, a: float, b: float) -> None:
    stage.drive((_at("[data-setting=a]"), "set", f"{a:g}"), (_at("[data-setting=b]"), "set", f"{b:g}"))


def _state(stage: Stage, known: Known) -> Iterator[str]:
    _set(stage, known.a, known.b)
    stage.drive(("body", "wait", _SETTLED))
    notice, hidden, status, away, values, read, shown, negative, needs = stage.look(
        (_at(".graph__undefined"), ""),
        (_at(".graph__undefined"), "=hidden"),
        (_at("[role=status]"), "=textContent"),
        (_at(".graph__view--forward [data-node][data-undefined]"), "data-node"),
        (_at(".graph__view--forward desc"), ""),
        (_at(".graph__view--backward desc"), ""),
        (_at("[data-slots]"), ""),
        (_at("[data-slots]"), "data-negative"),
        (_at("[data-slots]"), "data-needs"),
    )
    where = f"at a = {known.a:g}, b = {known.b:g} a graph"
    fault = known.told if "undefined" in known.told else ""
    if notice != [fault] or hidden != [str(not fault).lower()]:
        yield f'{where} says "{notice[0]}", it should say "{fault}"'
    if status != [fault or _LINE + known.told]:
        yield f'{where} tells "{status[0]}"'
    if away != list(known.missing):
        yield f"{where} marks the nodes {away} as undefined, it should mark {list(known.missing)}"
    if [part.partition(" = ")[0] for part in (values[0] or "").split(", ")] != list("abuvte"):
        yield f'{where} reads out "{values[0]}"'
    if [part.partition(" = ")[2] for part in (read[0] or "").split(", ")] != list(known.slopes):
        yield f'{where} reads out "{read[0]}", the derivatives are {known.slopes}'
    lost = [text for text, need in zip(shown, needs, strict=True) if need in known.missing and text != "–"]
    if lost:
        yield f"{where} still shows {lost}, of which a part is undefined"
    if [mark is not None for mark in negative] != [(text or "").startswith("−") for text in shown]:
        yield f"{where} does not mark its negative numbers alone"


def _told_once(stage: Stage) -> Iterator[str]:
    """What has come of a slider is told when it has come to rest."""
    (before,) = stage.look((_at("[role=status]"), ""))
    for a in (1.0, 0.5):
        _set(stage, a, 2)
        stage.drive(("body", "wait", _SETTLED - 200))
    if stage.look((_at("[role=status]"), "")) != [before]:
        yield "a graph tells its results before they stand"
    stage.drive((_at("[value=backward]"), "tick", True), ("body", "wait", _SETTLED))
    status, total = stage.look(
        (_at("[role=status]"), "=textContent"), (_at(".graph__view--backward .graph__sum"), "")
    )
    if status != total:
        yield f'a graph that shows its derivatives tells "{status[0]}"'
    stage.drive((_at("[value=forward]"), "tick", True))


def _reset(stage: Stage) -> Iterator[str]:
    """Reset sets what was published; the address no longer names a state that the figure has left."""
    for name in (ID, quote(ID)):
        for fragment, after in ((f"#{name}?b=2", f"#{name}"), ("#elsewhere?b=2", "#elsewhere?b=2")):
            _set(stage, 3, 3)
            stage.drive(("body", "at", {"hash": fragment}), (_at(".graph__reset"), "click", {}))
            values, (hash_,) = stage.look((_at("input[type=range]"), "=value"), (":location", "=hash"))
            if values != ["2", "1"]:
                yield f"a graph is reset to {values}"
            if hash_ != after:
                yield f"once a graph is reset the address of {fragment} is {hash_}, not {after}"
    stage.drive(("body", "at", {"hash": ""}))
