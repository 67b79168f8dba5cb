"""How messages say numbers of things and paths."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

COMMAND: Final = "python build.py"
ACCEPT: Final = f"{COMMAND} check --accept"


def counted(number: int, noun: str) -> str:
    """Return how many there are of something."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def shown(path: str | Path) -> str:
    """Return a path as a person at this folder writes it."""
    return Path(os.path.relpath(path) if Path(path).is_absolute() else path).as_posix()


def shortened(text: str, width: int = 72) -> str:
    """Return a text for a message, cut where it is longer than a line has room for."""
    return text if len(text) <= width else f"{text[: width - 1]}…"
