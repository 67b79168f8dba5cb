"""The theme: Jinja2 templates, a site's own before the default ones, and the files of ``assets/``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2

from adjoint.site.theme.default_theme import DEFAULT

__all__ = ["DEFAULT", "template_renderer", "theme_assets"]


def theme_assets(folders: Sequence[Path]) -> Mapping[str, Path]:
    """Return the theme's assets by path below ``assets/``; an earlier folder's file hides a later one's."""
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        assets = folder / "assets"
        if assets.is_dir():
            files = (path for path in sorted(assets.rglob("*")) if path.is_file())
            found.update({path.relative_to(assets).as_posix(): path for path in files})
    return found


def template_renderer(folders: Sequence[Path], **shared: object) -> Callable[..., str]:
    """Return a function that fills a template by name.

    Args:
        folders: searched in order.
        shared: values that every template sees.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(shared)

    def render(name: str, **values: Any) -> str:  # noqa: ANN401  (a template takes what it names)
        return environment.get_template(name).render(**values)

    return render
