"""Work kept between builds, by what it was made from; what is damaged or foreign is made again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_DIGEST: Final = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Store:
    """A folder of results; without one, nothing is kept."""

    folder: Path | None = None

    def kept(self, kind: str, source: str, make: Callable[[], bytes]) -> bytes:
        """Return a result, made now unless it was made before from the same source.

        Args:
            kind: what it is, a plain word.
            source: all that the result depends on, versions included.
            make: makes it.
        """
        if self.folder is None:
            return make()
        path = self.folder / kind / hashlib.sha256(source.encode()).hexdigest()
        found = _sound(path)
        if found is None:
            found = make()
            # A store that cannot be written to makes a build slower, never wrong.
            with suppress(OSError):
                _write(path, hashlib.sha256(found).digest() + found)
        return found


def _sound(path: Path) -> bytes | None:
    """Return what a file of the store holds, or None where it is not there or not whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, found = data[:_DIGEST], data[_DIGEST:]
    return found if hashlib.sha256(found).digest() == digest else None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)
