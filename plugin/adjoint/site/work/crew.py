"""Who does the work of a build: this process alone, processes beside it, or an executor on other machines.

A task is a function at the top of a module and its work is plain values, so that all of them run the same.
However they finish, the results are equal.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from contextlib import suppress
from typing import Any, Final, TypeVar

from adjoint.markup.engine_flags import v8_runs

_Work = TypeVar("_Work")
_Page = TypeVar("_Page")
_Result = TypeVar("_Result")

AHEAD: Final = 2
"""Pieces of work that wait for each worker: enough that none is idle, few enough that little is in memory."""
_LEAST: Final = 4
"""Pages in a piece of work, at least, where there are many."""
FAR_AHEAD: Final = 8
"""The same where the results hold no pages: enough for the time that this process may be busy otherwise."""

_NOTHING: Final = object()


class Crew:
    """Does pieces of work, each by itself, and gives back the results as they come."""

    at_once = 8
    """Pages in a piece of work, at most, where it or its result holds them."""
    at_once_here = 32
    """The same where neither does: each piece is a question to the store, and one more time to begin."""

    def __init__(
        self,
        jobs: int | None = None,
        executor: Executor | None = None,
        hands: int = 0,
        meanwhile: Iterable[object] = (),
    ) -> None:
        """Say who works.

        Args:
            jobs: how many processes; as many as there are processors if left out.
            executor: works instead of processes of our own.
            hands: how many pieces of work that executor does at once.
            meanwhile: what this process does while it waits for others, a step for each item.
        """
        self._elsewhere = executor
        self.hands = hands if executor else jobs or processors()
        self._pool: ProcessPoolExecutor | None = None
        self._begun = set[Future[Any]]()
        self._meanwhile = iter(meanwhile)

    @property
    def is_here(self) -> bool:
        """Whether all work on this machine, whose files they see."""
        return self._elsewhere is None

    @property
    def takes_texts(self) -> bool:
        """Whether the posts are read for them, which they would do beside each other."""
        return not self.is_here

    def copies_this_process(self, pieces: int) -> bool:
        """Tell whether so many pieces of work will be done by copies of this process as it is now."""
        shared = self.is_here and self._pool is None and min(self.hands, pieces) > 1
        return shared and start_method().get_start_method() == "fork"

    def portions(self, pages: Sequence[_Page], *, handed: bool) -> Iterator[Sequence[_Page]]:
        """Yield pages in pieces of work, the last of them small, so that no hand is idle at the end.

        Args:
            pages: in their order.
            handed: whether pages are handed over with the work or its result.
        """
        most = self.at_once if handed else self.at_once_here
        least = min(most, _LEAST, max(1, len(pages) // (self.hands * AHEAD)))
        start = 0
        while start < len(pages):
            size = min(most, max(least, (len(pages) - start) // (self.hands * AHEAD)))
            yield pages[start : start + size]
            start += size

    def each(
        self, task: Callable[[_Work], _Result], work: Iterable[_Work], pieces: int, ahead: int = AHEAD
    ) -> Iterator[_Result]:
        """Yield the result of a task for each piece of work, in the order in which they come.

        Args:
            task: a function at the top of a module.
            work: taken as it is needed.
            pieces: how many there are; a single one is not worth a process.
            ahead: how many wait for each worker.
        """
        if self._elsewhere is None and min(self.hands, pieces) < 2:
            yield from map(task, work)
            return
        waiting: dict[Future[_Result], _Work] = {}
        for piece in work:
            future = self._begin(task, piece)
            self._begun.add(future)
            waiting[future] = piece
            if len(waiting) >= self.hands * ahead:
                yield from self._finished(task, waiting)
        while waiting:
            yield from self._finished(task, waiting)

    def _begin(self, task: Callable[[_Work], _Result], piece: _Work) -> Future[_Result]:
        if self._elsewhere is not None:
            return self._elsewhere.submit(task, piece)
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.hands, start_method(), initializer=_settle_in)
        with warnings.catch_warnings():
            # Numerical libraries hold threads of their own, which are ready for a copy of the process.
            warnings.simplefilter("ignore", DeprecationWarning)
            try:
                return self._pool.submit(task, piece)
            except BrokenProcessPool:
                _hand_nothing_to_the_dead(self._pool)
                self._pool = None
                return self._begin(task, piece)

    def _finished(
        self, task: Callable[[_Work], _Result], waiting: dict[Future[_Result], _Work]
    ) -> Iterator[_Result]:
        for future in self._first_done(waiting):
            piece = waiting.pop(future)
            self._begun.discard(future)
            try:
                yield future.result()
            except BrokenProcessPool:
                # A worker was killed, perhaps for want of memory, and all end with it; what they had begun is
                # done here, and others take their places with the next piece.
                yield task(piece)

    def _first_done(self, waiting: Iterable[Future[_Result]]) -> Iterable[Future[_Result]]:
        """Wait until some work is done."""
        done = wait(waiting, 0, FIRST_COMPLETED).done
        while not done and next(self._meanwhile, _NOTHING) is not _NOTHING:
            done = wait(waiting, 0, FIRST_COMPLETED).done
        return done or wait(waiting, return_when=FIRST_COMPLETED).done

    def rest(self) -> None:
        """Give up what was asked for and not fetched, and wait for those on this machine who are at it."""
        for future in self._begun:
            future.cancel()
        if self.is_here:
            wait(self._begun)
        self._begun.clear()

    def leave(self) -> None:
        """Send all home."""
        if self._pool is not None:
            _hand_nothing_to_the_dead(self._pool)
            # Python 3.11 complains of a process that ends while its workers still go home.
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _hand_nothing_to_the_dead(pool: ProcessPoolExecutor) -> None:
    """Have a write to a pool's processes fail once all were killed.

    Before 3.11.5, Python itself could still read what it writes there, and waited for ever (gh-94777).
    """
    if sys.version_info < (3, 11, 5):
        pool._call_queue._reader.close()  # type: ignore[attr-defined]  # noqa: SLF001  (that is all the mend needs)


def processors() -> int:
    """Return how many processors this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_method() -> multiprocessing.context.BaseContext:
    """Return how processes start: as copies of this one where that is safe, which takes no time."""
    methods = multiprocessing.get_all_start_methods()
    # V8 has threads that Python does not count, and a copy of a process has none of them.
    alone = threading.active_count() == 1 and not v8_runs()
    copies = "fork" in methods and alone and os.name == "posix" and os.uname().sysname == "Linux"
    return multiprocessing.get_context("fork" if copies else "spawn")


def _settle_in() -> None:
    """Leave Ctrl-C to the process that builds, and what is there already to the collector's rest."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # A copy of a process shares its memory until something is written there, and collecting writes.
    gc.freeze()


def _end_with_parent() -> None:
    """End this process when the one that builds has ended, even if that was killed and said nothing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
