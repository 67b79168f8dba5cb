"""Folders that sites are published to: what they hold, and a build killed while it publishes to one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adjoint.site.publish import MANIFEST


def held(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds besides the manifest, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


@contextmanager
def killed_after(renames: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kill what is done inside once it has renamed so many files."""
    replaced = os.replace
    budget = [renames]

    def dies(source: str, target: str) -> None:
        if not budget[0]:
            raise KeyboardInterrupt
        budget[0] -= 1
        replaced(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", dies)
        with pytest.raises(KeyboardInterrupt):
            yield
