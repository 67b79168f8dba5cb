"""Emphasis, code, links and formulas in their plainest form, read at once with the text before them.

markdown-it reads each star of emphasis as a text of its own and pairs them when the passage has ended, and it
reads the text of a link twice. That is half of a parse, and nearly all emphasis and links are as plain as
``**word**`` and ``[word](/place/)``. A test holds what is found here to what the rules make of any text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from adjoint.markup.marks import AT

if TYPE_CHECKING:
    from adjoint.markup.dispatch import Passage

_TEXT: Final = r"[^\n!$&*<@\[\\\]_`{~]"
"""A character at which no inline rule begins and no link's text ends."""
_LETTER: Final = r"[^\W_]"
_PLAIN: Final = "|".join(
    (
        rf"(?<![^ \n(])(?P<marks>\*\*?)(?P<words>{_LETTER}(?:{_TEXT}*{_LETTER})?)(?P=marks)(?=[ \n.,;:?)]|$)",
        r"`(?P<code>[^`\s](?:[^`\n]*[^`\s])?)`(?!`)",
        rf"\[(?P<link>{_TEXT}+)\]\((?P<address>[\w/.#?=-]+)\)",
        r"(?<!\w)\$(?![\s$])(?P<latex>[^\\$]*(?:\\.[^\\$]*)*)(?<!\s)\$(?!\w)",
    )
)


def plain_pattern(marks: str) -> re.Pattern[str]:
    """Return what matches, anywhere, the text up to a mark, and what begins there if it is plain.

    Args:
        marks: the characters at which text may end.
    """
    # Said by the characters it has, a class is decided at its first step: text is run through in a quarter of
    # the time. A class that has more than these 256 takes long to compile.
    edges = pairwise([-1, *sorted(map(ord, marks)), 256])
    latin = "".join(rf"\x{left + 1:02x}-\x{right - 1:02x}" for left, right in edges if right > left + 1)
    text = rf"[{latin}]*+(?>(?:[^\x00-\xff]++[{latin}]*+)*)"
    return re.compile(rf"({text})(?:{_PLAIN})?", re.DOTALL)


def push_plain(state: Passage, found: re.Match[str]) -> None:
    """Push the text that was found and what is plain after it."""
    text, marks, words, code, link, address, latex = found.groups()
    state.push_text(text)
    if latex is not None:
        token = state.push_leaf("math_inline", "math", latex)
        token.markup = "$"
        token.meta[AT] = found.end(1) + 1
    elif code is not None:
        state.push_leaf("code_inline", "code", code).markup = "`"
    elif link is not None:
        opening, _ = state.push_element("link", "a", link)
        opening.attrs["href"] = address
        opening.meta[AT] = found.end(1)
    else:
        element = "em" if len(marks) == 1 else "strong"
        opening, closing = state.push_element(element, element, words)
        opening.markup = closing.markup = marks
