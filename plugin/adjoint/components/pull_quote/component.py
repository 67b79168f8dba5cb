"""A sentence set large: the author's own, lifted out of the text, or another's, with a name under it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.components.model import Call, Component, Context
from adjoint.components.schema import Id, Line, Prop
from adjoint.components.templates import render
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from markupsafe import Markup


@frozen
class PullQuote:
    """A quotation; what it says are the tag's children."""

    id: str
    attribution: str | None


def compute(call: Call, context: Context) -> PullQuote:  # noqa: ARG001  (every component is asked alike)
    """Return the quotation; the schema has already held its props."""
    return PullQuote(call.id, call.props["attribution"])


def html(quote: PullQuote, children: Markup, context: Context) -> Markup:
    """Return the quotation, and who said it as its caption."""
    return render(
        "pull_quote/html.jinja",
        id=quote.id,
        attribution=context.inline(quote.attribution) if quote.attribution else None,
        children=children,
    )


def markdown(quote: PullQuote, children: str, context: Context) -> str:
    """Return who said it, then what was said."""
    source = f"Words of {context.text(quote.attribution)}" if quote.attribution else "Words of this post"
    return f"> [PullQuote component] {source}:\n\n{children.strip()}"


COMPONENT: Final = Component(
    tag="PullQuote",
    summary="a sentence set large, with the name of whoever said it",
    props=(
        Prop("id", Id(), "the anchor to link to; quote-1, quote-2, … if left out"),
        Prop("attribution", Line(), "who said it; if left out, the post itself"),
    ),
    compute=compute,
    html=html,
    markdown=markdown,
    children="required",
    id_prefix="quote",
    style=Path(__file__).parent / "style.css",
)
