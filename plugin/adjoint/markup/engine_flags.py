"""The flags of the embedded V8: a process may set them once, whoever needs it first."""

from __future__ import annotations

from functools import cache
from typing import Final

_FLAGS: Final = (
    # V8's last compiler takes a quarter of the first thousands of formulas' time, and its code is no faster.
    "--no-turbofan",
    # A script may have done what waits for it to end, as a browser does between two events. It may also call
    # V8's own functions, %Name(…), which no browser reads: theme/modules.py refuses those.
    "--allow-natives-syntax",
)


def v8_runs() -> bool:
    """Whether V8 has begun in this process."""
    return set_flags.cache_info().currsize > 0


@cache
def set_flags() -> None:
    """Set them, unless V8 has begun already.

    Raises:
        ImportError: there is no V8.
    """
    from py_mini_racer import DEFAULT_V8_FLAGS, init_mini_racer  # noqa: PLC0415  (loaded where V8 is needed)

    init_mini_racer(flags=(*DEFAULT_V8_FLAGS, *_FLAGS), ignore_duplicate_init=True)
