"""Times of several functions in one run, interleaved so that a busy machine slows all of them alike."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUNDS = 40
ROUND = 0.01
"""Seconds that one function takes in one round."""


def times(functions: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the best time of each function over all rounds, in seconds a call."""
    calls = {name: _calls(function) for name, function in functions.items()}
    best = dict.fromkeys(functions, float("inf"))
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, function in functions.items():
                best[name] = min(best[name], _time(function, calls[name]))
    finally:
        gc.enable()
    return best


def _calls(function: Callable[[], object]) -> int:
    """Return how many calls fill a round."""
    function()
    calls = 1
    while (took := _time(function, calls) * calls) < ROUND / 4:
        calls *= 2
    return max(1, round(calls * ROUND / took))


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
