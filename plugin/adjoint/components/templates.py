"""Jinja2 for the components: templates stand in the component's own folder, escaped and strict."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from adjoint.components.compiled import CompiledTemplates

FOLDER = Path(__file__).parent
_ICONS = FOLDER.parent / "npm" / "lucide-static" / "icons"
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=CompiledTemplates(),
    )


def render(template: str, **values: object) -> Markup:
    """Fill a template, named by its path below ``components/`` such as ``callout/html.jinja``."""
    return Markup(_environment().get_template(template).render(**values).rstrip("\n"))  # noqa: S704


@cache
def icon(name: str) -> Markup:
    """Return a Lucide icon as inline SVG, sized by its surroundings and hidden from assistive technology.

    Raises:
        FileNotFoundError: Lucide has no icon of that name.
    """
    svg = (_ICONS / f"{name}.svg").read_text(encoding="utf-8")
    drawing = _DRAWING.search(svg)
    if drawing is None:
        raise ValueError(f"the icon {name} is not the SVG it should be")
    return render("icon.jinja", drawing=Markup(drawing[1].strip()))  # noqa: S704
