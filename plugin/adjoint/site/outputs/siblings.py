"""The markdown sibling of every page, at ``index.md`` beside its ``index.html``."""

from __future__ import annotations

from adjoint.site.page import output_path
from adjoint.site.site import Files, Site


def render_siblings(site: Site) -> Files:
    """Return the siblings by path."""
    return {output_path(page, "index.md"): page.sibling.encode() for page in site.pages}
