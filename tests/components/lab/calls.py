"""Calls of lab components as the site makes them, without a site."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape

from adjoint.components.model import Call, Component, Context
from adjoint.components.templates import icon
from adjoint.components.validate import validate_props
from adjoint.markup import Source, parse_document

CONTEXT = Context(
    typeset=lambda latex, _display: Markup(escape(latex)),
    icon=icon,
    inline=lambda line: Markup(escape(line)),
    text=lambda line: line,
)


_DATA = re.compile(r"(<script type=\"application/json\">).*?(</script>)", re.DOTALL)


def without_data(component: Component[Any]) -> Component[Any]:
    """Return a component told without the data of the live lab: tapes are the engine's concern."""

    def html(result: Any, children: Markup, context: Context) -> Markup:
        return Markup(_DATA.sub(r"\1…\2", str(component.html(result, children, context))))

    return replace(component, html=html)


def call(component: Component[Any], **props: object) -> Call:
    """Return a call with the given props, each as a tag would carry it."""
    document, _ = parse_document(Source("post.md", f"<{component.tag} />\n"))
    (tag,) = document.tags
    values = validate_props(_with_props(tag, props), component.props, {}, document.source.location)
    name = str(props.get("id") or f"{component.id_prefix}-1")
    return Call(tag, name, 1, values, "", (), document.source.location)


def _with_props(tag: Any, props: dict[str, object]) -> Any:
    return replace(tag, props=props)
