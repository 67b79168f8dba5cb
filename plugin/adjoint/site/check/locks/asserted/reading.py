"""How a clause is read: into a question that each figure near it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from adjoint.components.quantities import Quantities
from adjoint.frozen import frozen

NAMED: Final = r"\$(?P<{}>[^$=<>]+)\$"
"""A node as sentences name it, in a formula by itself; to be told the name of its group."""

Answer: TypeAlias = "str | None"
"""Why it is not so; empty where it is so; None where the figure has no part in it."""


@frozen
class Said:
    """What a clause says."""

    answer: Callable[[Quantities], Answer]
    moves: bool = True
    """Whether sliders may change it."""
    may_be_general: bool = False
    """Whether it names nothing that is a figure's alone."""
