"""One candidate on a grid, alone in its process: ``python -m benchmarks.engine.grid ravine adjoint``.

Large arrays make the memory allocator change its ways for the whole process, so that one candidate would
speed up or slow down the next several times over.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
from benchmarks.engine import by_hand, others
from benchmarks.engine.timing import times

from adjoint.autodiff import SURFACES, compile_arrays, gradient

if TYPE_CHECKING:
    from collections.abc import Callable

BY_HAND = {"ravine": by_hand.ravine_arrays, "bumpy": by_hand.bumpy_arrays}


def _adjoint(surface: str, x: Any, y: Any) -> Callable[[], object]:
    slope = compile_arrays(gradient(SURFACES[surface].graph, inputs=("x", "y")))
    return lambda: slope(x, y)


def _by_hand(surface: str, x: Any, y: Any) -> Callable[[], object]:
    return lambda: BY_HAND[surface](x, y)


CANDIDATES = {"adjoint": _adjoint, "by hand, whole arrays": _by_hand, "jax, jitted": others.grid}
"""What makes, of a surface's name and the grid's x and y, a function that computes values and gradients."""


def times_apart(surface: str) -> dict[str, float]:
    """Return each candidate's best time, in seconds, in a process of its own."""
    found = {}
    for name in CANDIDATES:
        command = [sys.executable, "-m", "benchmarks.engine.grid", surface, name]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if told:
            found[name] = float(told)
    return found


def main(surface: str, name: str) -> None:
    """Print one candidate's best time in seconds, or nothing if its library is not installed."""
    x, y = np.meshgrid(np.linspace(-2, 2, 256), np.linspace(-1, 3, 256))
    if function := CANDIDATES[name](surface, x, y):
        print(times({name: function})[name])


if __name__ == "__main__":
    main(*sys.argv[1:])
