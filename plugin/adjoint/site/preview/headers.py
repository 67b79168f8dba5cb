"""What a static host sends with the files, as the site's own ``_headers`` asks it to."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Final

from adjoint.frozen import frozen

_TYPES: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""The same on every machine, whatever its own table of types says."""
_TEXT: Final = frozenset({"application/json", "application/xml", "image/svg+xml"})
POLICY: Final = "content-security-policy"


@frozen
class Rule:
    """Headers for all addresses of one pattern."""

    pattern: str
    headers: tuple[tuple[str, str], ...]


def read_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules of a ``_headers`` file: a pattern at the margin, its headers indented below it."""
    rules: list[Rule] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append(Rule(line.strip(), ()))
        elif rules and ":" in line:
            name, _, value = line.partition(":")
            last = rules[-1]
            rules[-1] = Rule(last.pattern, (*last.headers, (name.strip().lower(), value.strip())))
    return tuple(rules)


def file_headers(rules: Sequence[Rule], address: str, name: str) -> Mapping[str, str]:
    """Return the headers of a file; a later rule goes before an earlier one.

    Args:
        rules: those of the site.
        address: the path that a browser asks for.
        name: the file that stands there.
    """
    headers = {"content-type": content_type(name), "cache-control": "no-cache"}
    for rule in rules:
        if fnmatchcase(address, rule.pattern):
            headers.update(rule.headers)
    if POLICY in headers:
        headers[POLICY] = with_preview(headers[POLICY])
    return headers


def content_type(name: str) -> str:
    """Return the media type that a file's ending tells, with its encoding where it is text."""
    suffix = PurePosixPath(name).suffix.lower()
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXT else kind


def with_preview(policy: str) -> str:
    """Return a Content-Security-Policy that also lets the preview's script, style and events through.

    They come from the page's own origin, so a policy that lets the site's own files through stays as it is.
    """
    directives = {words[0].lower(): words[1:] for words in _directives(policy)}
    fallback = directives.get("default-src")
    for name in ("script-src", "style-src", "connect-src"):
        sources = directives.get(name, fallback)
        if sources is not None and not {"'self'", "*"} & set(sources):
            directives[name] = [*(source for source in sources if source != "'none'"), "'self'"]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _directives(policy: str) -> Iterator[list[str]]:
    yield from (part.split() for part in policy.split(";") if part.split())
