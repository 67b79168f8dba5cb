"""Accepting what a check found: the locks written anew, whole files only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from adjoint.site.check.verdict import Held, Verdict
from adjoint.spelling import nearest


class UnknownPost(ValueError):  # noqa: N818  (the caller's error, not the program's)
    """A post is named that the site does not have."""


def locks_of(verdict: Verdict, posts: Sequence[str]) -> tuple[Held, ...]:
    """Return the locks of some posts, all locks if none is named.

    Args:
        verdict: of the check.
        posts: each a slug, or the path of its folder, its file or its lock.

    Raises:
        UnknownPost: one is named that is not there.
    """
    if not posts:
        return verdict.locks
    for post in posts:
        if not any(_is_named(held, post) for held in verdict.locks):
            slugs = [_slug(held) for held in verdict.locks]
            close = nearest(post, slugs)
            mend = f"did you mean {close}?" if close else f"there are {', '.join(slugs)}"
            raise UnknownPost(f"there is no post {post}; {mend}")
    return tuple(held for held in verdict.locks if any(_is_named(held, post) for post in posts))


def _slug(held: Held) -> str:
    return held.path.parent.name if held.post == "index.md" else held.post.removesuffix(".md")


def _is_named(held: Held, post: str) -> bool:
    path, file = Path(post).resolve(), held.path.parent / held.post
    own = [file, held.path, *([held.path.parent] if held.post == "index.md" else [])]
    return post == _slug(held) or any(path == one.resolve() for one in own)


def accept(locks: Iterable[Held]) -> list[Held]:
    """Write every lock that is not what its post publishes, and return those that were written.

    Raises:
        OSError: a file cannot be written.
    """
    return [held for held in locks if _write(held)]


def _write(held: Held) -> bool:
    text = held.text.encode()
    before = held.path.read_bytes() if held.path.is_file() else b""
    if text == before:
        return False
    if not text:
        held.path.unlink()
        return True
    part = held.path.with_name(f".{held.path.name}.part")
    part.write_bytes(text)
    part.replace(held.path)
    return True
