"""Which posts a site has, and the folder each is published in, before any is worked on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from adjoint.markup import Diagnostic, Fault, Location, read_frontmatter
from adjoint.site.content.scan import Found
from adjoint.site.content.sources import Post
from adjoint.site.occupied import files_of_pages, in_the_way, made_for_the_site
from adjoint.site.work.records import Record


def folder_of(post: Post) -> str:
    """Return the folder a post is published in, below the output folder; the root is empty."""
    return post.folder.as_posix().removeprefix(".")


def is_draft(post: Post, record: Record | None) -> bool:
    """Tell whether a post says ``release: false``; such a post is no part of a published site at all.

    Args:
        post: a post.
        record: what is known of the page that was made of it, perhaps from another text.
    """
    if record is not None and record.origin.source == post.digest:
        return not record.card.matter.release
    if not post.names_release:
        return False
    frontmatter, _ = read_frontmatter(post.source)
    return frontmatter.values.get("release") is False


def index_of(posts: Iterable[Post], base: str, files: Mapping[PurePosixPath, Found]) -> Mapping[str, Post]:
    """Return every post under its folder.

    Args:
        posts: in the order in which they are found.
        base: the site's base path.
        files: the author's other files.

    Raises:
        Fault: with every post whose place is taken, by another post or by a file.
    """
    standing = made_for_the_site() | {str(below).lower(): f.path.as_posix() for below, f in files.items()}
    index: dict[str, Post] = {}
    taken: dict[str, Post] = {}
    faults: list[Diagnostic] = []
    for post in posts:
        folder = folder_of(post)
        rival = taken.setdefault(folder.lower(), post)
        taker = rival.path.as_posix() if rival is not post else _taker(folder, standing)
        if taker:
            message = f'the permalink "{base}{folder}/" is taken by {taker}'
            place = Location(post.path.as_posix(), 1, 1)
            faults.append(Diagnostic("duplicate-slug", "error", message, place, "rename one of the two"))
        else:
            index[folder] = post
    if faults:
        raise Fault(*faults)
    return index


def _taker(folder: str, standing: Mapping[str, str]) -> str | None:
    """Return the file that stands where a page or one of its files would be published, if there is one."""
    own = (standing.get(path) for path in files_of_pages({folder: ""}))
    return (in_the_way(folder, standing) if folder else None) or next(filter(None, own), None)
