"""What stands where in a published site before any page and any former address of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

SITE_FILES: Final = frozenset(
    {"404.html", "_headers", "feed.xml", "llms-full.txt", "llms.txt", "robots.txt", "sitemap.xml"}
)
"""Files at the root that are made for the site as a whole."""

SITE_FOLDERS: Final = frozenset({"assets", "blog", "labels", "search"})
"""Folders at the root with what is made for the site as a whole."""

PAGE_FILES: Final = ("index.html", "index.md")
"""What is published of a page in its folder."""


def files_of_pages(owners: Mapping[str, str]) -> dict[str, str]:
    """Return each file of some pages, and the source that it is made of.

    Args:
        owners: the path of each page's source by the folder it is published in.
    """
    return {
        f"{folder}/{name}".lstrip("/").lower(): source
        for folder, source in owners.items()
        for name in PAGE_FILES
    }


def in_the_way(folder: str, files: Mapping[str, str]) -> str | None:
    """Return what keeps a folder from being made: a file at its place, or at that of a folder it lies in.

    Args:
        folder: below the root, without slashes at the ends.
        files: what is published, in lower case, and what to call it.
    """
    return next((files[path] for path in _with_parents(folder.lower()) if path in files), None)


def _with_parents(path: str) -> Iterable[str]:
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(len(parts), 0, -1))


def made_for_the_site() -> dict[str, str]:
    """Return the files that are made for the site, and what to call each."""
    return {name: f"the site's own {name}" for name in SITE_FILES}
