"""An embedded V8 that keeps limits of time and memory."""

from __future__ import annotations

import json
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from weakref import finalize

from adjoint.markup.engine_flags import set_flags
from adjoint.markup.waiting import Waiting

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

_SETTLING_SECONDS: Final = 10.0


class Machine:
    """A V8 that starts with a script. Who asks while another is waiting for an answer waits too."""

    def __init__(self, *scripts: str, memory: int = 0) -> None:
        """Start with some scripts.

        Args:
            scripts: what it begins with.
            memory: bytes at which a script is stopped; with none V8 ends the process at its own limit.

        Raises:
            ImportError: there is no V8.
            JSEvalException: a script fails.
        """
        self._waiting = Waiting()
        self._turn = Lock()
        self._engine: MiniRacer = self._waiting.run(_started(scripts, memory))
        finalize(self, self._engine.close)

    def run(self, script: str, seconds: float) -> Any:  # noqa: ANN401  (V8's answer)
        """Return what a script makes.

        Raises:
            JSTimeoutException: it takes longer than so many seconds.
            JSEvalException: it fails, or takes more memory than it may.
        """
        from py_mini_racer import JSTimeoutException  # noqa: PLC0415  (loaded where V8 is needed)

        with self._turn:
            try:
                return self._waiting.run(self._engine.eval_cancelable(script), seconds)
            except TimeoutError:
                self._settle()
                raise JSTimeoutException from None
            except KeyboardInterrupt:
                self._settle()
                raise

    def _settle(self) -> None:
        """Wait until V8 has stopped: a script that ends just then leaves the stop to the next."""
        from py_mini_racer import JSEvalException  # noqa: PLC0415  (loaded where V8 is needed)

        with suppress(JSEvalException, TimeoutError):
            self._waiting.run(self._engine.eval_cancelable("0"), _SETTLING_SECONDS)


def given(*arguments: object) -> str:
    """Return arguments as they stand in a script."""
    text = json.dumps(arguments).replace("\\", "\\\\").replace("'", "\\'")
    return f"...JSON.parse('{text}')"


async def _started(scripts: tuple[str, ...], memory: int) -> MiniRacer:
    from py_mini_racer import MiniRacer  # noqa: PLC0415  (loaded where V8 is needed)

    set_flags()
    engine = MiniRacer()
    if memory:
        engine.set_hard_memory_limit(memory)
    for script in scripts:
        engine.eval(script)
    return engine
