"""``<LabSide effect="…">prose</LabSide>``: an interactive lab with the enclosed prose beside it."""

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
from adjoint.components.schema import Flag, Prop

if TYPE_CHECKING:
    from adjoint.components.model import Call, Context

WIDTH: Final = 480
"""Pixels of the lab's column, beside prose, on a wide page."""


def _compute(call: Call, _context: Context) -> Lab:
    return compute_lab(call, WIDTH if call.children.strip() else COLUMN)


COMPONENT: Final = Component(
    tag="LabSide",
    summary="the same lab in one column and the enclosed prose beside it; stacked on a narrow screen",
    props=(*PROPS, Prop("reverse", Flag(), "the lab at the left of the prose", default=False)),
    compute=_compute,
    html=lab_html,
    markdown=lab_markdown,
    children="optional",
    id_prefix="lab-side",
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
