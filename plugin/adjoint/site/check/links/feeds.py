"""The files for programs: the feed as RFC 4287 asks, the map of the site, both leading to what is there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from adjoint.markup import Diagnostic, Location
from adjoint.site.check.reading import Reading
from adjoint.site.outputs.feed import newest

FEED: Final = "feed.xml"
SITEMAP: Final = "sitemap.xml"
ATOM: Final = "{http://www.w3.org/2005/Atom}"
MAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed_faults(reading: Reading) -> Iterator[Diagnostic]:
    """Yield what is wrong with the feed and the site map."""
    files = reading.built.files
    if FEED in files:
        yield from _feed(reading, files[FEED])
    if SITEMAP in files:
        yield from _sitemap(reading, files[SITEMAP])


def _fault(path: str, message: str, line: int = 1, column: int = 1) -> Diagnostic:
    return Diagnostic("bad-feed", "error", message, Location(path, line, column))


def _parsed(path: str, data: bytes) -> tuple[ET.Element | None, list[Diagnostic]]:
    try:
        return ET.fromstring(data), []  # noqa: S314  (our own file)
    except ET.ParseError as error:
        line, column = error.position
        return None, [_fault(path, f"{path} is not XML: {error.msg}", line, column + 1)]


def _feed(reading: Reading, data: bytes) -> Iterator[Diagnostic]:
    root, faults = _parsed(FEED, data)
    yield from faults
    if root is None:
        return
    if root.tag != f"{ATOM}feed":
        yield _fault(FEED, f"its root is {root.tag}, not an Atom feed")
        return
    entries = root.findall(f"{ATOM}entry")
    posts = len(newest(reading.built.site))
    if len(entries) != posts:
        yield _fault(FEED, f"it has {len(entries)} entries for {posts} posts")
    yield from _required(root, "the feed")
    for number, one in enumerate(entries, 1):
        yield from _required(one, f"entry {number}")
        for link in one.findall(f"{ATOM}link"):
            if not _is_published(reading, link.get("href", "")):
                yield _fault(FEED, f'entry {number} leads to "{link.get("href")}", which is not there')
    for name, count in Counter(one.findtext(f"{ATOM}id") for one in entries).items():
        if count > 1:
            yield _fault(FEED, f'{count} entries have the id "{name}"')


def _required(owner: ET.Element, name: str) -> Iterator[Diagnostic]:
    """Yield a fault for each part that a feed and an entry must have and this one has not."""
    for part in ("id", "title", "updated"):
        if not (owner.findtext(f"{ATOM}{part}") or "").strip():
            yield _fault(FEED, f"{name} has no {part}")
    updated = owner.findtext(f"{ATOM}updated") or ""
    if updated and not _is_instant(updated):
        yield _fault(FEED, f'{name} was updated at "{updated}", which is no moment as of RFC 3339')


def _is_instant(text: str) -> bool:
    try:
        return dt.datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _sitemap(reading: Reading, data: bytes) -> Iterator[Diagnostic]:
    root, faults = _parsed(SITEMAP, data)
    yield from faults
    for place in root.iter(f"{MAP}loc") if root is not None else ():
        if not _is_published(reading, place.text or ""):
            yield _fault(SITEMAP, f'it lists "{place.text}", which is not there')


def _is_published(reading: Reading, address: str) -> bool:
    home = reading.built.site.settings.url
    if not address.startswith(home):
        return False
    below = unquote(address.removeprefix(home).partition("#")[0])
    return below in reading.built.files or f"{below}index.html" in reading.built.files
