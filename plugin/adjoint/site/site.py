"""The whole site as one value, from which every output is rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from adjoint.site.assets import Assets
from adjoint.site.labels import Label, gather_labels
from adjoint.site.page import Page
from adjoint.site.settings import Settings
from adjoint.site.store import Store

Files = Mapping[str, bytes]
"""Contents by path below the output folder."""


@dataclass(frozen=True)
class Site:
    """A site, assembled and ready to be rendered."""

    settings: Settings
    pages: tuple[Page, ...]
    """Every page, posts first, the newest at the head; drafts only in a preview."""
    assets: Assets
    content_files: Mapping[PurePosixPath, Path]
    template: Callable[..., str]
    """Fills a layout by name."""
    store: Store = field(default_factory=Store)
    """Keeps what is slow to make."""

    @property
    def posts(self) -> tuple[Page, ...]:
        """The pages below ``blog/``, newest first."""
        return tuple(page for page in self.pages if page.is_post)

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The labels of all posts, in alphabetical order."""
        return gather_labels(self.posts)

    def path(self, below: str) -> str:
        """Return the address that a page writes for a place below the output folder: ``/sub/blog/one/``."""
        return self.settings.path + quote(below)

    def address(self, below: str) -> str:
        """Return the full address of a place below the output folder."""
        return self.settings.url + quote(below)

    def permalink(self, page: Page) -> str:
        """Return the path at which a page is read, base path included."""
        return self.path(_folder(page))

    def canonical(self, page: Page) -> str:
        """Return the full address at which a page is read."""
        return self.address(_folder(page))

    def absolute(self, href: str) -> str:
        """Return the full address of a file from the path that a page writes for it."""
        parts = urlsplit(self.settings.url)
        return f"{parts.scheme}://{parts.netloc}{href}"

    def render(self, layout: str, **values: object) -> bytes:
        """Fill a layout and return the file, with what the frame of every page needs to know of the site."""
        about = next((self.permalink(page) for page in self.pages if page.folder == "about"), None)
        return self.template(layout, about=about, **values).encode()


def _folder(page: Page) -> str:
    return f"{page.folder}/" if page.folder else ""
