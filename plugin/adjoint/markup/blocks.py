"""Block rules: component tags on lines of their own, MDX comments, imports and exports, displayed math."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adjoint.markup.elements import tag_of_nothing
from adjoint.markup.lines import (
    begin_line_at,
    dedent_children,
    joined_lines,
    paragraph_end,
    parse_one_block,
    restored_lines,
)
from adjoint.markup.marks import AT, MathMark, TagMark, reading
from adjoint.markup.passages import PASSAGE, Passage
from adjoint.markup.tags import TAG_START, ReadTag, read_tag

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from adjoint.markup.passages import BlockRule

_LONGEST_TAG = 400
"""Lines that one tag may take; what is longer was never closed."""

_PASSED_OVER = r"(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|\{/\*.*?\*/\}"
VERBATIM_HTML = re.compile(r"<(?:!|\?|(?:pre|script|style|textarea)\b)", re.IGNORECASE)
"""What begins HTML that goes on to its own end, whatever stands in it."""
RAW_TEXT = re.compile(r"<(?:script|style|textarea)\b", re.IGNORECASE)
"""What begins HTML in which there are no comments."""

_LAST_TAG = re.compile(r"</([A-Z][\w.]*)\s*>\s*$")
_IMPORT = re.compile(
    r"import\s+(?:[\w*{][^;\"']*?\sfrom\s*)?(?:\"[^\"\n]*\"|'[^'\n]*')[ \t]*+;?[ \t]*$", re.MULTILINE
)
_EXPORT = re.compile(
    r"export\s+(?:const|let|var|function|class|default|async|type|interface)\b|export\s*[{*]"
)


def component_tags(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Read tags that stand on lines of their own, and those that enclose what follows on their line."""
    position = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not TAG_START.match(state.src, position, state.eMarks[start]):
        return False
    tags, passage, whole = _tags_from(state, position, start, end)
    first = tags[0]
    after = _line_of(state, passage.source(tags[-1].span.end - 1), start) if whole else start
    if whole:
        if not silent:
            for tag in tags:
                _push(state, tag, passage, start)
            state.line = after + 1
            if tags[-1].kind == "open":
                dedent_children(state, after + 1, end, tags[-1].name)
        return True
    if first.kind == "close":
        return first.name in reading(state.env, state.src).open_tags and _then_text(
            state, first, passage, start, end, silent=silent
        )
    if first.kind == "open":
        return _enclosing(state, first, passage, start, end, silent=silent)
    return False


def _tags_from(state: StateBlock, position: int, start: int, end: int) -> tuple[list[ReadTag], Passage, bool]:
    """Return the tags at a line's start and whether nothing else stands on their lines.

    Most tags end on their line. One that does not may go on to the next blank line, and past blank lines only
    where that makes a value in it whole; else what is wrong is told as far as the first blank line.
    """
    line = _tags_up_to(state, position, start, start + 1)
    if not any(tag.faults for tag in line[0]):
        return line
    paragraph = _tags_up_to(state, position, start, paragraph_end(state, start, end))
    if all(fault.code != "malformed-prop" for fault in paragraph[0][0].faults):
        return paragraph
    beyond = _tags_up_to(state, position, start, min(end, start + _LONGEST_TAG))
    return paragraph if beyond[0][0].faults else beyond


def _tags_up_to(
    state: StateBlock, position: int, start: int, stop: int
) -> tuple[list[ReadTag], Passage, bool]:
    text, passage = joined_lines(state, position, start, stop)
    tags, whole = _tag_sequence(text)
    return tags, passage, whole


def _tag_sequence(text: str) -> tuple[list[ReadTag], bool]:
    tags: list[ReadTag] = []
    offset = 0
    while (tag := read_tag(text, offset, len(text))) is not None:
        tags.append(tag)
        offset = tag.span.end
        while offset < len(text) and text[offset] in " \t":
            offset += 1
        if offset >= len(text) or text[offset] == "\n":
            return tags, True
    return tags, False


def _line_of(state: StateBlock, offset: int, start: int) -> int:
    line = start
    while line + 1 < state.lineMax and state.eMarks[line] < offset + 1:
        line += 1
    return line


