"""A thread of its own for an embedded V8, which keeps no time limits beside an event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class OwnThread:
    """Runs functions one after another in a thread that is started for the first of them."""

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None

    def run(
        self, work: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> _Result:
        """Return what a function returns, run there; what it raises is raised here."""
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (only where V8 is needed)

            self._thread = ThreadPoolExecutor(max_workers=1)
        return self._thread.submit(work, *args, **kwargs).result()
