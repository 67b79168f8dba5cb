"""Styles and scripts as they are sent: without the comments and spaces that serve readers of the source."""

from __future__ import annotations

import re
from typing import Final

_DESCENDANT: Final = re.compile(r"(?<=[\w\])*]) +:(?=[a-z-]+[\s(){},.:#>+~\[][^;{}]*\{|[a-z-]+\{)")


def minified_style(css: str) -> str:
    """Return a style sheet that means the same in fewer characters."""
    import rcssmin  # noqa: PLC0415  (loaded by the build that serves assets)

    # Within at-rules that rcssmin does not know, such as @container, it takes a pseudo-class for a value.
    return str(rcssmin.cssmin(_DESCENDANT.sub(" *:", css))).replace(" *:", " :")


def minified_script(javascript: str) -> str:
    """Return a script that does the same in fewer characters; what it exports keeps its names.

    A script that cannot be read is returned as it is: the browser may know better.
    """
    small = shortest_script(javascript)
    return javascript if small is None else small


def shortest_script(javascript: str) -> str | None:
    """Return a script that does the same in fewer characters; None if it cannot be read."""
    import minify  # noqa: PLC0415

    try:
        return str(minify.string("text/javascript", javascript))
    except minify.MinifyError:
        return None
