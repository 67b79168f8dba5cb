"""The number of a figure, as its caption, the sibling and references tell it.

What has a caption is counted, in the order of the page; what has none stands in the text without a number.
"""

from __future__ import annotations


def figure_label(number: int | None) -> str | None:
    """Return what a reference to a figure reads as; nothing where it has no number."""
    return f"figure {number}" if number else None


def figure_lead(number: int | None, name: str) -> str:
    """Return how the sibling begins to tell of a figure: ``Figure 2 (#toy). ``, or not at all.

    Args:
        number: which of the page's figures it is, if it has a caption.
        name: its id.
    """
    return f"Figure {number} (#{name}). " if number else ""
