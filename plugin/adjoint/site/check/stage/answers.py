"""The answers of a page's computed values: by pointer and by keys, each value its own row, in its own place.

All values together are one stop of the Tab key; from it the arrow keys go through them in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from adjoint.components.compute_graph.component import ComputeGraph
from adjoint.frozen import frozen
from adjoint.site.check.reading import Written
from adjoint.site.check.replay.values import texts_at
from adjoint.site.check.stage.readers import numeral_of
from adjoint.site.check.stage.staging import Stage, Step

SCRIPT: Final = "provenance.js"
Odd = tuple[str, str]
"""The script, by its plain name, and what is wrong."""
VALUES: Final = "main [data-computed]:not(a *, button *, summary *, label *, .preview *, math *)"
"""Those that may be asked: no copies, and nothing that answers a press in a way of its own."""
_CARD: Final = ".provenance"
_SHOWN: Final = (f"{_CARD}[data-shown]", "^*")
_GAP: Final = 8
"""Pixels between a value and its card, and between a card and the border of the window."""
_WINDOW: Final = (1200, 800)
_SCROLLED: Final = (30, 700)
"""Pixels by which the stage is scrolled."""
_SIZE: Final = (200, 120)
"""Of a card, in pixels."""
_FORWARD: Final = ("ArrowRight", "ArrowDown")
_BACKWARD: Final = ("ArrowLeft", "ArrowUp")
_MANY: Final = 60
"""So many values of a page are gone through by keys."""
_IN_FULL: Final = 2
"""The cell with all digits, which is not told where the number itself has them all."""
_SOME: Final = 3
"""So many of them are pressed."""


@frozen
class Value:
    """A computed value on the page."""

    number: str
    text: str
    stop: str
    """The number of the element that has the focus for it."""
    in_formula: bool


def answer_faults(page: Written, stage: Stage) -> Iterator[Odd]:
    """Yield what a computed value does not answer as it should, or a key does not reach."""
    values = _values(stage)
    if not values or not stage.look(("[id='numbers:'] thead th", ""))[0]:
        return
    for words in _first_stop(stage, values):
        yield "computed.js", words
        return
    for act in (_keys, _pressed, _placed):
        for words in act(stage, values):
            yield SCRIPT, words
            return
    for words in _moved(page, stage, values):
        yield SCRIPT, words
        return


def _values(stage: Stage) -> list[Value]:
    numbers, texts, own, formulas = stage.look(
        (VALUES, "data-computed"), (VALUES, ""), (VALUES, "^*"), (VALUES, "^.katex")
    )
    rows = zip(numbers, texts, own, formulas, strict=True)
    return [Value(number or "", text or "", f or at or "", f is not None) for number, text, at, f in rows]


def _first_stop(stage: Stage, values: Sequence[Value]) -> Iterator[str]:
    """Before anything is asked, the first value is where the Tab key leads."""
    (stops,) = stage.look(("main :is(.katex, [data-computed])[tabindex='0']", "^*"))
    if stops != [values[0].stop]:
        yield "the Tab key does not lead to the first computed value alone"


def _stands_at(stage: Stage, value: Value, done: str) -> Iterator[str]:
    """The value alone is marked; its stop alone has the focus, is announced, and can be reached by Tab."""
    stops = "main :is(.katex, [data-computed])"
    focus, buttons, reached, names, marked = stage.look(
        (":focus", "^*"),
        ("main [aria-haspopup=dialog][role=button]", "^*"),
        (f"{stops}[tabindex]", "^*"),
        (f"{stops}[aria-label]", "aria-label"),
        ("main .provenance-current", ""),
    )
    if not focus == buttons == reached == [value.stop]:
        yield f'{done}, the focus and the role of a button are not with "{value.text}" alone'
    wanted = [f"{value.text}, in a formula"] if value.in_formula else []
    if [" ".join((name or "").split()) for name in names] != wanted:
        yield f"{done}, screen readers are told {names or 'nothing'}, not {wanted or 'nothing'}"
    if marked != [value.text]:
        yield f'{done}, "{", ".join(map(str, marked))}" is marked, not "{value.text}"'


def _keys(stage: Stage, values: Sequence[Value]) -> Iterator[str]:
    stop = "main :is(.katex, [data-computed])[tabindex='0']"
    stage.drive((stop, "focus", {}), ("body", "wait", 1))
    yield from _stands_at(stage, values[0], "once the first computed value has the focus")
    if _is_shown(stage):
        yield "a computed value answers before it is asked"
    way = values[:_MANY]
    yield from _trail(stage, way[1:], _FORWARD)
    yield from _stands_at(stage, way[-1], f"after {len(way) - 1} presses of arrow keys")
    held = [_key("ArrowLeft", **{key: True}) for key in ("ctrlKey", "metaKey", "altKey")]
    at_the_end = [_key("ArrowRight"), _key("ArrowDown")] if len(way) == len(values) else []
    elsewhere: Step = ("main", "keydown", {"key": "ArrowLeft"})
    yield from _untouched(stage, *held, _key("x"), elsewhere, *at_the_end)
    for key in ("Enter", " "):
        stage.drive((stop, "focus", {}))
        yield from _asked(stage, way[-1], _key(key), f'by the key "{key}"')
    stage.drive((_CARD, "without", "data-shown"), (stop, "focus", {}))
    yield from _trail(stage, way[-2::-1], _BACKWARD)
    yield from _stands_at(stage, way[0], "after as many presses back")
    yield from _untouched(stage, _key("ArrowLeft"), _key("ArrowUp"))


def _key(key: str, **held: bool) -> Step:
    return (":focus", "keydown", {"key": key, **held})


def _trail(stage: Stage, way: Sequence[Value], keys: Sequence[str]) -> Iterator[str]:
    """Press arrow keys, by turns; each is to lead on by one value, and to bring it into view."""
    stage.overlook()
    stage.drive(*(_key(keys[place % 2]) for place in range(len(way))))
    noticed = stage.noticed()
    wanted = [
        [what, int(value.stop), *more] for value in way for what, *more in (("focus",), ("scroll", "nearest"))
    ]
    if noticed != wanted:
        place = next(
            (k for k, pair in enumerate(zip(noticed, wanted, strict=False)) if pair[0] != pair[1]), 0
        )
        yield f'the key {keys[place // 2 % 2]} does not lead to "{way[min(place // 2, len(way) - 1)].text}"'


def _untouched(stage: Stage, *steps: Step) -> Iterator[str]:
    """Press what is not for the values: nothing moves, and the browser is left to it."""
    stage.overlook()
    stage.drive(*steps)
    wanted = [["passed", step[2]["key"]] for step in steps if isinstance(step[2], dict)]
    (shown,), noticed = stage.after(_SHOWN)
    if noticed != wanted or shown:
        yield f"one of the keys {[step[2] for step in steps]} is taken from the browser"


def _is_shown(stage: Stage) -> bool:
    (shown,) = stage.look(_SHOWN)
    return bool(shown)


def _asked(stage: Stage, value: Value, step: Step, how: str, now: str = "") -> Iterator[str]:
    """Ask a value; its card is to say what its row of the closing table says."""
    stage.drive((_CARD, "without", "data-shown"), step)
    terms, told, heads, cells, engine, focus = stage.look(
        (f"{_CARD}[data-shown] dt", ""),
        (f"{_CARD}[data-shown] dd", ""),
        ("[id='numbers:'] thead th", ""),
        (f"[id='numbers:{value.number}'] > *", ""),
        ("[id='numbers:engine']", ""),
        (":focus", "class"),
    )
    known = [cell for cell in cells[:1] if cells[_IN_FULL : _IN_FULL + 1] == [cell]]
    row = [
        (head, cell)
        for place, (head, cell) in enumerate(zip(heads, cells, strict=False))
        if cell and not (place == _IN_FULL and known)
    ]
    if now:
        row = [("Now", now), ("As published", row[0][1]), *row[1:]]
    wanted = [*row, ("Engine", engine[0])]
    if not terms:
        yield f'"{value.text}" does not answer {how}'
    elif list(zip(terms, told, strict=False)) != wanted:
        said = dict(zip(terms, told, strict=False))
        yield f'"{value.text}" answers {said}, its row of the closing table says {wanted}'
    elif focus != [_CARD[1:]]:
        yield f'the answer of "{value.text}" does not have the focus'


def _at(place: int) -> str:
    """Return a selector of a value by its place."""
    return f"{VALUES}:at({place})"


def _pressed(stage: Stage, values: Sequence[Value]) -> Iterator[str]:
    apart = max(1, len(values) // _SOME)
    for place in range(0, len(values), apart):
        yield from _asked(stage, values[place], (_at(place), "click", {}), "when it is pressed")
    place = len(values) // 2
    stage.drive(
        ("body", "wish", {"selects": True}), (_CARD, "without", "data-shown"), (_at(place), "click", {})
    )
    if _is_shown(stage):
        yield "a press that ends a selection of text is answered"
    stage.drive(("body", "wish", {"selects": False}), ("main", "click", {}))
    if _is_shown(stage):
        yield "a press beside the computed values is answered"


def _placed(stage: Stage, _values: Sequence[Value]) -> Iterator[str]:
    """The card stands below its value, or above where there is more room, and within the window."""
    wide, high = _WINDOW
    size = dict(zip(("offsetWidth", "offsetHeight"), _SIZE, strict=True))
    for left, top in ((300, 200), (2, high - _SIZE[1] - 36), (wide - 60, high - 30)):
        box = {"left": left, "top": top, "width": 40, "height": 20}
        stage.drive((_CARD, "place", size), (_at(0), "place", {"box": box}), (_at(0), "click", {}))
        (found,), (other,) = stage.look((_CARD, "=style.left"), (_CARD, "=style.top"))
        wanted = _place(left, top, top + 20)
        if (found, other) != tuple(f"{number}px" for number in wanted):
            yield f"beside a value at {left}, {top} the card stands at {found}, {other}, not at {wanted}"
    # Where there is room neither above nor below, below can be scrolled to.
    stage.drive((_CARD, "place", {"offsetHeight": high}), (_at(0), "click", {}))
    (tops,) = stage.look((_CARD, "=style.top"))
    if tops != [f"{_SCROLLED[1] + top + 20 + _GAP}px"]:
        yield "a card that is too high does not stand below its value"
    stage.drive((_CARD, "place", {"offsetWidth": 0, "offsetHeight": 0}), (_at(0), "place", {"box": None}))


def _place(left: int, top: int, bottom: int) -> tuple[int, int]:
    across, down = _SIZE
    within = max(_GAP, min(left, _WINDOW[0] - across - _GAP))
    below = bottom + _GAP + down < _WINDOW[1]
    return _SCROLLED[0] + within, _SCROLLED[1] + (bottom + _GAP if below else top - down - _GAP)


def _moved(page: Written, stage: Stage, values: Sequence[Value]) -> Iterator[str]:
    """Once a graph has moved, a value that follows it tells what it is now, and what was published."""
    for made in page.post.computed.values():
        sliders = made.result.evaluation.sliders if isinstance(made.result, ComputeGraph) else ()
        moved = {one.name: one.stop(0.3) for one in sliders}
        if all(moved[one.name] == one.value for one in sliders):
            continue
        wanted = texts_at(page, made.call.id, moved)
        places = [place for place, value in enumerate(values) if value.number in wanted]
        if not places:
            continue
        slider = f"[id='{made.call.id}'] input[data-setting="
        stage.drive(*((f'{slider}"{name}"]', "set", numeral_of(value)) for name, value in moved.items()))
        stage.drive(("body", "wait", 1))
        (now,) = stage.look((_at(places[0]), "data-now"))
        text = "undefined" if now[0] == "NaN" else (now[0] or "nothing").replace("-", "−", 1)
        yield from _asked(stage, values[places[0]], (_at(places[0]), "click", {}), "when it has moved", text)
        stage.drive((f"[id='{made.call.id}'] .graph__reset", "click", {}), ("body", "wait", 1))
        yield from _asked(stage, values[places[0]], (_at(places[0]), "click", {}), "when it has come back")
        return
