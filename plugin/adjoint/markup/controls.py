"""Control characters, which no page shows and neither XML nor HTML may hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adjoint.markup.diagnostics import Diagnostic

if TYPE_CHECKING:
    from adjoint.markup.source import Location

CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def control_character(character: str, place: Location) -> Diagnostic:
    """Return the fault of a text that holds a control character.

    Args:
        character: the first of them.
        place: of the character, or of the text it is written in as an escape.
    """
    message = f"the control character U+{ord(character):04X} cannot be shown"
    return Diagnostic("control-character", "error", message, place, "remove it")
