"""Jinja2 for the components: templates stand in the component's own folder, escaped and strict."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FOLDER = Path(__file__).parent


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: object) -> Markup:
    """Fill a template, named by its path below ``components/`` such as ``callout/html.jinja``."""
    return Markup(_environment().get_template(template).render(**values).rstrip("\n"))  # noqa: S704
