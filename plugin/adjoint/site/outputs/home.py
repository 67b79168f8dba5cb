"""The front of the site, the archive of its posts, and the page for addresses that lead nowhere."""

from __future__ import annotations

from itertools import groupby

from adjoint.site.outputs.metadata import ARCHIVE, breadcrumbs, website
from adjoint.site.outputs.summaries import label_link, summaries
from adjoint.site.site import Files, Site

_IN_FRONT = 13
"""How many posts the front page shows: one large, and rows of two or three."""


def render_home(site: Site) -> Files:
    """Return ``index.html``, ``blog/index.html`` and ``404.html``."""
    posts = summaries(site, site.posts)
    labels = tuple(label_link(site, label) for label in site.labels)
    years = tuple(
        (year, tuple(found))
        for year, found in groupby(posts, lambda post: post.date.year if post.date else None)
    )
    return {
        "index.html": site.render(
            "home.html.jinja",
            posts=posts[:_IN_FRONT],
            more=len(posts[_IN_FRONT:]),
            labels=labels,
            data=website(site),
        ),
        f"{ARCHIVE}index.html": site.render(
            "archive.html.jinja",
            years=years,
            labels=labels,
            canonical_url=site.address(ARCHIVE),
            data=breadcrumbs(site),
        ),
        "404.html": site.render("404.html.jinja", posts=posts[:3]),
    }
