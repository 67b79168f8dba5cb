"""Files that a site no longer shows, kept to be written over by those that take their places.

To free a file and to begin another takes a disk longer than to write into one that is there: of a site of a
thousand posts that all changed, a second. What is written over is nobody's: a file that a reader still has
open, that has a second name, or that somebody has taken for his own is let go.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import cache
from io import FileIO
from stat import S_ISREG
from typing import Final

try:
    from fcntl import F_SETLEASE, F_UNLCK, F_WRLCK, fcntl
except ImportError:  # Only Linux tells whether somebody else has a file open.
    CAN_BE_TAKEN = False
else:
    CAN_BE_TAKEN = True

_HASH: Final = re.compile(r"\.[0-9a-f]{10}(?=\.[^./]+$)")
"""In the name of a file that is named by its bytes, as ``hashed`` gives it."""


def spare_of(spares: str, path: str) -> str:
    """Return where the file that a site showed last at a path is kept, if it is.

    Args:
        spares: the folder of all that are kept.
        path: below the site's folder, with forward slashes; a hash in a name does not count.
    """
    return f"{spares}/{plain(path).replace('/', '!')}"


def plain(path: str) -> str:
    """Return a path without the hash of the file's bytes."""
    return _HASH.sub("", path)


def keep(place: str, spare: str) -> None:
    """Keep a file that is about to be replaced, unless the disk knows no second names."""
    with suppress(OSError):
        os.link(place, spare, follow_symlinks=False)


def taken(spare: str, part: str) -> FileIO | None:
    """Move a spare to another name, for whoever moves it first, and open it there to be written over.

    Returns:
        None where there is none, or somebody else may still look at it; it stays at the other name then.
    """
    with suppress(OSError):
        os.rename(spare, part)  # noqa: PTH104
        file = FileIO(part, "r+", opener=_opened)
        if _is_ours_alone(file.fileno()):
            return file
        file.close()
    return None


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _is_ours_alone(file: int) -> bool:
    """Tell whether an open file looks like a new one, and has no other name and no other reader."""
    found = os.fstat(file)
    if not S_ISREG(found.st_mode) or found.st_nlink != 1 or found.st_mode & 0o7777 != _usual_mode():
        return False
    try:
        fcntl(file, F_SETLEASE, F_WRLCK)
        fcntl(file, F_SETLEASE, F_UNLCK)
    except OSError:
        return False
    return True


@cache
def _usual_mode() -> int:
    """Return what may be done with a new file, and by whom."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
