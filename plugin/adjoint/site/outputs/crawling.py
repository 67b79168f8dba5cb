"""What crawlers ask for first: ``sitemap.xml`` and ``robots.txt``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from adjoint.site.outputs.metadata import ARCHIVE
from adjoint.site.outputs.xml import add, xml_file
from adjoint.site.post.page import Card
from adjoint.site.site import Files, Site

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def render_crawling(site: Site) -> Files:
    """Return the sitemap, with the day each page last changed, and the file that names it to robots."""
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.address('sitemap.xml')}\n"
    return {"sitemap.xml": _sitemap(site), "robots.txt": robots.encode()}


def _sitemap(site: Site) -> bytes:
    urls = ET.Element("urlset", xmlns=_SCHEMA)
    for address, day in _places(site):
        url = add(urls, "url")
        add(url, "loc", address)
        if day:
            add(url, "lastmod", day.isoformat())
    return xml_file(urls)


def _places(site: Site) -> Iterator[tuple[str, dt.date | None]]:
    """Yield every address to be indexed, each once, with the day of its last change if that is known."""
    authored = {site.canonical(page): _changed([page]) for page in site.published}
    lists = {site.address(place): _changed(site.posts) for place in ("", ARCHIVE)}
    labels = {
        site.address(f"{label.folder}/"): _changed(label.posts)
        for label in site.labels
        if any(post.matter.release for post in label.posts)
    }
    yield from {**lists, **authored, **labels}.items()


def _changed(pages: Iterable[Card]) -> dt.date | None:
    """Return the last day on which any of some pages was published or updated."""
    published = [page.matter for page in pages if page.matter.release]
    days = [day for matter in published for day in (matter.date, matter.updated) if day]
    return max(days, default=None)
