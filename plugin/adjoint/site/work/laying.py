"""Files laid beside a site by whoever renders them, until all are there and each takes its place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from io import FileIO
from itertools import chain, count
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.cache.stamps import Stamp, stamp, stamped

PART: Final = ".part"
TREE: Final = ".tree"
"""How the names end of what lies beside a site: a file, and a new site as it will stand."""
_NUMBERS: Final = count()
"""Of the parts that this process writes: with its own number, a name that no other process gives."""
_SHARED: Final = 512
"""Files that are remembered, for other pages may have the same ones."""


@frozen
class Desk:
    """Where the files of a site that differ are laid."""

    root: str
    """The folder of the site."""
    parts: str
    """The folder beside it."""
    edition: str = ""
    """What tells one publishing to it from another."""
    is_new: bool = False
    """Whether the folder held no site when the publishing began."""

    @property
    def tree(self) -> str:
        """Where a new site stands as it will be published: its folders take their places, not each file."""
        return f"{self.parts}/{self.edition}{TREE}"


@frozen
class Laid:
    """A file of a site."""

    digest: str
    part: str | None
    """Where it lies; None where it stands in its place already."""
    stamp: Stamp
    """That of the file where it is."""


def lay(desk: Desk, path: str, chunks: Iterable[bytes], known: Stamp | None) -> Laid:
    """Write a file beside a site unless it stands there already.

    Args:
        desk: of the site.
        path: of the file below the site's folder, with forward slashes.
        chunks: what it holds.
        known: the file in its place as an earlier build left it.

    Raises:
        OSError: the disk refuses.
    """
    pieces = iter(chunks)
    first, second = next(pieces, b""), next(pieces, None)
    if second is None:
        return _whole(desk, path, first, known)
    return _streamed(desk, path, chain((first, second), pieces), known)


def standing(desk: Desk, path: str, digest: str, known: Stamp | None) -> Laid | None:
    """Return a file that stands in its place with a digest, or None where it does not.

    Args:
        desk: of the site.
        path: of the file below the site's folder.
        digest: what it must hold.
        known: the file as an earlier build left it.
    """
    found = None if desk.is_new else stamp(f"{desk.root}/{path}", known)
    return Laid(digest, None, found) if found is not None and found.digest == digest else None


def _whole(desk: Desk, path: str, data: bytes, known: Stamp | None) -> Laid:
    """Lay what is at hand as a whole, as most files are; it is written only where it differs."""
    digest = hashlib.sha256(data).hexdigest()
    found = standing(desk, path, digest, known)
    if found is not None:
        return found
    # Another page may have the same file, such as the styles of its math.
    lately = _lately(desk)
    laid = lately.get((path, digest))
    if laid is None:
        if len(lately) >= _SHARED:
            lately.clear()
        laid = lately[path, digest] = Laid(digest, *_written(desk, path, digest, (data,)))
    return laid


@lru_cache(maxsize=1)
def _lately(_desk: Desk) -> dict[tuple[str, str], Laid]:
    """Return what this process laid last at a desk, by path and digest."""
    return {}


def _streamed(desk: Desk, path: str, chunks: Iterable[bytes], known: Stamp | None) -> Laid:
    sum_of_all = hashlib.sha256()

    def summed() -> Iterator[bytes]:
        for chunk in chunks:
            sum_of_all.update(chunk)
            yield chunk

    part, laid = _written(desk, path, "", summed())
    digest = sum_of_all.hexdigest()
    found = standing(desk, path, digest, known)
    return found or Laid(digest, part, laid._replace(digest=digest))


def _written(desk: Desk, path: str, digest: str, chunks: Iterable[bytes]) -> tuple[str, Stamp]:
    """Write a part, and return where it lies and its stamp.

    It is told to nobody before it is whole: a process that is killed while it writes leaves a part that is
    cleared away with the others.
    """
    with _begun(desk, path) as file:
        for chunk in chunks:
            left = memoryview(chunk)
            while left:
                left = left[file.write(left) :]
        return str(file.name), stamped(digest, os.fstat(file.fileno()))


def _begun(desk: Desk, path: str) -> FileIO:
    """Begin a part: where it will stand in a new site, unless something stands there, else by itself.

    Of thousands of files, each call to the disk counts: a Path and a buffer make some more.
    """
    if desk.is_new:
        place = f"{desk.tree}/{path}"
        with suppress(FileExistsError, NotADirectoryError):
            try:
                return FileIO(place, "x")
            except FileNotFoundError:
                os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
                return FileIO(place, "x")
    return FileIO(f"{desk.parts}/{os.getpid()}-{next(_NUMBERS)}{PART}", "x")
