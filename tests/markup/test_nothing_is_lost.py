"""Every word of a post stands once in the page and once in the sibling, in whatever its blocks nest."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from adjoint.markup import Source, parse_document
from tests.markup.stubs import html, markdown

Lines = list[str]
"""A block; each ``W`` stands for a word of its own."""

INLINE = st.sampled_from(
    [
        *("W", "*W*", "`W`", "[W](/x/)", "$W$", "~~W~~", "{/* c */}"),
        *("<Stat>W</Stat>", "**W <Stat>*W*</Stat>**", "<Stat />", "<Box>W</Box>", "*W <Box>W</Box>*"),
    ]
)
SENTENCE = st.lists(INLINE, max_size=4).map(lambda words: " ".join(["W", *words]))
LEAF = st.one_of(
    st.lists(SENTENCE, min_size=1, max_size=3),
    SENTENCE.map(lambda words: [f"## {words}"]),
    st.tuples(SENTENCE, SENTENCE).map(lambda row: [f"| W | {row[0]} |", "|---|---|", f"| {row[1]} | W |"]),
    st.sampled_from(
        [
            ["```", "W", "", "<Callout> W", "```"],
            ["~~~", "</Callout> W", "~~~"],
            ["$$", "W", "$$"],
            ["<Box />"],
            ["{/* a", "", "b */}"],
            ["<Callout>W W</Callout>"],
            ["<Callout>", "W", "W</Callout>"],
            ["<Callout>W", "</Callout>"],
        ]
    ),
)


def stacked(blocks: list[Lines]) -> Lines:
    return [line for number, block in enumerate(blocks) for line in ([""] if number else []) + block]


def quoted(lines: Lines) -> Lines:
    return [f"> {line}".rstrip() for line in lines]


def item(lines: Lines) -> Lines:
    first, *rest = lines if not lines[0].startswith("    ") else ["W", "", *lines]
    return [f"- {first}", *(f"  {line}" if line else "" for line in rest)]


def wrapped(lines: Lines, indent: str, gap: list[str]) -> Lines:
    return ["<Callout>", *gap, *(indent + line if line else "" for line in lines), *gap, "</Callout>"]


def nested(inner: st.SearchStrategy[Lines]) -> st.SearchStrategy[Lines]:
    blocks = st.lists(inner, min_size=1, max_size=3).map(stacked)
    indents, gaps = st.sampled_from(["", "  ", "   ", "    "]), st.sampled_from([[], [""]])
    return st.one_of(blocks, blocks.map(quoted), blocks.map(item), st.builds(wrapped, blocks, indents, gaps))


POSTS = st.lists(st.recursive(LEAF, nested, max_leaves=8), min_size=1, max_size=4).map(stacked)


def words(text: str) -> list[str]:
    return sorted(re.findall(r"\bw\d+w\b", text))


@settings(deadline=None)
@given(POSTS)
def test_every_word_stands_once_in_both_outputs(lines: Lines) -> None:
    numbers = count()
    text = re.sub("W", lambda _: f"w{next(numbers)}w", "\n".join(lines) + "\n")
    document, faults = parse_document(Source("post.md", text))
    assert not faults
    assert words(markdown(document)) == words(text)
    assert words(re.sub(r' (?:id|href)="[^"]*"', "", html(document))) == words(text)


@settings(deadline=None)
@given(POSTS)
def test_a_sibling_is_plain_markdown(lines: Lines) -> None:
    sibling = markdown(parse_document(Source("post.md", "\n".join(lines) + "\n"))[0])
    document, faults = parse_document(Source("index.md", sibling))
    assert not faults
    assert not document.tags
    assert markdown(document) == sibling
