"""Processes that remember the posts they computed: a page is examined where it was made.

A post as computed cannot be sent, and to compute it twice would take longer than to examine it.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Final, TypeVar

from adjoint.site.post.checked import Checked, watching
from adjoint.site.work.crew import Crew, start_method

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

_Work = TypeVar("_Work")
_Result = TypeVar("_Result")

REMEMBERED: Final[dict[str, Checked]] = {}
"""In a process that works: the posts it computed, by folder."""


class Hands(Crew):
    """Does pieces of work as a crew does; one that tells of pages goes to whoever made them."""

    at_once = 1

    def __init__(self, jobs: int | None = None) -> None:
        """Say how many processes work; as many as there are processors if left out."""
        super().__init__(jobs)
        self._made: dict[str, int] = {}
        self._ends: list[Connection] = []
        self._processes: list[BaseProcess] = []

    def each(self, task: Callable[[_Work], _Result], work: Iterable[_Work], pieces: int) -> Iterator[_Result]:
        """Yield the result of a task for each piece of work, in the order in which they come.

        The largest is begun first, so that no hand is idle while the last piece is done.
        """
        if min(self.hands, pieces) < 2:
            yield from map(task, work)
            return
        self._begin_all()
        waiting: list[deque[_Work]] = [deque() for _ in self._ends]
        anyone: deque[_Work] = deque()
        for piece in sorted(work, key=_size_of, reverse=True):
            hand = next((self._made[name] for name in folders_of(piece) if name in self._made), None)
            (anyone if hand is None else waiting[hand]).append(piece)
        busy: dict[int, _Work] = {}
        while True:
            for hand, own in enumerate(waiting):
                if hand not in busy and (own or anyone):
                    busy[hand] = piece = own.popleft() if own else anyone.popleft()
                    self._made |= dict.fromkeys(folders_of(piece), hand)
                    with suppress(OSError):
                        self._ends[hand].send((task, piece))
            if not busy:
                return
            for end in wait([self._ends[hand] for hand in busy]):
                hand = self._ends.index(end)  # type: ignore[arg-type]
                yield self._result(hand, task, busy.pop(hand))

    def _result(self, hand: int, task: Callable[[_Work], _Result], piece: _Work) -> _Result:
        try:
            sound, found = self._ends[hand].recv()
        except (EOFError, OSError):
            # A worker was killed, perhaps for want of memory; what it had begun is done here.
            self._ends[hand].close()
            self._ends[hand], self._processes[hand] = _started([])
            return task(piece)
        if not sound:
            raise found
        result: _Result = found
        return result

    def _begin_all(self) -> None:
        while len(self._ends) < self.hands:
            end, process = _started(self._ends)
            self._ends.append(end)
            self._processes.append(process)

    def leave(self) -> None:
        """Send all home."""
        for end in self._ends:
            end.close()
        for process in self._processes:
            process.terminate()
            process.join()
        self._ends, self._processes = [], []
        super().leave()


def folders_of(piece: object) -> tuple[str, ...]:
    """Return the folders of the pages that a piece of work makes or examines."""
    posts = getattr(piece, "posts", ())
    return tuple(folder for folder, _ in posts) if isinstance(posts, tuple) else ()


def _size_of(piece: object) -> int:
    """Return how much text the posts of a piece of work have."""
    posts = getattr(piece, "posts", ())
    return sum(len(post.data or b"") for _, post in posts if post) if isinstance(posts, tuple) else 0


def _started(others: list[Connection]) -> tuple[Connection, BaseProcess]:
    context: Any = start_method()
    ours, theirs = context.Pipe()
    inherited = (*others, ours) if context.get_start_method() == "fork" else ()
    process = context.Process(target=_work, args=(theirs, inherited), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _work(end: Connection, inherited: tuple[Connection, ...]) -> None:
    """Do what is asked until nobody asks any more; Ctrl-C is left to the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    while True:
        try:
            task, piece = end.recv()
        except (EOFError, OSError):
            return
        try:
            with watching() as posts:
                found = True, task(piece)
            REMEMBERED.update(posts)
        except Exception as error:  # noqa: BLE001  (told where the work was asked for)
            found = False, error
        with suppress(OSError):
            end.send(found)
