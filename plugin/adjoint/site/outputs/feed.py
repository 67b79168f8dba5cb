"""``feed.xml``: the newest posts in full as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import chain
from xml.etree import ElementTree as ET

from markupsafe import Markup

from adjoint.site.outputs.still import still_body
from adjoint.site.outputs.xml import add, escaped, xml_file
from adjoint.site.post.page import Card, Page
from adjoint.site.site import Files, Places, Site

NAME = "feed.xml"
_MOST = 50
"""Entries: a reader fetches the whole feed again and again, and a thousand posts in full are 20 megabytes."""

_ATOM = "http://www.w3.org/2005/Atom"
_ALIVE = "An interactive figure, alive in the post"
_SVG_TITLE = re.compile(r"<title[^>]*>([^<]+)</title>")
_CONTENT = b"\0"
"""Stands for the content of an entry, which is put in as it is kept; no text of a site can hold it."""
_BEFORE_ANY_POST = dt.date(1970, 1, 1)
"""The date of a feed that holds nothing: no build may look at the clock."""


def newest(site: Site) -> Sequence[Card]:
    """Return the posts that the feed holds."""
    return [page for page in site.published if page.is_post][:_MOST]


def still_content(places: Places, post: Page) -> bytes:
    """Return a post whole as an entry holds it, with its takeaways before it."""
    address = places.canonical(post)
    takeaways = Markup("").join(Markup("<li>{}</li>\n").format(takeaway) for takeaway in post.takeaways)
    heading = places.settings.words.takeaways
    listed = Markup("<h2>{}</h2>\n<ul>\n{}</ul>\n").format(heading, takeaways) if takeaways else Markup("")
    return escaped(still_body(str(listed + post.body), address, lambda name: _still_figure(post, name)))


def render_feed(site: Site, contents: Iterable[bytes]) -> Files:
    """Return the feed.

    Args:
        site: the site.
        contents: those of the ``newest``, from ``still_content``.
    """
    settings = site.settings
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": settings.language})
    add(feed, "id", settings.url)
    add(feed, "title", settings.title)
    if settings.description:
        add(feed, "subtitle", settings.description)
    add(feed, "link", rel="alternate", type="text/html", href=settings.url)
    add(feed, "link", rel="self", type="application/atom+xml", href=site.address(NAME))
    add(feed, "updated", _instant(max((_changed(post) for post in newest(site)), default=_BEFORE_ANY_POST)))
    add(add(feed, "author"), "name", settings.author or settings.title)
    for post in newest(site):
        _entry(add(feed, "entry"), site, post)
    *before, end = xml_file(feed).split(_CONTENT)
    filled = chain.from_iterable(zip(before, contents, strict=True))
    return {NAME: b"".join([*filled, end])}


def _entry(entry: ET.Element, site: Site, post: Card) -> None:
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
    add(entry, "content", type="html").text = _CONTENT.decode()


def _still_figure(post: Page, name: str) -> str:
    """Return what stands for a widget: its computed figure, which leads to the widget itself."""
    shown = post.figures.get(name)
    if shown is None:
        return Markup('<p><a href="#{}">{}</a></p>').format(name, _ALIVE)
    title = _SVG_TITLE.search(shown.data.decode())
    image = Markup('<img src="{}" width="{}" height="{}" alt="{}">').format(
        shown.href, shown.width, shown.height, unescape(title[1]) if title else _ALIVE
    )
    return Markup('<p><a href="#{}">{}</a></p>').format(name, image)


def _changed(post: Card) -> dt.date:
    return post.matter.updated or post.matter.date or _BEFORE_ANY_POST


def _instant(day: dt.date) -> str:
    """Return a day as the moment it begins in UTC, for a feed knows only moments."""
    return f"{day.isoformat()}T00:00:00Z"
