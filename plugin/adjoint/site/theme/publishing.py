"""The assets of a site as they are served: each under the hash of its bytes, every reference rewritten."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from adjoint.markup import Diagnostic, Fault, Location
from adjoint.site.content.sources import decoded
from adjoint.site.gathering import Faults
from adjoint.site.theme.assets import FOLDER, NPM, Asset, Assets, hashed
from adjoint.site.theme.joining import part_of
from adjoint.site.theme.minifying import minified_script, minified_style
from adjoint.site.theme.references import Reference, references, rewritten
from adjoint.site.theme.style_references import StyleReference, style_references
from adjoint.site.wording import shown

_MEND: Final = "name a file that stands among the assets"


def publishable(assets: Mapping[str, Asset], base: str) -> Assets:
    """Give every asset its hashed name and rewrite the references among them.

    Args:
        assets: by plain name, from ``gather``.
        base: the site's base path, such as ``/`` or ``/sub/``.

    Raises:
        Fault: scripts or styles import each other in a circle, or name what is not there.
    """
    naming = _Naming(assets)
    naming.resolve_all()
    scripts = {name: naming.text(name) for name in assets if name.endswith(".js")}
    imports = {name: tuple(dict.fromkeys(_imports(name, scripts))) for name in scripts}
    later = {
        name: [one.target(name) for one in _relative(text) if one.later] for name, text in scripts.items()
    }
    at_once = {imported for every in imports.values() for imported in every}
    # A page asks for the scripts of its components by name: only they themselves say which of these can wait.
    waiting = {asked for name, some in later.items() if assets[name].joins for asked in some}
    asked = {name for some in later.values() for name in some}
    joining = {
        name: part_of(name, naming.script(name, (), only_later=True))
        for name in _joining(assets, imports, asked)
    }
    hrefs = {name: f"{base}{path}" for name, path in naming.paths.items() if name not in joining}
    unused = {str(naming.paths[name]) for name in joining}
    files = {path: data for path, data in naming.files.items() if path not in unused}
    return Assets(files, hrefs, imports, frozenset(waiting - at_once), joining)


def _relative(text: str) -> Iterator[Reference]:
    return (one for one in references(text) if one.is_relative)


def _imports(name: str, scripts: Mapping[str, str]) -> Iterator[str]:
    """Yield the scripts that one imports before it runs, and those that these import."""
    for reference in _relative(scripts[name]):
        target = reference.target(name)
        if not reference.later and target in scripts:
            yield target
            yield from _imports(target, scripts)


def _joining(
    assets: Mapping[str, Asset], imports: Mapping[str, tuple[str, ...]], asked: Collection[str]
) -> Sequence[str]:
    """Return the scripts that have no file of their own, for nothing needs them but pages themselves.

    Args:
        assets: by plain name.
        imports: for a script, those that it imports before it runs.
        asked: those that some script fetches later.
    """
    apart = {name for name in imports if not assets[name].joins or name in asked}
    apart |= {imported for name in apart for imported in imports[name]}
    return [name for name in imports if name not in apart]


class _Naming:
    """Names each asset after its bytes, what it refers to before it."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        self.assets = assets
        self.files: dict[str, bytes] = {}
        self.paths: dict[str, PurePosixPath] = {}
        self._texts: dict[str, str] = {}

    def resolve_all(self) -> None:
        """Find a path for every asset, the parts of styles apart.

        Raises:
            Fault: with all that is wrong.
        """
        faults = Faults()
        parts: set[str] = set()
        for name in self.assets:
            if name.endswith(".css"):
                with faults.gathering():
                    parts.update(one.target for one in style_references(self.text(name)) if one.is_part)
        for name in sorted(self.assets):
            with faults.gathering():
                if name in parts:
                    self._style(name, ())
                else:
                    self.resolve(name, ())
        faults.settle()

    def text(self, name: str) -> str:
        """Return the text of a script or a style.

        Raises:
            Fault: it is not UTF-8.
        """
        if name not in self._texts:
            self._texts[name] = decoded(self.assets[name].data, self._path(name))
        return self._texts[name]

    def resolve(self, name: str, importers: tuple[str, ...]) -> PurePosixPath:
        """Return the path of an asset, which the importers led to."""
        self._refuse(name, importers)
        if name not in self.paths:
            self.paths[name] = self._place(name, self._rewritten(name, importers))
        return self.paths[name]

    def script(self, name: str, importers: tuple[str, ...], *, only_later: bool) -> str:
        """Return a script with what it imports under hashed names.

        Args:
            name: its plain name.
            importers: what led to it.
            only_later: whether what it imports before it runs is left as it is.
        """
        faults, chain = Faults(), (*importers, name)

        def write(reference: Reference) -> str | None:
            if reference.is_relative and (reference.later or not only_later):
                with faults.gathering():
                    path = self.resolve(reference.target(name), chain)
                    beside = posixpath.relpath(path, (PurePosixPath(FOLDER) / name).parent)
                    return f'"{beside if beside.startswith("../") else f"./{beside}"}"'
            return None

        written = rewritten(self.text(name), write)
        faults.settle()
        return written

    def _place(self, name: str, data: bytes) -> PurePosixPath:
        path = hashed(PurePosixPath(FOLDER) / name, data)
        self.files[str(path)] = data
        return path

    def _rewritten(self, name: str, importers: tuple[str, ...]) -> bytes:
        if name.endswith(".css"):
            return minified_style(self._style(name, importers)).encode()
        if name.endswith(".js"):
            return minified_script(self.script(name, importers, only_later=False)).encode()
        return self.assets[name].data

    def _style(self, name: str, importers: tuple[str, ...]) -> str:
        """Return a style with its parts in it."""
        self._refuse(name, importers)
        faults, text, chain = Faults(), self.text(name), (*importers, name)
        kept, read = [], 0
        for reference in style_references(text):
            with faults.gathering():
                new = (
                    self._style(reference.target, chain) if reference.is_part else self._url(name, reference)
                )
                kept += [text[read : reference.start], new]
                read = reference.end
        faults.settle()
        return "".join([*kept, text[read:]])

    def _url(self, name: str, reference: StyleReference) -> str:
        target = reference.target
        part = target.startswith("npm:")
        file = NPM / target.removeprefix("npm:") if part else self.assets[name].beside / target
        if not file.is_file():
            raise self._fault(name, reference.start, f'it names "{target}", which is not there', _MEND)
        path = self._place(file.name, file.read_bytes())
        if file.is_relative_to(NPM):
            self.paths[f"npm:{file.relative_to(NPM).as_posix()}"] = path
        return f'url("{path.name}"){reference.form}'

    def _refuse(self, name: str, importers: tuple[str, ...]) -> None:
        """Refuse an asset that is not there, or that led to itself."""
        if name not in self.assets:
            importer = importers[-1]
            words = f'it imports "{name}", which is not there'
            raise self._fault(importer, self._start(importer, name), words, _MEND)
        if name in importers:
            circle = importers[importers.index(name) :]
            first = circle.index(min(circle))
            # Told in the same words and at the same place, whichever of them is asked for.
            circle = (*circle[first:], *circle[:first])
            words = f"{' -> '.join((*circle, circle[0]))}: a circle of imports"
            hint = "put what both need into a file of its own"
            raise self._fault(circle[-1], self._start(circle[-1], circle[0]), words, hint)

    def _start(self, importer: str, name: str) -> int:
        """Return where one asset names another."""
        text = self.text(importer)
        if importer.endswith(".css"):
            return next(one.start for one in style_references(text) if one.target == name)
        return next(one.start for one in _relative(text) if one.target(importer) == name)

    def _path(self, name: str) -> str:
        return shown(self.assets[name].beside / PurePosixPath(name).name)

    def _fault(self, name: str, start: int, words: str, hint: str) -> Fault:
        before = self.text(name)[:start]
        place = Location(self._path(name), before.count("\n") + 1, start - before.rfind("\n"))
        return Fault(Diagnostic("asset", "error", words, place, hint))
