"""What a theme puts around a text: a switch of colours, boxes that scroll, contents that follow a reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from adjoint.site.check.stage.staging import Stage

HTML: Final = """
<button type="button" data-theme-switch>Dark</button>
<button type="button" data-copy="e = f">LaTeX</button>
<pre class="to-scroll" data-sizes='{"scrollWidth": 201, "clientWidth": 200}'>A line that is too long.</pre>
<table class="to-scroll" data-sizes='{"scrollWidth": 300, "clientWidth": 200}'><tr><td>Wide</td></tr></table>
<div class="katex-display to-scroll" data-sizes='{"scrollWidth": 300, "clientWidth": 200}'>x</div>
<pre class="fits" data-sizes='{"scrollWidth": 200, "clientWidth": 200}'>short</pre>
<div class="equation__math to-scroll" tabindex="0" data-sizes='{"scrollWidth": 300, "clientWidth": 9}'>x</div>
<div class="equation__math fits" tabindex="0" data-sizes='{"scrollWidth": 200, "clientWidth": 200}'>x</div>
<pre class="left-alone" tabindex="-1" data-sizes='{"scrollWidth": 300, "clientWidth": 200}'>A long line.</pre>
<nav data-contents><a href="#%C3%A0-part">À part</a><a href="#then">Then</a><a href="#gone">Gone</a></nav>
<nav data-contents><ol><li><a href="#%C3%A0-part">À part</a><a href="#then">Then</a></li></ol>
<a href="#%C3%A0-part">Once more</a></nav>
<h2 id="à-part">À part</h2><h2 id="then">Then</h2>
"""
"""What a page needs for it, beside its prose."""
_SWITCH: Final = "[data-theme-switch]"
_DARK: Final = "(prefers-color-scheme: dark)"
_LINE: Final = 240
"""Pixels from the top of the window at which a heading begins to be read: three tenths of its height."""


def theme_faults(stage: Stage) -> Iterator[str]:
    """Yield what the switch of the theme does not do, remember or leave to the system."""
    yield from _shows(stage, None, "false", "as the page is opened")
    stage.drive(("body", "media", [_DARK, True]))
    yield from _shows(stage, None, "true", "once the system is dark")
    stage.drive((_SWITCH, "click", {}))
    yield from _shows(stage, "light", "false", "once it is pressed where the system is dark")
    stage.drive(("body", "media", [_DARK, True]))
    yield from _shows(stage, "light", "false", "once the system changes after a reader has chosen")
    stage.drive((_SWITCH, "click", {}), ("body", "media", [_DARK, False]))
    yield from _shows(stage, "dark", "true", "once it is pressed again and the system is light")
    stage.drive(("body", "wish", {"forgets": True}), (_SWITCH, "click", {}))
    yield from _shows(stage, "light", "false", "once it is pressed where nothing may be remembered")
    stage.drive(("body", "wish", {"forgets": False}))


def early_faults(stage: Stage) -> Iterator[str]:
    """Yield what the next page does not know before it is painted."""
    if stage.look(("html.scripted", "")) == [[]]:
        yield "the page does not learn that scripts run"
    for theme in ("dark", "light"):
        stage.drive((_SWITCH, "click", {}), ("html", "without", "data-theme"))
        stage.drive(("body", "again", "theme-early.js"))
        if stage.look(("html", "data-theme")) != [[theme]]:
            yield f"the next page does not remember that {theme} was chosen"
    stage.drive(("html", "without", "data-theme"), ("body", "wish", {"forgets": True}))
    stage.drive(("body", "again", "theme-early.js"), ("body", "wish", {"forgets": False}))
    if stage.look(("html", "data-theme")) != [[None]]:
        yield "a page has a theme that nobody chose"


def _shows(stage: Stage, theme: str | None, pressed: str, when: str) -> Iterator[str]:
    found = stage.look(("html", "data-theme"), (_SWITCH, "aria-pressed"))
    if found != [[theme], [pressed]]:
        yield f"{when} the switch of the theme says {found}, it should say {[[theme], [pressed]]}"


def box_faults(stage: Stage) -> Iterator[str]:
    """Yield which boxes that scroll sideways are not reached by keyboard, or others are."""
    for selector, wanted in ((".to-scroll", "0"), (".fits", None), (".left-alone", "-1")):
        (found,) = stage.look((selector, "tabindex"))
        if found != [wanted] * len(found):
            yield f"boxes of the kind {selector} have the tabindex {found}, they should have {wanted}"


def contents_faults(stage: Stage) -> Iterator[str]:
    """Yield where the contents mark another section than the one that is read."""
    first, second = "[id='à-part']", "[id='then']"
    for tops, read in (
        ((_LINE - 1, _LINE), "à-part"),
        ((_LINE, 900), None),
        ((-500, _LINE - 1), "then"),
        ((-500, 900), "à-part"),
    ):
        for heading, top in zip((first, second), tops, strict=True):
            box = {"left": 0, "top": top, "width": 600, "height": 30}
            stage.drive((heading, "place", {"box": box}))
        stage.drive(("body", "scroll", {}), ("body", "wait", 0))
        marked, links = stage.look(("[data-contents] a", "aria-current"), ("[data-contents] a", "href"))
        named = {"#%C3%A0-part": "à-part", "#then": "then"}
        wanted = ["true" if read and named.get(link or "") == read else None for link in links]
        if marked != wanted:
            yield f"where headings stand at {tops} the contents mark {marked}, they should mark {wanted}"
    listening = stage.look((":window", "=heard.length"))
    stage.drive(("body", "scroll", {}), ("body", "wait", 0), ("body", "scroll", {}))
    if stage.look((":window", "=heard.length")) != listening:
        yield "the contents listen once more each time that a reader scrolls"
