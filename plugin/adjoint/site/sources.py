"""The content folder, read once: posts as text, and the files that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from adjoint.markup import Diagnostic, Fault, Location, Source
from adjoint.site.gathering import Faults

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

    Hidden files and folders, and locks (``numbers.lock``, ``about.numbers.lock``), are the author's own and
    are passed over.

    Raises:
        OSError: the folder or a file in it cannot be read.
        Fault: with every post that is not UTF-8.
    """
    settings: Source | None = None
    posts: list[Post] = []
    files: dict[PurePosixPath, Path] = {}
    faults = Faults()
    for path in sorted(root.rglob("*")):
        below = PurePosixPath(path.relative_to(root).as_posix())
        if any(part.startswith(".") for part in below.parts) or not path.is_file():
            continue
        with faults.gathering():
            if below == PurePosixPath("site.yaml"):
                settings = _source(path)
            elif below.name == INDEX:
                posts.append(Post(_source(path), below.parent))
            elif below.suffix == ".md":
                posts.append(Post(_source(path), below.with_suffix("")))
            elif not below.name.endswith("numbers.lock"):
                files[below] = path
    faults.settle()
    return Content(root, settings, tuple(posts), files)


def _source(path: Path) -> Source:
    data = path.read_bytes()
    try:
        return Source(path.as_posix(), data.decode("utf-8"))
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = Location(path.as_posix(), before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"the file is not UTF-8: byte {data[error.start]:#04x} is no part of a character"
        hint = "save it as UTF-8 in your editor"
        raise Fault(Diagnostic("encoding", "error", message, place, hint)) from error
