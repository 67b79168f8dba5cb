"""A picture, a table or whatever else an author encloses, with a number and a caption."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.components.figures import figure_label, figure_lead
from adjoint.components.model import Call, Component, Context
from adjoint.components.schema import REQUIRED, Filled, Flag, Id, Prop
from adjoint.components.templates import render
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from markupsafe import Markup


@frozen
class Figure:
    """A numbered figure; what it shows are the tag's children."""

    id: str
    number: int | None
    caption: str
    wide: bool


def compute(call: Call, context: Context) -> Figure:  # noqa: ARG001  (every component is asked alike)
    """Return the figure; the schema has already held its props."""
    return Figure(call.id, call.figure, call.props["caption"], call.props["wide"])


def html(figure: Figure, children: Markup, context: Context) -> Markup:
    """Return what the figure shows, and under it its caption."""
    return render(
        "figure/html.jinja",
        id=figure.id,
        number=figure.number,
        caption=context.inline(figure.caption),
        wide=figure.wide,
        children=children,
    )


def markdown(figure: Figure, children: str, context: Context) -> str:
    """Return the figure's number and caption, then what it shows."""
    lead = figure_lead(figure.number, figure.id)
    return f"> [Figure component] {lead}{context.text(figure.caption)}\n\n{children.strip()}"


COMPONENT: Final = Component(
    tag="Figure",
    summary="a picture, a table or a listing with a number and a caption",
    props=(
        Prop("id", Id(), "the anchor to link to; figure-1, figure-2, … if left out"),
        Prop("caption", Filled(), "one line of markdown below what is enclosed", REQUIRED),
        Prop("wide", Flag(), "whether it may use the margins of a large screen", default=False),
    ),
    compute=compute,
    html=html,
    markdown=markdown,
    children="required",
    id_prefix="figure",
    style=Path(__file__).parent / "style.css",
    numbered=True,
    label=lambda figure: figure_label(figure.number),
)
