"""Signs that stand in a text as they are, told from those that a backslash makes mere signs."""

from __future__ import annotations

import re


def unescaped(text: str, markdown: str) -> int | None:
    """Return where a text stands in its source with no backslash before it, or None if it nowhere does."""
    found = re.search(rf"(?<!\\){re.escape(text)}", markdown)
    return found.start() if found else None
