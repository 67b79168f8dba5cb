"""Work kept between builds: made once for each source, and never trusted when it is not whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.site.store import Store


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


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 100])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes) -> None:
    store, make = Store(tmp_path), Maker()
    store.kept("social", "a", make)
    (file,) = (tmp_path / "social").iterdir()
    file.write_bytes(damage)
    assert store.kept("social", "a", make) == b"result"
    assert make.times == 2


def test_a_file_cut_short_is_made_again(tmp_path: Path) -> None:
    store, make = Store(tmp_path), Maker(b"long " * 100)
    store.kept("social", "a", make)
    (file,) = (tmp_path / "social").iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert store.kept("social", "a", make) == make.result


def test_a_store_that_cannot_be_written_to_only_makes_the_build_slower(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert Store(tmp_path / "file").kept("social", "a", Maker()) == b"result"


def test_without_a_folder_nothing_is_kept() -> None:
    make = Maker()
    Store().kept("social", "a", make)
    Store().kept("social", "a", make)
    assert make.times == 2
