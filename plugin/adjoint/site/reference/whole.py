"""The reference in one text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adjoint.components import COMPONENTS
from adjoint.components.model import Component
from adjoint.site.content.matter import SCHEMA as FRONTMATTER
from adjoint.site.content.settings import schema as settings_schema
from adjoint.site.reference.claims import claims
from adjoint.site.reference.codes import codes
from adjoint.site.reference.commands import commands
from adjoint.site.reference.engine import LANGUAGE, NUMBERS, forms, operations
from adjoint.site.reference.labs import labs
from adjoint.site.reference.tables import schema

_CHILDREN = {
    "none": "It stands alone.",
    "optional": "It may enclose Markdown.",
    "required": "It encloses Markdown.",
}
_HEAD = """\
# Reference for authors

Every tag, lab, key, function and code. This page is written from the program's own schemas by
`python -m adjoint.site.reference`; a test holds it to them. How to write a post is told in the README."""


def reference() -> str:
    """Return the text of ``docs/reference.md``."""
    return "\n\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield _HEAD
    yield "## Tags"
    for component in COMPONENTS.values():
        yield from _tag(component)
    yield "## Labs"
    yield "The `effect` of a `LabCanvas` or a `LabSide`, and its `params`."
    yield from labs()
    yield "## Frontmatter"
    yield schema("key", FRONTMATTER)
    yield "Keys of other names are kept and travel to the sibling."
    yield "## site.yaml"
    yield schema("key", settings_schema())
    yield "## Expressions"
    yield LANGUAGE
    yield operations()
    yield "## Computed values"
    yield NUMBERS
    yield forms()
    yield "## Claims"
    yield claims()
    yield "## Commands"
    yield "They stand behind `python build.py`, or behind `adjoint` where that is installed."
    yield commands()
    yield "## Codes"
    yield codes()


def _tag(component: Component[Any]) -> Iterator[str]:
    yield f"### `<{component.tag}>`"
    summary = component.summary[0].upper() + component.summary[1:].rstrip(".")
    yield f"{summary}. {_CHILDREN[component.children]}"
    yield schema("prop", component.props)
