"""Templates that escape a text once, however many pages show it, and copy no markup to show it."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import CodeType
from typing import Any, Final

import jinja2
from markupsafe import Markup, escape

_SHORT: Final = 200
"""Characters of a text that is worth remembering; longer ones are of one page."""


class EscapingTemplate(jinja2.Template):
    """A template of an environment that escapes what it shows."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  (Jinja's name)
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """Return a template whose code escapes by ``escaped``."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escaped
        return template


def escaped(value: object) -> Markup:
    """Return a value as HTML shows it; markup as it is."""
    if type(value) is Markup:
        return value
    # Of texts alone: one that is equal to some markup is not the same.
    if type(value) is str and len(value) <= _SHORT:
        return _escaped(value)
    return escape(value)


@lru_cache(maxsize=4096)
def _escaped(text: str) -> Markup:
    return escape(text)
