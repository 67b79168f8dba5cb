"""The markdown-it plugin that reads Adjoint's syntax: component tags, computed values, math, references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjoint.markup import blocks, inlines
from adjoint.markup.elsewhere import add_render_rules, plain_component, plain_math, plain_value
from adjoint.markup.passages import keep_passages
from adjoint.markup.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt

    from adjoint.markup.document import ComputedValue, Tag
    from adjoint.markup.inlines import InlineRule
    from adjoint.markup.passages import BlockRule

_EVERYWHERE = ["paragraph", "reference", "blockquote", "list"]


def adjoint_plugin(  # noqa: PLR0913  (the plugin's settings, each by its name)
    md: MarkdownIt,
    *,
    components: bool = True,
    math: bool = True,
    values: bool = True,
    component: Callable[[Tag], tuple[str, str]] = plain_component,
    typeset: Callable[[str, bool], str] = plain_math,
    value: Callable[[ComputedValue], str] = plain_value,
) -> None:
    """Have a markdown-it parser read Adjoint's syntax: ``MarkdownIt().use(adjoint_plugin)``.

    What a parse found, its faults included, is left in the environment it was given, under ``adjoint``.

    Args:
        md: the parser.
        components: read component tags such as ``<Callout type="info">``, and drop what else MDX has:
            comments, imports and exports.
        math: read ``$…$`` and ``$$…$$``.
        values: read computed values ``{= e :.2f}`` and references ``@eqn:chain``.
        component: a tag -> the HTML before and after its children.
        typeset: LaTeX and whether it is displayed -> HTML.
        value: a computed value -> HTML.
    """
    keep_passages(md)
    _place_rules(md)
    if math:
        md.block.ruler.before("fence", "math_block", blocks.math_block, {"alt": _EVERYWHERE})
        md.inline.ruler.after("escape", "math_inline", inlines.math_inline)
    if values:
        md.inline.ruler.after("escape", "computed_value", inlines.computed_value)
        md.inline.ruler.after("escape", "reference", inlines.reference)
    md.block.ruler.before("table", "mdx_comment", blocks.comment_block, {"alt": _EVERYWHERE})
    md.inline.ruler.after("escape", "mdx_comment", inlines.comment)
    if components:
        _read_components(md)
    md.core.ruler.after("inline", "adjoint", resolve)
    add_render_rules(md, component, typeset, value)


def _read_components(md: MarkdownIt) -> None:
    ruler = md.block.ruler
    ruler.before("table", "imports_and_exports", blocks.imports_and_exports)
    ruler.before("table", "component", blocks.component_tags, {"alt": _EVERYWHERE})
    ruler.before("table", "after_closing_tag", blocks.after_closing_tag, {"alt": ["paragraph"]})
    ruler.at("paragraph", blocks.closing_paragraphs(block_rule(md, "paragraph")))
    ruler.at(
        "html_block",
        blocks.lower_case_html(block_rule(md, "html_block")),
        {"alt": ["paragraph", "reference", "blockquote"]},
    )
    md.inline.ruler.before("autolink", "component", inlines.component_tag)
    md.inline.ruler.before("html_inline", "tag_as_text", inlines.tag_as_text)
    md.inline.ruler.before("html_inline", "unclosed_html_comment", inlines.unclosed_html_comment)


def block_rule(md: MarkdownIt, name: str) -> BlockRule:
    """Return a parser's block rule by its name."""
    return next(rule.fn for rule in md.block.ruler.__rules__ if rule.name == name)


def _place_rules(md: MarkdownIt) -> None:
    """Have the rules whose tokens need a place leave it."""
    kinds = {"link": "link_open", "autolink": "link_open", "image": "image", "html_inline": "html_inline"}
    for name, kind in kinds.items():
        rule: InlineRule = next(rule.fn for rule in md.inline.ruler.__rules__ if rule.name == name)
        md.inline.ruler.at(name, inlines.placed(rule, kind))
