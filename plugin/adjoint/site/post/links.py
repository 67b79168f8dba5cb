"""What a link or an image in a post leads to: a page, a file, another system, or nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Document, nearest
from adjoint.site.gathering import Faults

_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class BrokenLinkError(ValueError):
    """A link within the site that leads nowhere; ``hint`` may name what was meant."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@frozen
class Links:
    """Every address of the site, known before any page is rendered."""

    base: str
    """The site's base path: ``/`` or ``/sub/``."""
    pages: AbstractSet[str]
    """Folders of pages below the site's root, such as ``blog/chain-rule``; the root itself is empty."""
    files: AbstractSet[PurePosixPath]
    """Files of the content folder."""
    known_paths: AbstractSet[str]
    """Internal links that another system serves, as authors write them."""
    drafts: AbstractSet[str] = frozenset()
    """Folders of pages that are not published."""

    def resolve(self, href: str, folder: str) -> str:
        """Return the address a page writes for an authored link.

        Args:
            href: the link as authored.
            folder: the folder of the page it stands in.

        Raises:
            BrokenLinkError: it should lead somewhere on this site and does not.
        """
        parts = urlsplit(href)
        if parts.scheme or parts.netloc or not parts.path:
            return href
        tail = href[len(parts.path) :]
        if parts.path in self.known_paths or f"{parts.path.rstrip('/')}/" in self.known_paths:
            return self.base + parts.path.lstrip("/") + tail
        target = self._target(parts.path, folder)
        page = target.removesuffix("index.md").rstrip("/")
        if page in self.pages:
            if target.endswith("index.md") and parts.path.startswith("/"):
                return f"{self.base}{quote(target)}{tail}"
            return f"{self.base}{quote(page)}/{tail}" if page else f"{self.base}{tail}"
        if PurePosixPath(target) in self.files:
            return f"{self.base}{quote(target)}{tail}"
        raise BrokenLinkError(f'the link "{href}" leads nowhere on this site', self._mend(href, target))

    def _mend(self, href: str, target: str) -> str:
        if href.startswith("www."):
            return f"an address of another site begins with its scheme: https://{href}"
        if _MAIL.fullmatch(href):
            return f"an address for mail is written mailto:{href}"
        if target.removesuffix("index.md").rstrip("/") in self.drafts:
            return "that page is a draft; release: true in its frontmatter publishes it"
        close = nearest(f"/{target}", [f"/{page}/" for page in self.pages])
        return (
            f'did you mean "{close}"?' if close else "if another system serves it, list it under known_paths"
        )

    def page(self, path: str, folder: str) -> str | None:
        """Return the folder of the page that a link's path leads to, or None if it leads to no page."""
        target = self._target(path, folder)
        page = target.removesuffix("index.md").rstrip("/")
        return page if page in self.pages else None

    def file(self, reference: str, folder: str) -> PurePosixPath | None:
        """Return the content file that an image names, or None where there is no such file."""
        path = urlsplit(reference).path
        found = PurePosixPath(self._target(path, folder))
        return found if found in self.files else None

    def _target(self, path: str, folder: str) -> str:
        path = unquote(path)
        if path.startswith(self.base) and self.base != "/":
            path = "/" + path.removeprefix(self.base)
        joined = posixpath.normpath(posixpath.join("/", folder, path) if not path.startswith("/") else path)
        return joined.lstrip("/")


def page_links(texts: Iterable[Document], folder: str, links: Links, faults: Faults) -> Callable[[str], str]:
    """Return a function from an authored link to the address its page writes.

    Args:
        texts: the page's body and lines.
        folder: the page's folder.
        links: every address of the site.
        faults: takes each link that leads nowhere.
    """
    resolved: dict[str, str] = {}
    for text in texts:
        for link in text.links:
            if link.href in resolved:
                continue
            try:
                resolved[link.href] = links.resolve(link.href, folder)
            except BrokenLinkError as error:
                faults.found.append(Diagnostic("broken-link", "error", str(error), link.location, error.hint))
    return resolved.__getitem__
