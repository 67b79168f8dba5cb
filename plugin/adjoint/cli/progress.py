"""How far a build has come: a bar on a terminal, plain lines elsewhere, nothing where it is soon done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

Clock = Callable[[], float]

SOON: Final = 1.0
"""Seconds within which nothing need be said."""
_LINES: Final = 5.0
"""Seconds between two plain lines."""


class Progress:
    """Tells what it is told: ``progress(what, done, total)``, within a ``with`` statement."""

    def __init__(self, *, quiet: bool, stream: TextIO | None = None, clock: Clock = time.monotonic) -> None:
        """Take where to tell it, the standard error if left out, and what time it is."""
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._clock = clock
        self._began = self._said = clock()
        self._bar: Bar | None = None
        self._tasks: dict[str, TaskID] = {}
        self._over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over = True
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say how much of something is done."""
        now = self._clock()
        if self._quiet or self._over or now - self._began < SOON:
            return
        if self._stream.isatty():
            self._show(what, done, total)
        elif now - self._said >= _LINES and done < total:
            self._said = now
            print(f"{what} {done:,} of {total:,} pages", file=self._stream, flush=True)

    def _show(self, what: str, done: int, total: int) -> None:
        bar = self._bar or self._started()
        if what not in self._tasks:
            self._tasks[what] = bar.add_task(what, total=total)
        bar.update(self._tasks[what], completed=done, total=total)

    def _started(self) -> Bar:
        # Loading rich takes a tenth of a second, so it waits until there is something to show.
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
        from rich.progress import Progress as Bar  # noqa: PLC0415

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=Console(file=self._stream), transient=True)
        self._bar.start()
        return self._bar
