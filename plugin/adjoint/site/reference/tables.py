"""Schemas as tables of Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from adjoint.components.schema import REQUIRED, Prop


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def schema(name: str, props: Iterable[Prop]) -> str:
    """Return the table of a schema.

    Args:
        name: what one of its entries is called: prop, key.
        props: the entries.
    """
    rows = [(f"`{prop.name}`", prop.kind.describe(), default(prop.default), prop.doc) for prop in props]
    return table((name, "what it takes", "if left out", "what it means"), rows)


def default(value: object) -> str:
    """Return what a prop is where an author says nothing."""
    if value is REQUIRED:
        return "**required**"
    if value is None or value in ("", (), {}, frozenset()):
        return ""
    if isinstance(value, frozenset | tuple):
        value = list(value)
    if isinstance(value, Mapping):
        value = dict(value)
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
