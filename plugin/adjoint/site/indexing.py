"""Which posts a site has, and the folder each is published in, before any is worked on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from adjoint.markup import Diagnostic, Fault, Location, read_frontmatter
from adjoint.site.content.sources import Post
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
    source = post.source
    if "release" not in source.text:
        return False
    frontmatter, _ = read_frontmatter(source)
    return frontmatter.values.get("release") is False


def index_of(posts: Iterable[Post], base: str) -> Mapping[str, Post]:
    """Return every post under its folder.

    Args:
        posts: in the order in which they are found.
        base: the site's base path.

    Raises:
        Fault: with every post whose folder is taken by another.
    """
    index: dict[str, Post] = {}
    taken: dict[str, Post] = {}
    faults: list[Diagnostic] = []
    for post in posts:
        folder = folder_of(post)
        rival = taken.setdefault(folder.lower(), post)
        if rival is not post:
            message = f'the permalink "{base}{folder}/" is taken by {rival.path.as_posix()}'
            place = Location(post.path.as_posix(), 1, 1)
            faults.append(Diagnostic("duplicate-slug", "error", message, place, "rename one of the two"))
        else:
            index[folder] = post
    if faults:
        raise Fault(*faults)
    return index
