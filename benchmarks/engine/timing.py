"""Times of several functions in one run, taken in turns so that a busy machine slows all of them alike.

The garbage collector stays on: what a library leaves for it is part of the library's cost.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TURNS = 60
TURN = 0.01
"""Seconds that one function takes in its turn, at least one call."""


def times(functions: Mapping[str, Callable[[], object]], turns: int = TURNS) -> dict[str, float]:
    """Return the best time of each function over all turns, in seconds a call."""
    calls = {name: _calls(function) for name, function in functions.items()}
    best = dict.fromkeys(functions, float("inf"))
    for _ in range(turns):
        for name, function in functions.items():
            best[name] = min(best[name], _time(function, calls[name]))
    return best


def _calls(function: Callable[[], object]) -> int:
    """Return how many calls fill a turn."""
    function()
    calls = 1
    while (took := _time(function, calls) * calls) < TURN / 4:
        calls *= 2
    return max(1, round(calls * TURN / took))


def _time(function: Callable[[], object], calls: int) -> float:
    repeat = range(calls)
    begin = time.perf_counter()
    for _ in repeat:
        function()
    return (time.perf_counter() - begin) / calls


def shown(seconds: float) -> str:
    """Return a time with its unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"
