"""SVG to PNG with the faces that the package brings, by resvg: the same picture on every machine."""

from __future__ import annotations

import re

from adjoint.site.cache.code_version import code_version
from adjoint.site.cards.faces import FACES
from adjoint.site.theme.assets import NPM

_TEXT_END = re.compile(r"</text>")
_IN_NO_FACE = '<tspan font-size="0.01" fill="none">\U0010fffd</tspan></text>'
"""Where a run of a line lacks a character, resvg sets the run in any one face that has all of the line's
characters; a character that no face has makes it look for the missing one alone."""


def recipe() -> str:
    """Return what a picture depends on beside its SVG: the versions of all code and of the faces."""
    return f"{code_version()} {(NPM / 'stamp').read_text(encoding='utf-8')}"


def drawn(svg: str) -> bytes:
    """Return a picture as PNG, in its own size.

    Args:
        svg: a whole document; it may use the families KaTeX_Main, KaTeX_Math, Source Serif 4 and Inter.

    Raises:
        ValueError: it is no SVG.
    """
    import resvg_py  # noqa: PLC0415  (loaded by the build that draws a picture)

    faces = [str(path) for path in FACES.values()]
    return resvg_py.svg_to_bytes(
        svg_string=each_run_in_its_face(svg), skip_system_fonts=True, font_files=faces
    )


def each_run_in_its_face(svg: str) -> str:
    """Return a picture whose lines of several faces resvg sets as a browser does."""
    return _TEXT_END.sub(_IN_NO_FACE, svg)
