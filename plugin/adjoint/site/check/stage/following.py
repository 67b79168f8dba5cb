"""Links that set a widget, followed on the stage: each control must stand where the link says it does.

The button of the figure is then asked for an address, which must say the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias
from urllib.parse import unquote

from adjoint.components.settings import TIMES, said
from adjoint.site.check.reading import Written
from adjoint.site.check.stage.staging import Stage

SCRIPT: Final = "state.js"
_Told: TypeAlias = "Sequence[str | None]"
_HALF_A_STOP: Final = 0.025
"""Of a slider of rates, in powers of ten."""


def following_faults(page: Written, stage: Stage) -> Iterator[str]:
    """Yield what a link of a page does not set, or its figure does not say of it."""
    offered = page.post.states.settings
    # Of those that say the same, the page's script is asked for one.
    links = {link.fragment: link for link in page.post.states.own_links if link.widget in offered}.values()
    if not links:
        return
    found = stage.look(*((f"a[href='#{link.fragment}']", "href") for link in links))
    for link in (link for link, hrefs in zip(links, found, strict=True) if hrefs):
        settings = offered[link.widget]
        stage.drive((f"a[href='#{link.fragment}']", "click", {}), ("body", "wait", 1000))
        wanted = dict(said(link.fragment.partition("?")[2]))
        for (name, text), there in zip(wanted.items(), _standing(stage, link.widget, wanted), strict=True):
            if not _says(there, text):
                yield f'the link #{link.fragment} sets {name} to "{there}", it says "{text}"'
                return
        shared = _shared(stage, link.widget)
        other = {name: text for name, text in wanted.items() if not _same(text, settings[name].published)}
        if not _agree(shared, other):
            yield f"once #{link.fragment} is followed, the copied link sets {shared}, it should set {other}"
            return


def _standing(stage: Stage, widget: str, names: Iterable[str]) -> list[str]:
    """Return what controls of a widget stand at, as a link would say it; a rate by the power of ten."""
    controls = [f"[id='{widget}'] :is([data-name='{name}'], [data-setting='{name}'])" for name in names]
    found = stage.look(*((control, what) for control in controls for what in _STANDS))
    return [_said(*found[at : at + len(_STANDS)]) for at in range(0, len(found), len(_STANDS))]


_STANDS: Final = ("=value", "=checked", "type", "data-rate")


def _said(values: _Told, ticks: _Told, kinds: _Told, rates: _Told) -> str:
    if kinds[0] == "radio":
        return next((value for value, tick in zip(values, ticks, strict=True) if tick == "true"), None) or ""
    if kinds[0] == "checkbox":
        return "on" if ticks[0] == "true" else "off"
    if rates[0] is None:
        return values[0] or ""
    return f"{'' if rates[0] else TIMES}{float(rates[0] or 1) * 10 ** float(values[0] or 0)}"


def _says(there: str, text: str) -> bool:
    """Tell whether a control stands at what a link says, a rate at the stop next to it."""
    one, other = _number(there), _number(text)
    if (
        one is None
        or other is None
        or one <= 0
        or other <= 0
        or there.startswith(TIMES) != text.startswith(TIMES)
    ):
        return _same(there, text)
    return _same(there, text) or abs(math.log10(one / other)) <= _HALF_A_STOP


def _shared(stage: Stage, widget: str) -> Mapping[str, str]:
    """Return what the address says that the button of a figure copies."""
    stage.empty_clipboard()
    stage.drive((f"[id='{widget}'] [data-share]", "click", {}), ("body", "wait", 10))
    copied = stage.copied()
    name, _, query = copied[0].removeprefix(f"{stage.address}#").partition("?") if copied else ("", "", "")
    return dict(said(query)) if unquote(name) == widget and query else {}


def _agree(shared: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return shared.keys() == wanted.keys() and all(_same(shared[name], text) for name, text in wanted.items())


def _same(one: str, other: str) -> bool:
    return one == other or (_number(one) is not None and _number(one) == _number(other))


def _number(text: str) -> float | None:
    try:
        return float(text.removeprefix(TIMES))
    except ValueError:
        return None
