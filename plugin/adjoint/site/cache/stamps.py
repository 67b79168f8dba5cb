"""Files recognised by what the disk says of them, so that one that nobody touched is not read again."""

from __future__ import annotations

import os
from pathlib import Path
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
    """Return the stamp of a file, read again unless it is as it was known, or None where there is none."""
    try:
        now = os.stat(path, follow_symlinks=False)  # noqa: PTH116  (of thousands of files; a Path takes longer)
        found = (now.st_size, now.st_ino, now.st_mtime_ns, now.st_ctime_ns)
        if known is not None and tuple(known[1:]) == found:
            return known
        return Stamp(file_digest(path), *found)
    except OSError:
        return None
