r"""A numbered display equation: set by KaTeX when the site is built, linked to by its id.

Its LaTeX is a prop, or the ``$$ … $$`` block that the tag encloses. Both may be given, as some posts do for
readers of the bare markdown; then they must say the same. With ``verify`` the build refuses an equation that
does not hold.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.components.equation.latex import Difference, difference, is_display_block, tidy
from adjoint.components.model import Call, Checkup, Component, Context, Surroundings
from adjoint.components.schema import CLAIM, Id, Label, Latex, Line, Prop, Refusal, show
from adjoint.components.templates import render
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic

if TYPE_CHECKING:
    from markupsafe import Markup


@frozen
class Equation:
    """One numbered equation."""

    id: str
    number: str
    """Without its parentheses."""
    formula: str
    """LaTeX as authored."""
    caption: str | None
    verify: bool | str
    """Whether it is held against the page's numbers, or the id of the graph or the lab that it speaks of."""
    where: Mapping[str, str]
    """The expressions that its names stand for, if its author says so."""


@frozen
class _Subject:
    """Yes, no, or the id of what an equation speaks of."""

    def read(self, value: object) -> bool | str:
        if isinstance(value, bool) or (isinstance(value, str) and value.strip()):
            return value
        raise Refusal(f"expected {self.describe()}, found {show(value)}", 'write verify, or verify="toy"')

    def describe(self) -> str:
        return "{true}, {false} or the id of a graph or of a lab"


@frozen
class _Where:
    """Names, and what they stand for."""

    def read(self, value: object) -> Mapping[str, str]:
        if isinstance(value, Mapping) and value and all(_is_expression(one) for one in value.values()):
            return {str(name): str(one) for name, one in value.items()}
        entries = value.items() if isinstance(value, Mapping) else ()
        for name, given in (one for one in entries if not _is_expression(one[1])):
            raise Refusal(f"{name} is to be a finite number or an expression, found {show(given)}")
        hint = 'write where={{ κ: 49, β: "bowl.momentum.momentum" }}'
        raise Refusal(f"expected {self.describe()}, found {show(value)}", hint)

    def describe(self) -> str:
        return "names with a number or an expression for each"


def _is_expression(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    return bool(value.strip()) if isinstance(value, str) else math.isfinite(value)


def compute(call: Call, context: Context) -> Equation:  # noqa: ARG001  (every component is asked alike)
    """Find the formula: a prop, or the block that the tag encloses.

    Raises:
        Fault: ``latex-missing`` without a LaTeX source; ``latex-differs`` with two that disagree;
            ``equation-children`` if the tag encloses anything but one display block; ``verify`` if it says
            what the names of an equation are that is not verified.
    """
    prop: str | None = call.props["latex"]
    enclosed = _enclosed(call)
    if prop and enclosed:
        parted = difference(prop, enclosed)
        if parted:
            message = f"latex differs from the enclosed equation: {_told(parted)}"
            hint = "mend one of them, or leave the prop out: the enclosed equation is enough"
            raise call.fault("latex-differs", message, "latex", offset=parted.first_offset, hint=hint)
    formula = enclosed or prop
    if not formula:
        hint = 'write latex="…", or enclose the equation as a $$ … $$ block'
        raise call.fault("latex-missing", "<Equation> has no LaTeX", hint=hint)
    number: str = call.props["number"] or str(call.ordinal)
    verified, where = call.props["verify"], call.props["where"] or {}
    if where and verified is not True:
        message = "where says what the names of a verified equation are, whatever graph or lab they come from"
        raise call.fault("verify", message, "where", hint="write verify alone beside it")
    return Equation(call.id, number.strip("()"), formula, call.props["caption"], verified, where)


def _enclosed(call: Call) -> str | None:
    if not call.children.strip():
        return None
    if not is_display_block(call.children) or len(call.formulas) != 1:
        raise call.fault(
            "equation-children",
            "<Equation> encloses something other than one display equation",
            hint="enclose $$ … $$ alone, and put words into the caption or around the tag",
        )
    return call.formulas[0]


def _told(parted: Difference) -> str:
    def side(token: str | None) -> str:
        return f'"{token}"' if token else "nothing more"

    return f"{side(parted.first)} in the prop, {side(parted.second)} in the enclosed"


def html(equation: Equation, children: Markup, context: Context) -> Markup:  # noqa: ARG001
    """Return the figure; the children are the same equation and are not shown again."""
    return render(
        "equation/html.jinja",
        equation=equation,
        math=context.formula(equation.formula),
        latex=tidy(context.latex(equation.formula)),
        caption=context.inline(equation.caption) if equation.caption else None,
    )


def check(equation: Equation, call: Call, surroundings: Surroundings) -> Checkup:
    """Hold the equation against the engine, if its author wants that."""
    if not equation.verify:
        return Checkup(0, ())
    # Whoever serves a site without such an equation has no use for what reads them.
    from adjoint.components.equation.verify import UnknownSubject, verify  # noqa: PLC0415
    from adjoint.components.equation.verify.where import Misnamed, verify_where  # noqa: PLC0415

    shown = surroundings.formula(equation.formula)
    subject = equation.verify if isinstance(equation.verify, str) else None
    try:
        if equation.where:
            trial = verify_where(shown.latex, equation.where, surroundings.quantities)
        else:
            trial = verify(shown.latex, surroundings.quantities, subject)
    except Misnamed as error:
        where = "where", error.name
        return Checkup(
            0, call.fault("verify", str(error), *where, offset=error.offset, hint=error.hint).diagnostics
        )
    except UnknownSubject as error:
        return Checkup(0, call.fault("verify", str(error), "verify", hint=error.hint).diagnostics)
    if trial.finding is None:
        return Checkup(trial.comparisons, ())
    found = trial.finding
    place = shown.place(found.offset)
    return Checkup(trial.comparisons, (Diagnostic(found.code, "error", found.message, place, found.hint),))


def markdown(equation: Equation, children: str, context: Context) -> str:  # noqa: ARG001
    """Return what the equation is, its source, and the source as a display block."""
    latex = tidy(context.latex(equation.formula))
    caption = f": {context.text(equation.caption)}" if equation.caption else ""
    return (
        f"> [Equation component] Equation {equation.number} (#{equation.id}){caption}\n\n"
        f"```latex\n{latex}\n```\n\n"
        f"$$\n{latex}\n$$"
    )


COMPONENT: Final = Component(
    tag="Equation",
    summary="a numbered display equation that can be linked to",
    props=(
        Prop("id", Id(), "the anchor to link to, such as eqn:chain; eqn-1, eqn-2, … if left out"),
        Prop("number", Label(), "the number shown; if left out, the equation's place on the page"),
        Prop("caption", Line(), "one line of markdown below the equation"),
        Prop("latex", Latex(), "the LaTeX; if left out, the $$ … $$ block that the tag encloses"),
        Prop(
            "verify",
            _Subject(),
            'holds each sign against the engine; verify="toy" names the graph or the lab it speaks of',
            default=False,
        ),
        Prop(
            "where",
            _Where(),
            'what its names stand for, beside verify: {{ κ: 49, η: "bowl.sgd.lr" }}',
        ),
        CLAIM,
    ),
    compute=compute,
    html=html,
    markdown=markdown,
    children="optional",
    id_prefix="eqn",
    check=check,
    label=lambda equation: f"equation ({equation.number})",
    style=Path(__file__).parent / "style.css",
)
