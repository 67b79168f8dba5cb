"""What comes to stand beside a text: previews of what its references point at, and its footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from adjoint.site.check.stage.staging import Stage

HTML: Final = """
<p>See <a class="to-equation" href="#eqn:one">(1)</a>, <a class="to-figure" href="#figure:one">Figure 1</a>
<a class="to-quote" href="#quote">a quote</a>
<sup><a class="to-note" id="fnref-1" href="#fn-1">1</a></sup><sup><a id="fnref-2" href="#fn-2">2</a></sup></p>
<figure class="figure figure--equation" id="eqn:one"><div id="x">e = f <button>Copy</button></div></figure>
<figure class="figure figure--lab" id="figure:one">
<div class="around" tabindex="0"><svg role="img" aria-label="Named" tabindex="0" id="drawn">
<title>Named</title><path id="used" d="M0 0"></path></svg></div>
<table><tbody><tr><td>1</td></tr></tbody></table><figcaption>Its caption</figcaption></figure>
<figure class="quote" id="quote">A quote.</figure>
<div class="wide"></div>
<section class="footnotes"><ol><li class="footnote-item" id="fn-1"><p>A first note.
<a class="footnote-backref" href="#fnref-1">Back</a></p></li>
<li class="footnote-item" id="fn-2"><p>A second note.</p></li></ol></section>
"""
"""What a page needs for it, within its prose."""
_PROSE: Final = ".prose"
_CARD: Final = ".preview"
_REST: Final = 120
"""Milliseconds until a card is shown."""
_STAY: Final = 200
"""Milliseconds for which it stays."""
_GAP: Final = 16
_WIDE: Final = 1200
_HIGH: Final = 800
"""Pixels of the window."""
_SIZE: Final = (240, 150)
_ORIGIN: Final = (100, -400)
"""Of the prose within the window, in pixels."""


def preview_faults(stage: Stage) -> Iterator[str]:
    """Yield where whoever comes to a reference is shown something else than what it points at, or when."""
    for target, top in (("eqn:one", 5000), ("figure:one", 6000), ("quote", 6500), ("fn-1", 7000)):
        stage.drive((f"[id='{target}']", "place", {"box": _box(100, top, 600, 90)}))
    stage.drive((_PROSE, "place", {"box": _box(*_ORIGIN, 640, 9000)}))
    stage.drive((".to-equation", "place", {"box": _box(300, 200, 40, 20)}), (".to-equation", "hover", None))
    stage.drive(("body", "wait", _REST - 1))
    yield from _shows(stage, None, "before a pointer has rested on a reference")
    stage.drive(("body", "wait", 1))
    yield from _shows(stage, "e = f", "once a pointer rests on a reference")
    stage.drive(("body", "hover", None), ("body", "wait", _STAY - 1))
    yield from _shows(stage, "e = f", "just after a pointer has left a reference")
    stage.drive((_CARD, "hover", None), ("body", "wait", 2 * _STAY))
    yield from _shows(stage, "e = f", "while a pointer is on the card")
    stage.drive(("body", "hover", None), ("body", "wait", _STAY))
    yield from _shows(stage, None, "once a pointer has left the card")
    yield from _focused(stage)
    yield from _placed(stage)


def _focused(stage: Stage) -> Iterator[str]:
    cards = {"to-quote": None, "to-figure": "Its caption", "to-note": "A first note.", "to-equation": "e = f"}
    for link, words in cards.items():
        stage.drive((f".{link}", "focus", None))
        stage.drive(("body", "wait", 1))
        yield from _shows(stage, words, f"once the link .{link} has the focus")
    stage.drive(("body", "focus", None), ("body", "wait", 1))
    yield from _shows(stage, None, "once a reference has lost the focus")
    stage.drive((".to-figure", "focus", None))
    drawn, around = stage.look((f"{_CARD} .around > svg > path", "d"), (f"{_CARD} td", ""))
    if drawn != ["M0 0"] or around:
        yield "the card of a figure does not hold its picture and its caption alone"
    stage.drive(("body", "keydown", {"key": "a"}))
    yield from _shows(stage, "Its caption", "after a key that means nothing to it")
    stage.drive(("body", "keydown", {"key": "Escape"}))
    yield from _shows(stage, None, "after Escape")
    for top, shown in ((0, None), (_HIGH - 90, None), (-1, "e = f"), (_HIGH - 89, "e = f")):
        stage.drive(("[id='eqn:one']", "place", {"box": _box(100, top, 600, 90)}), ("body", "focus", None))
        stage.drive((".to-equation", "focus", None))
        yield from _shows(stage, shown, f"where what it points at stands at {top} of {_HIGH} pixels")
    stage.drive(("[id='eqn:one']", "place", {"box": _box(100, 5000, 600, 90)}), ("body", "focus", None))


def _shows(stage: Stage, words: str | None, when: str) -> Iterator[str]:
    texts, hidden, named = stage.look(
        (f"{_CARD}:not([hidden])", ""),
        (_CARD, "aria-hidden"),
        (f"{_CARD} :is([id], [href], [tabindex], [aria-label], button, title)", ""),
    )
    if texts and hidden != ["true"]:
        yield "the card is told to screen readers, which follow the link instead"
    elif texts != ([] if words is None else [words]):
        yield f"{when} the card says {texts or 'nothing'}, not {words or 'nothing'}"
    elif words and named:
        yield f"{when} something in the card can be named, focused or pressed"


def _placed(stage: Stage) -> Iterator[str]:
    """A card stands below its reference, or above where there is no room, within the window."""
    size = dict(zip(("offsetWidth", "offsetHeight"), _SIZE, strict=True))
    for left, top in ((300, 200), (2, _HIGH - 100), (_WIDE - 50, 594), (500, 600)):
        stage.drive((_CARD, "place", size), (".to-equation", "place", {"box": _box(left, top, 40, 20)}))
        stage.drive(("body", "focus", None), (".to-equation", "focus", None))
        found = stage.look((_CARD, "=style.left"), (_CARD, "=style.top"))
        below = top + 20 + _SIZE[1] + 2 * _GAP < _HIGH
        across = max(_GAP, min(left, _WIDE - _SIZE[0] - _GAP)) - _ORIGIN[0]
        down = (top + 20 + _GAP // 2 if below else top - _SIZE[1] - _GAP // 2) - _ORIGIN[1]
        if found != [[f"{across}px"], [f"{down}px"]]:
            yield f"beside a reference at {left}, {top} the card stands at {found}, not at {across}, {down}"
    stage.drive(("body", "focus", None), (_CARD, "place", {"offsetWidth": 0, "offsetHeight": 0}))


def note_faults(stage: Stage) -> Iterator[str]:
    """Yield where a footnote does not stand beside its reference, below the note before it."""
    notes = ".footnotes"
    room = "(min-width: 80rem)"
    stage.drive((_PROSE, "see", True))
    if stage.look((f"{notes}--beside", "")) != [[]]:
        yield "footnotes stand beside a text that has no room for them"
    stage.drive(("body", "media", [room, True]))
    stage.drive((".wide", "place", {"box": _box(0, 1500 + _ORIGIN[1], 900, 200)}))
    # Two that have room, two that have not, one whose place a wide figure takes, one without room before it.
    cases = ((300, 900, 300, 900), (300, 310, 300, 376), (0, 1480, 0, 1424), (1400, 1480, 1400, 1716))
    for first, second, *tops in cases:
        for number, top in ((1, first), (2, second)):
            stage.drive((f"#fnref-{number}", "place", {"box": _box(0, top + _ORIGIN[1], 10, 20)}))
            stage.drive((f"[id='fn-{number}']", "place", {"offsetHeight": 60}))
        stage.drive((_PROSE, "see", True))
        found, beside = stage.look((".footnote-item", "=style.top"), (f"{notes}--beside", "^*"))
        if found != [f"{top}px" for top in tops] or not beside:
            yield f"footnotes to references at {first} and {second} stand at {found}, not at {tops}"
    stage.drive(("body", "media", [room, False]))


def copy_faults(stage: Stage) -> Iterator[str]:
    """Yield what a button that copies code does not say, and then no longer."""
    button = ".highlight > button.copy"
    if stage.look((button, "type"), (button, "aria-live")) != [["button"], ["polite"]]:
        yield "a button that copies code is not one that tells what has become of it"
    for at, name, text in ((button, "Copy", "code"), ("[data-copy]", "LaTeX", "e = f")):
        for _ in range(2):
            stage.drive((at, "click", {}))
            stage.drive(("body", "wait", 1500))
        if stage.look((at, "")) != [["Copied"]] or stage.copied()[-1:] != [text]:
            yield f'a button that has copied "{text}" says {stage.look((at, ""))}'
        stage.drive(("body", "wait", 200))
        if stage.look((at, "")) != [[name]]:
            yield f'a button that has copied "{text}" does not come back to its own name'
    stage.drive(("body", "wish", {"refuses": True}), (button, "click", {}))
    if stage.look((button, "")) != [["Not allowed"]]:
        yield "a button that may not copy does not say so"
    stage.drive(("body", "wish", {"refuses": False}), ("body", "wait", 5000))


def _box(left: int, top: int, width: int, height: int) -> dict[str, int]:
    return {"left": left, "top": top, "width": width, "height": height}
