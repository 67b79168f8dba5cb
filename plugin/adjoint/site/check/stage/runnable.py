"""The scripts of a page as functions that can run on a stage, and those that cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic
from adjoint.site.theme.modules import ModuleError, take_apart

if TYPE_CHECKING:
    from adjoint.site.check.replay.browser import Browser

_TOGETHER: Final = frozenset({"theme-early.js", "theme.js"})
"""What one of them does is seen by what the other does after it."""

_LATER: Final = "(name => Promise.resolve().then(() => need(name)))"
"""What fetches a script where it is needed."""


@frozen
class Runnable:
    """What runs of a page's scripts, each by the name it is served under."""

    entries: Sequence[str]
    """Those that the page loads itself."""
    bodies: Mapping[str, str]
    """Of the functions that they become."""
    untried: Mapping[str, str]
    """Why a script cannot run."""


def runnable(entries: Sequence[str], read: Callable[[str], str]) -> Runnable:
    """Return what runs of scripts.

    Args:
        entries: those that a page loads itself; those of other places are left out.
        read: gives the text of a script of the site, or raises KeyError.
    """
    entries = [name for name in entries if _is_served(name, read)]
    bodies: dict[str, str] = {}
    asked: dict[str, Sequence[str]] = {}
    untried: dict[str, str] = {}
    queue = list(entries)
    while queue:
        name = queue.pop()
        if name not in asked:
            asked[name] = ()
            try:
                bodies[name], asked[name] = _function(name, read)
            except ModuleError as error:
                untried[name] = error.words
            queue += asked[name]
    tried = [name for name in entries if not _reached([name], asked) & untried.keys()]
    running = _reached(tried, asked)
    return Runnable(tried, {name: body for name, body in bodies.items() if name in running}, untried)


def lacks(scripts: Runnable, browser: Browser, *modules: str) -> bool:
    """Tell whether one of some modules, named plainly, does not run for scripts that cannot."""
    running = {browser.place(name).path for name in scripts.bodies}
    needed = {*modules, *(_TOGETHER if _TOGETHER & set(modules) else ())}
    return bool(scripts.untried) and not needed <= running


def untried_faults(scripts: Runnable, browser: Browser) -> Iterator[Diagnostic]:
    """Yield a fault for each script that cannot run."""
    for name, why in scripts.untried.items():
        place = browser.place(name)
        yield Diagnostic("not-tried", "error", f"{place.path} cannot be tried here: {why}", place)


def _is_served(name: str, read: Callable[[str], str]) -> bool:
    try:
        read(name)
    except KeyError:
        return False
    return True


def _reached(names: Sequence[str], asked: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    queue = list(names)
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue += asked[name]
    return found


def _function(name: str, read: Callable[[str], str]) -> tuple[str, Sequence[str]]:
    """Return a module as the body of a function, and the modules that it asks for, now or later."""
    module = take_apart(read(name), name)
    later = [one for one in module.later if one.is_relative]
    sources = [*(source for _, source in module.imports), *(one.source for one in later)]
    missing = next(
        (one for one in sources if not one.startswith(".") or not _is_served(_served(one), read)), None
    )
    if missing is not None:
        raise ModuleError(name, f"it imports {missing}, which is not served with the site")
    bound = [f"const {pattern} = need({json.dumps(_served(source))});" for pattern, source in module.imports]
    given = ", ".join(f"{public}: {inner}" for inner, public in module.exports)
    code = module.code
    for one in reversed(later):
        code = f"{code[: one.begins]}{_LATER}({json.dumps(_served(one.source))}{code[one.end :]}"
    return "\n".join(['"use strict";', *bound, code, f"return {{ {given} }};"]), list(map(_served, sources))


def _served(source: str) -> str:
    """Return the name of a file from how an import says it: no two of the site's have one."""
    return PurePosixPath(source).name
