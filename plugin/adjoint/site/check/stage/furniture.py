"""What stands around a page's figures: the theme's switches, copies and contents, previews and the search.

Each is done once on the stage of ``staging.py``, as a reader would, and must have the effect that it is there
for. How it looks, where it stands and what it fetches from a server is beyond a stage; the tests in a real
browser see to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from adjoint.site.check.reading import Written
from adjoint.site.check.stage.answers import Odd, answer_faults
from adjoint.site.check.stage.staging import Stage


def furniture_faults(
    page: Written, stage: Stage, lacks: Callable[..., bool] = lambda *_: False
) -> Iterator[Odd]:
    """Yield what does not do what it is there for.

    Args:
        page: what stands on the stage.
        stage: is begun.
        lacks: tells whether one of some scripts cannot run on it.
    """
    for act, scripts in _ACTS.items():
        if not lacks(*scripts):
            yield from act(page, stage)


def _theme(_page: Written, stage: Stage) -> Iterator[Odd]:
    switch = "[data-theme-switch]"
    (there,) = stage.look((switch, "aria-pressed"))
    if not there:
        return
    if stage.look(("html.scripted", "")) == [[]]:
        yield "theme-early.js", "the page does not learn that scripts run"
    for theme, pressed in (("dark", "true"), ("light", "false")):
        stage.drive((switch, "click", {}))
        found = [one[0] for one in stage.look(("html", "data-theme"), (switch, "aria-pressed"))]
        if found != [theme, pressed]:
            yield "theme.js", f"the switch of the theme sets {found}, it should set {[theme, pressed]}"
            return


def _copies(_page: Written, stage: Stage) -> Iterator[Odd]:
    (texts, names) = stage.look(("[data-copy]", "data-copy"), ("[data-copy]", ""))
    if texts:
        stage.empty_clipboard()
        stage.drive(("[data-copy]", "click", {}))
        (label, *_), copied = stage.look(("[data-copy]", ""), (":copied", "=textContent"))
        if copied != texts[:1] or label != "Copied":
            yield "theme.js", f'a copy button copies {copied} and says "{label}"'
        stage.drive(("body", "wait", 5000))
        if stage.look(("[data-copy]", ""))[0][0] != names[0]:
            yield "theme.js", "a copy button does not come back to its own name"
    blocks, buttons = stage.look((".highlight", ""), (".highlight > button.copy", ""))
    if len(blocks) != len(buttons):
        yield "theme.js", f"{len(blocks)} blocks of code have {len(buttons)} copy buttons"


def _contents(_page: Written, stage: Stage) -> Iterator[Odd]:
    links = "[data-contents] a"
    (hrefs,) = stage.look((links, "href"))
    if not hrefs:
        return
    stage.drive(("body", "scroll", {}))
    stage.drive(("body", "scroll", {}))
    named = [href for href in hrefs if href]
    tops = stage.tops_of([href[1:] for href in named])
    crossed = [href for href, top in zip(named, tops, strict=True) if top < stage.height * 0.3]
    wanted = crossed[-1:]
    (marked,) = stage.look((f"{links}[aria-current=true]", "href"))
    if list(dict.fromkeys(marked)) != wanted:
        yield (
            "contents.js",
            f"the contents mark {marked or 'nothing'}, the reader is at {wanted or 'the top'}",
        )


def _previews(_page: Written, stage: Stage) -> Iterator[Odd]:
    (links,) = stage.look((".prose p > a[href^='#eqn']", "href"))
    tops = stage.tops_of([(link or "")[1:] for link in links])
    for link, top in zip(links, tops, strict=True):
        if not link or abs(top) < stage.height:
            continue
        at = f".prose p > a[href='{link}']"
        stage.drive((at, "focus", {}))
        stage.drive(("body", "wait", 1000))
        (cards,) = stage.look((".preview:not([hidden]) .katex", ""))
        if not cards:
            yield "preview.js", f"whoever comes to the link {link} is shown no preview of it"
        return


def _search(_page: Written, stage: Stage) -> Iterator[Odd]:
    (button,) = stage.look(("[data-search]", "data-search-style"))
    if not button:
        return
    stage.drive(("[data-search]", "click", {}))
    style = f"head link[href='{button[0]}']"
    if stage.look((style, "")) != [[]]:
        stage.drive((style, "load", {}))
    stage.drive(("body", "wait", 10))
    (opened,) = stage.look(("dialog.search input", "aria-label"))
    if not opened:
        yield "search.js", "the button of the search opens no search"


_ACTS: Final[Mapping[Callable[[Written, Stage], Iterator[Odd]], tuple[str, ...]]] = {
    _theme: ("theme.js",),
    _copies: ("theme.js",),
    _contents: ("contents.js",),
    answer_faults: (),
    _previews: ("reading.js", "preview.js"),
    _search: ("search.js",),
}
"""What is done, and the scripts that have to run for it."""
