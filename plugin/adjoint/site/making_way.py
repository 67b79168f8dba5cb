"""What lies where a site's files are to be: a file where a folder has to be, a folder at a file's place."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return every folder that files lie in, by their paths with forward slashes."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def in_the_way(root: str, paths: Collection[str]) -> Iterator[str]:
    """Yield the files below a folder that must go before others can be put at some paths."""
    for folder in folders_of(paths):
        place = f"{root}/{folder}"
        if os.path.lexists(place) and not os.path.isdir(place):  # noqa: PTH112  (of thousands)
            yield folder
    for path in paths:
        if _is_folder(f"{root}/{path}"):
            yield from _files(root, path)


def remove_empty(folder: str) -> None:
    """Remove a folder in which there are folders only.

    Raises:
        OSError: there is something else in it.
    """
    if _is_folder(folder):
        for below, _, _ in os.walk(folder, topdown=False):
            os.rmdir(below)  # noqa: PTH106


def _is_folder(place: str) -> bool:
    return os.path.isdir(place) and not os.path.islink(place)  # noqa: PTH112, PTH114  (of thousands)


def _files(root: str, folder: str) -> Iterator[str]:
    for entry in os.scandir(f"{root}/{folder}"):
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _files(root, path)
        else:
            yield path
