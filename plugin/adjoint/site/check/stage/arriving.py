"""Addresses that a reader comes by or types: what they name is set and shown, all else stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import quote

from adjoint.components.settings import Settings
from adjoint.site.check.stage.graphs import ID
from adjoint.site.check.stage.sharing import Widget
from adjoint.site.check.stage.staging import Stage

HTML: Final = f'<span id="{ID}?a=1.5"></span>'
"""The place of a state that a link of the page leads to."""
_AT: Final = quote(ID)
_FIGURE: Final = f"[id='{ID}']"
_LINK: Final = "a.specimen"
_UNREAD: Final = (
    f"{_AT}?%E0=1&a",
    "%E0?a=1",
    "nowhere?a=1",
    "eqn:one?a=1",
    f"{_AT}?a=zebra&b=&mode=sideways",
    "walk?surface=nowhere&show=nobody&lr=zebra&momentum=",
    "modes?inputs=7&mode=sideways",
)
"""What names nothing, or nothing that can be set."""
_PLACES: Final = (
    # Where a figure begins and ends in a window of 800 pixels, and whether it has to be brought into view.
    (0, 800, False),
    (-1, 400, True),
    (266, 1066, False),
    (267, 1067, True),
    (700, 800, False),
)


def arriving_faults(stage: Stage, settings: Settings) -> Iterator[str]:
    """Yield what an address sets or shows that it does not name, or does not set or show.

    Args:
        stage: a page with the graph of ``graphs.py``, other figures and a link ``a.specimen``.
        settings: of the graph.
    """
    widget = Widget(stage, ID, settings)
    yield from _unread(widget)
    yield from _shown(widget)
    yield from _left(widget)
    yield from _visited(widget)


def _unread(widget: Widget) -> Iterator[str]:
    others = [Widget(widget.stage, name, {}) for name in ("walk", "modes")]
    for fragment in (_AT, "walk", "modes"):
        widget.follow(f"{fragment}?")
    before = [one.state() for one in (widget, *others)]
    for fragment in _UNREAD:
        widget.follow(fragment)
    if [one.state() for one in (widget, *others)] != before:
        yield f"one of the addresses #{', #'.join(_UNREAD)} sets something"


def _shown(widget: Widget) -> Iterator[str]:
    """Whoever opens an address is shown the figure, once, unless the browser sees to it."""
    stage = widget.stage
    (place,) = stage.look((_FIGURE, "^*"))
    shown = [["scroll", int(place[0] or 0), "start"]]
    for fragment, kind, wanted in (
        ("a=1", "navigate", shown),
        ("a=0", "reload", []),
        ("a=1.5", "navigate", []),
    ):
        stage.drive(("body", "wish", {"navigation": kind}))
        stage.overlook()
        widget.follow(f"{_AT}?{fragment}")
        found, noticed = stage.after((f"{_FIGURE} [data-setting=a]", "=value"))
        if noticed != wanted:
            yield f"whoever opens #{_AT}?{fragment} ({kind}) is led to {noticed}, not to {wanted}"
        if found != [[fragment.removeprefix("a=")]]:
            yield f"#{_AT}?{fragment} does not set {ID}"
    stage.drive(("body", "wish", {"navigation": "navigate"}))


def _left(widget: Widget) -> Iterator[str]:
    """Links to other pages, or to no state, are the browser's; one that is followed twice is left once."""
    stage = widget.stage
    widget.follow(f"{_AT}?b=2")
    before = widget.state()
    for href in (f"/elsewhere/#{_AT}?a=1", f"?a=1#{_AT}", f"#{_AT}"):
        if _followed(stage, href) != [["led", href]] or widget.state() != before:
            yield f"a link to {href} is taken from the browser"
    _followed(stage, "#nowhere?a=1")
    if stage.look((":location", "=hash")) != [["#nowhere?a=1"]]:
        yield "a link to a figure that is not there does not change the address"
    widget.follow(f"{_AT}?b=2")
    for _ in range(2):
        _followed(stage, f"#{_AT}?a=1")
    stage.overlook()
    stage.drive(("body", "back", None), ("body", "wait", 1))
    if widget.noticed() != (before, []):
        yield "whoever comes back from a link that was followed twice does not find it as it was left"
    stage.empty_clipboard()
    stage.drive((f"{_FIGURE} [data-share]", "click", {"ctrlKey": True}), ("body", "wait", 1))
    if stage.copied():
        yield "a press with the Ctrl key copies a link"


def _followed(stage: Stage, href: str) -> Sequence[object]:
    stage.drive((_LINK, "mark", ["href", href]))
    stage.overlook()
    stage.drive((_LINK, "click", {}), ("body", "wait", 1))
    return stage.noticed()


def _visited(widget: Widget) -> Iterator[str]:
    """A figure that a link sets is brought into view, with the keyboard, if it is not in view."""
    stage = widget.stage
    (place,) = stage.look((_FIGURE, "^*"))
    number = int(place[0] or 0)
    for top, bottom, is_led in _PLACES:
        box = {"left": 0, "top": top, "width": 600, "height": bottom - top}
        stage.drive((_FIGURE, "place", {"box": box}), (_FIGURE, "without", "tabindex"))
        noticed = _followed(stage, f"#{_AT}?a={1 + is_led}")
        if noticed != ([["focus", number], ["scroll", number, "start"]] if is_led else []):
            yield f"a link to a figure that stands at {top} to {bottom} leads to {noticed}"
        if stage.look((_FIGURE, "tabindex")) != [["-1" if is_led else None]]:
            yield "a figure that a link leads to is a stop of the Tab key"
    stage.drive((_FIGURE, "place", {"box": None}))
    widget.follow(f"{_AT}?")


def opened_faults(stage: Stage) -> Iterator[str]:
    """Yield what a page does not set that is opened by an address, or come back to.

    Its script runs once more, and hears everything twice from then on.
    """
    slider = f"{_FIGURE} [data-setting=a]"
    left = [f"{_AT}?a=0.5"]
    for place, value in (({"hash": f"#{_AT}?a=1"}, "1"), ({"hash": "", "state": {"widgets": left}}, "0.5")):
        stage.drive(("body", "at", place), ("body", "again", "address.js"), ("body", "wait", 1))
        if stage.look((slider, "=value")) != [[value]]:
            yield f"a page that is opened at {place} does not set its figure"
