"""What is made of a graph, remembered: a page asks for the same gradient again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from adjoint.autodiff.graph import Graph

_More = ParamSpec("_More")
_Made = TypeVar("_Made")

LARGE: Final = 2_000
"""Nodes from which on nothing is remembered: such graphs are rare, and fill the memory."""


def remembered(
    make: Callable[Concatenate[Graph, _More], _Made],
) -> Callable[Concatenate[Graph, _More], _Made]:
    """Have a function of a graph, and of more that can be hashed, give what it gave for equals before."""

    @lru_cache(maxsize=256)
    def known(graph: Graph, _unwritten: frozenset[int], *args: _More.args, **more: _More.kwargs) -> _Made:
        return make(graph, *args, **more)

    @wraps(make)
    def maker(graph: Graph, /, *args: _More.args, **more: _More.kwargs) -> _Made:
        if len(graph.nodes) >= LARGE:
            return make(graph, *args, **more)
        # Errors tell whether the author wrote a name, and equal graphs may differ in that.
        return known(graph, graph.unwritten, *args, **more)  # type: ignore[arg-type]

    return maker
