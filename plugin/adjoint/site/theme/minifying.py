"""Styles and scripts as they are sent: without the comments and spaces that serve readers of the source."""

from __future__ import annotations

import re
from typing import Final

_DESCENDANT: Final = re.compile(r"(?<=[\w\])*]) +:(?=[a-z-]+[\s(){},.:#>+~\[][^;{}]*\{|[a-z-]+\{)")
_NESTED_TEMPLATE: Final = re.compile(r"\$\{[^}]*`")


def minified_style(css: str) -> str:
    """Return a style sheet that means the same in fewer characters."""
    import rcssmin  # noqa: PLC0415  (loaded by the build that serves assets)

    # Within at-rules that rcssmin does not know, such as @container, it takes a pseudo-class for a value.
    return str(rcssmin.cssmin(_DESCENDANT.sub(" *:", css))).replace(" *:", " :")


def minified_script(javascript: str) -> str:
    """Return a script that does the same in fewer characters; its names stay."""
    import rjsmin  # noqa: PLC0415

    # rjsmin takes a template within a template for code, and would drop what looks like a comment in it.
    return javascript if _NESTED_TEMPLATE.search(javascript) else str(rjsmin.jsmin(javascript))
