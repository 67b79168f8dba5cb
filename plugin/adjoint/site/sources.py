"""The content folder, read once: posts as text, and the files that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from adjoint.markup import Source

INDEX = "index.md"


@dataclass(frozen=True)
class Post:
    """One authored page: its text, and the folder it owns."""

    source: Source
    folder: PurePosixPath
    """Its folder below the content folder, such as ``blog/chain-rule``; the default of its permalink."""


@dataclass(frozen=True)
class Content:
    """All that an author keeps in the content folder."""

    root: Path
    settings: Source | None
    posts: tuple[Post, ...]
    files: Mapping[PurePosixPath, Path]
    """Every other file by its path below the content folder: images, data, downloads."""


def read_content(root: Path) -> Content:
    """Read a content folder.

    Hidden files and folders, and ``numbers.lock`` files, are the author's own and are passed over.

    Raises:
        OSError: the folder or a file in it cannot be read.
        UnicodeDecodeError: a post is not UTF-8.
    """
    settings: Source | None = None
    posts: list[Post] = []
    files: dict[PurePosixPath, Path] = {}
    for path in sorted(root.rglob("*")):
        below = PurePosixPath(path.relative_to(root).as_posix())
        if any(part.startswith(".") for part in below.parts) or not path.is_file():
            continue
        if below == PurePosixPath("site.yaml"):
            settings = _source(path)
        elif below.name == INDEX:
            posts.append(Post(_source(path), below.parent))
        elif below.suffix == ".md":
            posts.append(Post(_source(path), below.with_suffix("")))
        elif below.name != "numbers.lock":
            files[below] = path
    return Content(root, settings, tuple(posts), files)


def _source(path: Path) -> Source:
    return Source(path.as_posix(), path.read_bytes().decode("utf-8"))
