"""markdown-it's inline parser, which asks at each character only the rules that may begin there."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from markdown_it.parser_inline import ParserInline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.rules_inline import StateInline

    from adjoint.markup.inlines import InlineRule

_BEGINS_WITH: Final[Mapping[str, str]] = {
    "autolink": "<",
    "backticks": "`",
    "component": "<",
    "computed_value": "{",
    "emphasis": "*_",
    "entity": "&",
    "escape": "\\",
    "footnote_ref": "[",
    "html_inline": "<",
    "image": "!",
    "link": "[",
    "math_inline": "$",
    "mdx_comment": "{",
    "newline": "\n",
    "reference": "@",
    "strikethrough": "~",
}
"""The characters at which a rule may find something; any other rule is asked everywhere."""


class DispatchingInline(ParserInline):
    """Finds what markdown-it's own parser finds, which asks every rule at every mark, mostly in vain."""

    def __init__(self, configured: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = configured.ruler, configured.ruler2

    @cached_property
    def _rules(self) -> Mapping[str, Sequence[InlineRule]]:
        """The rules by the character they are asked at, those for any other under none."""
        active = [rule for rule in self.ruler.__rules__ if rule.enabled and rule.name != "text"]
        anywhere = [rule.fn for rule in active if rule.name not in _BEGINS_WITH]
        at = {
            mark: [rule.fn for rule in active if mark in _BEGINS_WITH.get(rule.name, mark)]
            for mark in "".join(_BEGINS_WITH.values())
        }
        return {**at, "": anywhere}

    def tokenize(self, state: StateInline) -> None:
        """Generate the tokens of a range."""
        src, end, deepest = state.src, state.posMax, state.md.options["maxNesting"]
        while (pos := state.pos) < end:
            stop = self._end_of_text(state)
            if state.level < deepest and stop > pos:
                state.append_pending(src[pos:stop])
                state.pos = stop
            elif state.level >= deepest or not self._found(state, silent=False):
                state.append_pending(src[pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802  (markdown-it's)
        """Pass over one token."""
        pos = state.pos
        known = state.cache.get(pos)
        if known is not None:
            state.pos = known
            return
        stop = self._end_of_text(state)
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax + 1
        elif stop > pos:
            state.pos = stop
        else:
            state.level += 1
            found = self._found(state, silent=True)
            state.level -= 1
            if not found:
                state.pos += 1
        state.cache[pos] = state.pos

    def _end_of_text(self, state: StateInline) -> int:
        found = self.terminator_re.search(state.src, state.pos)
        return found.start() if found else state.posMax

    def _found(self, state: StateInline, *, silent: bool) -> bool:
        rules = self._rules
        for rule in rules.get(state.src[state.pos], rules[""]):  # noqa: SIM110  (a generator takes longer)
            if rule(state, silent):
                return True
        return False
