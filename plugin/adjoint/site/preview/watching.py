"""Which saves concern the site."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Final

from watchfiles import Change, DefaultFilter, awatch

_STEP: Final = 10
"""Milliseconds without a further change after which a save is taken for whole."""
_LONGEST: Final = 200
"""Milliseconds that a flood of changes is waited for."""


class Concerns(DefaultFilter):
    """Passes what a build reads: nothing hidden, no lock of numbers, nothing of an editor's own."""

    def __init__(self, folders: Sequence[Path], *, besides: Sequence[Path] = ()) -> None:
        """Args are the folders watched, and folders in them that builds write to."""
        super().__init__(ignore_paths=[str(path.resolve()) for path in besides])
        self.folders = tuple(folder.resolve() for folder in folders)

    def __call__(self, change: Change, path: str) -> bool:
        """Tell whether a change may change the site."""
        return super().__call__(change, path) and not self._passed_over(Path(path))

    def _passed_over(self, path: Path) -> bool:
        below = next((path.relative_to(root) for root in self.folders if path.is_relative_to(root)), path)
        hidden = any(part.startswith(".") for part in below.parts if part != path.anchor)
        return hidden or path.name.endswith("numbers.lock")


async def saves(folders: Sequence[Path], concerns: Concerns) -> AsyncIterator[frozenset[Path]]:
    """Yield the files of each save in some folders."""
    async for changes in awatch(*folders, watch_filter=concerns, step=_STEP, debounce=_LONGEST):
        yield frozenset(Path(path) for _, path in changes)
