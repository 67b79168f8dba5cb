"""Control characters, which no page shows and neither XML nor HTML may hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adjoint.markup.diagnostics import Diagnostic

if TYPE_CHECKING:
    from adjoint.markup.source import Location, Source

CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_OF_ASCII: Final = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
_BEFORE_OTHERS: Final = b"\xc2"
"""The first byte of the other ones, and of a few signs that can be shown."""


def may_hold_controls(source: Source) -> bool:
    """Tell, in a tenth of the time in which the pattern does, whether a text may hold any; few do."""
    if len(source.signs.translate(None, _OF_ASCII)) < len(source.signs):
        return True
    return not source.text.isascii() and _BEFORE_OTHERS in source.text.encode(errors="surrogatepass")


def control_character(character: str, place: Location) -> Diagnostic:
    """Return the fault of a text that holds a control character.

    Args:
        character: the first of them.
        place: of the character, or of the text it is written in as an escape.
    """
    message = f"the control character U+{ord(character):04X} cannot be shown"
    return Diagnostic("control-character", "error", message, place, "remove it")
