"""Sentences on the signs of all derivatives: ``All gradients are negative``, ``No slope is zero``."""

from __future__ import annotations

import re
from typing import Final

from adjoint.components.numerals import numeral
from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.reading import Answer, Said

_SLOPES: Final = r"(?:partial )?(?:gradient|derivative|slope|adjoint)"
_FORM: Final = re.compile(
    rf"(?:(?:all|both) (?:of )?(?:the )?{_SLOPES}s are|(?:every|each) {_SLOPES} is|(?P<no>no) {_SLOPES} is)"
    r" (?P<sign>negative|positive|zero)",
    re.IGNORECASE,
)


def read_signs(text: str) -> Said | None:
    """Read a clause on the signs of the derivatives of the output by all inputs."""
    found = _FORM.fullmatch(text)
    return None if found is None else Said(lambda quantities: _answer(quantities, found))


def _answer(quantities: Quantities, found: re.Match[str]) -> Answer:
    if quantities.graph is None:
        return None
    sign = found["sign"].lower()
    for name in quantities.graph.inputs:
        slope = quantities.values[f"grad.{name}"]
        has = slope < 0 if sign == "negative" else slope > 0 if sign == "positive" else slope == 0
        if has == bool(found["no"]):
            return f"the derivative by {name} is {numeral(slope)} as published"
    return ""
