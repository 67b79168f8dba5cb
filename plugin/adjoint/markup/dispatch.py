"""markdown-it's rules, of which only those are asked that may begin at a character."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import normalize, text_join
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from adjoint.markup.passages import stands_alone
from adjoint.markup.shortcuts import plain_pattern, push_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Literal, TypeAlias

    from markdown_it import MarkdownIt
    from markdown_it.ruler import Rule
    from markdown_it.rules_core import StateCore
    from markdown_it.utils import EnvType

    from adjoint.markup.inlines import InlineRule
    from adjoint.markup.passages import BlockRule

    PostRule: TypeAlias = Callable[[StateInline], None]

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
    "tag_as_text": "<",
    "unclosed_html_comment": "<",
}
"""The characters at which an inline rule may find something; any other rule is asked everywhere."""

_ESCAPED: Final = "text_special"
"""The kind of a token that holds what was escaped."""
HAS_ESCAPES: Final = "adjoint_has_escapes"
"""The key, in the environment of a parse, of whether it has met any."""
_new: Final = Token.__new__
_PAIRING: Final = frozenset({"balance_pairs", "emphasis", "fragments_join", "strikethrough"})
"""The rules that pair delimiters once a passage is read, and join those that remain with their text."""

_BLOCK_BEGINS_WITH: Final[Mapping[str, str]] = {
    "blockquote": ">",
    "component": "<",
    "fence": "`~",
    "footnote_def": "[",
    "heading": "#",
    "hr": "*-_",
    "html_block": "<",
    "imports_and_exports": "ie",
    "list": "*+-0123456789",
    "math_block": "$",
    "mdx_comment": "{",
    "reference": "[",
}
"""The characters with which a line begins at which a block rule may find something, likewise."""


def _by_mark(rules: Sequence[Rule[Any]], begins_with: Mapping[str, str]) -> Mapping[str, Sequence[Any]]:
    """Return rules by the character they are asked at, those for any other under none."""
    at = {
        mark: [rule.fn for rule in rules if mark in begins_with.get(rule.name, mark)]
        for mark in "".join(begins_with.values())
    }
    return {**at, "": [rule.fn for rule in rules if rule.name not in begins_with]}


class DispatchingRuler(Ruler["BlockRule"]):
    """Finds the blocks that markdown-it's own rules find, each asked only where it may begin."""

    def __init__(self, configured: Ruler[BlockRule]) -> None:
        super().__init__()
        self.__rules__ = configured.__rules__

    def __compile__(self) -> None:
        super().__compile__()
        chains = self.__cache__ or {}
        self.__cache__ = {name: [self._asking(name)] for name in chains}

    def _asking(self, chain: str) -> BlockRule:
        """Return the one rule that stands for a chain of them."""
        active = [rule for rule in self.__rules__ if rule.enabled and (not chain or chain in rule.alt)]
        rules = _by_mark(active, _BLOCK_BEGINS_WITH)
        anywhere = rules[""]
        paragraph = None if chain else [rule.fn for rule in active if rule.name == "paragraph"]

        def ask(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
            place = state.bMarks[start] + state.tShift[start]
            asked = rules.get(state.src[place : place + 1])
            if asked is None:
                asked = paragraph if paragraph and stands_alone(state, start) else anywhere
            for rule in asked:  # noqa: SIM110  (a generator takes longer)
                if rule(state, start, end, silent):
                    return True
            return False

        return ask


def quick_token(kind: str, tag: str, nesting: Literal[-1, 0, 1], level: int, content: str = "") -> Token:
    """Return a token, made at once.

    A post has some six hundred, and markdown-it's dataclass takes three times as long to make each of them.
    """
    token = _new(Token)
    # One by one: a tuple of so many would be built and taken apart.
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.level = level
    token.content = content
    token.attrs = {}
    token.meta = {}
    token.map = token.children = None
    token.markup = token.info = ""
    token.block = token.hidden = False
    return token


class _Blocks(StateBlock):
    """A text as its blocks are found."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Push a token."""
        if nesting < 0:
            self.level -= 1
        token = quick_token(ttype, tag, nesting, self.level)
        token.block = True
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


class DispatchingBlock(ParserBlock):
    """Finds the blocks that markdown-it's own parser finds."""

    def __init__(self, configured: ParserBlock) -> None:
        super().__init__()
        self.ruler = DispatchingRuler(configured.ruler)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803  (markdown-it's)
        """Read a text and push its tokens."""
        if not src:
            return None
        state = _Blocks(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


class Passage(StateInline):
    """A passage as it is read; the text before a token is looked at once."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Push a token, and the text before it if there is any."""
        if self.pending:
            self.pushPending()
        meta = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token = quick_token(ttype, tag, nesting, self.level)
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            meta = {"delimiters": self.delimiters}
        elif ttype == _ESCAPED:
            self.env[HAS_ESCAPES] = True
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(meta)
        return token

    def push_text(self, text: str) -> None:
        """Push a text, and before it what was read since the last token."""
        if pending := self.pending:
            text, self.pending = pending + text, ""
        if text:
            self.tokens.append(quick_token("text", "", 0, self.level, text))

    def push_leaf(self, kind: str, tag: str, content: str) -> Token:
        """Push a token that holds no others, where no text is pending, and return it."""
        token = quick_token(kind, tag, 0, self.level, content)
        self.tokens.append(token)
        return token

    def push_element(self, name: str, tag: str, text: str) -> tuple[Token, Token]:
        """Push an element that holds nothing but text, likewise, and return its two ends."""
        level = self.level
        opening = quick_token(f"{name}_open", tag, 1, level)
        closing = quick_token(f"{name}_close", tag, -1, level)
        self.tokens += (opening, quick_token("text", "", 0, level + 1, text), closing)
        return opening, closing

    def pushPending(self) -> Token:  # noqa: N802  (markdown-it's)
        """Push the text that was read since the last token."""
        token = quick_token("text", "", 0, self.pendingLevel, self.pending)
        self.tokens.append(token)
        self.pending = ""
        return token


class DispatchingInline(ParserInline):
    """Finds what markdown-it's own parser finds, which asks every rule at every mark, mostly in vain."""

    def __init__(self, configured: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = configured.ruler, configured.ruler2

    @cached_property
    def _rules(self) -> Mapping[str, Sequence[InlineRule]]:
        """The rules by the character they are asked at, those for any other under none."""
        active = [rule for rule in self.ruler.__rules__ if rule.enabled and rule.name != "text"]
        return _by_mark(active, _BEGINS_WITH)

    @cached_property
    def _marks(self) -> str:
        """The characters at which text may end: at a rule, or at the end of a link's text."""
        return "".join(sorted({*self._rules, "]"} - {""}))

    @cached_property
    def _stop(self) -> re.Pattern[str]:
        """Finds where text may end."""
        return re.compile(f"[{re.escape(self._marks)}]")

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        """Matches the text up to there, and what begins there if it is plain."""
        return plain_pattern(self._marks)

    @cached_property
    def _afterwards(self) -> tuple[Sequence[PostRule], Sequence[PostRule]]:
        """The rules that look at a passage as a whole, and those of them that do not only pair delimiters."""
        active = [rule for rule in self.ruler2.__rules__ if rule.enabled]
        return [rule.fn for rule in active], [rule.fn for rule in active if rule.name not in _PAIRING]

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Read a passage and push its tokens; delimiters are paired only where some were left."""
        state = Passage(src, md, env, tokens)
        self.tokenize(state)
        metas = state.tokens_meta
        left = state.delimiters or (metas and any(meta["delimiters"] for meta in metas if meta))
        every, unpaired = self._afterwards
        for rule in every if left else unpaired:
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Generate the tokens of a range."""
        assert isinstance(state, Passage)  # noqa: S101  (``parse`` made it)
        src, end, match = state.src, state.posMax, self._plain.match
        if state.level >= state.md.options["maxNesting"]:
            state.append_pending(src[state.pos : end])
            state.pos = end
        while state.pos < end:
            found = match(src, state.pos, end)
            assert found is not None  # noqa: S101  (it matches nothing too)
            state.pos = stop = found.end()
            if found.lastindex != 1:
                push_plain(state, found)
                continue
            if stop == end:
                state.push_text(found[1])
                return
            state.append_pending(found[1])
            if not self._found(state, silent=False):
                state.append_pending(src[stop])
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

    def is_marked(self, text: str) -> bool:
        """Tell whether a text may be more than text."""
        return self._stop.search(text) is not None

    def _end_of_text(self, state: StateInline) -> int:
        found = self._stop.search(state.src, state.pos)
        return found.start() if found else state.posMax

    def _found(self, state: StateInline, *, silent: bool) -> bool:
        rules = self._rules
        for rule in rules.get(state.src[state.pos], rules[""]):  # noqa: SIM110  (a generator takes longer)
            if rule(state, silent):
                return True
        return False


def plain_line(md: MarkdownIt, text: str) -> Token | None:
    """Return the one token of a line that is mere text, as a parse of it would; None for any other line."""
    assert isinstance(md.inline, DispatchingInline)  # noqa: S101  (that of every parser of ours)
    if not text or md.inline.is_marked(text):
        return None
    token = quick_token("inline", "", 0, 0, text)
    token.map, token.children = [0, 1], [quick_token("text", "", 0, 0, text)]
    return token


def normalize_rarely(state: StateCore) -> None:
    """Do what markdown-it does before all else, where there is anything to do."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def text_join_rarely(state: StateCore) -> None:
    """Join what was escaped with the text around it, where anything was."""
    if HAS_ESCAPES in state.env:
        text_join(state)
