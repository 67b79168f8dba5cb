"""The pages of a site as they were made: a record of each at hand, the pages themselves in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault
from adjoint.site.cache.codec import packed, unpacked
from adjoint.site.cache.store import Store, source_key
from adjoint.site.content.sources import Post
from adjoint.site.outputs.kinds import OfSome
from adjoint.site.post.assemble import tell
from adjoint.site.post.checked import checked
from adjoint.site.post.page import Card, Page
from adjoint.site.site import Places
from adjoint.site.work.bench import Bench, tools
from adjoint.site.work.crew import AHEAD, FAR_AHEAD, Crew
from adjoint.site.work.making import (
    NOTHING,
    PAGE,
    PIECE,
    RECORD,
    SOME_PIECE,
    Work,
    load_libraries,
    make_pages,
    piece_digest,
    piece_key,
    pieces,
    with_bytes,
)
from adjoint.site.work.records import Origin, Record
from adjoint.site.work.uses import still_found

_AT_ONCE: Final = 64
"""Pieces that are read together: a question for each takes longer than the answer."""

Told = Callable[[str, int, int], None]
"""Takes what is being done, how much of it is done, and of how much."""


@frozen
class Kept:
    """The pages of a site: a record of each by its folder, and the way to the pages themselves."""

    records: Mapping[str, Record]
    index: Mapping[str, Post]
    bench: bytes
    store: Store

    def page(self, folder: str) -> Page:
        """Return a page whole."""
        return unpacked(self.packed(folder), Page) or self._anew(folder)

    def packed(self, folder: str) -> bytes:
        """Return a page as it is kept, made again where the store has lost it."""
        data = self.store.get_known(PAGE, folder, self.records[folder].page)
        return packed(self._anew(folder)) if data is None else data

    def pieces(self, name: str, pages: Sequence[Card]) -> Iterator[bytes]:
        """Yield a piece of each of some pages, likewise."""
        for start in range(0, len(pages), _AT_ONCE):
            some = {
                page.folder: self.records[page.folder].pieces[name]
                for page in pages[start : start + _AT_ONCE]
            }
            asked = [piece_key(name, folder) for folder, digest in some.items() if digest != NOTHING]
            kept = self.store.get_all(PIECE, asked)
            for folder, digest in some.items():
                data = b"" if digest == NOTHING else kept.get(piece_key(name, folder))
                if data is None or piece_digest(data) != digest:
                    data = pieces(self.page(folder), self._places)[name]
                yield data

    def some_pieces(self, output: OfSome, pages: Sequence[Card]) -> Iterator[bytes]:
        """Yield a piece of each of a few pages, made now unless it was kept from the same page."""
        keys = {page.folder: piece_key(output.name, page.folder) for page in pages}
        kept = self.store.get_all(SOME_PIECE, list(keys.values()))
        for folder, key in keys.items():
            record = self.records[folder]
            source = source_key(record.page, record.origin.settings, record.origin.code).encode()
            data = kept.get(key, b"")
            if not data.startswith(source):
                data = source + output.piece(self._places, self.page(folder))
                self.store.add(SOME_PIECE, key, data)
            yield data[len(source) :]

    @property
    def _places(self) -> Places:
        return Places(tools(self.bench).shop.settings)

    def _anew(self, folder: str) -> Page:
        shop = tools(self.bench).shop
        return tell(checked(self.index[folder], folder, shop), folder, shop)


def known_records(store: Store) -> Mapping[str, Record]:
    """Return the records of earlier builds that can be read, by folder."""
    found = ((folder, unpacked(data, Record)) for folder, data in store.every(RECORD).items())
    return {folder: record for folder, record in found if record is not None}


@frozen
class Sorted:
    """The pages that stand as they were made, and why the others do not."""

    standing: Mapping[str, Record]
    stale: Mapping[str, str]


def sort_out(
    index: Mapping[str, Post], known: Mapping[str, Record], origin: Origin, surroundings: str, bench: Bench,
) -> Sorted:  # fmt: skip
    """Tell which pages would be made as they were.

    Args:
        index: the posts by folder.
        known: the records of earlier builds.
        origin: what a page of now is made from, its source apart.
        surroundings: a digest of all pages and files of the content folder now.
        bench: where they would be made.
    """
    standing: dict[str, Record] = {}
    stale: dict[str, str] = {}
    for folder, post in index.items():
        record = known.get(folder)
        if record is None:
            stale[folder] = "it is new"
        elif record.origin != replace(origin, source=post.digest):
            stale[folder] = _change(record.origin, replace(origin, source=post.digest))
        elif record.surroundings == surroundings:
            standing[folder] = record
        elif still_found(record.uses, folder, bench.links, bench.files):
            standing[folder] = replace(record, surroundings=surroundings)
        else:
            stale[folder] = "what it links to or shows has changed"
    return Sorted(standing, stale)


def _change(before: Origin, now: Origin) -> str:
    if before.code != now.code:
        return "Adjoint, or what it is built on, has changed"
    return "site.yaml has changed" if before.settings != now.settings else "its text has changed"


@frozen
class New:
    """Pages that were made now."""

    records: Mapping[str, Record]
    seconds: Mapping[str, float]
    """How long each took, by folder."""


def make(
    portions: Sequence[Work], store: Store, crew: Crew, told: Told, meanwhile: Callable[[], object]
) -> New:
    """Make pages and keep them.

    Args:
        portions: the pages.
        store: keeps what those who work cannot keep themselves.
        crew: works.
        told: is told how far the work has come.
        meanwhile: done here once others have work; of use to nobody before the pages are made.

    Raises:
        Fault: with all that is wrong in any post; what was right is kept.
        OSError: a post cannot be read.
    """
    records: dict[str, Record] = {}
    seconds: dict[str, float] = {}
    faults: list[Diagnostic] = []
    total = sum(len(work.posts) for work in portions)
    done = 0
    if crew.copies_this_process(len(portions)):
        load_libraries()
    ahead = FAR_AHEAD if crew.is_here and store.is_shared else AHEAD
    handed = with_bytes(portions) if crew.takes_texts else portions
    work = _and_meanwhile(handed, crew.hands * ahead, meanwhile)
    for made in crew.each(make_pages, work, len(portions), ahead):
        for entry in made.entries:
            store.add_entry(entry)
        records |= made.records
        seconds |= made.seconds
        faults += made.faults
        done += len(made.records)
        told("computed", done, total)
    if faults:
        store.flush()
        raise Fault(*faults)
    return New(records, seconds)


def _and_meanwhile(work: Iterable[Work], handed_out: int, do: Callable[[], object]) -> Iterator[Work]:
    """Yield pieces of work, and do something once so many have been handed out, or all if they are fewer."""
    pieces = iter(work)
    yield from islice(pieces, handed_out)
    do()
    yield from pieces
