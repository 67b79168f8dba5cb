"""What a figure draws, as data within its SVG: an image taken from a page still says where it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

from markupsafe import Markup

_DESCRIBED = re.compile(r"</desc>|</title>(?!\s*<desc)")


def metadata(source: Mapping[str, object]) -> Markup:
    """Return an SVG ``metadata`` element that holds a figure's source as JSON."""
    text = json.dumps(source, ensure_ascii=False, separators=(", ", ": "))
    return Markup(f"<metadata>{escape(text, quote=False)}</metadata>")  # noqa: S704  (escaped as text)


def with_metadata(markup: str, source: Mapping[str, object]) -> Markup:
    """Return markup whose first SVG holds the source of what it draws, after its title and description."""
    return Markup(_DESCRIBED.sub(lambda end: f"{end[0]}\n{metadata(source)}", markup, count=1))  # noqa: S704
