"""A published page on a stage: its own HTML and scripts in V8, with as much of a document as they touch."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeAlias

from adjoint.markup.machine import Machine, given
from adjoint.site.check.stage.runnable import Runnable, runnable

_STAGE: Final = tuple(
    Path(__file__).with_name(name) for name in ("dom.js", "selectors.js", "platform.js", "mount.js")
)
_SECONDS: Final = 30.0
MEMORY: Final = 2**29
"""Bytes that scripts may take: a loop that never ends and keeps all it makes is told, and ends no process."""
_LINE: Final = re.compile(r"<anonymous>:(\d+)")
_BEGINS: Final = re.compile(r'"([\w.-]+)": \(\{|//([\w.-]+\.js)$')
"""The line above a script, or above a module that was joined to others."""
_SCRIPT: Final = re.compile(r"<script\b[^>]*?\bsrc=\"?([^\"\s>]+)")

Step: TypeAlias = "tuple[str, str, object]"
"""A selector, what a reader does there, and with what."""


class Stage:
    """One page, its scripts run; what a reader does to it and what it then shows."""

    def __init__(self, html: str, read: Callable[[str], str], fragment: str = "") -> None:
        """Put a page on a stage.

        Args:
            html: as published.
            read: gives the text of a script by the name it is served under.
            fragment: of the address that a reader came by, with its ``#``.

        What is written in a form that is not known is left out: ``scripts`` says what and why.
        """
        self._html, self._fragment = html, fragment
        self.scripts: Final = runnable(scripts_of(html), read)
        """What runs on it."""
        self._source = _source(self.scripts)
        self._machine: Machine | None = None
        self._waiting: list[Sequence[Step]] = []
        self._may_wait = False

    def begin(self) -> None:
        """Let the page's scripts run.

        Raises:
            JSEvalException: one fails; ``blamed`` says which.
        """
        self._machine = Machine(self._source, memory=MEMORY)
        self._may_wait = bool(json.loads(self._call("begin", self._html, self._fragment)))

    def blamed(self, error: Exception) -> str | None:
        """Return the script that an error arose in, by the name it is served under, or the joined module."""
        lines = self._source.splitlines()
        for found in _LINE.findall(str(error)):
            above = lines[min(int(found), len(lines)) - 1 :: -1]
            name = next((match[1] or match[2] for line in above if (match := _BEGINS.match(line))), None)
            if name:
                return name
        return None

    def drive(self, *steps: Step) -> None:
        """Do what a reader does; it may wait until somebody asks what has come of it.

        To ask V8 takes longer than most of what is asked of it.
        """
        self._waiting.append(steps)
        if not self._may_wait:
            self.settle()

    def settle(self) -> None:
        """Do now what waits.

        Raises:
            JSEvalException: a script fails.
        """
        if self._waiting:
            self._call("settled")

    def differences(
        self, figure: str, html: str | None = None, skipped: Sequence[str] = ()
    ) -> list[list[str]]:
        """Return where a figure is not what its HTML says: place, what it is, what is there, what should be.

        Args:
            figure: its id.
            html: as it should be; as it was published if left out.
            skipped: selectors of what is not compared.
        """
        found: list[list[str]] = json.loads(self._call("differences", figure, html, skipped))
        return found

    def look(self, *questions: tuple[str, str]) -> list[list[str | None]]:
        """Return an attribute of all elements of each selector.

        "" asks for their text, "=value" for a property, "^p" for the number, in the order of the document, of
        what stands around each and fits a selector. The selector ``:focus`` is the body where nothing has it;
        the "=textContent" of ``:copied`` is what scripts have put on the clipboard, the last at the end.
        """
        found: list[list[str | None]] = json.loads(self._call("look", questions))
        return found

    def tops_of(self, names: Sequence[str]) -> list[float]:
        """Return where all that have an id of some stand on the stage, in pixels from the top."""
        found: list[float] = json.loads(self._call("topsOf", names))
        return found

    address: Final = "https://example.org/"
    """Of the page, without its fragment."""

    height: Final = 800
    """Pixels that are in view."""

    def copied(self) -> list[str]:
        """Return what scripts have put on the clipboard."""
        found: list[str] = json.loads(self._call("copied"))
        return found

    def noticed(self) -> list[list[Any]]:
        """Return what happened since this was last asked.

        That is focus, scroll and select with the number of an element, ``passed`` with a key that no script
        took, ``gone`` with an address.
        """
        found: list[list[Any]] = json.loads(self._call("noticed"))
        return found

    def empty_clipboard(self) -> None:
        """Have nothing be copied that was."""
        self.drive(("body", "empty", None))

    def overlook(self) -> None:
        """Have what happened so far not be noticed."""
        self.drive(("body", "overlook", None))

    def after(self, *questions: tuple[str, str]) -> tuple[list[list[str | None]], list[list[Any]]]:
        """Return what ``look`` and then ``noticed`` would."""
        found, noticed = json.loads(self._call("after", questions))
        return found, noticed

    def _call(self, name: str, *arguments: object) -> str:
        assert self._machine is not None  # noqa: S101  (the page has begun)
        waiting, self._waiting = self._waiting, []
        told = given(waiting, name, arguments)
        return str(self._machine.run(f"onStage({told})", _SECONDS))


def scripts_of(html: str) -> tuple[str, ...]:
    """Return the names of the scripts that a page loads, in their order."""
    return tuple(dict.fromkeys(PurePosixPath(src).name for src in _SCRIPT.findall(html)))


def _source(scripts: Runnable) -> str:
    """Return the stage as one script, around all scripts of a page; each runs when it is first asked for."""
    stage = "\n".join(path.read_text(encoding="utf-8") for path in _STAGE)
    parts = "\n".join(
        f"{json.dumps(name)}: ({{ {_NAMES} }}, need) => (() => {{\n{body}\n}})(),"
        for name, body in scripts.bodies.items()
    )
    return (
        f"const onStage = (() => {{\n{stage}\nreturn perform({json.dumps(scripts.entries)}, "
        f"{{\n{parts}\n}});\n}})();"
    )


_NAMES: Final = """
document, Node, Element, HTMLElement, SVGElement, HTMLInputElement, HTMLSelectElement, HTMLButtonElement,
HTMLDataElement, HTMLAnchorElement, Event, CustomEvent, IntersectionObserver, ResizeObserver, setTimeout,
clearTimeout, requestAnimationFrame, matchMedia, getComputedStyle, getSelection, customElements,
localStorage, navigator, location, history, performance, fetch, innerHeight, innerWidth, scrollX, scrollY,
addEventListener
""".replace("\n", " ")
"""What scripts may find around them."""
