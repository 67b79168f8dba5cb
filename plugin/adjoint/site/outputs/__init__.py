"""What a site is published as: each output is a pure function from the site to files.

A new output is one module here and one entry in ``OUTPUTS``.
"""

from __future__ import annotations

from collections.abc import Callable

from adjoint.site.outputs.crawling import render_crawling
from adjoint.site.outputs.feed import render_feed
from adjoint.site.outputs.headers import render_headers
from adjoint.site.outputs.home import render_home
from adjoint.site.outputs.labels import render_labels
from adjoint.site.outputs.llms import render_llms
from adjoint.site.outputs.moved import render_moved
from adjoint.site.outputs.pages import render_pages
from adjoint.site.outputs.siblings import render_siblings
from adjoint.site.outputs.social import render_social
from adjoint.site.outputs.static import render_static
from adjoint.site.site import Files, Site

OUTPUTS: tuple[Callable[[Site], Files], ...] = (
    render_moved,
    render_home,
    render_labels,
    render_pages,
    render_siblings,
    render_social,
    render_feed,
    render_crawling,
    render_llms,
    render_headers,
    render_static,
)
"""A later output's file goes before an earlier one's: an authored page or file before one we would make."""
