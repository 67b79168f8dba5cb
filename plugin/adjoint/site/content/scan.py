"""The files of a folder with a digest of each, found without loading anything that reads them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
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
    found: list[Found] = []
    for folder, folders, names in os.walk(root, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        for name in names:
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file():
                place = name if below == "." else f"{below}/{name}"
                found.append(Found(place, path, file_digest(path)))
    return tuple(sorted(found, key=lambda file: file.below.split("/")))


def file_digest(path: Path) -> str:
    """Return the digest of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(files: Iterable[Found]) -> str:
    """Return one digest of some files, their names included."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.below}\0{file.digest}\n".encode())
    return digest.hexdigest()


def _refuse(error: OSError) -> None:
    raise error
