"""``<LabCanvas effect="…" params={{ … }} />``: an interactive lab across the column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adjoint.components.lab.lab import (
    COLUMN,
    KINDS,
    PROPS,
    STYLE,
    WIDGETS,
    Lab,
    compute_lab,
    lab_figure,
    lab_html,
    lab_kind,
    lab_label,
    lab_markdown,
    lab_quantities,
    lab_settings,
)
from adjoint.components.model import Component

if TYPE_CHECKING:
    from adjoint.components.model import Call, Context


def _compute(call: Call, _context: Context) -> Lab:
    if call.children.strip():
        hint = "put the text around the tag, or beside the lab with <LabSide>"
        raise call.fault("lab-children", "<LabCanvas> encloses text, which it would not show", hint=hint)
    return compute_lab(call, COLUMN)


COMPONENT: Final = Component(
    tag="LabCanvas",
    summary="an interactive lab by its slug, with its controls",
    props=PROPS,
    compute=_compute,
    html=lab_html,
    markdown=lab_markdown,
    id_prefix="lab",
    widgets=WIDGETS,
    style=STYLE,
    kinds=KINDS,
    kind=lab_kind,
    figure=lab_figure,
    quantities=lab_quantities,
    settings=lab_settings,
    numbered=True,
    label=lab_label,
)
