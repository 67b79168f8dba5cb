"""Markdown text -> tokens -> HTML and sibling: frontmatter, component tags, math and computed values.

A post is parsed once into a ``Document``; both outputs are made from it, so they cannot disagree.
"""

from adjoint.markup.diagnostics import Diagnostic, Fault, nearest
from adjoint.markup.document import (
    ComputedValue,
    Document,
    Heading,
    Image,
    Link,
    Math,
    PropPath,
    RawHtml,
    Reference,
    Tag,
)
from adjoint.markup.frontmatter import Frontmatter, parse_frontmatter, read_frontmatter
from adjoint.markup.source import Location, Source, Span

__all__ = [
    "ComputedValue",
    "Diagnostic",
    "Document",
    "Fault",
    "Frontmatter",
    "Heading",
    "Image",
    "Link",
    "Location",
    "Math",
    "PropPath",
    "RawHtml",
    "Reference",
    "Source",
    "Span",
    "Tag",
    "nearest",
    "parse_frontmatter",
    "read_frontmatter",
]
