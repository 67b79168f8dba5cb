"""Python's collector of cycles, kept from looking through a page's tokens while they are still in use."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

MANY: Final = 50_000
"""Objects made since the last look, less those that are gone; if all were in cycles, some five megabytes."""
MANY_KEPT: Final = 500_000
"""The same where the posts that are made are kept, as by a check: of forty objects, one is in a cycle."""


@contextmanager
def not_collecting() -> Iterator[None]:
    """Have the collector rest during a command, which ends soon and leaves next to nothing in cycles.

    What is there then is set aside until another command begins in the process, if one does: to look through
    all of it as the process ends would take a tenth of a second.
    """
    gc.unfreeze()
    with _resting():
        yield
        gc.freeze()


@contextmanager
def _resting() -> Iterator[None]:
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def collecting_rarely(many: int = MANY) -> Iterator[None]:
    """Have the collector wait until some work is done, and look then at what is new since, if that is much.

    Args:
        many: how many objects are much; few objects may hold large texts.

    A post makes some ten thousand objects that are all in use until it is a page; to look through them again
    and again takes a fifth of a build's time. What is left of them in cycles takes a megabyte at most.
    """
    with _resting():
        try:
            yield
        finally:
            # What a few posts leave is not worth a look: a check's processes end before there is more.
            if gc.get_count()[0] > many:
                # Both young generations: what is still in use becomes old, and is not looked at next time.
                gc.collect(1)
