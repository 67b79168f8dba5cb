"""Styles, scripts and fonts under content-hashed names, every reference among them rewritten.

A name carries the hash of the bytes served under it, references included, so a file may be cached for ever
and a change of a font changes the style that names it and the pages that name the style.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

import adjoint
from adjoint.components.model import Component, Parts
from adjoint.components.numerals import FORMATS_MODULE
from adjoint.components.numerals import MODULE as NUMERALS
from adjoint.site import computed
from adjoint.site.theme.joining import Part, part_of
from adjoint.site.theme.minifying import minified_script, minified_style

FOLDER: Final = "assets"
_COMPUTED: Final = Path(computed.__file__).parent
COMPUTED_SCRIPT: Final = _COMPUTED / "computed.js"
"""What a page with computed values loads; the scripts beside it are fetched when a reader needs them."""
COMPUTED_STYLE: Final = _COMPUTED / "style.css"
NPM: Final = Path(adjoint.__file__).parent / "npm"

_CSS_URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)["']?\s*\)(\s*format\(["']?[\w-]+["']?\))?""")
_OLDER_FONT = re.compile(r',url\([^)]+\.(?:woff|ttf)\) format\("\w+"\)')
_CSS_IMPORT = re.compile(r"""@import\s+["']\./([\w./-]+\.css)["'];""")
"""A part of a style, served within it."""
_JS_IMPORT = re.compile(r"""((?:from|import)\s*)(["'])\./([\w.-]+\.js)\2""")
_JS_LATER = re.compile(r"""(\bimport\(\s*)(["'])\./([\w.-]+\.js)\2""")
"""An import when it is needed, which no page loads ahead."""


class UnknownAssetError(KeyError):
    """A layout asks for a file that no folder of assets holds."""


@dataclass(frozen=True)
class Asset:
    """A file as its makers keep it, before references are rewritten."""

    data: bytes
    beside: Path
    """The folder against which its relative references are read."""
    joins: bool = False
    """Whether a page has it in one file with its other scripts, unless scripts that do not need it too."""


@dataclass(frozen=True)
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
    """Scripts that others fetch when they need them, so that no page loads them."""
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
    """
    modules, files = component_files(components)
    assets = {name: Asset(path.read_bytes(), path.parent) for name, path in theme.items()}
    assets["katex.css"] = _katex_style()
    for name, file in files.items():
        assets[name] = Asset(file.read_bytes(), file.parent, joins=name.endswith(".js"))
    for name in modules:
        assets[name] = Asset(engine(name).encode(), NPM, joins=True)
    return assets


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


def publishable(assets: Mapping[str, Asset], base: str) -> Assets:
    """Give every asset its hashed name and rewrite the references among them.

    Args:
        assets: by plain name, from ``gather``.
        base: the site's base path, such as ``/`` or ``/sub/``.

    Raises:
        FileNotFoundError: a style names a file that is not there.
        ValueError: scripts or styles import each other in a circle, or one that is not there.
    """
    naming = _Naming(assets)
    styles = (asset.data.decode() for name, asset in assets.items() if name.endswith(".css"))
    parts = {match[1] for style in styles for match in _CSS_IMPORT.finditer(style)}
    for name in sorted(assets.keys() - parts):
        naming.resolve(name, ())
    scripts = [name for name in assets if name.endswith(".js")]
    imports = {name: tuple(dict.fromkeys(_imports(name, assets))) for name in scripts}
    at_once = {imported for every in imports.values() for imported in every}
    asked = {match[3] for name in scripts for match in _JS_LATER.finditer(assets[name].data.decode())}
    later = frozenset(asked - at_once)
    joining = {name: part_of(name, naming.script(name)) for name in _joining(assets, imports, later)}
    hrefs = {name: f"{base}{path}" for name, path in naming.paths.items() if name not in joining}
    unused = {str(naming.paths[name]) for name in joining}
    files = {path: data for path, data in naming.files.items() if path not in unused}
    return Assets(files, hrefs, imports, later, joining)


def _joining(
    assets: Mapping[str, Asset], imports: Mapping[str, tuple[str, ...]], later: Collection[str]
) -> Sequence[str]:
    """Return the scripts that have no file of their own, for nothing needs them but pages themselves."""
    apart = {name for name in imports if not assets[name].joins or name in later}
    apart |= {imported for name in apart for imported in imports[name]}
    return [name for name in imports if name not in apart]


class _Naming:
    """Names each asset after its bytes, what it refers to before it."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        self.assets = assets
        self.files: dict[str, bytes] = {}
        self.paths: dict[str, PurePosixPath] = {}

    def resolve(self, name: str, importers: tuple[str, ...]) -> PurePosixPath:
        """Return the path of an asset, which the importers led to."""
        if name in importers or name not in self.assets:
            raise ValueError(f"{' -> '.join((*importers, name))}: a circle of imports, or no such script")
        if name not in self.paths:
            self.paths[name] = self._place(name, self._rewritten(name, importers))
        return self.paths[name]

    def _place(self, name: str, data: bytes) -> PurePosixPath:
        path = hashed(PurePosixPath(FOLDER) / name, data)
        self.files[str(path)] = data
        return path

    def _rewritten(self, name: str, importers: tuple[str, ...]) -> bytes:
        asset = self.assets[name]
        if name.endswith(".css"):
            return minified_style(self._style(name, importers)).encode()
        if name.endswith(".js"):
            return minified_script(self.script(name, importers, (_JS_IMPORT, _JS_LATER))).encode()
        return asset.data

    def script(
        self, name: str, importers: tuple[str, ...] = (), forms: Sequence[re.Pattern[str]] = (_JS_LATER,)
    ) -> str:
        """Return a script with what it imports under hashed names, where that is said in some forms."""
        script, chain = self.assets[name].data.decode(), (*importers, name)
        for form in forms:
            script = form.sub(lambda match: f'{match[1]}"./{self.resolve(match[3], chain).name}"', script)
        return script

    def _style(self, name: str, importers: tuple[str, ...]) -> str:
        """Return a style with its parts in it."""
        if name in importers or name not in self.assets:
            raise ValueError(f"{' -> '.join((*importers, name))}: a circle of imports, or no such style")
        asset, chain = self.assets[name], (*importers, name)
        own = _CSS_URL.sub(lambda match: self._css_url(match, asset.beside), asset.data.decode())
        return _CSS_IMPORT.sub(lambda match: self._style(match[1], chain), own)

    def _css_url(self, match: re.Match[str], beside: Path) -> str:
        reference, form = match[1], match[2] or ""
        part = reference.startswith("npm:")
        file = NPM / reference.removeprefix("npm:") if part else beside / reference
        path = self._place(file.name, file.read_bytes())
        if file.is_relative_to(NPM):
            self.paths[f"npm:{file.relative_to(NPM).as_posix()}"] = path
        return f'url("{path.name}"){form}'


def _imports(name: str, assets: Mapping[str, Asset]) -> Iterator[str]:
    for match in _JS_IMPORT.finditer(assets[name].data.decode()):
        yield match[3]
        yield from _imports(match[3], assets)
