"""Emphasis, code and links in their plainest form, read at once.

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

    from adjoint.markup.dispatch import Passage

PLAIN_CODE: Final = "plain_code"
PLAIN_EMPHASIS: Final = "plain_emphasis"
PLAIN_LINK: Final = "plain_link"

_TEXT: Final = r"[^\n!$&*<@\[\\\]_`{~]"
"""A character at which no inline rule begins and no link's text ends."""
_LETTER: Final = r"[^\W_]"
_EMPHASIS: Final = re.compile(rf"(\*\*?)({_LETTER}(?:{_TEXT}*{_LETTER})?)\1(?=[ \n.,;:?)]|$)")
_CODE: Final = re.compile(r"`([^`\s](?:[^`\n]*[^`\s])?)`")
_LINK: Final = re.compile(rf"\[({_TEXT}+)\]\(([\w/.#?=-]+)\)")


def add_shortcuts(md: MarkdownIt) -> None:
    """Have a parser that keeps addresses as they are try the plainest form first."""
    before = md.inline.ruler.before
    before("emphasis", PLAIN_EMPHASIS, _emphasis)  # type: ignore[arg-type]  # our parser's own passages
    before("backticks", PLAIN_CODE, _code)  # type: ignore[arg-type]
    before("link", PLAIN_LINK, _link)  # type: ignore[arg-type]


def _emphasis(state: Passage, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    # A star that is only looked at is a character like any other, as in markdown-it's own rule.
    if silent or (state.pos and state.src[state.pos - 1] not in " \n("):
        return False
    found = _EMPHASIS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    marks, text = found.groups()
    element = "em" if len(marks) == 1 else "strong"
    opening, closing = state.push_element(element, element, text)
    opening.markup = closing.markup = marks
    state.pos = found.end()
    return True


def _code(state: Passage, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    found = _CODE.match(state.src, state.pos, state.posMax)
    if found is None or state.src.startswith("`", found.end()):
        return False
    if not silent:
        token = state.push("code_inline", "code", 0)
        token.markup, token.content = "`", found[1]
    state.pos = found.end()
    return True


def _link(state: Passage, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    found = _LINK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        opening, _ = state.push_element("link", "a", found[1])
        opening.attrs["href"] = found[2]
        opening.meta[AT] = state.pos
    state.pos = found.end()
    return True
