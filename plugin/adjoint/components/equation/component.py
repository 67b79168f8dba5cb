r"""A numbered display equation: set by KaTeX when the site is built, linked to by its id.

Its LaTeX is a prop, or the ``$$ … $$`` block that the tag encloses. Both may be given, as some posts do for
readers of the bare markdown; then they must say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.components.equation.latex import Difference, difference, enclosed_source, tidy
from adjoint.components.model import Call, Component, Context
from adjoint.components.schema import Label, Prop, Text
from adjoint.components.templates import render
from adjoint.markup import Diagnostic, Fault, LatexError, Location

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup


@dataclass(frozen=True)
class Equation:
    """One numbered equation, typeset."""

    id: str
    number: str
    """Without its parentheses."""
    latex: str
    caption: str | None
    math: Markup


def compute(call: Call, context: Context) -> Equation:
    """Find the LaTeX and typeset it.

    Raises:
        Fault: ``latex-missing`` without a LaTeX source; ``latex-differs`` with two that disagree;
            ``equation-children`` if the tag encloses anything but one display block; ``latex`` with KaTeX's
            own message where it stopped reading.
    """
    source = _source(call)
    try:
        math = context.typeset(source.latex, True)  # noqa: FBT003  (displayed)
    except LatexError as error:
        found = Diagnostic("latex", "error", error.message, source.place(error.position))
        raise Fault(found) from error
    number: str = call.props["number"] or str(call.ordinal)
    return Equation(call.id, number.strip("()"), tidy(source.latex), call.props["caption"], math)


@dataclass(frozen=True)
class _Source:
    """LaTeX exactly as it stands in the post, so that KaTeX's positions can be placed there."""

    latex: str
    place: Callable[[int], Location]


def _source(call: Call) -> _Source:
    prop = _prop(call)
    enclosed = _enclosed(call)
    if prop and enclosed:
        parted = difference(prop.latex, enclosed.latex)
        if parted:
            message = f"latex differs from the enclosed equation: {_told(parted)}"
            hint = "mend one of them, or leave the prop out: the enclosed equation is enough"
            raise call.fault("latex-differs", message, "latex", offset=parted.first_offset, hint=hint)
    source = prop or enclosed
    if source is None:
        hint = 'write latex="…", or enclose the equation as a $$ … $$ block'
        raise call.fault("latex-missing", "<Equation> has no LaTeX", hint=hint)
    return source


def _prop(call: Call) -> _Source | None:
    latex: str | None = call.props["latex"]
    return _Source(latex, lambda offset: call.location("latex", offset=offset)) if latex else None


def _enclosed(call: Call) -> _Source | None:
    if not call.children.strip():
        return None
    found = enclosed_source(call.children)
    if found is None:
        raise call.fault(
            "equation-children",
            "<Equation> encloses something other than one display equation",
            hint="enclose $$ … $$ alone, and put words into the caption or around the tag",
        )
    latex, start = found
    return _Source(latex, lambda offset: call.locate(call.tag.opening.end + start + offset))


def _told(parted: Difference) -> str:
    def side(token: str | None) -> str:
        return f'"{token}"' if token else "nothing more"

    return f"{side(parted.first)} in the prop, {side(parted.second)} in the enclosed"


def html(equation: Equation, children: Markup, context: Context) -> Markup:  # noqa: ARG001
    """Return the figure; the children are the same equation and are not shown again."""
    caption = context.inline(equation.caption) if equation.caption else None
    return render("equation/html.jinja", equation=equation, caption=caption)


def markdown(equation: Equation, children: str, context: Context) -> str:  # noqa: ARG001
    """Return what the equation is, its source, and the source as a display block."""
    caption = f": {context.text(equation.caption)}" if equation.caption else ""
    return (
        f"> [Equation component] Equation {equation.number} (#{equation.id}){caption}\n\n"
        f"```latex\n{equation.latex}\n```\n\n"
        f"$$\n{equation.latex}\n$$"
    )


COMPONENT: Final = Component(
    tag="Equation",
    summary="a numbered display equation that can be linked to",
    props=(
        Prop("id", Text(), "the anchor to link to, such as eqn:chain; eqn-1, eqn-2, … if left out"),
        Prop("number", Label(), "the number shown; if left out, the equation's place on the page"),
        Prop("caption", Text(), "one line of markdown below the equation"),
        Prop("latex", Text(), "the LaTeX; if left out, the $$ … $$ block that the tag encloses"),
    ),
    compute=compute,
    html=html,
    markdown=markdown,
    children="optional",
    id_prefix="eqn",
    style=Path(__file__).parent / "style.css",
)
