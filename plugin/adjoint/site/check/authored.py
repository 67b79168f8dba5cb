"""Faults of scripts told where the scripts were authored; a site may have some in place of the theme's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from adjoint.components import COMPONENTS
from adjoint.markup import Diagnostic
from adjoint.site.theme.layouts import DEFAULT, script_sources, theme_assets
from adjoint.site.wording import shown


def told_at_sources(faults: Iterable[Diagnostic], layouts: tuple[Path, ...]) -> Iterator[Diagnostic]:
    """Yield faults, those that name a script by its plain name with the file that an author would mend.

    Args:
        faults: of pages and scripts.
        layouts: a site's folders of layouts, the first before the others.
    """
    sources = script_sources(layouts, COMPONENTS.values())
    for found in faults:
        path = sources.get(found.location.path)
        yield found if path is None else replace(found, location=replace(found.location, path=shown(path)))


def own_scripts_apart(faults: Iterable[Diagnostic], layouts: Path | None) -> Iterator[Diagnostic]:
    """Yield faults, as warnings what scripts do that a site has in place of the theme's: they may mean to."""
    is_own = layouts is not None and layouts.resolve() != DEFAULT.resolve()
    own = set(map(shown, theme_assets((layouts,)).values())) if layouts is not None and is_own else set()
    for found in faults:
        meant = found.code == "browser-differs" and found.location.path in own
        yield replace(found, severity="warning") if meant else found
