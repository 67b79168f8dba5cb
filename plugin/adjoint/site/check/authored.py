"""Faults of scripts told where the scripts were authored; a site may have some in place of the theme's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from adjoint.components import COMPONENTS
from adjoint.markup import Diagnostic
from adjoint.site.theme.layouts import DEFAULT, script_sources, theme_assets
from adjoint.site.wording import shown

_OF_SCRIPTS: Final = frozenset({"browser-differs", "not-tried"})
_FETCHED_BY: Final = {"search.js": "theme.js", "contents.js": "theme.js", "preview.js": "reading.js"}


def told_at_sources(faults: Iterable[Diagnostic], layouts: tuple[Path, ...]) -> Iterator[Diagnostic]:
    """Yield faults, those that name a script by its plain name with the file that an author would mend.

    Args:
        faults: of pages and scripts.
        layouts: a site's folders of layouts, the first before the others.
    """
    sources = script_sources(layouts, COMPONENTS.values())
    for found in faults:
        path = sources.get(found.location.path)
        yield found if path is None else replace(found, location=found.location._replace(path=shown(path)))


def own_scripts_apart(faults: Iterable[Diagnostic], layouts: Path | None) -> Iterator[Diagnostic]:
    """Yield faults, as warnings what scripts do that a site has in place of the theme's: they may mean to.

    So may they if a script of the theme is not fetched as the theme's own would fetch it.
    """
    is_own = layouts is not None and layouts.resolve() != DEFAULT.resolve()
    own = theme_assets((layouts,)) if layouts is not None and is_own else {}
    paths = set(map(shown, own.values()))
    paths |= {shown(DEFAULT / "assets" / name) for name, fetching in _FETCHED_BY.items() if fetching in own}
    for found in faults:
        meant = found.code in _OF_SCRIPTS and found.location.path in paths
        yield replace(found, severity="warning") if meant else found
