"""Emphasis and links in their plainest form, read at once.

markdown-it reads each star of emphasis as a text of its own and pairs them when the passage has ended, and it
reads the text of a link twice. That is a third of a parse, and nearly all emphasis and links are as plain as
``**word**`` and ``[word](/place/)``. A test holds these rules to what markdown-it's own make of any text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adjoint.markup.marks import AT

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

PLAIN_EMPHASIS: Final = "plain_emphasis"
PLAIN_LINK: Final = "plain_link"

_TEXT: Final = r"[^\n!$&*<@\[\\\]_`{~]"
"""A character at which no inline rule begins and no link's text ends."""
_LETTER: Final = r"[^\W_]"
_EMPHASIS: Final = re.compile(rf"(\*\*?)({_LETTER}(?:{_TEXT}*{_LETTER})?)\1(?=[ \n.,;:?)]|$)")
_LINK: Final = re.compile(rf"\[({_TEXT}+)\]\(([\w/.#?=-]+)\)")


def add_shortcuts(md: MarkdownIt) -> None:
    """Have a parser that keeps addresses as they are try the plainest form first."""
    md.inline.ruler.before("emphasis", PLAIN_EMPHASIS, _emphasis)
    md.inline.ruler.before("link", PLAIN_LINK, _link)


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    # A star that is only looked at is a character like any other, as in markdown-it's own rule.
    if silent or (state.pos and state.src[state.pos - 1] not in " \n("):
        return False
    found = _EMPHASIS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    marks, text = found.groups()
    element = "em" if len(marks) == 1 else "strong"
    state.push(f"{element}_open", element, 1).markup = marks
    state.append_pending(text)
    state.push(f"{element}_close", element, -1).markup = marks
    state.pos = found.end()
    return True


def _link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    found = _LINK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("link_open", "a", 1)
        token.attrs["href"] = found[2]
        token.meta[AT] = state.pos
        state.append_pending(found[1])
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True
