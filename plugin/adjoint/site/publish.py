"""The one writer: a site reaches the disk whole, changed files only, stale files last.

Files that differ are first written to a folder of their own, and only when all are there does each take its
place by a rename; of a site that is new, each folder does. So a build that fails leaves the site as it was,
and no reader or crash meets half a file. A manifest names what the folder holds because of us. It is widened
before the first rename and narrowed after the last, so a build that is killed leaves nothing behind that the
next one does not know.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from errno import EEXIST, ENOTDIR, ENOTEMPTY
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import Final

from filelock import FileLock, Timeout

from adjoint.frozen import frozen
from adjoint.site.cache.stamps import Stamp, moved, stamp
from adjoint.site.making_way import folders_of, in_the_way, remove_empty
from adjoint.site.work.laying import PART, TREE, Desk, Laid, lay
from adjoint.site.work.leftovers import Leftovers
from adjoint.site.work.pressing import Leaf
from adjoint.site.work.printing import Printed

MANIFEST: Final = ".adjoint.json"
_PARTS: Final = ".adjoint-parts"
_LOCK: Final = "lock"
_BEING_WRITTEN: Final = ""


class PublishError(RuntimeError):
    """The output folder cannot be published to; the text says why and what to do."""


@frozen
class Published:
    """What publishing did, in counts of files."""

    written: int
    unchanged: int
    removed: int


@frozen
class Issue:
    """A published site."""

    counts: Published
    stamps: Mapping[str, Stamp]
    """Its files as they were left, the manifest among them."""


def publish(files: Mapping[str, bytes], output: Path) -> Published:
    """Make a folder hold exactly these files.

    Args:
        files: contents by path below the folder, with forward slashes.
        output: the folder; created if missing.

    Raises:
        PublishError: the folder holds files of somebody else's, or another build is publishing to it.
        OSError: the disk refuses.
    """
    return publish_site(files, output).counts


@contextmanager
def publication(
    output: Path, known: Mapping[str, Stamp] | None = None, leftovers: Leftovers | None = None
) -> Iterator[Publication]:
    """Give the way to publish to a folder, for one at a time; what is not finished leaves it as it was.

    Args:
        output: the folder; created if missing.
        known: its files as an earlier build left them, which need not be read again.
        leftovers: takes the files that it no longer shows; they are removed at once if left out.

    Raises:
        PublishError: the folder holds files of somebody else's, or another build is publishing to it.
        OSError: the disk refuses.
    """
    output = output.resolve()
    parts = output / _PARTS
    if _read_manifest(output) is None and output.exists() and not _is_free(output):
        raise PublishError(
            f"{output} holds files that Adjoint did not write; empty it or name another folder"
        )
    with _locked(output, parts):
        _clear(parts)
        # Another build may have ended since.
        yield Publication(output, _read_manifest(output), known or {}, leftovers)


def _is_free(output: Path) -> bool:
    """Tell whether a folder holds nothing but what a build that was killed in its first moment left."""
    return output.is_dir() and all(path.name == _PARTS for path in output.iterdir())


@contextmanager
def _locked(output: Path, parts: Path) -> Iterator[None]:
    """Keep other builds away; the lock lies with the parts and goes with them."""
    try:
        parts.mkdir(parents=True, exist_ok=True)
        with FileLock(parts / _LOCK, timeout=0):
            try:
                yield
            finally:
                shutil.rmtree(parts, ignore_errors=True)
    except Timeout as error:
        raise PublishError(f"another build is writing to {output}; wait for it to end") from error


def _clear(parts: Path) -> None:
    """Remove what a killed build left."""
    for part in parts.glob(f"*{PART}"):
        part.unlink()
    for tree in parts.glob(f"*{TREE}"):
        shutil.rmtree(tree)


def publish_site(
    files: Mapping[str, bytes],
    output: Path,
    known: Mapping[str, Stamp] | None = None,
    leftovers: Leftovers | None = None,
) -> Issue:
    """Make a folder hold a site, each file written as it is rendered, none that is there already.

    Args:
        files: the site's.
        output: the folder; created if missing.
        known: its files as an earlier build left them.
        leftovers: takes the files that it no longer shows; they are removed at once if left out.

    Raises:
        PublishError: the folder holds files of somebody else's, or another build is publishing to it.
        OSError: the disk refuses.
    """
    with publication(output, known, leftovers) as folder:
        if isinstance(files, Printed):
            digests = files.print_to(folder)
        else:
            digests = {path: folder.put(path, (data,)) for path, data in files.items()}
        return Issue(folder.finish(digests), folder.stamps)


class Publication:
    """One publishing to a folder."""

    def __init__(
        self,
        output: Path,
        former: Mapping[str, str] | None,
        known: Mapping[str, Stamp],
        leftovers: Leftovers | None = None,
    ) -> None:
        self.output = output
        self._root = str(output)
        self._former = former
        self._known = known
        self._leftovers = leftovers
        self.desk = Desk(self._root, f"{self._root}/{_PARTS}", os.urandom(8).hex(), is_new=former is None)
        """Where whoever renders its files lays them."""
        self.stamps: dict[str, Stamp] = {}
        """Those of the files that stay, and after ``finish`` of all."""
        self._parts: dict[str, tuple[str, Stamp]] = {}

    def known(self, path: str) -> Stamp | None:
        """Return a file as it was seen last."""
        return self.stamps.get(path) or self._known.get(path)

    def holds(self, path: str, digest: str) -> bool:
        """Tell whether the folder has a file with this digest at a path."""
        found = stamp(f"{self._root}/{path}", self.known(path))
        if found is not None:
            self.stamps[path] = found
        return found is not None and found.digest == digest

    def put(self, path: str, file: Leaf) -> str:
        """Have a file, laid beside the site if it is not yet, take its place when all are there.

        Returns:
            Its digest.
        """
        laid = file if isinstance(file, Laid) else lay(self.desk, path, file, self.known(path))
        # What lies there in vain goes with the folder of parts.
        if laid.part is None:
            self._parts.pop(path, None)
            self.stamps[path] = laid.stamp
        else:
            self._parts[path] = (laid.part, laid.stamp)
        return laid.digest

    def finish(self, digests: Mapping[str, str]) -> Published:
        """Let every file take its place, and remove those that the site no longer has.

        Args:
            digests: those of all files of the site, by path.

        Raises:
            PublishError: something that is not ours is in the way, or a file is not what was written.
            OSError: the disk refuses.
        """
        former = self._former or {}
        stale = sorted(set(former) - set(digests))
        hindering = self._hindering(digests, set(stale))
        if self._parts or stale:
            self._write_manifest({**former, **dict.fromkeys(self._parts, _BEING_WRITTEN)})
        for path in hindering:
            _remove(self.output, path)
        if self._leftovers is not None:
            self._leftovers.make_room(sum(path in former for path in self._parts) + len(stale))
        self._let_in(former)
        for path in stale:
            self._put_aside(path)
            _remove(self.output, path)
        for path, (_, laid) in self._parts.items():
            found = moved(f"{self._root}/{path}", laid)
            if found is None or found.digest != digests[path]:
                raise PublishError(f"{self.output / path} is not as it was written; build again")
            self.stamps[path] = found
        if self._former is None or digests != former or self._parts:
            self._write_manifest(digests)
        self.holds(MANIFEST, "")
        self.stamps = {path: self.stamps[path] for path in (*digests, MANIFEST)}
        written = len(self._parts)
        return Published(written, len(digests) - written, len(stale))

    def _put_aside(self, path: str) -> None:
        if self._leftovers is not None:
            self._leftovers.put_aside(f"{self._root}/{path}")

    def _let_in(self, former: Collection[str]) -> None:
        """Let what was laid take its place, and that of the file that was there."""
        within = self.desk.tree if self.desk.is_new else self._root
        for path, (part, _) in self._parts.items():
            place = f"{within}/{path}"
            if path in former:
                self._put_aside(path)
            if part != place:
                _take_place(part, place)
        if self.desk.is_new and self._parts:
            for name in os.listdir(within):  # noqa: PTH208  (all here are names, not paths)
                try:
                    _take_place(f"{within}/{name}", f"{self._root}/{name}")
                except OSError as error:
                    if error.errno not in {ENOTEMPTY, EEXIST, ENOTDIR}:
                        raise
                    raise PublishError(_in_the_way(self.output / name)) from error

    def _hindering(self, digests: Mapping[str, str], ours: Collection[str]) -> Sequence[str]:
        """Return the files of an earlier build that lie where others need a folder, or below their places.

        Raises:
            PublishError: something there is not ours to remove.
        """
        twice = sorted(folders_of(digests) & set(digests)) if self._parts else ()
        if twice:
            raise PublishError(f"{twice[0]} would be both a file and a folder; give one another name")
        found = [] if self.desk.is_new else sorted(in_the_way(self._root, self._parts))
        foreign = [path for path in found if path not in ours]
        if foreign:
            raise PublishError(_in_the_way(self.output / foreign[0]))
        return found

    def _write_manifest(self, digests: Mapping[str, str]) -> None:
        part = self.output / _PARTS / f"manifest{PART}"
        # A file a line; asked to indent, the standard library would do it in Python.
        text = json.dumps(digests, separators=(",\n", ": "), sort_keys=True, ensure_ascii=False)
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(self.output / MANIFEST)


def _in_the_way(path: Path) -> str:
    return f"{path} is in the way, and Adjoint did not write it; move it elsewhere"


def _take_place(part: str, place: str) -> None:
    # Of thousands of files: a Path takes longer.
    try:
        os.replace(part, place)  # noqa: PTH105
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        remove_empty(place)
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
        os.replace(part, place)  # noqa: PTH105


def _read_manifest(output: Path) -> dict[str, str] | None:
    try:
        manifest = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
        return {str(path): str(digest) for path, digest in manifest.items()}
    except FileNotFoundError:
        return None
    except NotADirectoryError as error:
        raise PublishError(f"{output} is a file, or lies below one; name a folder") from error
    except (ValueError, AttributeError, OSError) as error:
        raise PublishError(f"{output / MANIFEST} is damaged; empty the folder and build again") from error


def _remove(output: Path, path: str) -> None:
    """Remove a file, and the folders that are empty without it; what has taken their places stays."""
    root = str(output)
    place = f"{root}/{path}"
    with suppress(FileNotFoundError, NotADirectoryError):
        found = os.lstat(place).st_mode
        if S_ISREG(found) or S_ISLNK(found):
            os.unlink(place)  # noqa: PTH108  (of thousands of files: a Path takes longer)
    with suppress(OSError):  # One that is not empty.
        while (place := os.path.dirname(place)) != root:  # noqa: PTH120
            with suppress(FileNotFoundError):
                os.rmdir(place)  # noqa: PTH106
