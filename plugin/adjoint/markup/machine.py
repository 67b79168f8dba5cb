"""An embedded V8 that keeps time limits."""

from __future__ import annotations

import json
from asyncio import CancelledError, get_running_loop, new_event_loop
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import finalize

from adjoint.markup.engine_flags import set_flags
from adjoint.markup.own_thread import OwnThread

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task
    from collections.abc import Callable, Coroutine

    from py_mini_racer import MiniRacer

    _Asked = Callable[[], Coroutine[Any, Any, Any]]


class Machine:
    """A V8 that starts with a script.

    It waits for V8's answers in an event loop of its own, run where it is asked: a loop in a thread beside,
    as the binding has one if it is not given any, makes an answer take twice as long. Beside a loop that is
    running already none can be run: there it is asked from a thread of its own. Who asks while another is
    waiting for an answer waits too.
    """

    def __init__(self, *scripts: str) -> None:
        """Start with some scripts.

        Raises:
            ImportError: there is no V8.
            JSEvalException: a script fails.
        """
        self._loop = new_event_loop()
        self._thread = OwnThread()
        self._turn = Lock()
        try:
            self._engine: MiniRacer = self._complete(partial(_started, scripts), None)
        except BaseException:
            self._loop.close()
            raise
        finalize(self, _end, self._engine, self._loop)

    def run(self, script: str, seconds: float) -> Any:  # noqa: ANN401  (V8's answer)
        """Return what a script makes.

        Raises:
            JSTimeoutException: it takes longer than so many seconds.
            JSEvalException: it fails.
        """
        return self._complete(partial(self._engine.eval_cancelable, script), seconds)

    def _complete(self, asked: _Asked, seconds: float | None) -> Any:  # noqa: ANN401
        try:
            get_running_loop()
        except RuntimeError:
            return self._completed(asked, seconds)
        return self._thread.run(self._completed, asked, seconds)

    def _completed(self, asked: _Asked, seconds: float | None) -> Any:  # noqa: ANN401
        from py_mini_racer import JSTimeoutException  # noqa: PLC0415  (loaded where V8 is needed)

        with self._turn:
            task = self._loop.create_task(asked())
            limit = self._loop.call_later(seconds, task.cancel) if seconds is not None else None
            try:
                return self._loop.run_until_complete(task)
            except CancelledError:
                raise JSTimeoutException from None
            finally:
                if limit is not None:
                    limit.cancel()
                self._stop(task)

    def _stop(self, task: Task[Any]) -> None:
        """Stop what Ctrl-C left at work; one that came within the work itself was raised already."""
        if not task.done():
            task.cancel()
            with suppress(CancelledError):
                self._loop.run_until_complete(task)
        if not task.cancelled():
            task.exception()


def given(*arguments: object) -> str:
    """Return arguments as they stand in a script."""
    text = json.dumps(arguments).replace("\\", "\\\\").replace("'", "\\'")
    return f"...JSON.parse('{text}')"


async def _started(scripts: tuple[str, ...]) -> MiniRacer:
    from py_mini_racer import MiniRacer  # noqa: PLC0415  (loaded where V8 is needed)

    set_flags()
    engine = MiniRacer()
    for script in scripts:
        engine.eval(script)
    return engine


def _end(engine: MiniRacer, loop: AbstractEventLoop) -> None:
    engine.close()
    loop.close()
