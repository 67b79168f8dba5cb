"""The words of the theme: a site's own ``words.jinja`` goes before the default one, word by word."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from adjoint.site.theme.default_theme import DEFAULT

NAME: Final = "words.jinja"


def with_default_words(source: str, path: Path) -> str:
    """Return a site's words with the theme's before them, so that a word it lacks is the theme's.

    Args:
        source: the text of its ``words.jinja``.
        path: where that stands.
    """
    default = DEFAULT / NAME
    if path.resolve() == default.resolve():
        return source
    # On one line: a fault in the site's words is told at the line where it stands.
    return default.read_text(encoding="utf-8").replace("\n", " ") + source
