"""Links: whether each leads to what the site publishes, and whether those elsewhere are well formed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from adjoint.markup import Diagnostic, Location, nearest
from adjoint.site.check.reading import Reading

SCHEMES: Final = ("https", "http", "mailto", "tel")
_DATA: Final = ("data", "blob")


def link_faults(reading: Reading) -> Iterator[Diagnostic]:
    """Yield a fault for every link of a published page that leads nowhere or cannot be an address.

    The same link in several pages that no author wrote, such as one of the theme, is told once.
    """
    told: set[str] = set()
    for path, page in reading.pages.items():
        author = reading.author_of(path)
        for link in dict.fromkeys(page.links):
            wrong = _wrong(reading, path, link.href)
            if wrong is None:
                continue
            place = author.place(link.href) if author else None
            if place is None or (author and place == author.top):
                if link.href in told:
                    continue
                told.add(link.href)
            code, message, hint = wrong
            at = place or Location(path, 1, 1)
            yield Diagnostic(code, "error", message, at, hint)


def external_links(reading: Reading) -> dict[str, Location]:
    """Return the web addresses elsewhere that pages link to, each with its first place."""
    found: dict[str, Location] = {}
    for path, page in reading.pages.items():
        author = reading.author_of(path)
        for link in page.links:
            target = urlsplit(urljoin(_address(reading, path), link.href))
            if link.tag != "link" and target.scheme in {"http", "https"} and not _is_ours(reading, target):
                found.setdefault(link.href, author.place(link.href) if author else Location(path, 1, 1))
    return found


def _address(reading: Reading, path: str) -> str:
    return reading.built.site.address(path.removesuffix("index.html"))


def _is_ours(reading: Reading, target: SplitResult) -> bool:
    home = urlsplit(reading.built.site.settings.url)
    return (target.scheme, target.netloc) == (home.scheme, home.netloc)


def _wrong(reading: Reading, path: str, href: str) -> tuple[str, str, str | None] | None:
    """Return the code, message and hint of what is wrong with a link on a page, if anything is."""
    try:
        target = urlsplit(urljoin(_address(reading, path), href))
        well_formed = _is_well_formed(target) and not any(mark.isspace() for mark in href.strip())
    except ValueError:
        well_formed = False
    if not well_formed:
        scheme = href.partition(":")[0]
        close = nearest(scheme, SCHEMES) if ":" in href and scheme not in SCHEMES else None
        hint = (
            f"did you mean {close}{href[len(scheme) :]}?" if close else "write it as https://example.org/page"
        )
        return "bad-link", f'the link "{href}" is not an address', hint
    if target.scheme in _DATA or not _is_ours(reading, target):
        return None
    return _wrong_within(reading, target, href)


def _is_well_formed(target: SplitResult) -> bool:
    if target.scheme in {"http", "https"}:
        host = target.hostname or ""
        labels = host.split(".")
        named = all(label and not label.startswith("-") and not label.endswith("-") for label in labels)
        return named and (len(labels) > 1 or host == "localhost") and target.port != 0
    if target.scheme == "mailto":
        name, at, host = target.path.partition("@")
        return bool(name and at and host)
    return target.scheme == "tel" or target.scheme in _DATA


def _wrong_within(reading: Reading, target: SplitResult, href: str) -> tuple[str, str, str | None] | None:
    settings, files = reading.built.site.settings, reading.built.files
    inside = target.path.startswith(settings.path)
    below = unquote(target.path).removeprefix(settings.path) if inside else None
    plain = f"/{below}" if below is not None else target.path
    known = {path.rstrip("/") for path in settings.known_paths}
    if plain.rstrip("/") in known and plain.rstrip("/"):
        return None
    found = next((path for path in _candidates(below) if path in files), None)
    if found is None:
        close = nearest(plain, [f"/{path.removesuffix('index.html')}" for path in reading.pages])
        mend = "if another system serves it, list it under known_paths"
        mend = f'did you mean "{close}"?' if close else mend
        return "broken-link", f'the link "{href}" leads nowhere on this site', mend
    wanted = unquote(target.fragment)
    if wanted and found in reading.pages and wanted not in {*reading.pages[found].ids, "top"}:
        close = nearest(wanted, reading.pages[found].ids)
        guess = f'did you mean "#{close}"?' if close else None
        return "broken-anchor", f'the link "{href}" leads to a page that has no "#{wanted}"', guess
    return None


def _candidates(below: str | None) -> Iterator[str]:
    """Yield the files that a server may answer with for a path below the site's own."""
    if below is None:
        return
    yield below or "index.html"
    if below.endswith("/"):
        yield f"{below}index.html"
    else:
        yield f"{below}/index.html"
