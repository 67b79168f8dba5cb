"""Files laid beside a site by whoever renders them, until all are there and each takes its place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.cache.stamps import Stamp, stamp, stamped

_END: Final = ".part"


@frozen
class Desk:
    """Where the files of a site that differ are laid."""

    root: str
    """The folder of the site."""
    parts: str
    """The folder beside it."""


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


def _whole(desk: Desk, path: str, data: bytes, known: Stamp | None) -> Laid:
    """Lay what is at hand as a whole, as most files are; it is written only where it differs."""
    digest = hashlib.sha256(data).hexdigest()
    found = stamp(f"{desk.root}/{path}", known)
    if found is not None and found.digest == digest:
        return Laid(digest, None, found)
    part = f"{desk.parts}/{_name(path, digest)}"
    # Another page may have the same file, such as the styles of its math.
    lies = _seen(part) or _write(part, (data,))
    return Laid(digest, part, stamped(digest, lies))


def _streamed(desk: Desk, path: str, chunks: Iterable[bytes], known: Stamp | None) -> Laid:
    part = f"{desk.parts}/{_name(path)}"
    sum_of_all = hashlib.sha256()

    def summed() -> Iterator[bytes]:
        for chunk in chunks:
            sum_of_all.update(chunk)
            yield chunk

    lies = _write(part, summed())
    digest = sum_of_all.hexdigest()
    found = stamp(f"{desk.root}/{path}", known)
    if found is not None and found.digest == digest:
        return Laid(digest, None, found)
    return Laid(digest, part, stamped(digest, lies))


def _seen(part: str) -> os.stat_result | None:
    try:
        return os.stat(part)  # noqa: PTH116  (of thousands of files; a Path takes longer)
    except OSError:
        return None


def _write(part: str, chunks: Iterable[bytes]) -> os.stat_result:
    """Write a part: what has its name is whole, even if a process is killed while it writes."""
    own = f"{part.removesuffix(_END)}-{os.getpid()}{_END}"
    with open(own, "wb") as file:  # noqa: PTH123
        file.writelines(chunks)
        file.flush()
        lies = os.fstat(file.fileno())
    os.replace(own, part)  # noqa: PTH105
    return lies


def _name(*what: str) -> str:
    """Return the name of a part: the same for the same file, whoever lays it."""
    return f"{hashlib.sha256('/'.join(what).encode()).hexdigest()[:40]}{_END}"
