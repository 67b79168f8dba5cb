"""Several processes check a site together and find what one finds."""

from __future__ import annotations

import os
from collections.abc import Iterator

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
    return piece.name, piece.number


def fail_at_nought(piece: Named) -> str:
    if piece.number == 0:
        raise ValueError(piece.name)
    return piece.name


class Piece:
    def __init__(self, folder: str) -> None:
        self.posts = ((folder, None),)


class Named:
    def __init__(self, name: str, number: int) -> None:
        self.name, self.number = name, number


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


def test_what_was_foreseen_is_done_once_and_given_when_it_is_asked_for(hands: Hands) -> None:
    hands.foresee(made_by, [Named("a", 1), Named("b", 1), Named("no one asks", 1)])
    assert sorted(hands.each(square, range(9), 9)) == [(piece, piece * piece) for piece in range(9)]
    asked = [Named(name, 2) for name in ("a", "b", "c")]
    found = sorted(hands.each(made_by, asked, 3))
    assert [name for name, _ in found] == ["a", "b", "c"]
    assert found[-1] == ("c", 2)
    assert list(hands.each(made_by, [Named("a", 3)], 1)) == [("a", 3)]


def test_what_was_foreseen_and_failed_is_done_again_when_it_is_asked_for(hands: Hands) -> None:
    hands.foresee(fail_at_nought, [Named("a", 0)])
    assert len(list(hands.each(square, range(9), 9))) == 9
    with pytest.raises(ValueError, match="a"):
        list(hands.each(fail_at_nought, [Named("a", 0), Named("b", 2)], 2))


def test_two_processes_find_what_one_finds() -> None:
    alone, together = (check(Request(CONTENT), jobs=jobs) for jobs in (1, 2))
    assert alone == together
    assert {one.code for one in alone.diagnostics} == {"lock-missing"}
