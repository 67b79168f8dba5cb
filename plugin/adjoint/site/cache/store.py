"""Work kept between builds in one file; what is damaged, foreign or cannot be read is made again.

A store only ever saves time. Every entry carries a check sum, so that what is damaged is told from what is
whole, and a file that fails in any way is dropped. The process that builds owns the file. Its workers on this
machine add what they made, each piece of work in one go, and hand over what they cannot add; others read.
"""

from __future__ import annotations

import hashlib
import sqlite3
import weakref
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any, Final

from adjoint.frozen import frozen

NAME: Final = "cache.sqlite"
_APPLICATION: Final = 0x41446A74
_FORMAT: Final = 3
_BLOCK: Final = 65_536
"""Bytes of the file that are written at once: pages are large, and small blocks take twice the time."""
_UNHURRIED: Final = "PRAGMA synchronous = OFF"
"""What a crash of the whole machine leaves damaged is dropped: a seal tells."""
_PATIENCE: Final = 10.0
"""Seconds that whoever owns a file waits for others to be done with it."""
_PATIENCE_TO_ADD: Final = 1.0
"""Seconds that a worker waits: what it cannot add it hands over."""
_SUM: Final = 8
"""Figures of a check sum, before the digest in a seal."""
_AT_ONCE: Final = 500
"""How many keys one question names; SQLite's own limit has been 999 on old systems."""


@frozen
class Entry:
    """A result, what kind of work it is, and what it was made from."""

    kind: str
    key: str
    data: bytes
    digest: str = ""
    """That of the result, where whoever asks for it (``get_known``) knows which it must be."""


