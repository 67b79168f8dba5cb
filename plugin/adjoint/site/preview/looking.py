"""The files that a site is built from, looked at once and then only as they are saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from adjoint.site.content.scan import Found, file_digest, scan


class Looked:
    """What is known of the files of some folders."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Take the folders; nothing is looked at yet."""
        self._folders = {folder: folder.resolve() for folder in folders}
        self._known: dict[Path, dict[str, Found]] = {}

    def after(self, saved: Iterable[Path]) -> Mapping[Path, tuple[Found, ...]]:
        """Return the files of every folder, those that were saved looked at anew.

        Where a file has come or gone, its folder is looked at as a whole: that tells what else has.

        Raises:
            OSError: a folder or a file cannot be read.
        """
        for path in saved:
            root = next((root for root in self._folders.values() if path.is_relative_to(root)), None)
            if root is not None and not self._seen(path, root):
                self._known.pop(root, None)
        for folder, root in self._folders.items():
            if root not in self._known and folder.is_dir():
                self._known[root] = {found.below: found for found in scan(folder)}
        return {folder: tuple(self._known.get(root, {}).values()) for folder, root in self._folders.items()}

    def _seen(self, path: Path, root: Path) -> bool:
        """Look at a file that is known; tell whether it is."""
        known = self._known.get(root, {})
        below = path.relative_to(root).as_posix()
        if below not in known or not path.is_file():
            return False
        known[below] = replace(known[below], digest=file_digest(path))
        return True
