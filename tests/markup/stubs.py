"""Stand-ins for what higher floors tell of a document: each shows what it was asked for."""

from __future__ import annotations

import json
from html import escape as escape_text

from markupsafe import Markup, escape

from adjoint.markup import ComputedValue, Document, Image, Tag, render_html, render_markdown

INLINE = ("Stat", "Inline")


def component(tag: Tag, children: Markup) -> Markup:
    props = json.dumps(tag.props, ensure_ascii=False)
    shown = f"<pre>{escape_text(props, quote=False)}</pre>\n" if tag.props else ""
    if tag.name.startswith(INLINE):
        return Markup("<output>{}{}</output>").format(tag.props.get("value", ""), children)
    return Markup('<div class="{}">\n{}{}</div>').format(tag.name.lower(), Markup(shown), children)


def told(tag: Tag, children: str) -> str:
    if tag.name.startswith(INLINE):
        return f"[{tag.props.get('value', '')}{children}]"
    return f"> [{tag.name} component]" + (f"\n\n{children}" if children else "")


def typeset(latex: str, display: bool) -> Markup:
    return Markup('<math display="{}"><mtext>{}</mtext></math>').format(
        "block" if display else "inline", latex
    )


def value(found: ComputedValue) -> Markup:
    return Markup('<data value="{}">{}</data>').format(found.format, found.expression)


def number(found: ComputedValue) -> str:
    text = f"«{found.expression}|{found.format}»"
    return f"{{{text}}}" if found.grouped else text


def image(found: Image) -> Markup:
    title = Markup(' title="{}"').format(found.title) if found.title else ""
    return Markup('<img src="{}" alt="{}"{}>').format(found.src, found.alt, title)


def html(document: Document) -> str:
    return str(
        render_html(
            document,
            component=component,
            typeset=typeset,
            value=value,
            link=lambda href: f"{href}",
            image=image,
            reference=lambda found: Markup('<a href="#{}">{}</a>').format(found.id, escape(found.id).upper()),
            math_value=number,
        )
    )


def markdown(document: Document) -> str:
    return render_markdown(
        document, component=told, value=number, reference=lambda found: f"[{found.id}](#{found.id})"
    )
