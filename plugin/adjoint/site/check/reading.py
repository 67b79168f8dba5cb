"""A site as the check reads it: every page by its source, and every published HTML file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from adjoint.markup import Document, Location, Source
from adjoint.site.build import Built
from adjoint.site.cache.code_version import code_version
from adjoint.site.cache.store import Store, source_key
from adjoint.site.check.keeping import keep, known
from adjoint.site.check.published import Published, read_page
from adjoint.site.content.matter import Matter
from adjoint.site.post.checked import Checked, checked


@dataclass(frozen=True)
class Written:
    """A page: as its author wrote it, as the build computed it, and as it is published."""

    matter: Matter
    source: Source
    html: str
    """The path of its HTML below the output folder."""
    data: bytes
    """Its HTML."""
    published: Published
    compute: Callable[[], Checked]

    @cached_property
    def post(self) -> Checked:
        """The post parsed and computed, for whoever has to look into it."""
        return self.compute()

    @property
    def path(self) -> Path:
        """Where its source is."""
        return Path(self.source.path)

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
    files: Mapping[str, bytes]
    """The site's pages and scripts by path, each printed once."""
    written: tuple[Written, ...]
    pages: Mapping[str, Published]
    """Every published HTML file by its path, those of no author among them."""

    def author_of(self, path: str) -> Written | None:
        """Return the page whose HTML is at a path; None for one that the site makes by itself."""
        return next((page for page in self.written if page.html == path), None)


def read_site(built: Built) -> Reading:
    """Read a site's published HTML, beside the sources it was made of."""
    files = {path: built.files[path] for path in sorted(built.files) if path.endswith((".html", ".js"))}
    pages = _pages({path: data for path, data in files.items() if path.endswith(".html")}, built.site.store)
    return Reading(built, files, tuple(_written(built, files, pages)), pages)


def _pages(files: Mapping[str, bytes], store: Store) -> Mapping[str, Published]:
    """Take pages apart, but for those that an earlier check took apart as they are."""
    keys = {path: source_key(code_version(), data) for path, data in files.items()}
    apart = known(store, "apart", keys, Published)
    for path, data in files.items():
        if path not in apart:
            apart[path] = read_page(data.decode())
            keep(store, "apart", path, keys[path], apart[path])
    return {path: apart[path] for path in files}


def _written(built: Built, files: Mapping[str, bytes], pages: Mapping[str, Published]) -> Iterator[Written]:
    matters = {page.folder: page.matter for page in built.site.pages}
    for folder, post in built.index.items():
        html = f"{folder}/index.html" if folder else "index.html"
        compute = partial(_computed, built, folder)
        yield Written(matters[folder], post.source, html, files[html], pages[html], compute)


def _computed(built: Built, folder: str) -> Checked:
    """Return a post as this build computed it, or compute it where the build found its page in a store."""
    return built.checked.get(folder) or checked(built.index[folder], folder, built.shop)
