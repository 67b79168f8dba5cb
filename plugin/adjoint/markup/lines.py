"""The lines of a block as its container shows them: joined, shifted, and parsed from the middle of one."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from adjoint.markup.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_block import StateBlock

_MOST_LINES = 2000
_FENCE = re.compile(r"[\s>]*(?:(?:[-+*]|\d{1,9}[.)])[\s>]+)*(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)[^`]*\1")


def joined_lines(state: StateBlock, position: int, first: int, stop: int) -> tuple[str, Passage]:
    """Return the text of lines without their container's marks, and where it stands.

    Args:
        state: markdown-it's.
        position: the offset in the first line at which the text begins.
        first: the first line.
        stop: the line after the last.
    """
    pieces, starts, sources, offset = [], [], [], 0
    for line in range(first, stop):
        begin = position if line == first else state.bMarks[line] + min(state.tShift[line], state.blkIndent)
        piece = state.src[begin : max(begin, state.eMarks[line])]
        pieces.append(piece)
        starts.append(offset)
        sources.append(begin)
        offset += len(piece) + 1
    return "\n".join(pieces), Passage(tuple(starts), tuple(sources))


def paragraph_end(state: StateBlock, first: int, end: int) -> int:
    """Return the line after the last that follows without a blank line, in the same container."""
    line = first + 1
    while line < end and not state.isEmpty(line) and not 0 <= state.sCount[line] < state.blkIndent:
        line += 1
    return line


def begin_line_at(state: StateBlock, line: int, position: int) -> None:
    """Have a line begin at an offset within it, as if nothing stood before."""
    text = state.src[position : state.eMarks[line]]
    state.bMarks[line] = position + len(text) - len(text.lstrip(" \t"))
    state.tShift[line] = state.bsCount[line] = 0
    state.sCount[line] = state.blkIndent


def parse_one_block(state: StateBlock, line: int, end: int) -> None:
    """Parse the block that begins on a line."""
    state.line = line + 1
    if state.isEmpty(line):
        return
    for rule in state.md.block.ruler.getRules(""):
        if rule(state, line, end, False):  # noqa: FBT003  (markdown-it's)
            return


@contextmanager
def restored_lines(state: StateBlock, first: int, stop: int) -> Iterator[None]:
    """Put the tables of lines back as they were."""
    tables = (state.bMarks, state.eMarks, state.tShift, state.sCount, state.bsCount)
    before = [table[first:stop] for table in tables]
    line_max = state.lineMax
    try:
        yield
    finally:
        for table, values in zip(tables, before, strict=True):
            table[first:stop] = values
        state.lineMax = line_max


def dedent_children(state: StateBlock, first: int, end: int, name: str) -> None:
    """Take the first child's indentation from the lines up to a tag's closing tag.

    So children may be indented as their nesting suggests without becoming indented code.
    """
    line = state.skipEmptyLines(first)
    if line >= end or f"</{name}" not in state.src:
        return
    columns = state.sCount[line] - state.blkIndent
    if columns <= 0:
        return
    tags = re.compile(rf"<(/?){re.escape(name)}(?=[\s/>]|$)")
    depth, fence = 1, ""
    for number in range(line, min(end, line + _MOST_LINES)):
        if not state.isEmpty(number) and state.sCount[number] < state.blkIndent:
            return
        text = state.src[state.bMarks[number] : state.eMarks[number]]
        fence, prose = _fence_after(fence, text)
        if prose and "<" in text:
            depth += _depth_change(_CODE.sub("", text), tags)
        if depth <= 0 and text.lstrip().startswith("</"):
            return
        _shift(state, number, columns)
        if depth <= 0:
            return


def _fence_after(fence: str, text: str) -> tuple[str, bool]:
    """Return the fence of the code that goes on after a line, if any, and whether the line is none of it."""
    mark = _FENCE.match(text)
    if not fence:
        return (mark[1], False) if mark else ("", True)
    closes = mark is not None and mark[1].startswith(fence) and not text.replace(mark[1], "").strip(" \t>")
    return ("" if closes else fence), False


def _depth_change(text: str, tags: re.Pattern[str]) -> int:
    alone = text.rstrip().endswith("/>")
    return sum(-1 if tag[1] else 0 if alone else 1 for tag in tags.finditer(text))


def _shift(state: StateBlock, line: int, columns: int) -> None:
    """Begin a line so many columns later, or after its indentation if that is less."""
    taken, position = 0, state.bMarks[line]
    while taken < columns and position < state.eMarks[line] and state.src[position] in " \t":
        width = 4 - (taken + state.bsCount[line]) % 4 if state.src[position] == "\t" else 1
        if taken + width > columns:
            break
        taken += width
        position += 1
    state.tShift[line] -= position - state.bMarks[line]
    state.bMarks[line] = position
    state.sCount[line] -= taken
    state.bsCount[line] += taken
