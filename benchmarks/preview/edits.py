"""Edits as authors make them, each with how a browser sees that it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Edit:
    """One kind of edit."""

    file: str
    """Which file it is of: ``index.md`` of the post, or one below the layouts."""
    change: Callable[[str, int], str]
    """Takes the file's first text and the number of the edit."""
    place: str
    """A selector of what shows it, or the name of a property of styles."""
    shown: Callable[[int], str]
    """What is then read there."""


POST: Final = "index.md"
_GRAPH: Final = '<ComputeGraph id="own" expr="wave = crest * %d" inputs={{ crest: 3 }} highlight="crest" />'


def _word(number: int) -> str:
    return f"word{number}word"


def _within(first: str, number: int) -> str:
    """Add a word to the middle of a paragraph, halfway through the post."""
    paragraphs = first.split("\n\n")
    plain = [place for place, text in enumerate(paragraphs) if re.match(r"[A-Z][\w ,’]+ \w+ ", text)]
    place = plain[len(plain) // 2]
    start, _, rest = paragraphs[place].partition(" ")
    paragraphs[place] = f"{start} {_word(number)} {rest}"
    return "\n\n".join(paragraphs)


def _titled(first: str, number: int) -> str:
    return re.sub(r"^title: .*$", f"title: A {_word(number)} of it", first, count=1, flags=re.MULTILINE)


EDITS: Final = {
    "a word appended": Edit(POST, lambda first, n: f"{first}\n\nThe {_word(n)} changes.\n", "main p", _word),
    "a word within": Edit(POST, _within, "main p", _word),
    "a formula": Edit(
        POST, lambda first, n: f"{first}\n\nSo $x_{{{n}}} = y$.\n", "main p", "x_{{{}}} = y".format
    ),
    "a value": Edit(
        POST,
        lambda first, n: f"{first}\n\n{_GRAPH % 2}\n\nIt is {{= own.wave + {n} :.5f}}.\n",
        "main p",
        lambda n: f"{6 + n:.5f}",
    ),
    "a graph": Edit(
        POST, lambda first, n: f"{first}\n\n{_GRAPH % (10000 + n)}\n", "#own", lambda n: f"{3 * (10000 + n)}"
    ),
    "a title": Edit(POST, _titled, "h1", _word),
    "a style": Edit(
        "assets/theme.css", lambda first, n: f"{first}\n:root {{ --seen: {n}; }}\n", "--seen", str
    ),
    "a layout": Edit(
        "post.html.jinja",
        lambda first, n: first.replace("  <footer", f"  <p>{_word(n)}</p>\n  <footer", 1),
        "main p",
        _word,
    ),
}
"""Each on the file as it was first."""
