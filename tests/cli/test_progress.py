"""How far a build has come is said where it takes a while: as a bar, as plain lines, or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from adjoint.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO, seconds: float, *, quiet: bool = False) -> str:
    """What is said of ten steps that take some seconds each."""
    clock: Iterator[float] = iter(seconds * step for step in range(1000))
    with Progress(quiet=quiet, stream=stream, clock=lambda: next(clock)) as progress:
        for done in range(1, 11):
            progress("computed", done, 10)
    progress("rendered", 5, 10)
    return stream.getvalue()


def test_a_bar_with_counts_is_drawn_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    said = told(Terminal(), 0.5)
    assert "computed" in said
    assert "/10" in said
    assert "rendered" not in said


def test_plain_lines_are_said_elsewhere_now_and_then() -> None:
    assert (
        told(io.StringIO(), 2.0) == "computed 3 of 10 pages\ncomputed 6 of 10 pages\ncomputed 9 of 10 pages\n"
    )


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_what_is_soon_done_is_not_spoken_of(stream: io.StringIO) -> None:
    assert told(stream, 0.05) == ""


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_the_quiet_say_nothing(stream: io.StringIO) -> None:
    assert told(stream, 60.0, quiet=True) == ""
