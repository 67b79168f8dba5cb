"""A small page at each former address of a page, which leads to where it stands now."""

from __future__ import annotations

from adjoint.site.site import Files, Site


def render_moved(site: Site) -> Files:
    """Return the redirecting pages by path."""
    return {
        (alias if alias.endswith(".html") else f"{alias}/index.html"): site.render(
            "moved.html.jinja",
            title=page.plain_title,
            permalink=site.permalink(page),
            canonical_url=site.canonical(page),
        )
        for page in site.pages
        for alias in page.matter.aliases
    }
