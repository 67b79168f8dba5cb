"""Statistics side by side, to be compared at a glance."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.components.model import Call, Component, Context
from adjoint.components.schema import Id, Prop
from adjoint.components.templates import render
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from markupsafe import Markup

_STAT: Final = re.compile(r"<Stat[\s/>]")


@frozen
class StatGroup:
    """A row of statistics; they are the tag's children."""

    id: str
    count: int


def compute(call: Call, context: Context) -> StatGroup:  # noqa: ARG001  (every component is asked alike)
    """Count the statistics.

    Raises:
        Fault: there are none.
    """
    count = len(_STAT.findall(call.children))
    if not count:
        hint = 'write <Stat label="…" value="…" /> between <StatGroup> and </StatGroup>'
        raise call.fault("missing-children", "<StatGroup> encloses no <Stat>", hint=hint)
    return StatGroup(call.id, count)


def html(group: StatGroup, children: Markup, context: Context) -> Markup:  # noqa: ARG001
    """Return the row."""
    return render("stat_group/html.jinja", id=group.id, children=children)


def markdown(group: StatGroup, children: str, context: Context) -> str:  # noqa: ARG001
    """Return how many numbers follow, then each of them."""
    noun = "number" if group.count == 1 else "numbers side by side"
    return f"> [StatGroup component] {group.count} {noun}.\n\n{children.strip()}"


COMPONENT: Final = Component(
    tag="StatGroup",
    summary="statistics side by side",
    props=(Prop("id", Id(), "the anchor to link to; stats-1, stats-2, … if left out"),),
    compute=compute,
    html=html,
    markdown=markdown,
    children="required",
    id_prefix="stats",
    style=Path(__file__).parent / "style.css",
)
