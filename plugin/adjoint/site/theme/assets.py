"""Styles, scripts and fonts under content-hashed names, every reference among them rewritten.

A name carries the hash of the bytes served under it, references included, so a file may be cached for ever
and a change of a font changes the style that names it and the pages that name the style.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import Any, Final

import adjoint
from adjoint.components.model import Component, Parts
from adjoint.components.numerals import FORMATS_MODULE
from adjoint.components.numerals import MODULE as NUMERALS
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, Location
from adjoint.site import computed
from adjoint.site.theme.joining import Part
from adjoint.site.wording import shown

FOLDER: Final = "assets"
_COMPUTED: Final = Path(computed.__file__).parent
COMPUTED_SCRIPT: Final = _COMPUTED / "computed.js"
"""What a page with computed values loads; the scripts beside it are fetched when a reader needs them."""
COMPUTED_STYLE: Final = _COMPUTED / "style.css"
_KATEX: Final = "katex.css"
NPM: Final = Path(adjoint.__file__).parent / "npm"

_OLDER_FONT = re.compile(r',url\([^)]+\.(?:woff|ttf)\) format\("\w+"\)')


class UnknownAssetError(KeyError):
    """A layout asks for a file that no folder of assets holds."""


@frozen
class Asset:
    """A file as its makers keep it, before references are rewritten."""

    data: bytes
    beside: Path
    """The folder against which its relative references are read."""
    joins: bool = False
    """Whether a page has it in one file with its other scripts, unless scripts that do not need it too."""


@frozen
class Assets:
    """The assets of a site as published."""

    files: Mapping[str, bytes]
    """Contents by path below the output folder."""
    hrefs: Mapping[str, str]
    """The path that a page writes, by plain name: ``theme.css`` -> ``/assets/theme.0a1b2c3d4e.css``.

    A font that comes from npm is found as ``npm:…`` too, so that a page may preload it.
    """
    imports: Mapping[str, tuple[str, ...]]
    """For a script, the scripts it imports, nearest first, by plain name."""
    later: frozenset[str] = frozenset()
    """Scripts of components that others of theirs fetch when they need them, so that no page loads them."""
    parts: Mapping[str, Part] = field(default_factory=dict)
    """Scripts that have no file of their own: pages that use them have them in one file, joined."""

    def href(self, name: str) -> str:
        """Return where a page finds an asset.

        Raises:
            UnknownAssetError: no asset has that name.
        """
        if name not in self.hrefs:
            raise UnknownAssetError(name)
        return self.hrefs[name]

    def data(self, name: str) -> bytes:
        """Return what is served for an asset.

        Raises:
            KeyError: no asset has that name.
        """
        place = self.hrefs[name].rpartition("/")[2]
        return self.files[f"{FOLDER}/{place}"]


def hashed(path: PurePosixPath, data: bytes) -> PurePosixPath:
    """Return a path with the hash of the file's bytes before its ending."""
    return path.with_name(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:10]}{path.suffix}")


def served_name(file: Path) -> str:
    """Return the name under which a component's file is served: ``callout/style.css`` as ``callout.css``."""
    if file.stem in {"style", "widget"}:
        return file.parent.name.replace("_", "-") + file.suffix
    return file.name


def gather(
    theme: Mapping[str, Path], components: Iterable[Component[Any]], engine: Callable[[str], str]
) -> Mapping[str, Asset]:
    """Collect the assets of a site by plain name.

    Args:
        theme: the files of the layouts' ``assets/`` folder by name.
        components: whose styles and widgets are served.
        engine: gives the text of one of the engine's browser modules.

    Raises:
        Fault: a file of the theme has the name of another that is served beside it.
    """
    modules, files = component_files(components)
    taken = [path for name, path in theme.items() if name in {*modules, *files, _KATEX}]
    if taken:
        raise Fault(*map(_taken, taken))
    assets = {name: Asset(path.read_bytes(), path.parent) for name, path in theme.items()}
    assets[_KATEX] = _katex_style()
    for name, file in files.items():
        assets[name] = Asset(file.read_bytes(), file.parent, joins=name.endswith(".js"))
    for name in modules:
        assets[name] = Asset(engine(name).encode(), NPM, joins=True)
    return assets


def _taken(path: Path) -> Diagnostic:
    message = f'"{path.name}" is the name of a file that components are served with'
    return Diagnostic("asset", "error", message, Location(shown(path), 1, 1), "give it another name")


def component_files(components: Iterable[Component[Any]]) -> tuple[Sequence[str], Mapping[str, Path]]:
    """Return what components and computed values are served with.

    Returns:
        The names of the engine's modules, and files by the name they are served under.
    """
    modules = ["tape.js", "operations.js"]
    files = [*sorted(_COMPUTED.glob("*.js")), COMPUTED_STYLE, NUMERALS, FORMATS_MODULE]
    for component in components:
        parts: tuple[Component[Any] | Parts, ...] = (component, *component.kinds)
        for loaded in parts:
            files += [file for file in (loaded.style, *loaded.widgets) if file is not None]
            modules += loaded.modules
    return tuple(dict.fromkeys(modules)), {served_name(file): file for file in files}


def _katex_style() -> Asset:
    folder = NPM / "katex" / "dist"
    text = (folder / "katex.min.css").read_text(encoding="utf-8")
    # It also names older font formats; every browser that runs these pages reads woff2.
    return Asset(_OLDER_FONT.sub("", text).encode(), folder)
