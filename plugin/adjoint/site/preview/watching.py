"""Which saves concern the site."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Final

from watchfiles import Change, DefaultFilter, awatch
from watchfiles.main import FileChange

_STEP: Final = 10
"""Milliseconds without a further change after which a save is taken for whole."""
_LONGEST: Final = 200
"""Milliseconds that a flood of changes is waited for."""
_LOOK: Final = 500
"""Milliseconds after which it is seen that a folder itself was removed or came back."""


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


async def saves(concerns: Concerns) -> AsyncIterator[frozenset[Path]]:
    """Yield the files of each save; the folders are watched from the first step on."""
    while True:
        there = [folder for folder in concerns.folders if folder.is_dir()]
        async with aclosing(_changes(there, concerns)) as changing:
            async for changes in changing:
                if changes:
                    yield frozenset(Path(path) for _, path in changes)
                gone = {Path(path) for change, path in changes if change is Change.deleted}
                # A folder that is removed and made anew is another one, to be watched anew.
                if gone & set(there) or there != [folder for folder in concerns.folders if folder.is_dir()]:
                    break
        yield frozenset(concerns.folders)


async def _changes(folders: Sequence[Path], concerns: Concerns) -> AsyncGenerator[set[FileChange], None]:
    """Yield the changes in some folders, and every now and then that there are none."""
    if not folders:
        while True:
            await asyncio.sleep(_LOOK / 1000)
            yield set()
    watching = awatch(
        *folders,
        watch_filter=concerns,
        step=_STEP,
        debounce=_LONGEST,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
    )
    async for changes in watching:
        yield changes