def _push(state: StateBlock, tag: ReadTag, passage: Passage, line: int) -> None:
    open_tags = reading(state.env, state.src).open_tags
    kind = {"open": "component_open", "close": "component_close", "alone": "component"}[tag.kind]
    if tag.kind == "close" and tag.name in open_tags:
        while open_tags:
            state.level -= 1
            if open_tags.pop() == tag.name:
                break
    token = state.push(kind, "", 0)
    token.map = [line, line + 1]
    token.meta = {"mark": TagMark(tag, passage, max(state.sCount[line] - state.blkIndent, 0))}
    if tag.kind == "open":
        state.level += 1
        open_tags.append(tag.name)


def _then_text(  # noqa: PLR0913  (a block rule's arguments, and the tag it met)
    state: StateBlock, tag: ReadTag, passage: Passage, start: int, end: int, *, silent: bool
) -> bool:
    """Take a tag, then the rest of its line as the block that begins there."""
    if not silent:
        _push(state, tag, passage, start)
        after = passage.source(tag.span.end - 1) + 1
        line = _line_of(state, after - 1, start)
        begin_line_at(state, line, after)
        parse_one_block(state, line, end)
    return True


def _enclosing(  # noqa: PLR0913  (as above)
    state: StateBlock, tag: ReadTag, passage: Passage, start: int, end: int, *, silent: bool
) -> bool:
    """Take a tag with text after it as a block, unless it closes in the middle of its paragraph."""
    position = state.bMarks[start] + state.tShift[start]
    stop = min(paragraph_end(state, start, end), start + _LONGEST_TAG)
    text, passage = joined_lines(state, position, start, stop)
    close = _closing_tag(text, tag)
    if close is None:
        return _then_text(state, tag, passage, start, end, silent=silent)
    if text[close.span.end :].split("\n", 1)[0].strip():
        return False
    if not silent:
        _push(state, tag, passage, start)
        inner = passage.source(tag.span.end - 1) + 1
        outer = passage.source(close.span.start)
        first, last = _line_of(state, inner - 1, start), _line_of(state, outer, start)
        with restored_lines(state, first, last + 1):
            begin_line_at(state, first, inner)
            state.eMarks[last] = outer
            state.tShift[last] = min(state.tShift[last], outer - state.bMarks[last])
            state.lineMax = last + 1
            state.md.block.tokenize(state, first, last + 1)
        _push(state, close, passage, last)
        state.line = last + 1
    return True


def _closing_tag(text: str, tag: ReadTag) -> ReadTag | None:
    """Return the tag that closes another in the same paragraph."""
    depth = 1
    marks = re.compile(rf"{_PASSED_OVER}|</?{re.escape(tag.name)}(?=[\s/>])", re.DOTALL)
    for mark in marks.finditer(text, tag.span.end):
        if not mark[0].startswith("<"):
            continue
        found = read_tag(text, mark.start(), len(text))
        if found is not None and found.kind != "alone":
            depth += 1 if found.kind == "open" else -1
            if depth == 0:
                return found
    return None


