"""Where the text of a paragraph, heading or cell stands in its source.

markdown-it hands a passage to its inline rules without the marks of the lists and quotes around it, and tells
only its lines. The block rules that cut a passage know more; this keeps what they know.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    BlockRule = Callable[[StateBlock, int, int, bool], bool]

PASSAGE = "passage"
"""The key of an ``inline`` token's ``meta`` that holds its ``Passage``."""

_CODE_INDENT = 4
"""The spaces before a line that make it code."""
_CELL_BORDER = re.compile(r"(?<!\\)\|")


class Passage(NamedTuple):
    """Pieces of a text that stand in the source as they are.

    Attributes:
        starts: the offset in the text at which each piece begins.
        sources: the offset in the source at which it stands.
    """

    starts: tuple[int, ...]
    sources: tuple[int, ...]

    def source(self, offset: int) -> int:
        """Return where the character at an offset of the text stands in the source."""
        if len(self.starts) == 1:
            return self.sources[0] + max(offset - self.starts[0], 0)
        piece = max(bisect_right(self.starts, offset) - 1, 0)
        return self.sources[piece] + max(offset - self.starts[piece], 0)

    def part(self, start: int, length: int) -> Passage:
        """Return the passage of a part of the text."""
        if len(self.starts) == 1:
            return Passage((0,), (self.source(start),))
        first, last = bisect_right(self.starts, start), bisect_left(self.starts, start + length)
        starts = (0, *(piece - start for piece in self.starts[first:last]))
        return Passage(starts, (self.source(start), *self.sources[first:last]))


def passage_of_lines(state: StateBlock, content: str, start: int) -> Passage:
    """Return the passage of a content whose lines are those of the source, without their marks."""
    starts, sources, offset = [], [], 0
    for number, line in enumerate(content.split("\n"), start):
        blank = len(line) - len(line.lstrip(" \t"))
        starts.append(offset + blank)
        sources.append(state.bMarks[number] + state.tShift[number])
        offset += len(line) + 1
    return Passage(tuple(starts), tuple(sources))


def keep_passages(md: MarkdownIt) -> None:
    """Have the rules that cut passages leave their places in the tokens' ``meta``."""
    from markdown_it import rules_block  # noqa: PLC0415  (a parser is loaded by the first parse)
    from markdown_it.common.utils import mdTrim  # noqa: PLC0415

    ruler = md.block.ruler
    ruler.at("paragraph", _paragraphs(_keeping(rules_block.paragraph, _keep_lines), mdTrim))
    ruler.at("lheading", _keeping(rules_block.lheading, _keep_lines))
    ruler.at(
        "heading",
        _keeping(rules_block.heading, _keep_heading),
        {"alt": ["paragraph", "reference", "blockquote"]},
    )
    ruler.at("table", _keeping(rules_block.table, _keep_cells), {"alt": ["paragraph", "reference"]})


def stands_alone(state: StateBlock, line: int) -> bool:
    """Tell whether a line is no code and no other follows it: it is no more than a paragraph then."""
    return state.sCount[line] - state.blkIndent < _CODE_INDENT and (
        line + 1 >= state.lineMax or state.isEmpty(line + 1)
    )


def _paragraphs(several: BlockRule, trimmed: Callable[[str], str]) -> BlockRule:
    """Return a rule that reads a paragraph of one line at once, and leaves others to that of several."""

    def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
        if not stands_alone(state, start):
            return several(state, start, end, silent)
        begin = state.bMarks[start] + state.tShift[start]
        state.line = start + 1
        state.push("paragraph_open", "p", 1).map = [start, start + 1]
        token = state.push("inline", "", 0)
        token.content = trimmed(state.src[begin : state.eMarks[start]])
        token.map, token.children = [start, start + 1], []
        token.meta[PASSAGE] = Passage((0,), (begin,))
        state.push("paragraph_close", "p", -1)
        return True

    return paragraph


def _keeping(rule: BlockRule, keep: Callable[[StateBlock, list[Token], int], None]) -> BlockRule:
    def keeping(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
        before = len(state.tokens)
        found = rule(state, start, end, silent)
        if found and not silent:
            keep(state, state.tokens[before:], start)
        return found

    return keeping


def _keep_lines(state: StateBlock, tokens: list[Token], start: int) -> None:
    token = tokens[1]
    token.meta[PASSAGE] = passage_of_lines(state, token.content, start)


def _keep_heading(state: StateBlock, tokens: list[Token], start: int) -> None:
    token = tokens[1]
    offset = state.bMarks[start] + state.tShift[start] + len(tokens[0].markup)
    token.meta[PASSAGE] = Passage((0,), (state.src.find(token.content, offset),))


def _keep_cells(state: StateBlock, tokens: list[Token], start: int) -> None:
    row: list[tuple[int, int]] = []
    for token in tokens:
        if token.type == "tr_open" and token.map:
            row = _cells(state, token.map[0])
        elif token.type == "inline" and row:
            offset, end = row.pop(0)
            token.meta[PASSAGE] = _cell_passage(state.src, offset, end)
    del start


def _cells(state: StateBlock, line: int) -> list[tuple[int, int]]:
    """Return where each cell of a row begins and ends, space around it included."""
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    while end > start and state.src[end - 1] in " \t":
        end -= 1
    borders = [match.start() for match in _CELL_BORDER.finditer(state.src, start, end)]
    edges = [start - 1, *borders, end]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    if cells and cells[0][0] == cells[0][1]:
        cells.pop(0)
    return cells


def _cell_passage(text: str, start: int, end: int) -> Passage:
    r"""Return the passage of a cell, in which ``\|`` became ``|``."""
    while start < end and text[start] in " \t":
        start += 1
    starts, sources, offset = [0], [start], 0
    position = start
    while (escaped := text.find("\\|", position, end)) >= 0:
        offset += escaped - position
        starts.append(offset)
        sources.append(escaped + 1)
        offset += 1
        position = escaped + 2
    return Passage(tuple(starts), tuple(sources))
