"""How series of data look in every lab: colour, line style and mark go together; each is known by any."""

from __future__ import annotations

from typing import Final

SHAPES: Final = (
    "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
    "M-5-5H5V5H-5z",
    "M0-7L7 0L0 7L-7 0z",
    "M0-7L6.5 5H-6.5z",
    "M0 7L6.5-5H-6.5z",
    "M-2-6.5H2V-2H6.5V2H2V6.5H-2V2H-6.5V-2H-2z",
    "M-3.3-6H3.3L6.6 0L3.3 6H-3.3L-6.6 0z",
    "M0-7.5L2.1-2.6L7.1-2.3L3.3 1.1L4.4 6.1L0 3.4L-4.4 6.1L-3.3 1.1L-7.1-2.3L-2.1-2.6z",
)
"""The marks by series, from the first."""
PALETTE: Final = (
    ("#1c69ad", "#70b4f2"),
    ("#b54600", "#f39256"),
    ("#876200", "#dcb74e"),
    ("#00775a", "#47c49c"),
    ("#56606e", "#a6b0be"),
    ("#963a8c", "#dc93d3"),
    ("#b4235f", "#f48bb4"),
    ("#1d1c1a", "#e8e5de"),
)
"""For each series its colour on light and on dark ground, for pictures that cannot see the theme's."""
DASHES: Final = ("none", "9 4", "2 3.5", "10 3 2 3", "5 3", "14 3", "1.5 3", "6 2 1.5 2")
"""For each series its line style, as the labs' style sheet has it."""
