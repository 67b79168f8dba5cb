"""The picture of a lab for the head of a page and cards, 1200×630: its figure, the results beside it."""

from __future__ import annotations

from typing import Final

HEIGHT: Final = 630
FIGURE: Final = 792
"""Pixels of the width that the figure takes, results stand in the rest; a graph's part has this shape too."""
ZOOM: Final = 1.35
"""How much larger marks and labels are than on the page: a picture is often shown small."""
