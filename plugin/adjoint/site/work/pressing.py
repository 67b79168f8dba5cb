"""The files of some pages rendered, in the second pass: a piece of work for whoever does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import TypeAlias

from adjoint.frozen import frozen
from adjoint.site.cache.codec import unpacked
from adjoint.site.cache.stamps import Stamp
from adjoint.site.cache.store import Entry
from adjoint.site.outputs import OUTPUTS
from adjoint.site.outputs.kinds import OfPage
from adjoint.site.outputs.summaries import Around
from adjoint.site.post.checked import are_watched
from adjoint.site.post.page import Page
from adjoint.site.work.bench import Tools, tools
from adjoint.site.work.collecting import MANY_KEPT, collecting_rarely
from adjoint.site.work.laying import Desk, Laid, lay, standing
from adjoint.site.work.making import PAGE
from adjoint.site.work.turns import AT_WORK

Leaf: TypeAlias = Iterable[bytes] | Laid
"""A file: what it holds, in pieces, or where it was laid."""


@frozen
class Wanted:
    """A page to be rendered."""

    folder: str
    around: Around
    """What it shows of others."""
    digest: str
    """That of the page as it is kept."""
    data: bytes | None = None
    """The page as it is kept, for whoever cannot read it from the store."""
    known: Mapping[str, Stamp] = field(default_factory=dict)
    """Its files as an earlier build left them, by path."""
    drawn: frozenset[str] = frozenset()
    """The paths of those that hold what the same code made."""


@frozen
class Pressing:
    """Some pages to be rendered."""

    bench: bytes
    pages: tuple[Wanted, ...]
    draws: bool = True
    """Whether files that take long to draw are wanted, and not their paths alone."""
    desk: Desk | None = None
    """Where the files are laid; without one, they are handed back."""


@frozen
class Pressed:
    """What came of them."""

    files: Mapping[str, Mapping[str, Leaf]]
    """By the folder of each page; one that was not drawn has no pieces."""
    entries: tuple[Entry, ...]
    """What is still to be kept, such as drawn pictures."""
    lost: tuple[str, ...] = ()
    """The folders of pages that the store no longer has."""


def press_pages(work: Pressing) -> Pressed:
    """Render the files of some pages.

    Raises:
        OSError: they cannot be written.
    """
    # A template that was filled lies in a cycle with the page, which is one object and a hundred kilobytes.
    # Beside posts that are kept, all of them would be looked through for it.
    with AT_WORK, collecting_rarely(MANY_KEPT if are_watched() else 0):
        found = tools(work.bench)
        pressed: dict[str, Mapping[str, Leaf]] = {}
        lost: list[str] = []
        for wanted in work.pages:
            page = _page(wanted, found)
            if page is None:
                lost.append(wanted.folder)
            else:
                pressed[wanted.folder] = _pressed(page, wanted, work, found)
        return Pressed(pressed, found.store.hand_over(), tuple(lost))


def _page(wanted: Wanted, found: Tools) -> Page | None:
    if wanted.data is None:
        data = found.store.get_known(PAGE, wanted.folder, wanted.digest)
        return unpacked(data, Page) if data is not None else None
    page = unpacked(wanted.data, Page)
    if page is None:
        raise ValueError(f"the page {wanted.folder} is not as it was kept")
    return page


def _pressed(page: Page, wanted: Wanted, work: Pressing, found: Tools) -> Mapping[str, Leaf]:
    files: dict[str, Leaf] = {}
    for output in OUTPUTS:
        if isinstance(output, OfPage):
            undrawn = _undrawn(output, page, wanted, work, found)
            if undrawn is None:
                made = output.render(found.frame, page, wanted.around)
                files.update((path, (data,)) for path, data in made.items())
            else:
                files.update(undrawn)
    if work.desk is None:
        return files
    return {
        path: file if isinstance(file, Laid) else lay(work.desk, path, file, wanted.known.get(path))
        for path, file in files.items()
    }


def _undrawn(
    output: OfPage, page: Page, wanted: Wanted, work: Pressing, found: Tools
) -> Mapping[str, Leaf] | None:
    """Return the files of an output that need not be drawn, or None where they must be.

    The path of a file that takes long to draw tells what it shows: one that the same code drew is the same.
    """
    if output.names is None:
        return None
    paths = output.names(found.frame, page)
    if not work.draws:
        return dict.fromkeys(paths, ())
    stand: dict[str, Leaf] = {}
    for path in paths:
        known = wanted.known.get(path) if path in wanted.drawn else None
        laid = standing(work.desk, path, known.digest, known) if work.desk and known else None
        if laid is None:
            return None
        stand[path] = laid
    return stand
