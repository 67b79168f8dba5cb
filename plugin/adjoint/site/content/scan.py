"""The files of a folder with a digest of each, found without loading anything that reads them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from adjoint.frozen import frozen

_CHUNK: Final = 1 << 20


@frozen
class Found:
    """A file as it was when it was looked at."""

    below: str
    """Its path below the folder, with forward slashes."""
    path: Path
    digest: str


def scan(root: Path) -> tuple[Found, ...]:
    """Return every file of a folder, hidden ones left out, in the order of their paths.

    Raises:
        OSError: the folder or a file in it cannot be read.
    """
    return tuple(sorted(_looked(str(root), ""), key=lambda file: file.below.split("/")))


def _looked(folder: str, below: str) -> Iterator[Found]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _looked(entry.path, f"{below}{entry.name}/")
            elif entry.is_file():
                yield Found(f"{below}{entry.name}", Path(entry.path), file_digest(entry.path))


def file_digest(path: str | Path) -> str:
    """Return the digest of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (of thousands of files; a Path takes longer)
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def digest_of(files: Iterable[Found]) -> str:
    """Return one digest of some files, their names included."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.below}\0{file.digest}\n".encode())
    return digest.hexdigest()
