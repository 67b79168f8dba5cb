"""Inline rules: component tags, MDX comments, computed values, math and references within a passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adjoint.markup.elements import tag_of_nothing
from adjoint.markup.literals import Malformed
from adjoint.markup.marks import AT
from adjoint.markup.tags import read_tag
from adjoint.markup.values import read_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_inline import StateInline

    InlineRule = Callable[[StateInline, bool], bool]

UNCLOSED_COMMENT = "the comment is never closed"

_REFERENCE = re.compile(r"@([A-Za-z][\w-]*:(?:[\w.:-]*\w))")
_CURRENCY = re.compile(r"[A-Z]\$\d")
_UP_TO_DOLLAR = re.compile(r"(?:[^\\$]+|\\.)*", re.DOTALL)
_KINDS = {"open": "component_open", "close": "component_close", "alone": "component"}


def component_tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Read a component tag among text."""
    if state.src[state.pos] != "<":
        return False
    tag = read_tag(state.src, state.pos, state.posMax)
    if tag is None:
        return False
    if not silent:
        token = state.push(_KINDS[tag.kind], "", 0)
        token.meta = {AT: state.pos, "tag_read": tag}
    state.pos = tag.span.end
    return True


def tag_as_text(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Keep as text what is written as HTML and is no element: ``x<y and y>z``."""
    if state.src[state.pos] != "<" or not state.md.options["html"]:
        return False
    tag = tag_of_nothing(state.src, state.pos)
    if tag is None:
        return False
    if not silent:
        token = state.push("tag_as_text", "", 0)
        token.hidden = True
        token.meta = {AT: state.pos, "tag": tag}
        state.pending += "<"
    state.pos += 1
    return True


def comment(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Drop an MDX comment."""
    if not state.src.startswith("{/*", state.pos):
        return False
    close = state.src.find("*/}", state.pos + 3, state.posMax)
    if close < 0:
        fault = Malformed(UNCLOSED_COMMENT, state.pos, "end it with */}", "unclosed-comment")
        return _fault(state, fault, 3, silent=silent)
    if not silent:
        token = state.push("mdx_comment", "", 0)
        token.meta = {AT: state.pos, "length": close + 3 - state.pos}
        token.hidden = True
    state.pos = close + 3
    return True


def unclosed_html_comment(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Refuse a comment of HTML that never ends."""
    if not state.src.startswith("<!--", state.pos) or not state.md.options["html"]:
        return False
    if state.src.find("-->", state.pos + 2, state.posMax) >= 0 or state.src.startswith("<!--->", state.pos):
        return False
    fault = Malformed(UNCLOSED_COMMENT, state.pos, "end it with -->", "unclosed-comment")
    return _fault(state, fault, 4, silent=silent)


def computed_value(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Read ``{= expression :format }``."""
    if not state.src.startswith("{=", state.pos):
        return False
    try:
        value = read_value(state.src, state.pos, state.posMax)
    except Malformed as fault:
        return _fault(state, fault, 2, silent=silent)
    if not silent:
        token = state.push("computed_value", "", 0)
        token.content = value.expression
        token.info = value.format
        token.meta = {AT: state.pos, "value_read": value}
    state.pos = value.span.end
    return True


def _fault(state: StateInline, fault: Malformed, length: int, *, silent: bool) -> bool:
    """Take the marks of something that cannot be read as text, and leave the fault among the tokens."""
    if not silent:
        token = state.push("fault", "", 0)
        token.hidden = True
        token.meta = {AT: state.pos, "fault": fault}
        state.pending += state.src[state.pos : state.pos + length]
    state.pos += length
    return True


def math_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Read ``$…$``, and ``$$…$$`` among text.

    As in pandoc, no space follows the opening dollar or precedes the closing one, and no digit follows the
    closing one, so that prices stay prices: US$7 as well.
    """
    start = state.pos
    if state.src[start] != "$":
        return False
    if state.src.startswith("$$", start):
        return _math_double(state, silent=silent)
    end = _UP_TO_DOLLAR.match(state.src, start + 1, state.posMax).end()  # type: ignore[union-attr]  # it matches nothing too
    if end >= state.posMax or state.src[end] != "$" or end == start + 1:
        return False
    if state.src[start + 1].isspace() or state.src[end - 1].isspace():
        return False
    # A power set as a sign of its own, x², is a digit to either side.
    before, after = state.src[start - 1 : start], state.src[end + 1 : end + 2]
    if before.isdigit() or after.isdigit() or (before and _CURRENCY.match(state.src, start - 1)):
        return False
    if not silent:
        _push_math(state, start + 1, end, display=False)
    state.pos = end + 1
    return True


def _math_double(state: StateInline, *, silent: bool) -> bool:
    start = state.pos
    end = state.src.find("$$", start + 2, state.posMax)
    if end >= 0 and state.src[start + 2 : end].strip():
        if not silent:
            _push_math(state, start + 2, end, display=True)
        state.pos = end + 2
        return True
    line = state.src[state.src.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
    if line.strip() == "$$":
        fault = Malformed("the formula is never closed", start, "end it with $$", "unclosed-math")
        return _fault(state, fault, 2, silent=silent)
    if not silent:
        state.pending += "$$"
    state.pos += 2
    return True


def _push_math(state: StateInline, start: int, end: int, *, display: bool) -> None:
    token = state.push("math_inline_double" if display else "math_inline", "math", 0)
    token.markup = "$$" if display else "$"
    token.content = state.src[start:end]
    token.meta = {AT: start}


def reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Read ``@eqn:chain``, which is not a part of a word or of a link."""
    if state.src[state.pos] != "@" or state.linkLevel:
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or before.isalnum() or before in "_/.@":
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content = found[1]
        token.meta = {AT: state.pos}
    state.pos = found.end()
    return True


def placed(rule: InlineRule, kind: str) -> InlineRule:
    """Return a rule that leaves in its first token of a kind where it stands."""

    def placing(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
        start, before = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            for token in state.tokens[before:]:
                if token.type == kind:
                    token.meta[AT] = start
                    break
        return found

    return placing
