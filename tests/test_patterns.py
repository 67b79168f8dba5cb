"""Regular expressions mean the same in every Python that Adjoint runs on."""

from __future__ import annotations

import re
from pathlib import Path

import adjoint

POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+(?!\+)")


def test_no_group_is_repeated_possessively() -> None:
    # Before Python 3.11.5, which Debian 12 does not have, such a group may match too much or too little
    # (gh-106052); an atomic group around a greedy one says the same.
    root = Path(adjoint.__file__).parent
    found = [
        f"{path.relative_to(root)}:{number}"
        for path in root.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if POSSESSIVE_GROUP.search(line)
    ]
    assert found == []
