"""The markdown sibling of every page, at ``index.md`` beside its ``index.html``."""

from __future__ import annotations

from adjoint.site.outputs.summaries import Around
from adjoint.site.post.page import Page, output_path
from adjoint.site.site import Files, Frame


def render_sibling(_frame: Frame, page: Page, _around: Around) -> Files:
    """Return the sibling of a page by its path."""
    return {output_path(page, "index.md"): page.sibling.encode()}
