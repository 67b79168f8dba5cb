"""Files that others have taken the places of: put aside, and removed by later builds while they wait.

To free what a file takes is slow on some disks, 0.2 ms where each stretch is discarded at once. A build that
renders a thousand posts anew would wait for that at its end; the next one waits for its workers anyway.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from typing import Final

_AT_LEAST: Final = 100
"""How many a build removes, if there are so many, even where it never waits: no more than take a moment."""
_AT_ONCE: Final = 8
"""How many are removed before whoever waits looks up."""
_NAME: Final = re.compile(r"[0-9a-f]{16}-[0-9]+")


class Leftovers:
    """Files that are shown no more, or will not be in a moment, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made when the first is put aside."""
        self._folder = str(folder)
        self._edition = os.urandom(8).hex()
        self._numbers = count(1)
        self._former = self._removed()

    def put_aside(self, place: str) -> None:
        """Give a file one more name, so that nothing is freed when another takes its place right after.

        Where that cannot be, as on another disk, it is freed then.
        """
        number = next(self._numbers)
        with suppress(OSError):
            if number == 1:
                os.makedirs(self._folder, exist_ok=True)  # noqa: PTH103
            os.link(place, f"{self._folder}/{self._edition}-{number}", follow_symlinks=False)

    def removing(self) -> Iterator[int]:
        """Remove what earlier builds put aside, and yield how many are gone every now and then."""
        while gone := sum(1 for _ in islice(self._former, _AT_ONCE)):
            yield gone

    def make_room(self, number: int) -> None:
        """Remove as many as will be put aside: there are never more than the largest build put there."""
        for _ in islice(self._former, max(number, _AT_LEAST)):
            pass

    def _removed(self) -> Iterator[str]:
        """Remove what other builds put aside, one each time that the next is asked for."""
        names: list[str] = []
        with suppress(OSError):
            names = os.listdir(self._folder)  # noqa: PTH208
        for name in names:
            if _NAME.fullmatch(name) and not name.startswith(self._edition):
                try:
                    os.unlink(f"{self._folder}/{name}")  # noqa: PTH108
                except OSError:  # Another build may have been faster.
                    continue
                yield name
