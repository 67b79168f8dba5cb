"""A V8 of a test's own, with the flags that the build and the check set: a process can set them only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjoint.markup.engine_flags import set_flags

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer


def new_v8() -> MiniRacer:
    """Return a V8 in which nothing has run."""
    from py_mini_racer import MiniRacer

    set_flags()
    return MiniRacer()
