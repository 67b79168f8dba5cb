"""Rows of a table with more cells than it has heads: what stands in the last ones is shown nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from adjoint.markup import Diagnostic, Document
from adjoint.markup.places import Places

_BEFORE_ROW: Final = re.compile(r"[\s>]*")


def lost_cells(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each row whose last cells stand under no head."""
    if not any(token.type == "table_open" for token in document.tokens):
        return
    from markdown_it.rules_block.table import escapedSplit  # noqa: PLC0415  (loaded where a table is)

    places = Places(document.source, document.frontmatter.body)
    heads = 0
    for token in document.tokens:
        if token.type == "thead_open":
            heads = 0
        elif token.type == "th_open":
            heads += 1
        elif token.type == "tr_open" and token.map:
            start = places.line_start(token)
            line = document.source.text[start:].partition("\n")[0]
            row = line[_BEFORE_ROW.match(line).end() :].strip()  # type: ignore[union-attr]  # it may be empty
            cells = escapedSplit(row.removeprefix("|").removesuffix("|"))
            lost = [cell.strip() for cell in cells[heads:] if cell.strip()]
            if heads and lost:
                at = start + max(0, line.find(lost[0].replace("|", r"\|")))
                message = f"this row has {len(cells)} cells, the table {heads} heads; the rest is dropped"
                hint = r"add a head, or write \| for a bar within a cell"
                place = document.source.location(at)
                yield Diagnostic("lost-cells", "warning", message, place, hint)
