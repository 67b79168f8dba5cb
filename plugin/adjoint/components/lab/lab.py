"""What ``LabCanvas`` and ``LabSide`` share: their props, and an effect computed and told both ways."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from adjoint.components.figures import figure_label, figure_lead
from adjoint.components.lab.effects import EFFECTS
from adjoint.components.lab.model import Effect, Stage
from adjoint.components.metadata import with_metadata
from adjoint.components.quantities import Quantities
from adjoint.components.schema import CLAIM, REQUIRED, Flag, Id, Line, Number, Object, Prop, Text
from adjoint.components.settings import MODULES as STATE_MODULES
from adjoint.components.settings import Settings
from adjoint.components.templates import render
from adjoint.components.validate import check_record
from adjoint.frozen import frozen
from adjoint.markup import Location, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from adjoint.components.model import Call, Context, Parts

PROPS: Final = (
    Prop("id", Id(), "names the lab, for links and computed values"),
    Prop("effect", Text(), "what the lab shows: " + ", ".join(effect.slug for effect in EFFECTS), REQUIRED),
    Prop("params", Object(), "the effect's own settings", {}),
    Prop("height", Number(160, 1200, whole=True), "pixels, where the page is wide enough", 420),
    Prop("controls", Flag(), "whether readers may change the settings", default=True),
    Prop("caption", Line(), "one line of markdown below the figure", ""),
    CLAIM,
)
COLUMN: Final = 640
"""Pixels of the column of text on a wide page."""
BRIEF: Final = 125
"""Words beside a lab; below fewer there is room for its results."""
EVEN: Final = 170
"""Fewer words are about as tall as a picture with its controls; more are taller."""
_UNSEEN: Final = re.compile(r"\]\([^)]{0,2000}\)|<[^>]{0,2000}>")
"""What of an author's text takes no room in the page."""
WIDGETS: Final = (Path(__file__).with_name("widget.js"), *STATE_MODULES)
STYLE: Final = Path(__file__).with_name("style.css")
KINDS: Final = tuple(part for effect in EFFECTS for part in (effect.parts, effect.still_parts))

Place = Literal["prose", "both", "figure"]


@frozen
class Lab:
    """A lab as computed: its effect, everything the effect shows, and what the author set around it."""

    component: str
    effect: Effect[Any]
    state: Any
    stage: Stage
    caption: str
    number: int | None = None
    """Which of the page's figures it is, if it has a caption."""
    reverse: bool = False
    results: Place = "figure"
    """Below what the results stand, where there is prose beside the lab."""


def compute_lab(call: Call, width: int) -> Lab:
    """Return the lab that a call describes.

    Args:
        call: of ``LabCanvas`` or ``LabSide``.
        width: pixels that the figure has on a wide page.

    Raises:
        Fault: the effect is unknown, or its params do not fit it.
    """
    props = call.props
    effect = _effect(call)
    params = _params(effect, call)
    return Lab(
        component=call.tag.name,
        effect=effect,
        state=effect.compute(params, call),
        stage=Stage(call.id, width, props["height"], props["controls"]),
        caption=props["caption"],
        number=call.figure,
        reverse=props.get("reverse", False),
        results=_place(call) if props["controls"] else "figure",
    )


def _place(call: Call) -> Place:
    """Return where results leave neither column empty."""
    words = _words(call.children)
    if words < BRIEF:
        return "prose"
    return "both" if words < EVEN else "figure"


def _words(markdown: str) -> int:
    """Return about how many words a reader sees."""
    seen = re.sub(r"\{=.*?\}", "0", markdown, flags=re.DOTALL)
    return len(_UNSEEN.sub("", seen).split())


def _effect(call: Call) -> Effect[Any]:
    slug = call.props["effect"]
    by_slug = {effect.slug: effect for effect in EFFECTS}
    if slug not in by_slug:
        close = nearest(slug, by_slug)
        hint = f'did you mean "{close}"?' if close else f"the effects are {', '.join(by_slug)}"
        raise call.fault(
            "unknown-effect", f'unknown effect "{slug}" for <{call.tag.name}>', "effect", hint=hint
        )
    return by_slug[slug]


def _params(effect: Effect[Any], call: Call) -> Mapping[str, Any]:
    def where(name: str) -> Location:
        return call.location("params", name)

    owner = f'effect "{effect.slug}"'
    return check_record(
        call.props["params"], effect.params, owner, "param", where_value=where, where_name=where
    )


def lab_html(lab: Lab, children: Markup, context: Context) -> Markup:
    """Return a lab as it stands in the page, with the prose beside it if it encloses any."""
    return render(
        "lab/html.jinja",
        id=lab.stage.id,
        effect=lab.effect,
        body=_with_source(lab.effect.html(lab.state, lab.stage, context), lab),
        caption=context.inline(lab.caption) if lab.caption else "",
        number=lab.number,
        shared=bool(lab_settings(lab)),
        children=children,
        beside=lab.component == "LabSide",
        reverse=lab.reverse,
        results=lab.results,
    )


def lab_markdown(lab: Lab, children: str, context: Context) -> str:
    """Return what stands for a lab in the sibling: what it shows, in its own numbers, then its prose."""
    told, rest = lab.effect.markdown(lab.state, lab.stage)
    lead = figure_lead(lab.number, lab.stage.id)
    lines = [f"> [{lab.component} component] {lead}{told}"]
    if lab.caption:
        lines += [">", f"> {context.text(lab.caption)}"]
    return "\n\n".join(part for part in ("\n".join(lines), rest, children.strip("\n")) if part)


def lab_settings(lab: Lab) -> Settings:
    """Return what a reader may set in a lab."""
    return lab.effect.settings(lab.state, lab.stage) if lab.effect.settings else {}


def lab_label(lab: Lab) -> str | None:
    """Return what a reference to a lab reads as, if it has a number."""
    return figure_label(lab.number)


def lab_kind(lab: Lab) -> Parts:
    """Return what a browser loads for a lab's effect."""
    stands = lab.effect.still_without_controls and not lab.stage.controls
    return lab.effect.still_parts if stands else lab.effect.parts


def lab_figure(lab: Lab) -> str:
    """Return a lab's figure as a stand-alone SVG document."""
    return _with_source(lab.effect.figure(lab.state), lab)


def _with_source(markup: str, lab: Lab) -> Markup:
    source = lab.effect.source(lab.state) if lab.effect.source else {}
    return with_metadata(markup, {"effect": lab.effect.slug, **source})


def lab_quantities(lab: Lab) -> Quantities:
    """Return the numbers of a lab that claims and computed values may name, such as ``adam.loss``."""
    descents = lab.effect.descents(lab.state) if lab.effect.descents else {}
    return Quantities(lab.effect.quantities(lab.state), descents=descents)
