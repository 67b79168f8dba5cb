"""A map of gradient descent under a reader's hands: dragged, moved by keys, played, paused, out of sight.

Where the start then lies is reckoned from the window that the map was published with, where a run stands at a
step from the engine's own descent, and how many steps have been played from the stage's clock.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from adjoint.autodiff import OPTIMISERS, Surface
from adjoint.components.lab.effects.gradient_descent.frame import Frame, Point
from adjoint.components.lab.effects.gradient_descent.live import frame_of
from adjoint.components.lab.effects.gradient_descent.outcome import outcome
from adjoint.components.lab.effects.gradient_descent.race import Race, Run
from adjoint.components.lab.effects.gradient_descent.settings import EVERY, published_speed
from adjoint.components.lab.lab import Lab
from adjoint.components.lab.model import Stage as Size
from adjoint.components.numerals import numeral
from adjoint.frozen import frozen
from adjoint.site.check.stage.staging import Stage

SCRIPT: Final = "gradient-descent.js"
_BOX: Final = (40.0, 30.0)
"""Where the map lies in the window, in pixels."""
_TIMES: Final = (1.5, 2.0)
"""How much larger than drawn it is shown, across and down."""
_KEYS: Final = {"ArrowLeft": (-8, 0), "ArrowRight": (8, 0), "ArrowUp": (0, -8), "ArrowDown": (0, 8)}
_POINTER: Final = 7
_FRAME: Final = 0.1
"""Seconds between frames of the stage."""
_ASIDE: Final = 12
"""Pixels from a head to its label."""
_APART: Final = 15
"""Pixels from a label to the next."""
_BORDER: Final = 10
"""Pixels from a label to the border of the map."""
_CLEAR: Final = 30
"""Pixels from the start within which a head has no name."""
_NEAR: Final = 110
"""Pixels across within which two labels would meet."""
_LABELLED: Final = ((0.3, 0.02, 0, 1.0), (0.9, 0.98, 0, 1.3), (0.2, 0.5, 3, 1.0), (0.5, 0.9, 99, 1.3))
"""Starts as shares of the map, the step that is shown, and how much larger names are on a narrow screen."""
_NUMBER: Final = re.compile(r"-?[\d.]+")


@frozen
class Map:
    """A lab on the stage."""

    stage: Stage
    stage_size: Size
    race: Race
    frame: Frame
    figure: str
    """A selector."""

    def at(self, part: str) -> str:
        """Return a selector of a part of it."""
        return f"{self.figure} {part}"

    def says(self, part: str, what: str = "") -> str:
        """Return the text, an attribute or a property of a part."""
        (said,) = self.says_all((part, what))
        return said

    def says_all(self, *parts: tuple[str, str]) -> list[str]:
        """Return the same of several parts."""
        found = self.stage.look(*((self.at(part), what) for part, what in parts))
        return [said[0] or "" if said else "" for said in found]

    def drive(self, *steps: tuple[str, str, object]) -> None:
        """Do what a reader does, at parts of it."""
        done = [(self.at(part) if part else "body", action, value) for part, action, value in steps]
        self.stage.drive(*done)

    @property
    def step(self) -> str:
        """Which step it says that it shows."""
        return self.says(".lab-scrub output").partition(" /")[0]


def descent_faults(lab: Lab, figure: str, stage: Stage) -> Iterator[str]:
    """Yield what a map does not do as it should, from when it first comes into view."""
    race: Race = lab.state
    frame = frame_of(race.surface, race, float(lab.stage.width), float(lab.stage.height))
    lab_map = Map(stage, lab.stage, race, frame, figure)
    yield from _of_itself(lab_map)
    for act in (_part_way, _played, _unseen, _quiet, _begun, _moved, _labelled):
        yield from act(lab_map)


def _of_itself(lab: Map) -> Iterator[str]:
    """A map that comes into view moves once, at its own pace, and tells nothing that was not asked for."""
    pace = published_speed(lab.race, lab.stage_size)
    lab.drive((".lab-stage", "see", True), ("", "wait", 1000 * _FRAME * 6 + 1))
    at = 0.0
    for _ in range(5):
        at += _FRAME * pace
    yield from _stands(lab, math.floor(at), "once it comes into view", "Pause")
    lab.drive(("", "wait", 20_000))
    yield from _stands(lab, lab.race.steps, "once it has moved of itself", "Play")
    if lab.says("[role=status]"):
        yield f'once it has moved of itself it tells "{lab.says("[role=status]")}"'
    lab.drive((".lab-stage", "see", False), (".lab-stage", "see", True), ("", "wait", 1000))
    yield from _stands(lab, lab.race.steps, "once it comes into view again", "Play")
    lab.drive(("[data-action=restart]", "click", {}), ("", "wait", 20_000))
    told, wanted = lab.says("[role=status]"), results(lab.race.runs, lab.race.surface, lab.frame)
    if told != wanted:
        yield f'once it has been played it tells "{told}", it should tell "{wanted}"'


def results(runs: Iterable[Run], surface: Surface, frame: Frame) -> str:
    """Return what a lab tells of runs."""
    found = []
    for run in runs:
        became = outcome(run.trajectory, frame, minimum=bool(surface.minima))
        found.append(f"{run.title}: {became.words}, loss {numeral(run.trajectory.losses[-1])}.")
    return " ".join(found)


def _part_way(lab: Map) -> Iterator[str]:
    """A run's line ends where the engine stands at a step; its head is there or where it left the map."""
    for step in sorted({0, 1, lab.race.steps // 3}):
        lab.drive(("[data-setting=at]", "set", str(step)))
        for run in lab.race.runs:
            points = run.trajectory.points[: step + 1]
            x, y = lab.frame.pixel(points[-1])
            inside = lab.frame.shows(points[-1])
            head, classes, line = lab.says_all(
                (f"[data-head={run.name}] > g", "transform"),
                (f"[data-head={run.name}]", "class"),
                (f"[data-run={run.name}] path", "d"),
            )
            u, v = _numbers(head)[:2]
            if ("is-outside" in classes) == inside:
                yield f"at step {step} the head of {run.name} does not say whether it has left the map"
                return
            if (inside and math.dist((x, y), (u, v)) > 0.08) or not _on_map(lab.frame, (u, v)):
                yield f"at step {step} the head of {run.name} stands at {u}, {v}, not at {x:.1f}, {y:.1f}"
                return
            pixels = [lab.frame.pixel(point) for point in points]
            if all(_on_map(lab.frame, pixel) for pixel in pixels) and not _joins(line, pixels):
                yield f"at step {step} the line of {run.name} does not join its steps"
                return
            if not inside and not _leaves(pixels, (u, v)):
                yield f"at step {step} the head of {run.name} is not where its line leaves the map"
                return


def _joins(line: str, pixels: Sequence[Point]) -> bool:
    numbers = _numbers(line)
    drawn = list(zip(numbers[::2], numbers[1::2], strict=True))
    return len(drawn) == len(pixels) and all(map(lambda a, b: math.dist(a, b) < 0.08, drawn, pixels))


def _leaves(pixels: Sequence[Point], head: Point) -> bool:
    """Tell whether a point lies on one of the steps."""
    return any(_off(head, one, other) < 0.2 for one, other in pairwise(pixels))


def _off(point: Point, one: Point, other: Point) -> float:
    (x, y), (u, v) = one, other
    length = math.dist(one, other)
    part = ((point[0] - x) * (u - x) + (point[1] - y) * (v - y)) / length**2 if 0 < length < math.inf else 0.0
    part = min(max(part, 0.0), 1.0)
    return math.dist(point, (x + part * (u - x), y + part * (v - y)))


def _on_map(frame: Frame, pixel: Point) -> bool:
    return -0.06 <= pixel[0] <= frame.width + 0.06 and -0.06 <= pixel[1] <= frame.height + 0.06


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]


def _played(lab: Map) -> Iterator[str]:
    """So many frames at so many steps a second; a pause, a step from between two, and the end of all."""
    steps = lab.race.steps
    frames = min(6, steps // 3)
    if frames < 2:
        return
    play, paused = "[data-action=play]", "Play"
    lab.drive(("[data-setting=speed]", "set", "10"), ("[data-action=restart]", "click", {}))
    yield from _stands(lab, 0, "once it begins again", "Pause")
    yield from _plays(lab, frames, "once it is played")
    lab.drive((play, "click", {}), ("", "wait", 500))
    yield from _stands(lab, frames, "in a pause", paused)
    lab.drive((play, "click", {}))
    yield from _plays(lab, 1, "after a pause", frames)
    lab.drive(("", "stall", 3000), ("", "wait", 1000 * _FRAME))
    yield from _stands(lab, frames + 2, "after a while without a frame", "Pause")
    lab.drive((play, "click", {}), ("[data-setting=speed]", "set", "15"))
    if lab.says("output[for$=-speed]") != "15 steps/s":
        yield f'at 15 steps a second it says "{lab.says("output[for$=-speed]")}"'
    lab.drive(("[data-action=restart]", "click", {}), ("", "wait", 250), ("[data-action=step]", "click", {}))
    yield from _stands(lab, 2, "a step after one and a half", paused)
    lab.drive(("[data-setting=at]", "set", str(steps)), ("[data-action=step]", "click", {}))
    yield from _stands(lab, 1, "a step after the end", paused)
    lab.drive(("[data-setting=at]", "set", str(steps)), ("[data-setting=speed]", "set", "10"))
    lab.drive((play, "click", {}))
    yield from _plays(lab, 1, "once it is played from the end")
    lab.drive(("[data-setting=at]", "set", "1"), ("", "wait", 500))
    yield from _stands(lab, 1, "once a reader has taken it to a step", paused)


def _plays(lab: Map, frames: int, done: str, before: int = 0) -> Iterator[str]:
    """Let frames be drawn after the first, by which it only learns the time."""
    lab.drive(("", "wait", 1000 * _FRAME * (frames + 1) + 1))
    yield from _stands(lab, before + frames, done, "Pause")


def _stands(lab: Map, step: int, done: str, button: str) -> Iterator[str]:
    (at,), (text,), (says,), (classes,), (loss,) = lab.stage.look(
        (lab.at("[data-setting=at]"), "=value"),
        (lab.at(".lab-scrub output"), ""),
        (lab.at("[data-action=play] span"), ""),
        (lab.at("[data-action=play]"), "class"),
        (lab.at(f"[data-row={lab.race.runs[0].name}] td:at(1)"), ""),
    )
    if text != f"{step} / {lab.race.steps}" or at != f"{step}":
        yield f'{done} it says "{text}", it should stand at step {step}'
    elif says != button or ("is-playing" in (classes or "")) != (button == "Pause"):
        yield f'{done} its button says "{says}", not "{button}"'
    losses = lab.race.runs[0].trajectory.losses
    here = losses[min(step, len(losses) - 1)]
    if loss != numeral(here):
        yield f'{done} the loss is "{loss}" in the browser, by the engine {here!r}'


def _unseen(lab: Map) -> Iterator[str]:
    """What is out of sight rests, and goes on when it is seen again."""
    lab.drive(
        ("[data-setting=speed]", "set", "10"), ("[data-action=restart]", "click", {}), ("", "wait", 210)
    )
    lab.drive((".lab-stage", "see", False), ("", "wait", 500))
    yield from _stands(lab, 1, "out of sight", "Pause")
    lab.drive((".lab-stage", "see", True))
    yield from _plays(lab, 1, "once it is seen again", 1)
    lab.drive(
        ("[data-setting=at]", "set", str(lab.race.steps)), (".lab-stage", "see", True), ("", "wait", 500)
    )
    yield from _stands(lab, lab.race.steps, "once it is seen again at its end", "Play")


def _quiet(lab: Map) -> Iterator[str]:
    """Whoever wants no motion gets none that was not asked for by the button."""
    wish = "(prefers-reduced-motion: reduce)"
    lab.drive(("[data-action=restart]", "click", {}), ("", "wait", 210), ("", "media", [wish, True]))
    lab.drive(("", "wait", 300))
    yield from _stands(lab, 1, "once a reader wants no motion", "Play")
    lab.drive(("[data-action=restart]", "click", {}), ("", "wait", 300))
    yield from _stands(lab, 0, "begun again by a reader who wants no motion", "Play")
    lab.drive(("", "media", [wish, False]))


def _begun(lab: Map) -> Iterator[str]:
    """The start goes where the map is pressed or its mark dragged, and no further than the map."""
    frame, (left, top) = lab.frame, _BOX
    across, down = _TIMES[0] * frame.width, _TIMES[1] * frame.height
    lab.drive((".lab-map", "place", {"box": {"left": left, "top": top, "width": across, "height": down}}))
    held = {"pointerId": _POINTER}
    pressed = (0.32 * frame.width, 0.41 * frame.height)
    lab.drive((".lab-map", "click", _client(pressed)))
    yield from _starts(lab, pressed, "once the map is pressed")
    lab.drive((".lab-handle", "pointermove", {**held, **_client((5.0, 5.0))}))
    yield from _starts(lab, pressed, "once a pointer passes over the mark of the start")
    lab.drive((".lab-handle", "pointerdown", held))
    for dragged in (
        (0.61 * frame.width, 0.52 * frame.height),
        (2 * frame.width, 0.9 * frame.height),
        (31.0, -99.0),
    ):
        lab.drive((".lab-handle", "pointermove", {**held, **_client(dragged)}))
        yield from _starts(lab, dragged, "once the mark of the start is dragged")
    lab.drive((".lab-handle", "pointermove", {**held, **_client(pressed)}))
    yield from _told(lab, "once the mark of the start is let go", (".lab-handle", "pointerup", held))
    lab.drive((".lab-handle", "pointermove", {**held, **_client((9.0, 9.0))}))
    yield from _starts(lab, pressed, "after the mark of the start was let go")


def _client(pixel: Point) -> dict[str, float]:
    return {
        name: start + times * value
        for name, start, times, value in zip(("clientX", "clientY"), _BOX, _TIMES, pixel, strict=True)
    }


def _starts(lab: Map, pixel: Point, done: str) -> Iterator[str]:
    """The start is the point of the plane below a pixel of the map, to four digits, wherever it is said."""
    wanted = _plane(lab.frame, pixel)
    x, y = lab.frame.pixel(wanted)
    value, across, down, name, text, style, label = lab.stage.look(
        (lab.at(".lab-handle"), "=value"),
        (lab.at(".lab-handle"), "=style.left"),
        (lab.at(".lab-handle"), "=style.top"),
        (lab.at(".lab-handle"), "aria-label"),
        (lab.at(".lab-from"), ""),
        (lab.at(".lab-start"), "transform"),
        (lab.at(".lab-start text"), "x"),
    )
    told = f"({numeral(round(wanted[0], 3))}, {numeral(round(wanted[1], 3))})"
    found = [float(part) for part in (value[0] or "").split(",") if part]
    near = 1e-9 * (lab.frame.x1 - lab.frame.x0)
    if len(found) != 2 or any(
        not math.isclose(one, other, abs_tol=near) for one, other in zip(found, wanted, strict=True)
    ):
        yield f"{done} at pixel {pixel[0]:.0f}, {pixel[1]:.0f} it starts from {value[0]}, not from {wanted}"
    elif text != [f"from {told}"] or name != [f"Start at {told}; arrow keys move it"]:
        yield f'{done} it says "{text[0]}" and "{name[0]}", it starts from {told}'
    stands = [float((part or "").rstrip("%") or "nan") for part in (across[0], down[0])]
    if math.dist(stands, (100 * x / lab.frame.width, 100 * y / lab.frame.height)) > 1e-6:
        yield f"{done} its handle stands at {across[0]}, {down[0]}"
    if math.dist(_numbers(style[0] or "")[:2], (x, y)) > 0.08 or label != ["12" if x < 60 else "-12"]:
        yield f"{done} the mark of the start is not where it starts"


def _plane(frame: Frame, pixel: Point) -> Point:
    x, y = (
        min(max(value, 0.0), most) for value, most in zip(pixel, (frame.width, frame.height), strict=True)
    )
    x0, x1, y1 = (float(f"{edge:.12g}") for edge in (frame.x0, frame.x1, frame.y1))
    scale = frame.width / (x1 - x0)
    return float(f"{x0 + x / scale:.4g}"), float(f"{y1 - y / scale:.4g}")


def _told(lab: Map, done: str, step: tuple[str, str, object]) -> Iterator[str]:
    """What has come of it is told, once, when it has come to rest."""
    before = lab.says("[role=status]")
    lab.drive(step, ("", "wait", 400), step, ("", "wait", 400))
    if lab.says("[role=status]") != before:
        yield f"{done} it tells its results before they stand"
    lab.drive(("", "wait", 250))
    said, summary = lab.says_all(("[role=status]", ""), ("desc", ""))
    if said != summary or not said:
        yield f'{done} it tells "{said}", its picture "{summary}"'


def _moved(lab: Map) -> Iterator[str]:
    """The arrow keys move the start by some pixels, and are kept from the browser; others are left to it."""
    x, y = lab.frame.width / 2, lab.frame.height / 2
    for key, way in _KEYS.items():
        lab.drive((".lab-map", "click", _client((x, y))))
        begun = lab.frame.pixel(_plane(lab.frame, (x, y)))
        lab.stage.overlook()
        lab.drive((".lab-handle", "keydown", {"key": key}))
        if lab.stage.noticed():
            yield f"the key {key} at the mark of the start also scrolls the page"
        yield from _starts(lab, (begun[0] + way[0], begun[1] + way[1]), f"once {key} is pressed")
    let_go = (".lab-handle", "keyup", {"key": "ArrowDown"})
    yield from _told(lab, "once a key at the mark of the start is let go", let_go)
    lab.drive((".lab-handle", "keydown", {"key": "Tab"}))
    if lab.stage.noticed() != [["passed", "Tab"]]:
        yield "the Tab key is kept from the browser"


def _labelled(lab: Map) -> Iterator[str]:
    """Names beside heads keep clear of one another, in the order of their heads, within the map."""
    choices = lab.stage.look((lab.at("[data-setting=show] option"), "value"))[0]
    if EVERY in choices:
        lab.drive(("[data-setting=show]", "set", EVERY))
    for x, y, step, zoom in _LABELLED:
        pixel = (x * lab.frame.width, y * lab.frame.height)
        lab.drive((".lab-map", "style", {"--zoom": str(zoom)}))
        lab.drive((".lab-map", "click", _client(pixel)), ("[data-setting=at]", "set", str(step)))
        done = f"at step {step} from {pixel[0]:.0f}, {pixel[1]:.0f}"
        labels = _labels(lab)
        yield from _clear(lab, labels, zoom, done)
        yield from _named(labels, pixel, zoom, done)
    lab.drive((".lab-map", "style", {"--zoom": ""}))


@frozen
class _Label:
    name: str
    head: Point
    x: float
    y: float
    anchor: str
    text: str
    became: str
    """What its row says of the run."""


def _named(labels: Sequence[_Label], start: Point, zoom: float, done: str) -> Iterator[str]:
    """A head says its name once it is clear of the start, or will go no further."""
    titles = {name: one.title for name, one in OPTIMISERS.items()}
    for one in labels:
        way = math.dist(one.head, start) - _CLEAR * zoom
        if abs(way) < 1:
            continue
        fails = " diverges" if one.became.startswith("diverges") else ""
        wanted = titles[one.name] + fails if way > 0 or one.became != "…" else ""
        if one.text != wanted:
            yield f'{done} the head of {one.name} is named "{one.text}", not "{wanted}"'
            return


def _clear(lab: Map, labels: Sequence[_Label], zoom: float, done: str) -> Iterator[str]:
    for one in labels:
        side = -1 if one.head[0] > 0.7 * lab.frame.width else 1
        edge = _BORDER * zoom
        if abs(one.x - one.head[0] - _ASIDE * zoom * side) > 0.06 or one.anchor != (
            "end" if side < 0 else "start"
        ):
            yield f"{done} the name of {one.name} is not beside its mark"
            return
        if not edge - 0.06 <= one.y <= lab.frame.height - edge + 0.06:
            yield f"{done} the name of {one.name} is not within the map"
            return
    for one, other in combinations(sorted(labels, key=lambda label: label.head[1]), 2):
        if abs(one.head[0] - other.head[0]) >= _NEAR * zoom - 0.1:
            continue
        gap = other.y - one.y
        if abs(gap) < _APART * zoom - 0.06 or (gap < 0 and other.head[1] - one.head[1] > 0.1):
            yield f"{done} the names of {one.name} and {other.name} stand {abs(gap):.3g} pixels apart"
            return
    for one in labels:
        alone = all(abs(one.head[0] - other.head[0]) >= _NEAR * zoom for other in labels if other is not one)
        within = min(max(one.head[1], _BORDER * zoom), lab.frame.height - _BORDER * zoom)
        if alone and abs(one.y - within) > 0.1:
            yield f"{done} the name of {one.name} is not level with its mark"
            return


def _labels(lab: Map) -> list[_Label]:
    heads = "[data-head]:not(.is-away)"
    names, places, x, y, anchors, texts, cells = lab.stage.look(
        (lab.at(heads), "data-head"),
        (lab.at(f"{heads} > g"), "transform"),
        (lab.at(f"{heads} .lab-label"), "x"),
        (lab.at(f"{heads} .lab-label"), "y"),
        (lab.at(f"{heads} .lab-label"), "text-anchor"),
        (lab.at(f"{heads} .lab-label"), ""),
        (lab.at("[data-row]:not(.is-away) td"), ""),
    )
    rows = zip(names, places, x, y, anchors, texts, cells[2::3], strict=True)
    return [
        _Label(
            name or "",
            (at[0], at[1]),
            float(u or "nan"),
            float(v or "nan"),
            anchor or "",
            text or "",
            end or "",
        )
        for name, place, u, v, anchor, text, end in rows
        if (at := _numbers(place or ""))
    ]
