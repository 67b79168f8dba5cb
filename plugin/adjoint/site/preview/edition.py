"""One state of the site as a host would serve it: what stands at an address, and whether it changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final, Literal
from urllib.parse import quote, unquote

from adjoint.frozen import frozen
from adjoint.site.preview.headers import Rule, file_headers, read_rules

CLIENT: Final = "/_adjoint/"
"""Where the preview's own files stand; nothing below it is ever published."""

_HEAD = re.compile(rb"<head\b[^>]*>|<!doctype[^>]*>", re.IGNORECASE)


@frozen
class Answer:
    """What is sent for an address."""

    status: Literal[200, 302, 404, 503]
    headers: Mapping[str, str]
    body: bytes = b""


@frozen
class Edition:
    """The files of one good build; each is rendered when it is first asked for."""

    find: Callable[[str], bytes | None]
    """Gives the file at a path below the site's base, if there is one."""
    base: str
    """The site's base path, with a slash at both ends."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """What the site asks its host to send."""
        return read_rules((self.find("_headers") or b"").decode("utf-8", "replace"))

    def answer(self, address: str) -> Answer:
        """Return what stands at an address, a path as the browser wrote it."""
        path = unquote(address)
        if path == "/" != self.base or f"{path}/" == self.base:
            return Answer(302, {"location": quote(self.base)})
        name = self._name(path)
        if name is None:
            if path.startswith(self.base) and self.find(f"{path.removeprefix(self.base)}/index.html"):
                return Answer(302, {"location": f"{address}/"})
            return self._told(path, "404.html", 404)
        return self._told(path, name, 200)

    def digest(self, address: str) -> str:
        """Return what changes whenever the page at an address does."""
        name = self._name(unquote(address)) or "404.html"
        return page_digest(self.find(name) or b"")

    def _name(self, path: str) -> str | None:
        """Return the file that stands at a path, if there is one."""
        if not path.startswith(self.base):
            return None
        name = path.removeprefix(self.base)
        if not name or name.endswith("/"):
            name += "index.html"
        return name if self.find(name) is not None else None

    def _told(self, path: str, name: str, status: Literal[200, 404]) -> Answer:
        data = self.find(name) or b""
        headers = file_headers(self.rules, path, name)
        if headers["content-type"].startswith("text/html"):
            # A browser may never show from memory what has changed since.
            headers = {**headers, "cache-control": "no-store"}
            data = with_client(data, page_digest(data), status)
        return Answer(status, headers, data)


def page_digest(data: bytes) -> str:
    """Return a short name for the bytes of a page."""
    return hashlib.sha256(data).hexdigest()[:16]


def with_client(page: bytes, digest: str, status: int) -> bytes:
    """Return a page that loads the preview's script before its own."""
    script = (
        f'<script type="module" src="{CLIENT}client.js" data-page="{digest}" data-status="{status}"></script>'
    )
    found = _HEAD.search(page)
    heads = [match for match in _HEAD.finditer(page[:4096]) if match[0].lower().startswith(b"<head")]
    place = (heads[0] if heads else found).end() if found else 0
    return page[:place] + script.encode() + page[place:]


def waiting(digest: str) -> Answer:
    """Return the page that is shown until there is a good build."""
    page = (
        b'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>No build yet</title></head>'
        b"<body><p>There is no good build yet; the site appears here with the first.</p></body></html>\n"
    )
    headers = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
    return Answer(503, headers, with_client(page, digest, 503))
