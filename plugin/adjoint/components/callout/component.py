"""A remark set apart from the text: what kind it is shows in colour, in an icon and in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.components.model import Call, Component, Context
from adjoint.components.schema import Choice, Id, Line, Prop
from adjoint.components.templates import render
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from markupsafe import Markup


@frozen
class Kind:
    """A kind of remark."""

    name: str
    icon: str
    """A Lucide icon."""
    meaning: str
    """What such a remark is, for readers of the sibling."""


KINDS: Final = (
    Kind("info", "info", "something worth knowing"),
    Kind("warning", "circle-alert", "something to be careful about"),
    Kind("success", "circle-check", "something that works"),
    Kind("error", "circle-x", "something that is wrong"),
    Kind("thinking", "brain", "a way to think about it"),
    Kind("feeling", "heart", "a personal impression"),
    Kind("doing", "hammer", "a step to take"),
)
_BY_NAME: Final = {kind.name: kind for kind in KINDS}


@frozen
class Callout:
    """One remark; what it says are the tag's children."""

    id: str
    kind: Kind
    title: str | None


def compute(call: Call, context: Context) -> Callout:  # noqa: ARG001  (every component is asked alike)
    """Return the remark; the schema has already held its props."""
    return Callout(call.id, _BY_NAME[call.props["type"]], call.props["title"])


def html(callout: Callout, children: Markup, context: Context) -> Markup:
    """Return the card."""
    return render(
        "callout/html.jinja",
        callout=callout,
        title=context.inline(callout.title) if callout.title else None,
        icon=context.icon(callout.kind.icon),
        children=children,
    )


def markdown(callout: Callout, children: str, context: Context) -> str:
    """Return a line that names the remark and its kind, then what it says."""
    title = f"“{context.text(callout.title)}”, " if callout.title else ""
    name = callout.kind.name.capitalize()
    return f"> [Callout component] {name}: {title}{callout.kind.meaning}.\n\n{children.strip()}"


COMPONENT: Final = Component(
    tag="Callout",
    summary="a remark set apart from the text, of one of seven kinds",
    props=(
        Prop("id", Id(), "the anchor to link to; callout-1, callout-2, … if left out"),
        Prop("type", Choice(tuple(_BY_NAME)), "the kind of remark", "info"),
        Prop("title", Line(), "one line above the remark"),
    ),
    compute=compute,
    html=html,
    markdown=markdown,
    children="required",
    id_prefix="callout",
    style=Path(__file__).parent / "style.css",
)
