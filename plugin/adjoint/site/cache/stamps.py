"""Files recognised by what the disk says of them, so that one that nobody touched is not read again."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import NamedTuple

from adjoint.site.content.scan import file_digest


class Stamp(NamedTuple):
    """A file's digest, and what was true of the file when it was taken."""

    digest: str
    size: int
    inode: int
    modified: int
    changed: int
    """Nanoseconds; the clock of the file's entry, which no program sets at will."""


def stamp(path: str | Path, known: Stamp | None = None) -> Stamp | None:
    """Return the stamp of a file, read again unless it is as it was known, or None where none can be read."""
    try:
        now = os.stat(path, follow_symlinks=False)  # noqa: PTH116  (of thousands of files; a Path takes longer)
        found = _seen(now)
        if known is not None and tuple(known[1:]) == found:
            return known
        shown = os.stat(path) if S_ISLNK(now.st_mode) else now  # noqa: PTH116
        if not S_ISREG(shown.st_mode):
            return None  # Whoever reads from a pipe waits for one who writes.
        return Stamp(file_digest(path), *found)
    except OSError:
        return None


def stamped(digest: str, now: os.stat_result) -> Stamp:
    """Return the stamp of a file whose digest is known from what the disk says of it."""
    return Stamp(digest, *_seen(now))


def moved(path: str | Path, known: Stamp) -> Stamp | None:
    """Return the stamp of a file that was moved to a path, read again if it is not as it was known.

    A move changes the clock of its entry, and nothing else.
    """
    with suppress(OSError):
        found = stamped(known.digest, os.stat(path, follow_symlinks=False))  # noqa: PTH116  (likewise)
        if found[:4] == known[:4]:
            return found
    return stamp(path)


def _seen(now: os.stat_result) -> tuple[int, int, int, int]:
    return (now.st_size, now.st_ino, now.st_mtime_ns, now.st_ctime_ns)