def after_closing_tag(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001  (markdown-it's)
    """End a paragraph after the line that closes an open tag."""
    open_tags = reading(state.env, state.src).open_tags
    if not silent or not open_tags or start == 0 or state.src[state.eMarks[start - 1] - 1] != ">":
        return False
    return _closes(state.src[state.bMarks[start - 1] : state.eMarks[start - 1]], open_tags[-1])


def _closes(text: str, name: str) -> bool:
    last = _LAST_TAG.search(text)
    if last is None or last[1] != name:
        return False
    opened = len(re.findall(rf"<{re.escape(name)}(?=[\s>])", text))
    return text.count(f"</{name}") > opened


def closing_paragraphs(rule: BlockRule) -> BlockRule:
    """Return the paragraph rule, which then leaves the closing tag at its end to the tag it closes."""

    def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
        rule(state, start, end, silent)
        text = state.tokens[-2]
        if text.content.endswith(">"):
            open_tags = reading(state.env, state.src).open_tags
            while open_tags and text.content.endswith(">") and _closes(text.content, open_tags[-1]):
                _take_closing_tag(state, text, start)
        return True

    return paragraph


def _take_closing_tag(state: StateBlock, text: Token, line: int) -> None:
    offset = text.content.rindex("</")
    tag = read_tag(text.content, offset, len(text.content))
    if tag is not None:
        _push(state, tag, text.meta[PASSAGE], line)
    text.content = text.content[:offset].rstrip()


def comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Drop an MDX comment that stands on lines of its own."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("{/*", position) or state.is_code_block(start):
        return False
    close = state.src.find("*/}", position + 3, state.eMarks[end - 1])
    if close < 0:
        return False
    last = _line_of(state, close, start)
    rest = state.src[close + 3 : state.eMarks[last]]
    if rest.strip() and last < paragraph_end(state, start, end):
        return False
    if not silent:
        token = state.push("mdx_comment", "", 0)
        token.map = [start, last + 1]
        token.meta = {AT: (position, close + 3)}
        token.hidden = True
        state.line = last + 1
        if rest.strip():
            begin_line_at(state, last, close + 3)
            parse_one_block(state, last, end)
    return True


def imports_and_exports(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Drop MDX's ``import`` and ``export`` statements, which stand before everything else."""
    position = state.bMarks[start]
    if silent or state.level or not state.src.startswith(("import", "export"), position):
        return False
    if any(token.type not in {"mdx_comment", "mdx_esm"} for token in state.tokens):
        return False
    stop = paragraph_end(state, start, end)
    text, _ = joined_lines(state, position, start, stop)
    statement = _IMPORT.match(text)
    if statement:
        stop = start + text.count("\n", 0, statement.end()) + 1
    elif not _EXPORT.match(text):
        return False
    token = state.push("mdx_esm", "", 0)
    token.map = [start, stop]
    token.meta = {AT: (position, state.eMarks[stop - 1])}
    token.hidden = True
    state.line = stop
    return True


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
    """Read ``$$ … $$`` on lines of its own."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", position) or state.is_code_block(start):
        return False
    last = _last_line_of_math(state, position, start, end)
    if last is None:
        return False
    if not silent:
        text, passage = joined_lines(state, position + 2, start, last + 1)
        content = text.rstrip()[:-2]
        begin = len(content) - len(content.lstrip())
        token = state.push("math_block", "math", 0)
        token.block = True
        token.map = [start, last + 1]
        token.markup = "$$"
        token.content = content.strip()
        token.meta = {"mark": MathMark(token.content, passage.part(begin, len(token.content)))}
        state.line = last + 1
    return True


def _last_line_of_math(state: StateBlock, position: int, start: int, end: int) -> int | None:
    opening = state.src[position + 2 : state.eMarks[start]].strip()
    if "$$" in opening:
        return start if opening.index("$$") == len(opening) - 2 and len(opening) > 2 else None
    for line in range(start + 1, end):
        if state.isEmpty(line):
            if opening:
                return None
            continue
        if state.sCount[line] < state.blkIndent:
            return None
        text = state.src[state.bMarks[line] : state.eMarks[line]].rstrip()
        if "$$" in text:
            return line if text.index("$$") == len(text) - 2 else None
    return None


def outermost_footnotes(rule: BlockRule) -> BlockRule:
    """Return the rule of footnotes, which then reads none within another."""

    def footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
        parse = reading(state.env, state.src)
        if parse.in_footnote and state.sCount[start] >= state.blkIndent:
            return False
        outer, parse.in_footnote = parse.in_footnote, True
        try:
            read = rule(state, start, end, silent)
        finally:
            parse.in_footnote = outer
        if read and not silent:
            begin = state.bMarks[start] + state.tShift[start]
            name = state.src[begin + len("[^") : state.src.index("]:", begin)]
            if parse.footnotes.setdefault(name, begin) != begin:
                parse.footnotes_again.append((name, begin))
        return read

    return footnote


def lower_case_html(rule: BlockRule) -> BlockRule:
    """Return the rule of HTML blocks, which then leaves capital letters alone, and tells its place."""

    def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it's)
        position = state.bMarks[start] + state.tShift[start]
        if TAG_START.match(state.src, position, state.eMarks[start]) or tag_of_nothing(state.src, position):
            return False
        found = rule(state, start, end, silent)
        if found and not silent:
            state.tokens[-1].meta[AT] = position
            _end_html_at_tag(state, start)
        return found

    return html_block


def _end_html_at_tag(state: StateBlock, start: int) -> None:
    """Have HTML that would go on to the next blank line end before a component tag on a line of its own."""
    if VERBATIM_HTML.match(state.src, state.bMarks[start] + state.tShift[start]):
        return
    for line in range(start + 1, state.line):
        if TAG_START.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]):
            token = state.tokens[-1]
            token.content = state.getLines(start, line, state.blkIndent, True)  # noqa: FBT003  (markdown-it's)
            token.map = [start, line]
            state.line = line
            return
