"""The states of a graph's sliders: which there are, and which of them are looked at."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from adjoint.frozen import frozen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_STATES: Final = 10_000
"""Of a graph with more, a sample is taken: every stop of each slider by itself, the rest drawn."""


@frozen
class States:
    """The stops of some sliders, and some of the states they make together.

    A state is a number that counts through all stops, the last slider fastest.
    """

    stops: Mapping[str, Sequence[float]]
    chosen: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many states there are."""
        return math.prod(len(values) for values in self.stops.values())

    def inputs(self, state: int) -> dict[str, float]:
        """Return where each slider stands in a state."""
        inputs: dict[str, float] = {}
        for name, values in reversed(list(self.stops.items())):
            state, place = divmod(state, len(values))
            inputs[name] = values[place]
        return {name: inputs[name] for name in self.stops}

    def columns(self) -> dict[str, NDArray[np.float64]]:
        """Return for each slider where it stands in each of the chosen states."""
        import numpy as np  # noqa: PLC0415  (loaded where numbers are compared)

        places = np.unravel_index(np.array(self.chosen), [len(values) for values in self.stops.values()])
        rows = zip(self.stops.items(), places, strict=True)
        return {name: np.array(values, dtype=np.float64)[place] for (name, values), place in rows}


def stops(low: float | str, high: float | str, step: float | str) -> list[float]:
    """Return the stops of a slider as a range input has them: the lower end, then step by step."""
    first, last, between = (Decimal(str(value)) for value in (low, high, step))
    return [float(first + k * between) for k in range(int((last - first) / between) + 1)]


def choose_states(
    values: Mapping[str, Sequence[float]], rest: Mapping[str, float], sample: int = MOST_STATES
) -> States:
    """Return all states of some sliders, or a sample of them: the same one every time.

    Args:
        values: the stops of each.
        rest: where each stands as published.
        sample: how many to take where there are more than ``MOST_STATES``.
    """
    sizes = [len(stops_) for stops_ in values.values()]
    total = math.prod(sizes)
    if total <= MOST_STATES:
        return States(values, tuple(range(total)))
    home = [min(range(len(at)), key=lambda k: abs(at[k] - rest[name])) for name, at in values.items()]
    chosen: set[int] = set()
    for slider, size in enumerate(sizes):
        chosen.update(_count([*home[:slider], k, *home[slider + 1 :]], sizes) for k in range(size))
    drawn = random.Random(len(chosen)).sample(range(total), sample)  # noqa: S311  (a sample, no secret)
    for state in drawn:
        if len(chosen) >= sample:
            break
        chosen.add(state)
    return States(values, tuple(sorted(chosen)))


def _count(places: Sequence[int], sizes: Sequence[int]) -> int:
    state = 0
    for place, size in zip(places, sizes, strict=True):
        state = state * size + place
    return state
