"""What waits for an embedded V8 in place of an event loop."""

from __future__ import annotations

from asyncio.events import _get_running_loop, _set_running_loop
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Coroutine


class Waiting:
    """Runs one coroutine of V8's binding after another where it is called, beside another loop too.

    All that the binding asks of its loop is to be told, from V8's thread, that there is an answer, and its
    futures ask little more. asyncio's own loops are woken through a socket that they poll, which takes longer
    than most answers.
    """

    def __init__(self) -> None:
        self._told: SimpleQueue[tuple[Callable[..., object], tuple[object, ...]]] = SimpleQueue()

    def run(self, coroutine: Coroutine[Any, None, Any], seconds: float | None = None) -> Any:  # noqa: ANN401
        """Return what a coroutine returns; it is closed whatever happens.

        Raises:
            TimeoutError: it takes longer than so many seconds.
        """
        outer = _get_running_loop()
        _set_running_loop(cast("AbstractEventLoop", self))
        try:
            return self._driven(coroutine, None if seconds is None else monotonic() + seconds)
        finally:
            coroutine.close()
            _set_running_loop(outer)

    def _driven(self, coroutine: Coroutine[Any, None, Any], deadline: float | None) -> Any:  # noqa: ANN401
        while True:
            try:
                answer = coroutine.send(None)
            except StopIteration as end:
                return end.value
            while not answer.done():
                self._do_as_told(deadline)

    def _do_as_told(self, deadline: float | None) -> None:
        left = None if deadline is None else max(0.0, deadline - monotonic())
        try:
            do, arguments = self._told.get(timeout=left)
        except Empty:
            raise TimeoutError from None
        do(*arguments)

    def call_soon_threadsafe(self, do: Callable[..., object], *arguments: object) -> None:
        """Do something in the thread that waits."""
        self._told.put((do, arguments))

    def call_exception_handler(self, context: object) -> None:
        """Let be what V8 failed at when nobody waits for it any more."""

    def get_debug(self) -> bool:
        """Tell a future not to remember where it was made."""
        return False
