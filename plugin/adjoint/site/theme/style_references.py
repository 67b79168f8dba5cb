"""Where a style names others: the parts that are served within it, and files such as fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from adjoint.frozen import frozen

_REFERENCE: Final = re.compile(
    r"""(?P<apart>/\*.*?(?:\*/|\Z)|url\(\s*(?:data:|\#)[^)]*\))
    |@import\s+["']\./(?P<part>[\w./-]+\.css)["'];
    |url\(\s*["']?(?!data:|\#)(?P<url>[^"')]+)["']?\s*\)(?P<form>\s*format\(["']?[\w-]+["']?\))?
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')""",
    re.DOTALL | re.VERBOSE,
)
_ELSEWHERE: Final = re.compile(r"(?!npm:)[a-z][a-z\d+.-]*:|/", re.IGNORECASE)


@frozen
class StyleReference:
    """A part that a style imports, or a file that it names; what is found at another site is none."""

    target: str
    start: int
    end: int
    is_part: bool
    form: str = ""
    """What is said of a font's format."""


@lru_cache(maxsize=256)
def style_references(css: str) -> tuple[StyleReference, ...]:
    """Return what a style names, in its order; comments and other strings are left out."""
    return tuple(_references(css))


def _references(css: str) -> Iterator[StyleReference]:
    for match in _REFERENCE.finditer(css):
        if match["part"]:
            yield StyleReference(match["part"], match.start(), match.end(), is_part=True)
        elif match["url"] and not _ELSEWHERE.match(match["url"]):
            yield StyleReference(
                match["url"], match.start(), match.end(), is_part=False, form=match["form"] or ""
            )
