"""What a site is published as: each output is a pure function from the site to files.

A new output is one module here and one entry in ``OUTPUTS``.
"""

from __future__ import annotations

from collections.abc import Callable

from adjoint.site.outputs.home import render_home
from adjoint.site.outputs.pages import render_pages
from adjoint.site.outputs.siblings import render_siblings
from adjoint.site.outputs.static import render_static
from adjoint.site.site import Files, Site

OUTPUTS: tuple[Callable[[Site], Files], ...] = (
    render_pages,
    render_siblings,
    render_home,
    render_static,
)
