"""The files of a build, rendered as somebody looks at them, and kept for as long as they stay the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePosixPath
from typing import Final

from adjoint.site.theme.assets import FOLDER
from adjoint.site.work.printing import Printed, Printer, Sheet

_HASHED: Final = f"{FOLDER}/"
"""Where every file has the hash of its bytes in its name, and so is the same in any build."""


@dataclass
class Kept:
    """What was printed, for as long as somebody may ask for it."""

    sheets: dict[str, tuple[str, Mapping[str, bytes | None]]] = field(default_factory=dict)
    """The files of each sheet that was looked at, and the key under which it was printed, by its name.

    A file that takes long to draw has no bytes before it is asked for: its page is seen without it.
    """
    former: dict[str, Mapping[str, bytes | None]] = field(default_factory=dict)
    """Those of the printing before with hashed names: a page sent before a save asks for them after it."""


class Proofs:
    """Finds the files of one build by path."""

    def __init__(self, files: Printed, kept: Kept) -> None:
        """Take the files of a build, and what was printed of earlier ones; that is brought up to date."""
        self._own = files.own
        self._printer: Printer = files.printer
        self._kept = kept
        self._pages = {sheet.folder: sheet for sheet in self._printer.sheets if sheet.folder is not None}
        self._site = [sheet for sheet in self._printer.sheets if sheet.folder is None]

    def find(self, path: str) -> bytes | None:
        """Return the file at a path, exactly as it will be published, or None where none will be.

        An asset of a page as it was sent a moment ago is found as well.
        """
        if path in self._own:
            try:
                return self._own[path].path.read_bytes()
            except OSError:
                # It was removed a moment ago; the next build knows.
                return None
        if path.startswith(_HASHED):  # The same bytes in any build: nothing has to be printed to find them.
            for files in self._kept.former.values():
                if (former := files.get(path)) is not None:
                    return former
        page = self._page(path)
        above = [sheet for sheet in self._site if page is None or sheet.rank > page.rank]
        below = [sheet for sheet in self._site if page is not None and sheet.rank < page.rank]
        order = [*above, *([page] if page else []), *below]
        # A sheet seldom gains a file: those that had none of this path are printed only to be sure.
        for sheet in (*filter(lambda sheet: self._may_hold(sheet, path), order), *order):
            files = self._files(sheet)
            if path in files:
                found = files[path]
                return found if found is not None else self._printed(sheet, draws=True)[path]
        return None

    def _page(self, path: str) -> Sheet | None:
        """Return the sheet of the page that a file belongs to: one in its folder, or a style of its own."""
        around = (folder for folder in map(str, PurePosixPath(path).parents) if folder in self._pages)
        sharing = (sheet.folder for sheet in self._pages.values() if self._holds(sheet, path))
        found = next(chain(around, sharing), "")
        return self._pages.get(found or "")

    def _holds(self, sheet: Sheet, path: str) -> bool:
        """Tell whether a sheet is known to hold a file, be it of an earlier printing."""
        kept = self._kept.sheets.get(sheet.name)
        return path in kept[1] if kept else path in (self._printer.digests(sheet) or ())

    def _may_hold(self, sheet: Sheet, path: str) -> bool:
        known = sheet.name in self._kept.sheets or self._printer.digests(sheet) is not None
        return sheet.folder is not None or not known or self._holds(sheet, path)

    def _files(self, sheet: Sheet) -> Mapping[str, bytes | None]:
        key, files = self._kept.sheets.get(sheet.name, ("", {}))
        return files if key == sheet.key else self._printed(sheet, draws=False)

    def _printed(self, sheet: Sheet, *, draws: bool) -> Mapping[str, bytes | None]:
        ((_, streams),) = self._printer.rendered([sheet], draws=draws)
        files = {path: None if file == () else b"".join(file) for path, file in streams.items()}
        _, before = self._kept.sheets.get(sheet.name, ("", {}))
        gone = {path: before[path] for path in before.keys() - files.keys() if path.startswith(_HASHED)}
        if gone:
            self._kept.former[sheet.name] = gone
        self._kept.sheets[sheet.name] = (sheet.key, files)
        return files
