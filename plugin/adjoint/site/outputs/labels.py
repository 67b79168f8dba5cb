"""A page for every label, at ``labels/<slug>/``, with the posts that bear it."""

from __future__ import annotations

from adjoint.site.outputs.metadata import breadcrumbs
from adjoint.site.outputs.summaries import label_link, summaries
from adjoint.site.site import Files, Site


def render_labels(site: Site) -> Files:
    """Return the label pages by path."""
    return {
        f"{label.folder}/index.html": site.render(
            "label.html.jinja",
            label=label_link(site, label),
            canonical_url=site.address(f"{label.folder}/"),
            posts=summaries(site, label.posts),
            data=breadcrumbs(site, (label.name, f"{label.folder}/")),
        )
        for label in site.labels
    }
