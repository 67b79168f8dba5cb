"""Work kept between builds: made once for each source, and never trusted when it is not whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from adjoint.site.cache.store import NAME, Entry, Store, clear, source_key


class Maker:
    """Makes the same bytes and counts how often."""

    def __init__(self, result: bytes = b"result") -> None:
        self.result = result
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return self.result


def test_a_result_is_made_once_for_its_source(tmp_path: Path) -> None:
    make = Maker()
    for _ in range(3):
        assert Store(tmp_path / "new").kept("social", "a", make) == b"result"
    assert make.times == 1
    Store(tmp_path / "new").kept("social", "b", make)
    Store(tmp_path / "new").kept("math", "a", make)
    assert make.times == 3


def test_what_was_added_is_there_at_once_and_after_the_store_was_written(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add("page", "one", b"1")
    store.add("page", "two", b"2")
    assert store.every("page") == {"one": b"1", "two": b"2"}
    store.flush()
    store.add("page", "one", b"new")
    assert store.get("page", "one") == b"new"
    assert Store(tmp_path, writes=False).get("page", "one") == b"1"
    store.close()
    assert Store(tmp_path, writes=False).every("page") == {"one": b"new", "two": b"2"}


def test_a_result_with_a_known_digest_is_that_result_or_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add_entry(Entry("page", "one", b"1", source_key(b"1")))
    for _ in range(2):
        assert store.get_known("page", "one", source_key(b"1")) == b"1"
        assert store.get_known("page", "one", source_key(b"2")) is None
        assert store.get_known("page", "two", source_key(b"1")) is None
        assert store.get("page", "one") == b"1"
        store.flush()
    with closing(sqlite3.connect(tmp_path / NAME)) as connection, connection:
        connection.execute("UPDATE kept SET data = x'32'")
    assert store.get_known("page", "one", source_key(b"1")) is None


def test_what_was_removed_is_gone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add("page", "one", b"1")
    store.flush()
    store.add("page", "two", b"2")
    store.remove("page", ["one", "two", "three"])
    assert store.every("page") == {}


def test_a_worker_hands_over_what_it_made_and_writes_nothing(tmp_path: Path) -> None:
    worker = Store(tmp_path, writes=False)
    worker.kept("math", "a", Maker())
    (entry,) = worker.take()
    assert (entry.kind, entry.data) == ("math", b"result")
    assert worker.take() == ()
    assert list(tmp_path.iterdir()) == []


def test_workers_add_what_they_made_to_the_file_of_whoever_builds(tmp_path: Path) -> None:
    owner = Store(tmp_path)
    workers = [Store(tmp_path, writes=False, adds=True) for _ in range(2)]
    for worker, key in zip(workers, "ab", strict=True):
        worker.kept("math", key, Maker(key.encode()))
        assert owner.get("math", source_key(key)) is None
        assert worker.hand_over() == worker.take() == ()
        assert owner.get("math", source_key(key)) == key.encode()
    assert len(workers[0].every("math")) == 2


@pytest.mark.parametrize("why", ["no store", "foreign", "locked", "damaged"])
def test_a_worker_hands_over_what_it_cannot_add_and_replaces_nothing(tmp_path: Path, why: str) -> None:
    if why != "no store":
        Store(tmp_path).close()
    if why == "foreign":
        (tmp_path / NAME).write_bytes(b"x" * 100_000)
    worker = Store(tmp_path, writes=False, adds=True)
    if why == "damaged":
        with closing(sqlite3.connect(tmp_path / NAME)) as file, file:
            file.execute("DROP TABLE kept")
    with closing(sqlite3.connect(":memory:" if why == "no store" else tmp_path / NAME)) as other:
        if why == "locked":
            other.execute("BEGIN IMMEDIATE")
            assert worker._connection is not None
            assert worker._connection.execute("PRAGMA busy_timeout").fetchone()[0] <= 1000
            worker._connection.execute("PRAGMA busy_timeout = 0")
        worker.add("math", "a", b"a")
        worker.add("math", "b", b"b")
        assert [(entry.key, entry.data) for entry in worker.hand_over()] == [("a", b"a"), ("b", b"b")]
    assert (tmp_path / NAME).exists() == (why != "no store")
    assert Store(tmp_path).every("math") == {}


def test_a_worker_adds_nothing_more_after_a_refusal(tmp_path: Path) -> None:
    Store(tmp_path).close()
    worker = Store(tmp_path, writes=False, adds=True)
    with closing(sqlite3.connect(tmp_path / NAME)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert worker._connection is not None
        worker._connection.execute("PRAGMA busy_timeout = 0")
        worker.add("math", "a", b"a")
        assert [entry.key for entry in worker.hand_over()] == ["a"]
    worker.add("math", "b", b"b")
    assert [entry.key for entry in worker.hand_over()] == ["b"]


def test_a_worker_hands_over_what_it_wrote_into_a_file_that_was_replaced(tmp_path: Path) -> None:
    owner = Store(tmp_path)
    worker = Store(tmp_path, writes=False, adds=True)
    owner._drop()
    worker.add("math", "a", b"a")
    assert [entry.key for entry in worker.hand_over()] == ["a"]
    assert owner.get("math", "a") is None


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 100_000])
def test_a_file_that_is_no_store_is_replaced(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / NAME).write_bytes(damage)
    make = Maker()
    for _ in range(2):
        assert Store(tmp_path).kept("social", "a", make) == b"result"
    assert make.times == 1


def test_a_store_of_another_program_or_version_is_replaced(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as other, other:
        other.execute("CREATE TABLE kept (kind, key, seal, data)")
        other.execute("INSERT INTO kept VALUES ('social', 'a', x'', x'00')")
    assert Store(tmp_path).every("social") == {}


@pytest.mark.parametrize("column", ["kind", "key", "seal", "data"])
def test_an_entry_that_was_altered_is_not_given(tmp_path: Path, column: str) -> None:
    for key in ("a", "b"):
        Store(tmp_path).kept("social", key, Maker(key.encode()))
    with closing(sqlite3.connect(tmp_path / NAME)) as file, file:
        (other,) = file.execute(f"SELECT {column} FROM kept WHERE data = ?", (b"b",)).fetchone()  # noqa: S608
        new = "math" if column == "kind" else other
        file.execute("DELETE FROM kept WHERE data = ?", (b"b",))
        file.execute(f"UPDATE kept SET {column} = ?", (new,))  # noqa: S608
    make = Maker()
    for kind in ("social", "math"):
        for key in ("a", "b"):
            assert Store(tmp_path).kept(kind, key, make) == b"result"


@pytest.mark.parametrize("at", [0, 20, 100, 4100, 5000, 9000, -80_000, -66_000, -4000, -100])
def test_a_store_damaged_anywhere_gives_what_is_whole_or_nothing(tmp_path: Path, at: int) -> None:
    store = Store(tmp_path)
    whole = {str(number): bytes([number]) * 900 for number in range(20)}
    for key, data in whole.items():
        store.add("page", key, data)
    store.close()
    damaged = bytearray((tmp_path / NAME).read_bytes())
    damaged[at : at + 50] = b"\xff" * 50
    (tmp_path / NAME).write_bytes(damaged)
    store = Store(tmp_path)
    assert all(whole[key] == data for key, data in store.every("page").items())
    make = Maker()
    for _ in range(2):
        assert store.kept("page", "new", make) == b"result"
    assert make.times == 1


def test_a_store_that_cannot_be_written_to_only_makes_the_build_slower(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file")
    assert store.kept("social", "a", Maker()) == b"result"
    assert store.get("social", "a") == b"result" or store.get("social", "a") is None


def test_without_a_folder_nothing_is_kept_for_others() -> None:
    make = Maker()
    store = Store()
    for _ in range(2):
        store.kept("social", "a", make)
    assert make.times == 1
    Store().kept("social", "a", make)
    assert make.times == 2


def test_a_store_is_cleared_with_all_that_stands_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    Store(folder).kept("social", "a", Maker())
    assert clear(folder) > 0
    assert not folder.exists()
    assert clear(folder) == 0


def test_a_store_that_a_link_leads_to_is_not_cleared(tmp_path: Path) -> None:
    place, folder = tmp_path / "elsewhere", tmp_path / "cache"
    place.mkdir()
    (place / "thesis.tex").write_text("mine")
    folder.symlink_to(place)
    with pytest.raises(OSError, match=f"is a link; clear {place} yourself"):
        clear(folder)
    assert [file.name for file in place.iterdir()] == ["thesis.tex"]