def source_key(*parts: str | bytes) -> str:
    """Return the key of a result from all that it depends on."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Store:
    """Results of earlier builds, by kind and key.

    What is added can be read at once, and is on disk after ``flush`` or ``hand_over``.
    """

    def __init__(self, folder: Path | None = None, *, writes: bool = True, adds: bool = False) -> None:
        """Open the store of a folder.

        Args:
            folder: where its file stands; without one, a nameless file that lasts as long as the store.
            writes: whether it may be written to and, if it is no store of ours, be replaced.
            adds: for a store that is not written to at will, whether what is handed over is added to the
                file, which another process owns.
        """
        self._path = folder / NAME if folder is not None else None
        self._writes = writes
        self._adds = adds and not writes
        self._made: dict[tuple[str, str], Entry] = {}
        self._size = 0
        self._file = _identity(self._path)
        self._connection = self._opened()

    @property
    def is_shared(self) -> bool:
        """Whether other processes of this machine can read what was flushed."""
        return self._path is not None and self._connection is not None

    def kept(self, kind: str, source: str, make: Callable[[], bytes]) -> bytes:
        """Return a result, made now unless it was made before from the same source.

        Args:
            kind: what it is, a plain word.
            source: all that the result depends on, versions included.
            make: makes it.
        """
        key = source_key(source)
        found = self.get(kind, key)
        if found is None:
            found = make()
            self.add(kind, key, found)
            if self._writes:
                self.flush()
        return found

    def get(self, kind: str, key: str) -> bytes | None:
        """Return a result, or None where there is none that is whole."""
        return self.get_all(kind, [key]).get(key)

    def get_all(self, kind: str, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return those results that there are, by their keys."""
        found = {key: self._made[kind, key].data for key in keys if (kind, key) in self._made}
        missing = [key for key in keys if key not in found]
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            found |= dict(self._rows(f"WHERE kind = ? AND key IN ({marks})", [kind, *some]))
        return found

    def get_known(self, kind: str, key: str, digest: str) -> bytes | None:
        """Return a result that was added with a digest, or None where there is no such one."""
        made = self._made.get((kind, key))
        if made is not None:
            return made.data if made.digest == digest else None
        asked = "SELECT seal, data FROM kept WHERE kind = ? AND key = ?"
        for seal, data in self._asked(asked, [kind, key]):
            if isinstance(data, bytes) and seal == _seal(Entry(kind, key, data, digest)):
                return data
        return None

    def every(self, kind: str) -> Mapping[str, bytes]:
        """Return all results of a kind by their keys."""
        made = {key: entry.data for (of, key), entry in self._made.items() if of == kind}
        return {**dict(self._rows("WHERE kind = ?", [kind])), **made}

    def add(self, kind: str, key: str, data: bytes) -> None:
        """Keep a result."""
        self.add_entry(Entry(kind, key, data))

    def add_entry(self, entry: Entry) -> None:
        """Keep a result, of which all is said."""
        self._made[entry.kind, entry.key] = entry
        self._size += len(entry.data)
        if self._writes and self._size > 16_000_000:
            self.flush()

    def take(self) -> tuple[Entry, ...]:
        """Return what was added and not yet written, for another store to keep."""
        made, self._made, self._size = self._made, {}, 0
        return tuple(made.values())

    def hand_over(self) -> tuple[Entry, ...]:
        """Add what was made to the file, and return what could not be added, for another store to keep.

        Nothing is added any more after a first refusal, nor to a file that its owner has since replaced.
        """
        made = self.take()
        if made and self._adds:
            self._adds = self._written(made) and self._file == _identity(self._path)
        return () if self._adds else made

    def remove(self, kind: str, keys: Iterable[str]) -> None:
        """Forget results."""
        gone = [(kind, key) for key in keys]
        for each in gone:
            self._made.pop(each, None)
        if self._connection is not None and gone:
            with suppress(sqlite3.Error), self._connection as connection:
                connection.executemany("DELETE FROM kept WHERE kind = ? AND key = ?", gone)

    def flush(self) -> None:
        """Write what was added; a store that cannot be written to makes a build slower, never wrong."""
        if self._connection is not None:
            self._written(self.take())

    def _written(self, made: Sequence[Entry]) -> bool:
        """Write entries, all or none, and tell whether they are written."""
        if self._connection is None:
            return False
        rows = ((entry.kind, entry.key, _seal(entry), entry.data) for entry in made)
        with suppress(sqlite3.Error), self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
            return True
        return False

    def close(self) -> None:
        """Write what was added and let go of the file."""
        self.flush()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _rows(self, where: str, values: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        question = f"SELECT kind, key, seal, data FROM kept {where}"  # noqa: S608  (our own words)
        for kind, key, seal, data in self._asked(question, values):
            if isinstance(data, bytes) and seal == _seal(Entry(kind, key, data, _digest_in(seal))):
                yield key, data

    def _asked(self, question: str, values: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that answer a question; a file that does not answer is dropped."""
        if self._connection is None:
            return
        try:
            yield from self._connection.execute(question, values)
        except (sqlite3.Error, ValueError):
            self._drop()

    def _opened(self) -> sqlite3.Connection | None:
        for _ in range(2):
            with suppress(OSError, sqlite3.Error), ExitStack() as failed:
                connection = failed.enter_context(closing(self._connect()))
                self._set_up(connection)
                if _is_ours(connection):
                    failed.pop_all()
                    weakref.finalize(self, connection.close)
                    return connection
            if not self._writes:
                return None
            self._remove_file()
        return None

    def _connect(self) -> sqlite3.Connection:
        if self._path is None:
            return sqlite3.connect("", check_same_thread=False)
        if self._writes:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return sqlite3.connect(self._path, timeout=_PATIENCE, check_same_thread=False)
        address = f"{self._path.absolute().as_uri()}?mode={'rw' if self._adds else 'ro'}"
        patience = _PATIENCE_TO_ADD if self._adds else _PATIENCE
        return sqlite3.connect(address, uri=True, timeout=patience, check_same_thread=False)

    def _set_up(self, connection: sqlite3.Connection) -> None:
        if self._writes:
            _prepare(connection)
        elif self._adds:
            connection.execute(_UNHURRIED)

    def _drop(self) -> None:
        """Let go of a file that is damaged, and remove it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()
        if self._writes:
            self._remove_file()
            self._connection = self._opened()

    def _remove_file(self) -> None:
        if self._path is not None:
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    self._path.with_name(self._path.name + ending).unlink(missing_ok=True)


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Return what tells a file from another that has taken its place; None where there is none."""
    with suppress(OSError):
        found = path.stat() if path is not None else None
        return (found.st_dev, found.st_ino) if found is not None else None
    return None


def _seal(entry: Entry) -> str:
    """Return what tells a whole row from a damaged one, and which result it holds.

    A digest in its stead would take three times as long, and keep nobody from a forgery either.
    """
    names = f"{entry.kind}\0{entry.key}\0{entry.digest}"
    return f"{zlib.crc32(entry.data, zlib.crc32(names.encode())):08x}{entry.digest}"


def _digest_in(seal: object) -> str:
    return seal[_SUM:] if isinstance(seal, str) else ""


def _prepare(connection: sqlite3.Connection) -> None:
    """Set a file up, unless it already holds something."""
    connection.execute(f"PRAGMA page_size = {_BLOCK}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(_UNHURRIED)
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    with connection:
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
        connection.execute("CREATE TABLE kept (kind, key, seal, data, PRIMARY KEY (kind, key))")


def _is_ours(connection: sqlite3.Connection) -> bool:
    asked = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    columns = [row[1] for row in connection.execute("PRAGMA table_info(kept)")]
    return tuple(asked) == (_APPLICATION, _FORMAT) and columns == ["kind", "key", "seal", "data"]


def clear(folder: Path) -> int:
    """Remove a store and what earlier versions kept beside it, and return how many bytes that were.

    Raises:
        OSError: a file cannot be removed, or the folder is a link, and so may hold what is not ours.
    """
    import shutil  # noqa: PLC0415  (with the libraries of all kinds of archives)

    if not folder.is_dir():
        return 0
    if folder.is_symlink():
        raise OSError(f"{folder} is a link; clear {folder.resolve()} yourself, or remove the link")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder)
    return size
