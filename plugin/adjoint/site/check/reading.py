"""A site as the check reads it: every page by its source, and every published HTML file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path

from adjoint.frozen import frozen
from adjoint.markup import Document, Location, Source
from adjoint.site.build import Built
from adjoint.site.cache.code_version import code_version
from adjoint.site.cache.store import Store, source_key
from adjoint.site.check.keeping import keep, known
from adjoint.site.check.published import Published, read_page
from adjoint.site.content.matter import Matter
from adjoint.site.post.checked import Checked, checked


@frozen
class Written:
    """A page: as its author wrote it, as the build computed it, and as it is published."""

    matter: Matter
    source: Source
    html: str
    """The path of its HTML below the output folder."""
    data: bytes
    """Its HTML."""
    take_apart: Callable[[], Published]
    compute: Callable[[], Checked]

    @cached_property
    def published(self) -> Published:
        """Its HTML taken apart."""
        return self.take_apart()

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


class Pages(Mapping[str, Published]):
    """Every published HTML file by its path, each taken apart when it is first asked for."""

    def __init__(self, files: Mapping[str, bytes], store: Store) -> None:
        """Take the HTML files of a site, and the store of what earlier checks kept."""
        self._files = files
        self._store = store
        self._keys = {path: source_key(code_version(), data) for path, data in files.items()}
        self._apart = known(store, "apart", self._keys, Published)

    def __getitem__(self, path: str) -> Published:
        if path not in self._apart:
            self.take(path, read_page(self._files[path].decode()))
        return self._apart[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def take(self, path: str, page: Published) -> None:
        """Keep a page that was taken apart."""
        self._apart[path] = page
        keep(self._store, "apart", path, self._keys[path], page)

    def known(self, path: str) -> Published | None:
        """Return a page that was taken apart before."""
        return self._apart.get(path)


@frozen
class Reading:
    """All that the check looks at."""

    built: Built
    files: Mapping[str, bytes]
    """The site's pages and scripts by path, each printed once."""
    written: tuple[Written, ...]
    pages: Pages
    """Those of no author among them."""

    def author_of(self, path: str) -> Written | None:
        """Return the page whose HTML is at a path; None for one that the site makes by itself."""
        return next((page for page in self.written if page.html == path), None)


def read_site(built: Built) -> Reading:
    """Read a site's published HTML, beside the sources it was made of."""
    files = {path: built.files[path] for path in sorted(built.files) if path.endswith((".html", ".js"))}
    pages = Pages({path: data for path, data in files.items() if path.endswith(".html")}, built.site.store)
    return Reading(built, files, tuple(_written(built, pages, files)), pages)


def _written(built: Built, pages: Pages, files: Mapping[str, bytes]) -> Iterator[Written]:
    matters = {page.folder: page.matter for page in built.site.pages}
    for folder, post in built.index.items():
        html = f"{folder}/index.html" if folder else "index.html"
        take_apart, compute = partial(pages.__getitem__, html), partial(_computed, built, folder)
        yield Written(matters[folder], post.source, html, files[html], take_apart, compute)


def _computed(built: Built, folder: str) -> Checked:
    """Return a post as this build computed it, or compute it where the build found its page in a store."""
    return built.checked.get(folder) or checked(built.index[folder], folder, built.shop)
