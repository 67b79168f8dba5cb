"""What was found in the states of graphs, as much of it as there is room for."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, Generic, TypeAlias, TypeVar

Found = TypeVar("Found")

_State: TypeAlias = "tuple[float, ...]"

_BESIDE: Final = 6
"""As many numbers would take the room that is taken beside them in each state."""


@dataclass
class _OfOne(Generic[Found]):
    """What is remembered of one graph."""

    states: dict[_State, Found] = field(default_factory=dict)
    size: int = 0


class Visits(Generic[Found]):
    """Remembers what was found in states; of the graphs the one that was left longest ago goes first."""

    def __init__(self, most: int) -> None:
        """Take how many numbers there is room for in all."""
        self._most = most
        self._size = 0
        self._graphs: OrderedDict[object, _OfOne[Found]] = OrderedDict()
        self._lock = Lock()

    def found(self, graph: object, state: _State) -> Found | None:
        """Return what was found in a state of a graph, if that is remembered."""
        one = self._graphs.get(graph)
        return one.states.get(state) if one is not None else None

    def add(self, graph: object, state: _State, found: Found, numbers: int) -> None:
        """Remember what was found in a state, unless its graph alone would take more than there is room for.

        Args:
            graph: anything that stands for it.
            state: its inputs.
            found: what was found there.
            numbers: how many numbers that holds.
        """
        size = numbers + _BESIDE
        with self._lock:
            one = self._graphs.setdefault(graph, _OfOne())
            self._graphs.move_to_end(graph)
            if one.size + size > self._most or state in one.states:
                return
            one.states[state] = found
            one.size += size
            self._size += size
            while self._size > self._most:
                self._size -= self._graphs.popitem(last=False)[1].size
