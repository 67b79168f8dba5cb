"""Processes that remember the posts they computed: a page is examined where it was made.

A post as computed cannot be sent, and to compute it anew takes a third as long as to examine it. Whoever has
nothing to do while the last pages are made begins with what is known to come (``Hands.foresee``), or computes
one of them too, to examine a part of it then.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Final, TypeVar

from adjoint.site.post.checked import Checked, checked, watching
from adjoint.site.work.bench import tools
from adjoint.site.work.crew import AHEAD, Crew, start_method
from adjoint.site.work.making import Work, make_pages

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

_Work = TypeVar("_Work")
_Result = TypeVar("_Result")

_Task = Callable[[Any], Any]

_FEW: Final = 64
"""Pieces up to which it is reckoned who had best begin with which."""
REMEMBERED: Final[dict[str, Checked]] = {}
"""In a process that works: the posts it computed, by folder."""


@dataclass
class _Hand:
    """A process that works, as the one that asks sees it."""

    end: Connection
    process: BaseProcess
    knows: set[str] = field(default_factory=set)
    """The folders of the posts it computed."""
    task: _Task | None = None
    """What it is doing, and with what."""
    piece: Any = None
    early: bool = False
    """Whether nobody has asked for it yet."""

    def begin(self, task: _Task, piece: object, *, early: bool = False) -> None:
        """Have it do something; one that is no more is found out when it is to answer."""
        self.task, self.piece, self.early = task, piece, early
        with suppress(OSError):
            self.end.send((task, piece))


class Hands(Crew):
    """Does pieces of work as a crew does; one that tells of pages goes to whoever computed them."""

    at_once = at_once_here = 1
    takes_texts = True
    """How much text a piece has says which is begun first."""

    def __init__(self, jobs: int | None = None) -> None:
        """Say how many processes work; as many as there are processors if left out."""
        super().__init__(jobs)
        self._working: list[_Hand] = []
        self._foreseen: dict[str, tuple[_Task, Any]] = {}
        """What will be asked for, by its name, and has not been begun."""
        self._done: dict[str, Any] = {}
        """What came of that, until it is asked for."""

    def foresee(self, task: _Task, pieces: Iterable[Any]) -> None:
        """Say what will surely be asked for later, so that who would be idle may begin with it.

        Args:
            task: a function at the top of a module.
            pieces: each has a ``name``; to those of one name comes the same.
        """
        largest_first = sorted(pieces, key=_size_of, reverse=True)
        self._foreseen |= {piece.name: (task, piece) for piece in largest_first}

    def each(
        self, task: Callable[[_Work], _Result], work: Iterable[_Work], pieces: int, ahead: int = AHEAD
    ) -> Iterator[_Result]:
        """Yield the result of a task for each piece of work, in the order in which they come.

        The largest is begun first, so that no hand is idle while the last piece is done; none waits.
        """
        del ahead
        learns = task is make_pages
        if self.hands < 2 or (pieces < 2 and not learns and not self._working):
            yield from map(task, work)
            return
        while len(self._working) < self.hands:
            self._working.append(_started([hand.end for hand in self._working]))
        coming = iter(work)
        queue: list[_Work] = sorted(islice(coming, pieces), key=_size_of, reverse=True)
        asked = set(map(_name_of, queue))
        before = self._taken_up(task, queue)
        self._set_all_to_work(task, queue, learns=learns)
        # Whoever has handed out the last piece may have something to do meanwhile.
        queue += coming
        yield from before
        while True:
            busy = self._set_all_to_work(task, queue, learns=learns)
            if not queue and not any(hand.task is task for hand in busy):
                return
            ready = wait([hand.end for hand in busy])
            found: list[_Result] = []
            for hand in [hand for hand in busy if hand.end in ready]:
                name = _name_of(hand.piece)
                if hand.task is task and (not hand.early or name in asked):
                    found.append(self._result(hand))
                else:
                    with suppress(Exception):  # whoever makes the page, or asks for this, is told of it too
                        result = self._result(hand)
                        self._done |= {name: result} if name else {}
            # Nobody waits for what is done with a result.
            self._set_all_to_work(task, queue, learns=learns)
            yield from found

    def _taken_up(self, task: Callable[[_Work], _Result], queue: list[_Work]) -> list[_Result]:
        """Take from a queue what was begun before, and return what came of it already."""
        self._foreseen = {name: one for name, one in self._foreseen.items() if one[0] is not task}
        begun = {_name_of(hand.piece) for hand in self._working if hand.early and hand.task is task}
        done = [name for name in map(_name_of, queue) if name in self._done]
        queue[:] = [piece for piece in queue if _name_of(piece) not in {*begun, *done}]
        return [self._done.pop(name) for name in done]

    def _set_all_to_work(
        self, task: Callable[[_Work], _Result], queue: list[_Work], *, learns: bool
    ) -> list[_Hand]:
        """Give a piece to every hand that has none, and return those at work."""
        for hand in self._working:
            if hand.task is None:
                self._set_to_work(hand, task, queue, learns=learns)
        return [hand for hand in self._working if hand.task is not None]

    def _set_to_work(
        self, hand: _Hand, task: Callable[[_Work], _Result], queue: list[_Work], *, learns: bool
    ) -> None:
        """Give a hand a piece that it may do, or else a post to compute that another makes into a page."""
        piece = next(self._fit_for(hand, queue), None)
        if piece is not None:
            queue.remove(piece)
            hand.knows.update(folders_of(piece))
            hand.begin(task, piece)
        elif not queue:
            others = [one.piece for one in self._working if one.task is task]
            if others:  # Else all can be asked for at once.
                self._use_idle(hand, others if learns else [])

    def _use_idle(self, hand: _Hand, made: Sequence[Any]) -> None:
        """Have a hand begin what is foreseen, or learn a post of those that others are making."""
        unknown = [work for work in made if hand.knows.isdisjoint(folders_of(work))]
        if self._foreseen:
            task, piece = self._foreseen.pop(next(iter(self._foreseen)))
            hand.begin(task, piece, early=True)
        elif unknown:
            work = max(unknown, key=_size_of)
            hand.knows.update(folders_of(work))
            hand.begin(learn, work, early=True)

    def _fit_for(self, hand: _Hand, queue: Sequence[_Work]) -> Iterator[_Work]:
        """Yield the pieces that a hand may do, the one first that it had best begin with."""
        elsewhere = set[str]().union(*(one.knows for one in self._working if one is not hand))
        may = (
            (piece, elsewhere.isdisjoint(folders_of(piece)))
            for piece in queue
            if hand.knows.intersection(folders_of(piece)) or elsewhere.isdisjoint(folders_of(piece))
        )
        if len(queue) > _FEW:
            yield from (piece for piece, _ in may)
            return
        found = [(piece, alone and not hand.knows.isdisjoint(folders_of(piece))) for piece, alone in may]
        own = [piece for piece, is_own in found if is_own]
        # What others could do too is done first where time is left beside what nobody else can do.
        room = sum(map(_size_of, queue)) / self.hands - sum(map(_size_of, own))
        yield from (piece for piece, is_own in found if not is_own and _size_of(piece) <= room)
        yield from own
        yield from (piece for piece, is_own in found if not is_own)

    def _result(self, hand: _Hand) -> Any:  # noqa: ANN401  (of whatever task)
        task, piece = hand.task, hand.piece
        assert task is not None  # noqa: S101  (it answers because it was asked)
        hand.task = hand.piece = None
        try:
            sound, found = hand.end.recv()
        except (EOFError, OSError):
            # A worker was killed, perhaps for want of memory; what it had begun is done here.
            hand.end.close()
            self._working[self._working.index(hand)] = _started([])
            return task(piece) if task is not learn else None
        if not sound:
            raise found
        return found

    def leave(self) -> None:
        """Send all home."""
        for hand in self._working:
            hand.end.close()
        for hand in self._working:
            hand.process.terminate()
            hand.process.join()
        self._working = []
        super().leave()


def learn(work: Work) -> None:
    """Compute posts that another process makes into pages, to remember them."""
    for folder, post in work.posts:
        checked(post, folder, tools(work.bench).shop)


def folders_of(piece: object) -> tuple[str, ...]:
    """Return the folders of the pages that a piece of work makes or examines."""
    posts = getattr(piece, "posts", ())
    return tuple(folder for folder, _ in posts) if isinstance(posts, tuple) else ()


def _name_of(piece: object) -> str:
    """Return what a piece is known by to who foresees it; nothing if nobody does."""
    name = getattr(piece, "name", "")
    return name if isinstance(name, str) else ""


def _size_of(piece: object) -> float:
    """Return how much there is to do: as much as the posts of a piece have text, if it does not say."""
    weight = getattr(piece, "weight", None)
    if isinstance(weight, float):
        return weight
    posts = getattr(piece, "posts", ())
    return sum(len(post.data or b"") for _, post in posts if post) if isinstance(posts, tuple) else 0


def _started(others: list[Connection]) -> _Hand:
    context: Any = start_method()
    ours, theirs = context.Pipe()
    inherited = (*others, ours) if context.get_start_method() == "fork" else ()
    process = context.Process(target=_work, args=(theirs, inherited), daemon=True)
    process.start()
    theirs.close()
    return _Hand(ours, process)


def _work(end: Connection, inherited: tuple[Connection, ...]) -> None:
    """Do what is asked until nobody asks any more; Ctrl-C is left to the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was imported before is neither looked through nor counted as made by the first page.
    gc.freeze()
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
