"""A site as the check reads it: every page from its source once more, and every published HTML file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from adjoint.markup import Document, Location
from adjoint.site.assemble import Checked, checked
from adjoint.site.build import Built
from adjoint.site.check.published import Published


@dataclass(frozen=True)
class Written:
    """A page: as its author wrote it, computed anew, and as it is published."""

    folder: str
    path: Path
    post: Checked
    html: str
    """The path of its HTML below the output folder."""
    published: Published

    @property
    def top(self) -> Location:
        """The place of the post as a whole."""
        return Location(self.path.as_posix(), 1, 1)

    @property
    def texts(self) -> tuple[Document, ...]:
        """The body, and every line outside it."""
        return (self.post.document, *self.post.teller.lines.values())

    def place(self, address: str) -> Location:
        """Return where the author wrote the link or image that the page publishes under an address."""
        return self._places.get(address) or self.top

    @cached_property
    def _places(self) -> Mapping[str, Location]:
        found: dict[str, Location] = {}
        for text in self.texts:
            for link in text.links:
                found.setdefault(self.post.teller.link(link.href), link.location)
                found.setdefault(link.href, link.location)
            for image in text.images:
                shown = self.post.pictures.found.get(image.src)
                found.setdefault(shown.href if shown else image.src, image.location)
        return found

    def place_of_id(self, wanted: str) -> Location:
        """Return where the author gave an id to something, or wrote the heading that has it."""
        for heading in self.post.document.headings:
            if heading.id == wanted:
                return heading.location
        for made in self.post.computed.values():
            if made.call.id == wanted:
                return made.call.location("id")
        source = self.post.document.source
        offset = source.text.find(f'id="{wanted}"')
        return source.location(offset) if offset >= 0 else self.top


@dataclass(frozen=True)
class Reading:
    """All that the check looks at."""

    built: Built
    written: tuple[Written, ...]
    pages: Mapping[str, Published]
    """Every published HTML file by its path, those of no author among them."""

    def author_of(self, path: str) -> Written | None:
        """Return the page whose HTML is at a path; None for one that the site makes by itself."""
        return next((page for page in self.written if page.html == path), None)


def read_site(built: Built) -> Reading:
    """Read a site's sources and its published HTML.

    Raises:
        Fault: a post is not sound; a build would have told before.
    """
    pages = {
        path: Published(data.decode()) for path, data in sorted(built.files.items()) if path.endswith(".html")
    }
    return Reading(built, tuple(_written(built, pages)), pages)


def _written(built: Built, pages: Mapping[str, Published]) -> Iterator[Written]:
    for folder, post in built.index.items():
        html = f"{folder}/index.html" if folder else "index.html"
        sound = built.checked.get(folder) or checked(post, folder, built.shop)
        yield Written(folder, Path(post.source.path), sound, html, pages[html])
