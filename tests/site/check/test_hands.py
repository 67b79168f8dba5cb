"""Several processes check a site together and find what one finds."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from adjoint.site.build import Request
from adjoint.site.check.checking import check
from adjoint.site.check.hands import Hands
from tests.site.check.sites import CONTENT


def square(piece: int) -> tuple[int, int]:
    return piece, piece * piece


def whose(piece: Piece) -> tuple[str, int]:
    return piece.posts[0][0], os.getpid()


def fail_away_from(home: int) -> int:
    if os.getpid() != home:
        os._exit(9)
    return home


def made_by(piece: Named) -> tuple[str, int]:
    piece.leave_a_mark()
    return piece.name, piece.number


def fail_at_nought(piece: Named) -> str:
    piece.leave_a_mark()
    if piece.number == 0:
        raise ValueError(piece.name)
    return piece.name


def wait_for(mark: Path) -> Path:
    """Return when somebody has left a mark."""
    last = time.monotonic() + 60
    while not mark.exists():
        if time.monotonic() > last:
            raise TimeoutError(mark)
        time.sleep(0.01)
    return mark


class Piece:
    def __init__(self, folder: str) -> None:
        self.posts = ((folder, None),)


class Named:
    def __init__(self, name: str, number: int, mark: Path | None = None) -> None:
        self.name, self.number, self.mark = name, number, mark

    def leave_a_mark(self) -> None:
        if self.mark is not None:
            with self.mark.open("a") as file:
                file.write("x")


@pytest.fixture
def hands() -> Iterator[Hands]:
    crew = Hands(2)
    yield crew
    crew.leave()


def test_every_piece_is_done_once(hands: Hands) -> None:
    assert sorted(hands.each(square, range(7), 7)) == [(piece, piece * piece) for piece in range(7)]


def test_a_page_goes_to_whoever_made_it(hands: Hands) -> None:
    pieces = [Piece(folder) for folder in ("a", "b", "c", "d")]
    first, second = (dict(hands.each(whose, pieces, 4)) for _ in range(2))
    assert first == second
    assert len(set(first.values())) == 2
    assert os.getpid() not in first.values()


def test_what_a_killed_worker_had_begun_is_done_here(hands: Hands) -> None:
    home = os.getpid()
    assert list(hands.each(fail_away_from, [home] * 3, 3)) == [home] * 3


def test_what_was_foreseen_is_begun_by_who_is_idle_and_given_when_it_is_asked_for(
    hands: Hands, tmp_path: Path
) -> None:
    here, mark = tmp_path, tmp_path / "mark"
    hands.foresee(made_by, [Named("a", 1, mark), Named("b", 1), Named("no one asks", 1)])
    # One hand waits for what the other can only have begun because it was foreseen.
    assert set(hands.each(wait_for, [mark, here], 2)) == {mark, here}
    found = sorted(hands.each(made_by, [Named(name, 2, mark) for name in ("a", "b", "c")], 3))
    assert [name for name, _ in found] == ["a", "b", "c"]
    assert found[0] == ("a", 1)
    assert found[-1] == ("c", 2)
    assert mark.read_text() in {"xx", "xxx"}
    assert list(hands.each(made_by, [Named("a", 3)], 1)) == [("a", 3)]


def test_what_was_foreseen_and_failed_is_done_again_when_it_is_asked_for(
    hands: Hands, tmp_path: Path
) -> None:
    here, mark = tmp_path, tmp_path / "mark"
    hands.foresee(fail_at_nought, [Named("a", 0, mark)])
    assert set(hands.each(wait_for, [mark, here], 2)) == {mark, here}
    with pytest.raises(ValueError, match="a"):
        list(hands.each(fail_at_nought, [Named("a", 0, mark), Named("b", 2)], 2))


def test_two_processes_find_what_one_finds() -> None:
    alone, together = (check(Request(CONTENT), jobs=jobs) for jobs in (1, 2))
    assert alone == together
    assert {one.code for one in alone.diagnostics} == {"lock-missing"}
