"""``_headers``: what a static host is asked to send with the files (Netlify, Cloudflare Pages and others)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adjoint.site.assets import FOLDER
from adjoint.site.site import Files, Site

_HASHED = "public, max-age=31536000, immutable"
_ELSEWHERE = re.compile(r"""<img\s[^>]*?src="(https?://[^/"]+)""")


def render_headers(site: Site) -> Files:
    """Return the file; it names paths as a browser asks for them, the site's base path included."""
    base = site.settings.path
    rules = {
        f"{base}*": (
            ("Content-Security-Policy", policy(site)),
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
    return {"_headers": "\n".join(lines).encode()}


def policy(site: Site) -> str:
    """Return the Content-Security-Policy of the site's pages.

    They load the site's own files, the pictures that posts show from other hosts, and nothing else; no script
    or style stands in a page.
    """
    pictures = " ".join(["'self'", *_other_hosts(site)])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        f"img-src {pictures}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _other_hosts(site: Site) -> Iterator[str]:
    yield from sorted({host for page in site.pages for host in _ELSEWHERE.findall(page.body)})
