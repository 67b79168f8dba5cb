"""What is served as it stands: assets under hashed names, and the pictures of each page."""

from __future__ import annotations

from adjoint.site.outputs.summaries import Around
from adjoint.site.post.page import Page
from adjoint.site.site import Files, Frame, Site


def render_assets(site: Site) -> Files:
    """Return the styles, scripts and fonts by path."""
    return site.assets.files


def render_pictures(_frame: Frame, page: Page, _around: Around) -> Files:
    """Return the pictures of a page by path."""
    return page.files
