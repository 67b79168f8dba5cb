"""A line of a script changed where it was authored, and shipped as a build would ship it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from adjoint.autodiff import browser_module
from adjoint.components import COMPONENTS
from adjoint.site.build import Built
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.scripts import shipped_scripts
from adjoint.site.theme.assets import Asset, Assets, gather
from adjoint.site.theme.layouts import DEFAULT, theme_assets
from adjoint.site.theme.publishing import publishable

_IMPORT = re.compile(r"""(?:from|import\()\s*"\./([\w.-]+\.js)\"""")


@cache
def sources() -> Mapping[str, Asset]:
    """The scripts of the theme and of all components as they were authored."""
    gathered = gather(theme_assets((DEFAULT,)), COMPONENTS.values(), browser_module)
    return {name: asset for name, asset in gathered.items() if name.endswith(".js")}


def with_script(site: Built, name: str, old: str, new: str) -> Built:
    """Return a site as it would be built with a text of one script replaced, its files' names apart."""
    assets, asset = site.site.assets, sources()[name]
    text = asset.data.decode()
    assert old in text, f"{name} holds no {old!r}"
    changed = replace(asset, data=text.replace(old, new, 1).encode(), joins=name in assets.parts)
    around = {needed: replace(sources()[needed], joins=False) for needed in _needed(name)}
    made = publishable({**around, name: changed}, site.site.settings.path)
    if not changed.joins:
        path = assets.hrefs[name].removeprefix(site.site.settings.path)
        assert site.files[path] != made.data(name)
        return replace(site, files={**site.files, path: made.data(name)})
    before, after = assets.parts[name], made.parts[name]
    assert before != after
    codes = before.code.encode(), after.code.encode()
    scripts = {path: data.replace(*codes) for path, data in site.files.items() if path.endswith(".js")}
    parts = {**assets.parts, name: after}
    return replace(
        site,
        files={**site.files, **scripts},
        site=replace(site.site, assets=replace(assets, parts=parts)),
    )


def _needed(name: str) -> Iterator[str]:
    for needed in _IMPORT.findall(sources()[name].data.decode()):
        yield needed
        yield from _needed(needed)


def browser_of(files: Mapping[str, bytes], assets: Assets) -> Browser:
    """Return a browser for a site's scripts."""
    return Browser(shipped_scripts(files, assets))
