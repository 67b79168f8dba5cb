"""The words of a text, parted by one space each; a text whose words are so already is not cut into them."""

from __future__ import annotations

from typing import Final

_OF_ASCII: Final = "\t\n\v\f\r\x1c\x1d\x1e\x1f"
"""What ASCII has of white space beside the plain space."""


def single_spaced(text: str, *, has_plain_spaces: bool | None = None) -> str:
    """Return the words of a text, one space between each two.

    Args:
        text: some words.
        has_plain_spaces: whether it has no other white space, if that is known.
    """
    return text.strip() if _is_single_spaced(text, has_plain_spaces) else " ".join(text.split())


def word_count(text: str, *, has_plain_spaces: bool | None = None) -> int:
    """Return how many words a text has; the arguments are those of ``single_spaced``."""
    text = text.strip()
    is_single = _is_single_spaced(text, has_plain_spaces)
    return text.count(" ") + bool(text) if is_single else len(text.split())


def plainly_spaced(text: str) -> bool:
    """Tell whether a text has no white space but the plain space; what cannot be printed counts as some."""
    if text.isascii():
        return not any(sign in text for sign in _OF_ASCII)
    # No space but the plain one is printable, and to ask that takes a third of the time of cutting a text.
    return text.isprintable()


def _is_single_spaced(text: str, has_plain_spaces: bool | None) -> bool:  # noqa: FBT001
    return "  " not in text and (plainly_spaced(text) if has_plain_spaces is None else has_plain_spaces)
