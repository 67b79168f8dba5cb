"""The params of sweeps: how many inputs and outputs the function has, and the mode that is looked at."""

from __future__ import annotations

from typing import Final

from adjoint.components.lab.kinds import OneOf
from adjoint.components.schema import Number, Prop

MOST: Final = 1_000_000
OFFERED: Final = (*(factor * 10**power for power in range(6) for factor in (1, 2, 5)), MOST)
"""How many inputs or outputs a reader may choose, beside the author's own number."""
MODES: Final = (("forward", "Forward"), ("reverse", "Reverse"))

PARAMS: Final = (
    Prop("inputs", Number(1, MOST, whole=True), "how many inputs the function has", 1000),
    Prop("outputs", Number(1, MOST, whole=True), "how many outputs it has", 1),
    Prop("mode", OneOf(MODES), "the mode that stands out at first", "reverse"),
)
