"""The site as its outputs see it: the addresses, the frame of every page, and a card of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from adjoint.frozen import frozen
from adjoint.site.cache.store import Store
from adjoint.site.content.settings import PostSettings, Settings
from adjoint.site.labels import Label, gather_labels, same_label
from adjoint.site.post.page import Card, Page
from adjoint.site.theme.assets import Assets

Files = Mapping[str, bytes]
"""Contents by path below the output folder."""
Streams = Mapping[str, Iterable[bytes]]
"""The same for files too large to be held: their contents in pieces."""


@frozen
class Places:
    """Where everything of a site stands."""

    settings: PostSettings

    def path(self, below: str) -> str:
        """Return the address that a page writes for a place below the output folder: ``/sub/blog/one/``."""
        return self.settings.path + _quoted(below)

    def address(self, below: str) -> str:
        """Return the full address of a place below the output folder."""
        return self.settings.url + _quoted(below)

    def permalink(self, page: Page | Card) -> str:
        """Return the path at which a page is read, base path included."""
        return self.path(_folder(page))

    def canonical(self, page: Page | Card) -> str:
        """Return the full address at which a page is read."""
        return self.address(_folder(page))

    def absolute(self, href: str) -> str:
        """Return the full address of a file from the path that a page writes for it."""
        parts = urlsplit(self.settings.url)
        return f"{parts.scheme}://{parts.netloc}{href}"


@frozen
class Frame(Places):
    """What every page is rendered within, whichever it is."""

    settings: Settings
    assets: Assets
    render: Callable[..., bytes]
    """Fills a layout by name, and returns the file."""
    store: Store = field(default_factory=Store)
    """Keeps what is slow to make."""


@frozen
class Site(Frame):
    """A site with a card of each of its pages."""

    pages: tuple[Card, ...] = ()
    """Every page, posts first, the newest at the head; drafts only in a preview."""
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The fragments by which pages set widgets of others, by the folder they lead to."""

    @cached_property
    def posts(self) -> tuple[Card, ...]:
        """The pages below ``blog/``, newest first."""
        return tuple(page for page in self.pages if page.is_post)

    @cached_property
    def published(self) -> tuple[Card, ...]:
        """The pages that are no drafts: what is told to whoever is not looking at the preview."""
        return tuple(page for page in self.pages if page.matter.release)

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The labels of all posts, in alphabetical order."""
        return gather_labels(self.posts)

    @cached_property
    def labels_by_key(self) -> Mapping[str, Label]:
        """The same, by what all spellings of each have in common."""
        return {same_label(label.name): label for label in self.labels}

    @cached_property
    def shown(self) -> dict[str, Any]:
        """What indexes show of pages, by folder: a post is in several, and whoever is first makes it."""
        return {}


@lru_cache(maxsize=4096)  # The place of a page stands in it ten times, and in those around it.
def _quoted(below: str) -> str:
    return quote(below)


def _folder(page: Page | Card) -> str:
    return f"{page.folder}/" if page.folder else ""
