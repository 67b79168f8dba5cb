"""How the plugin's tokens are shown in another generator: plainly, or as that generator asks."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from adjoint.markup.document import ComputedValue, Tag

    RenderRule = Callable[[Any, Sequence[Token], int, Any, Any], str]


def plain_component(tag: Tag) -> tuple[str, str]:
    """Return an element that names the component and its props, to go around its children."""
    element = "span" if tag.inline else "div"
    props = f' data-props="{escape(json.dumps(tag.props, ensure_ascii=False))}"' if tag.props else ""
    newline = "" if tag.inline else "\n"
    opening = f'<{element} class="component" data-component="{escape(tag.name)}"{props}>{newline}'
    return opening, f"</{element}>{newline}"


def plain_math(latex: str, display: bool) -> str:  # noqa: FBT001  (as ``Typesetter`` has it)
    """Return LaTeX in the element that math scripts look for."""
    element, kind = ("div", "block") if display else ("span", "inline")
    return f'<{element} class="math {kind}">{escape(latex, quote=False)}</{element}>'


def plain_value(value: ComputedValue) -> str:
    """Return a computed value as authored."""
    marks = f" :{value.format}" if value.format else " "
    return f'<span class="computed">{{= {escape(value.expression, quote=False)}{marks}}}</span>'


def add_render_rules(
    md: MarkdownIt,
    component: Callable[[Tag], tuple[str, str]],
    typeset: Callable[[str, bool], str],
    value: Callable[[ComputedValue], str],
) -> None:
    """Give a parser's renderer a rule for each kind of token that the plugin makes."""

    def told(part: Callable[[Token], str]) -> RenderRule:
        return lambda _self, tokens, index, _options, _env: part(tokens[index])

    def around(token: Token, part: slice) -> str:
        tag = token.meta.get("tag")
        return "".join(component(tag)[part]) if tag is not None else ""

    def formula(token: Token) -> str:
        latex = token.meta["math"].latex
        return typeset(latex, token.type != "math_inline") + ("\n" if token.block else "")

    rules: dict[str, Callable[[Token], str]] = {
        "component": lambda token: around(token, slice(0, 2)),
        "component_open": lambda token: around(token, slice(0, 1)),
        "component_close": lambda token: around(token, slice(1, 2)),
        "math_inline": formula,
        "math_inline_double": formula,
        "math_block": formula,
        "computed_value": lambda token: value(token.meta["value"]),
        "reference": lambda token: f'<a href="#{escape(token.content)}">{escape(token.content)}</a>',
        **dict.fromkeys(("mdx_comment", "mdx_esm", "fault", "tag_as_text"), lambda _token: ""),
    }
    for kind, part in rules.items():
        md.add_render_rule(kind, told(part))
