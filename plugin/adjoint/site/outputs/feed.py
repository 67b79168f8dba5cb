"""``feed.xml``: every post in full as an Atom feed (RFC 4287), the newest first."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

from markupsafe import Markup

from adjoint.site.outputs.still import still_body
from adjoint.site.outputs.xml import add, xml_file
from adjoint.site.page import Page
from adjoint.site.site import Files, Site

NAME = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_BEFORE_ANY_POST = dt.date(1970, 1, 1)
"""The date of a feed that holds nothing: no build may look at the clock."""


def render_feed(site: Site) -> Files:
    """Return the feed."""
    settings = site.settings
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": settings.language})
    add(feed, "id", settings.url)
    add(feed, "title", settings.title)
    if settings.description:
        add(feed, "subtitle", settings.description)
    add(feed, "link", rel="alternate", type="text/html", href=settings.url)
    add(feed, "link", rel="self", type="application/atom+xml", href=site.address(NAME))
    add(feed, "updated", _instant(max((_changed(post) for post in site.posts), default=_BEFORE_ANY_POST)))
    add(add(feed, "author"), "name", settings.author or settings.title)
    for post in site.posts:
        _entry(add(feed, "entry"), site, post)
    return {NAME: xml_file(feed)}


def _entry(entry: ET.Element, site: Site, post: Page) -> None:
    address = site.canonical(post)
    add(entry, "id", address)
    add(entry, "title", post.plain_title)
    add(entry, "link", rel="alternate", type="text/html", href=address)
    add(entry, "link", rel="alternate", type="text/markdown", href=f"{address}index.md")
    add(entry, "published", _instant(post.matter.date or _BEFORE_ANY_POST))
    add(entry, "updated", _instant(_changed(post)))
    if post.matter.author:
        add(add(entry, "author"), "name", post.matter.author)
    for label in post.matter.labels:
        add(entry, "category", term=label)
    if post.description:
        add(entry, "summary", post.description)
    add(entry, "content", _content(post, address), type="html")


def _content(post: Page, address: str) -> str:
    def still(widget: str) -> str:
        shown, words = post.figures.get(widget), "An interactive figure, alive in the post"
        if shown is None:
            return Markup('<p><a href="#{}">{}</a></p>').format(widget, words)
        image = Markup('<img src="{}" width="{}" height="{}" alt="{}">')
        drawn = image.format(shown.href, shown.width, shown.height, words)
        return Markup('<p><a href="#{}">{}</a></p>').format(widget, drawn)

    return still_body(str(post.body), address, still)


def _changed(post: Page) -> dt.date:
    return post.matter.updated or post.matter.date or _BEFORE_ANY_POST


def _instant(day: dt.date) -> str:
    """Return a day as the moment it begins in UTC, for a feed knows only moments."""
    return f"{day.isoformat()}T00:00:00Z"
