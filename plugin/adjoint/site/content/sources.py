"""The content folder: posts, whose text is read when it is needed, and the files that stand beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path, PurePosixPath

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, Location, Source
from adjoint.site.content.scan import Found
from adjoint.site.gathering import Faults

INDEX = "index.md"
_PASSED_OVER = ("numbers.lock", "~", ".bak", ".orig", ".rej", ".swp")


@frozen
class Post:
    """One authored page: where its text is, and the folder it owns."""

    path: Path
    folder: PurePosixPath
    """Its folder below the content folder, such as ``blog/chain-rule``; the default of its permalink."""
    digest: str
    """Of its bytes."""
    data: bytes | None = None
    """Its bytes, where they have been read to be worked on, perhaps on another machine."""
    names_release: bool = True
    """Whether its bytes hold the word ``release``, as those of a draft do; true where nobody has looked."""

    @property
    def source(self) -> Source:
        """The text.

        Raises:
            OSError: it cannot be read.
            Fault: it is not UTF-8.
        """
        data = self.path.read_bytes() if self.data is None else self.data
        return Source(self.path.as_posix(), decoded(data, self.path.as_posix()))

    def read(self) -> Post:
        """Return the post with its bytes at hand.

        Raises:
            OSError: it cannot be read.
        """
        data = self.path.read_bytes()
        return replace(self, data=data, digest=hashlib.sha256(data).hexdigest())


@frozen
class Content:
    """All that an author keeps in the content folder."""

    root: Path
    settings: Post | None
    """``site.yaml``."""
    posts: tuple[Post, ...]
    files: Mapping[PurePosixPath, Found]
    """Every other file by its path below the content folder: images, data, downloads."""
    unread: tuple[Diagnostic, ...] = ()
    """A fault for each post that is no text; it is not among the posts."""


def read_content(root: Path, files_of: Iterable[Found], known: AbstractSet[str] = frozenset()) -> Content:
    """Tell the posts of a content folder from its other files.

    Hidden files and folders, locks (``numbers.lock``, ``about.numbers.lock``) and what editors leave behind
    (``index.md~``, ``index.md.bak``) are the author's own and are passed over.

    Args:
        root: the folder.
        files_of: all of its files.
        known: digests of posts that were read before, and need not be read to know that they are text.

    Raises:
        OSError: a post cannot be read.
    """
    settings: Post | None = None
    posts: list[Post] = []
    files: dict[PurePosixPath, Found] = {}
    faults = Faults()
    for found in files_of:
        below, _, name = found.below.rpartition("/")
        with faults.gathering():
            if found.below == "site.yaml":
                settings = Post(found.path, PurePosixPath(name), found.digest)
            elif name.endswith(".md"):
                folder = below if name == INDEX else found.below.removesuffix(".md")
                post = Post(found.path, PurePosixPath(folder), found.digest)
                posts.append(post if found.digest in known else _looked_at(post))
            elif not name.endswith(_PASSED_OVER):
                files[PurePosixPath(found.below)] = found
    return Content(root, settings, tuple(posts), files, tuple(faults.found))


def _looked_at(post: Post) -> Post:
    """Return a post of which is known whether it names its release.

    Of most posts the bytes tell that they are no drafts, and to find their lines takes ten times as long.

    Raises:
        OSError: it cannot be read.
        Fault: it is not UTF-8.
    """
    data = post.path.read_bytes()
    decoded(data, post.path.as_posix())
    return replace(post, names_release=b"release" in data)


def published(content: Content, shown: Sequence[Post]) -> Content:
    """Return content without the files of the posts that are not shown: those in its folder, but for others'.

    Args:
        content: what the author keeps.
        shown: its posts, some drafts left out.
    """
    if len(shown) == len(content.posts):
        return content
    are_shown = {post.path for post in shown}
    owners = {post.folder: post.path in are_shown for post in content.posts if post.path.name == INDEX}

    def is_shown(below: PurePosixPath) -> bool:
        return next((owners[folder] for folder in below.parents if folder in owners), True)

    return replace(content, files={below: f for below, f in content.files.items() if is_shown(below)})


def decoded(data: bytes, path: str) -> str:
    """Return the text of a file's bytes.

    Raises:
        Fault: they are not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = Location(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"the file is not UTF-8: byte {data[error.start]:#04x} is no part of a character"
        hint = "save it as UTF-8 in your editor"
        raise Fault(Diagnostic("encoding", "error", message, place, hint)) from error
