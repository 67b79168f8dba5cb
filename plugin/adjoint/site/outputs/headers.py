"""``_headers``: what a static host is asked to send with the files (Netlify, Cloudflare Pages and others)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from adjoint.site.post.page import Page
from adjoint.site.site import Places, Site, Streams
from adjoint.site.theme.assets import FOLDER

_HASHED = "public, max-age=31536000, immutable"
_ELSEWHERE = re.compile(r"""<img\s[^>]*?src="(https?://[^/"]+)""")


def other_hosts(_places: Places, page: Page) -> bytes:
    """Return the hosts from which a page shows pictures, one a line."""
    shown = _ELSEWHERE.findall(page.body) if "<img" in page.signs else ()
    return "\n".join(sorted(set(shown))).encode()


def render_headers(site: Site, hosts: Iterable[bytes]) -> Streams:
    """Return the file; it names paths as a browser asks for them, the site's base path included.

    Args:
        site: the site.
        hosts: of every page, from ``other_hosts``.
    """
    base = site.settings.path
    rules = {
        f"{base}*": (
            ("Content-Security-Policy", policy(hosts)),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ),
        f"{base}{FOLDER}/*": (("Cache-Control", _HASHED),),
        f"{base}*.md": (("Content-Type", "text/markdown; charset=utf-8"),),
        f"{base}*.txt": (("Content-Type", "text/plain; charset=utf-8"),),
        f"{base}feed.xml": (("Content-Type", "application/atom+xml; charset=utf-8"),),
    }
    lines: list[str] = []
    for path, headers in rules.items():
        lines += [path, *(f"  {name}: {value}" for name, value in headers), ""]
    return {"_headers": ["\n".join(lines).encode()]}


def policy(hosts: Iterable[bytes]) -> str:
    """Return the Content-Security-Policy of the site's pages.

    They load the site's own files, the pictures that posts show from other hosts, and nothing else; no script
    or style stands in a page.
    """
    pictures = " ".join(["'self'", *sorted({host for some in hosts for host in some.decode().split()})])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        f"img-src {pictures}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
