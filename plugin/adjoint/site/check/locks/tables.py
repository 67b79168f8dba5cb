"""The rows of a post's tables that give one thing one number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from adjoint.autodiff import Graph
from adjoint.frozen import frozen
from adjoint.site.check.locks.elsewhere import MATH
from adjoint.site.check.locks.prose import OPENING, Passage, passage_of, words_of
from adjoint.site.post.checked import Checked

if TYPE_CHECKING:
    from markdown_it.token import Token

_OF: Final = re.compile(r"\s*(?:quantity|node|name|variable|symbol|input|output|)\s*", re.IGNORECASE)
_VALUE: Final = re.compile(
    r"\s*(?:the\s+)?(?:(?:published\s+)?(?:value|number)|is|equals|as published)\s*", re.IGNORECASE
)
_SLOPES: Final = re.compile(
    r"[^$]*\$\\partial (?P<of>\w+) ?/ ?\\partial (?P<by>\w+)\$\s*|[^$]*\$\\bar(?: (?P<bar>\w)|\{\w\})\$\s*"
    r"|\s*(?:the\s+)?(?:gradient|derivative|slope|adjoint)s?(?:\s+of\s+\$(?P<whose>\w+)\$)?\s*",
    re.IGNORECASE,
)


@frozen
class Table:
    """The first column of a table and another, or its first row and another."""

    before: str
    """The paragraph before it."""
    heads: tuple[str, str]
    rows: list[tuple[Passage, Passage]]

    @property
    def text(self) -> str:
        """Its rows, for whoever asks what they speak of."""
        return " ".join(f"{name.text} = {number.text}" for name, number in self.rows)

    @property
    def gives_values(self) -> bool:
        """Whether its heads say that the second column has the values of the first."""
        return bool(_OF.fullmatch(self.heads[0]) and _VALUE.fullmatch(self.heads[1]))

    def gives_slopes_of(self, graph: Graph) -> bool:
        """Whether its heads say that the second column has the output's derivatives by the first."""
        of = _OF.fullmatch(MATH.sub("", self.heads[0]))
        found = _SLOPES.fullmatch(self.heads[1]) if of else None
        if found is None or not found["of"]:
            return found is not None and (found["whose"] or graph.output) == graph.output
        return found["of"] == graph.output and all(found["by"] != node.name for node in graph.nodes)


def tables(post: Checked) -> Iterator[Table]:
    """Yield the tables in a post's text, two columns at a time."""
    open_: list[Token] = []
    section, before, rows = OPENING, "", list[list[Passage]]()
    for token in post.document.tokens:
        if token.nesting > 0:
            open_.append(token)
            if token.type == "table_open":
                rows = [[]]
            elif token.type == "tr_open":
                rows.append([])
        elif token.nesting < 0 and open_:
            open_.pop()
            if token.type == "table_close":
                yield from _columns(before, rows[1:])
        elif token.type == "inline" and open_:
            if open_[-1].type == "heading_open":
                section, before = words_of(token), ""
            elif open_[-1].type in {"td_open", "th_open"}:
                rows[-1].append(passage_of(post, token, open_, section))
            else:
                before = token.content


def _columns(before: str, rows: Sequence[Sequence[Passage]]) -> Iterator[Table]:
    heads, *others = rows
    for place in range(1, len(heads) if all(len(row) == len(heads) for row in others) else 0):
        pairs = [(row[0], row[place]) for row in others]
        yield Table(before, (heads[0].text, heads[place].text), pairs)
    for row in others:
        if len(row) == len(heads) > 1 and all(MATH.fullmatch(head.text) for head in heads[1:]):
            pairs = list(zip(heads[1:], row[1:], strict=True))
            yield Table(before, (heads[0].text, row[0].text), pairs)
