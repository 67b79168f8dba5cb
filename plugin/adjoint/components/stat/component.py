"""One number, large, with what it counts: the number that a reader should take along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.components.model import Call, Component, Context
from adjoint.components.schema import CLAIM, REQUIRED, Filled, Id, Line, Prop
from adjoint.components.templates import render
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_CHARACTERS: Final = 16
"""So many stand side by side on the narrowest phone; a longer number is set smaller, to stay whole."""


@frozen
class _Figure(Filled):
    """A line of markdown that may also be written as a number: ``value={3.5}``."""

    def read(self, value: object) -> str:
        """Accept a string or a number and return it as a line."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return f"{value:g}" if isinstance(value, float) else str(value)
        return super().read(value)

    def describe(self) -> str:
        """Return ``a line of markdown or a number``."""
        return "a line of markdown or a number"


@frozen
class Stat:
    """One number and what it is; all three are lines of markdown."""

    id: str
    label: str
    value: str
    context: str | None


def compute(call: Call, context: Context) -> Stat:  # noqa: ARG001  (every component is asked alike)
    """Return the statistic; the schema has already held its props."""
    return Stat(call.id, call.props["label"], call.props["value"], call.props["context"])


def html(stat: Stat, children: Markup, context: Context) -> Markup:  # noqa: ARG001
    """Return a term and its description."""
    words = context.text(stat.value).split()
    return render(
        "stat/html.jinja",
        id=stat.id,
        label=context.inline(stat.label),
        value=context.inline(stat.value),
        is_long="$" not in stat.value and any(len(word) > MOST_CHARACTERS for word in words),
        context=context.inline(stat.context) if stat.context else None,
    )


def markdown(stat: Stat, children: str, context: Context) -> str:  # noqa: ARG001
    """Return what is counted, the number, and what there is to say of it."""
    told = f"{context.text(stat.label)}: {context.text(stat.value)}"
    more = f" ({context.text(stat.context)})" if stat.context else ""
    return f"> [Stat component] {told}{more}"


COMPONENT: Final = Component(
    tag="Stat",
    summary="one number, large, with what it is",
    props=(
        Prop("id", Id(), "the anchor to link to; stat-1, stat-2, … if left out"),
        Prop("label", Filled(), "what the number is", REQUIRED),
        Prop("value", _Figure(), "the number with its unit; it may be computed: {= grad(e, b) }", REQUIRED),
        Prop("context", Line(), "one line about it, such as what it is compared with"),
        CLAIM,
    ),
    compute=compute,
    html=html,
    markdown=markdown,
    id_prefix="stat",
    style=Path(__file__).parent / "style.css",
)
