"""Markdown text -> tokens -> HTML and sibling: frontmatter, component tags, math and computed values.

A post is parsed once into a ``Document``; both outputs are made from it, so they cannot disagree.
"""

from adjoint.markup.diagnostics import Diagnostic, Fault
from adjoint.markup.document import (
    ComputedValue,
    Document,
    Filled,
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
from adjoint.markup.highlighting import highlight
from adjoint.markup.katex import Typeset
from adjoint.markup.parser import parse_document, parse_inline
from adjoint.markup.passage_html import Callbacks
from adjoint.markup.plugin import adjoint_plugin
from adjoint.markup.rendering import html_text, render_html, render_inline
from adjoint.markup.source import Location, Source, Span
from adjoint.markup.splicing import render_markdown
from adjoint.markup.typesetting import LatexError, Typesetter
from adjoint.markup.words import inline_text, inline_texts
from adjoint.spelling import nearest

__all__ = [
    "Callbacks",
    "ComputedValue",
    "Diagnostic",
    "Document",
    "Fault",
    "Filled",
    "Frontmatter",
    "Heading",
    "Image",
    "LatexError",
    "Link",
    "Location",
    "Math",
    "PropPath",
    "RawHtml",
    "Reference",
    "Source",
    "Span",
    "Tag",
    "Typeset",
    "Typesetter",
    "adjoint_plugin",
    "highlight",
    "html_text",
    "inline_text",
    "inline_texts",
    "nearest",
    "parse_document",
    "parse_frontmatter",
    "parse_inline",
    "read_frontmatter",
    "render_html",
    "render_inline",
    "render_markdown",
]
