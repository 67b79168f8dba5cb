"""Addresses of states, there and back: set by hand, copied as a link, followed, left and come back to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from adjoint.components.lab.effects.gradient_descent.settings import moved_rate
from adjoint.components.settings import TIMES, Setting, Settings
from adjoint.frozen import frozen
from adjoint.site.check.stage.staging import Stage, Step

KEPT: Final = "!~*'()+,"
"""Signs that an address keeps as they are, beside letters, digits and ``-._~``."""
State: TypeAlias = "list[list[str | None]]"
_COPIED: Final = (":copied", "=textContent")
_SAID: Final = 4
"""So many parts of a state say it in words and numbers; the rest is drawn."""
_POWER: Final = -0.55
_LINK: Final = "a.specimen"
_TOLD: Final = 2400
"""Milliseconds for which a button says what has become of its link."""


@frozen
class Widget:
    """A figure on the stage, and what a reader may set there."""

    stage: Stage
    id: str
    settings: Settings

    def control(self, name: str) -> str:
        """Return a selector of the control of a setting; of its radio buttons there are several."""
        return f"[id='{self.id}'] :is([data-name='{name}'], [data-setting='{name}'])"

    def state(self) -> State:
        """Return what its controls stand at and what it shows, its announcements apart."""
        return self.stage.look(*self._questions())

    def stands(self) -> tuple[State, str]:
        """Return its state, and the fragment of the address that its button copies."""
        self._share()
        *state, copied = self.stage.look(*self._questions(), _COPIED)
        return state, _fragment(copied)

    def noticed(self) -> tuple[State, list[list[Any]]]:
        """Return its state, and what happened since that was last asked."""
        return self.stage.after(*self._questions())

    def _questions(self) -> Iterator[tuple[str, str]]:
        parts = (("[data-setting]", "=value"), ("[data-setting]", "=checked"), ("td", ""), ("output", ""))
        drawn = (("desc", ""), ("[data-run] path", "d"), ("text", ""), ("text", "y"))
        return ((f"[id='{self.id}'] {part}", what) for part, what in (*parts, *drawn))

    def shared(self) -> str:
        """Return the fragment of the address that its button copies."""
        self._share()
        (copied,) = self.stage.look(_COPIED)
        return _fragment(copied)

    def _share(self) -> None:
        self.stage.drive((f"[id='{self.id}'] [data-share]", "click", {}), ("body", "wait", 10))

    def follow(self, fragment: str) -> None:
        """Let a reader come by an address."""
        self.stage.drive(("body", "follow", f"#{fragment}"), ("body", "wait", 1))
        self.stage.drive(("body", "wait", 1000))

    def set(self, wanted: Mapping[str, str]) -> None:
        """Set controls by hand, as a reader who starts with what resets others."""
        names = sorted(wanted, key=lambda name: (name == "step", not self.settings[name].words))
        kinds = self.stage.look(*((self.control(name), "type") for name in names))
        steps = (self._step(name, kind, wanted[name]) for name, (kind, *_) in zip(names, kinds, strict=True))
        self.stage.drive(*steps, ("body", "wait", 1000))

    def _step(self, name: str, kind: str | None, text: str) -> Step:
        control = self.control(name)
        if kind == "radio":
            return f"{control}[value='{text}']", "tick", True
        if kind == "checkbox":
            return control, "tick", text == "on"
        return control, "set", str(_POWER) if _is_rate(self.settings[name]) else text


def sharing_faults(stage: Stage, figure: str, settings: Settings, *, linked: bool) -> Iterator[str]:
    """Yield what is set, said or followed otherwise than an address says.

    Args:
        stage: a page with a link ``a.specimen``.
        figure: its id.
        settings: what a reader may set there.
        linked: whether links of the page are followed and come back from too.
    """
    widget = Widget(stage, figure, settings)
    widget.follow(f"{_encoded(figure)}?")
    address = _encoded(figure)
    published, copied = widget.stands()
    if copied != address:
        yield f"{figure} as published is copied as #{copied}"
        return
    steered, other = (_other(settings, steers=steers) for steers in (True, False))
    for wanted in (other, steered) if other != steered else (steered,):
        fragment = (
            f"{address}?{'&'.join(f'{_encoded(name)}={_encoded(text)}' for name, text in wanted.items())}"
        )
        widget.set(wanted)
        moved, copied = widget.stands()
        if _parts(copied) != _parts(fragment):
            yield f"{figure} is copied as #{copied}, it stands at #{fragment}"
        widget.follow(f"{address}?")
        if widget.state()[:_SAID] != published[:_SAID]:
            yield f"{figure} does not come back to what was published"
        widget.follow(copied)
        again, shared = widget.stands()
        if again != moved:
            yield f"{figure} is not set by #{copied} as it was when that was copied"
        if shared != copied:
            yield f"{figure} set by #{copied} is copied as #{shared}"
        if linked and wanted is steered:
            yield from _linked(widget, copied, moved)
        widget.follow(f"{address}?")
    if linked:
        yield from _told(widget)


def _fragment(copied: Sequence[str | None]) -> str:
    """Return the fragment of what was copied last; all of it where it is no address of the page."""
    return (copied[-1] or "").removeprefix(f"{Stage.address}#") if copied else ""


def _parts(fragment: str) -> tuple[str, Sequence[str]]:
    """Return what a fragment names and what it sets, in no order."""
    name, _, query = fragment.partition("?")
    return name, sorted(query.split("&"))


def _encoded(text: str) -> str:
    return quote(text, safe=KEPT)


def _is_rate(setting: Setting) -> bool:
    return not (setting.words or setting.windows or setting.stops)


def _other(settings: Settings, *, steers: bool) -> dict[str, str]:
    """Return another value for every setting, or for all but those that others depend on."""
    steering = {name for setting in settings.values() for name in setting.depends_on}
    state: dict[str, str] = {}
    for name, setting in settings.items():
        if setting.words and (steers or name not in steering):
            other = [word for word in setting.words if word != setting.published]
            state[name] = "momentum" if "momentum" in other else other[-1]
    for name, setting in settings.items():
        chosen = " ".join(state.get(part, settings[part].published) for part in setting.depends_on)
        if setting.windows:
            x0, x1, y0, y1 = setting.windows[chosen]
            state[name] = f"{x0 + 0.3 * (x1 - x0):.3g},{y0 + 0.2 * (y1 - y0):.3g}"
        elif setting.stops is not None:
            stops = [f"{stop:g}" for stop in setting.stops.stops]
            state[name] = next(stop for stop in stops[len(stops) // 3 :] if stop != setting.published)
        elif not setting.words:
            rate = setting.rates.get(chosen)
            state[name] = f"{'' if rate else TIMES}{moved_rate(rate or 1.0, _POWER):g}"
    return state


def _linked(widget: Widget, fragment: str, moved: State) -> Iterator[str]:
    """Follow a link of the page, and come back: the figure is as it was left."""
    stage, figure = widget.stage, f"[id='{widget.id}']"
    widget.follow(f"{_encoded(widget.id)}?")
    one = next(iter(widget.settings))
    widget.set({one: _other(widget.settings, steers=True)[one]})
    left = widget.state()
    stage.drive((_LINK, "mark", ["href", f"#{fragment}"]))
    for held in ({"ctrlKey": True}, {"metaKey": True}, {"shiftKey": True}, {"altKey": True}, {"button": 1}):
        stage.drive((_LINK, "click", held))
    if widget.state() != left:
        yield "a link that is to open beside the page sets a figure of it"
    (place,) = stage.look((figure, "^*"))
    for top, noticed in (
        (100, []),
        (5000, [["focus", int(place[0] or 0)], ["scroll", int(place[0] or 0), "start"]]),
    ):
        stage.drive((figure, "place", {"box": {"left": 0, "top": top, "width": 600, "height": 400}}))
        stage.overlook()
        stage.drive((_LINK, "click", {}), ("body", "wait", 1))
        state, seen = widget.noticed()
        if state != moved:
            yield f"the link #{fragment} does not set {widget.id} as it was when that was copied"
        if seen != noticed:
            yield f"the link #{fragment} does not bring {widget.id} into view"
        stage.drive(("body", "back", None), ("body", "wait", 1))
        if widget.state() != left:
            yield f"whoever comes back from #{fragment} does not find {widget.id} as it was left"
    stage.drive((figure, "place", {"box": None}))


def _told(widget: Widget) -> Iterator[str]:
    """A button says what has become of its link, and then its own name again; so does the status."""
    stage, button = widget.stage, f"[id='{widget.id}'] [data-share]"
    (names,) = stage.look((button, "data-share"))
    for _ in range(2):
        stage.drive((button, "click", {}))
        stage.drive(("body", "wait", _TOLD - 400))
    said = (button, ""), (f"[id='{widget.id}'] [role=status]", "")
    if (found := stage.look(*said)) != [["Link copied"]] * 2:
        yield f"a button that has copied a link says {found}"
    stage.drive(("body", "wait", 500))
    if stage.look(said[0]) != [names]:
        yield f"a button that has copied a link does not come back to {names}"
    stage.drive(("body", "wish", {"refuses": True}))
    stage.overlook()
    stage.drive((button, "click", {}))
    address = ["address", f"{stage.address}#{widget.shared()}"]
    found, noticed = stage.after(*said)
    if found != [["Link is in the address bar"]] * 2 or address not in noticed:
        yield f"where nothing can be copied a button says {found}"
    stage.drive(("body", "wish", {"refuses": False}), ("body", "wait", _TOLD))
