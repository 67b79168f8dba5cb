"""The first pass: each post becomes a page by itself, unless it was made before from the same."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Final

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault
from adjoint.site.cache.codec import packed
from adjoint.site.cache.store import Entry, source_key
from adjoint.site.content.sources import Post
from adjoint.site.outputs import OUTPUTS
from adjoint.site.outputs.kinds import OfEvery
from adjoint.site.post.assemble import tell
from adjoint.site.post.checked import Checked, are_watched, checked
from adjoint.site.post.page import Page
from adjoint.site.post.workshop import Workshop
from adjoint.site.site import Places
from adjoint.site.work.bench import Bench, tools
from adjoint.site.work.collecting import MANY, MANY_KEPT, collecting_rarely
from adjoint.site.work.crew import Crew
from adjoint.site.work.records import Origin, Record, Tally
from adjoint.site.work.turns import AT_WORK
from adjoint.site.work.uses import uses_of

RECORD, PAGE, PIECE, SOME_PIECE = "record", "page", "piece", "some-piece"
"""The kinds of what is kept of a page; pieces of the last kind only some pages have."""
NOTHING: Final = ""
"""Stands for the digest of a piece that holds nothing, which is not kept."""

_LIBRARIES: Final = ("adjoint.markup.dispatch", "mdit_py_plugins.footnote", "py_mini_racer", "uharfbuzz")
"""What the first page of a process loads; none of them starts a thread by that."""


def load_libraries() -> None:
    """Load what every page takes, for the copies of this process, each of which would do it by itself."""
    for name in _LIBRARIES:
        import_module(name)


@frozen
class Work:
    """Some posts to be made into pages."""

    bench: bytes
    origin: Origin
    """Of each, its own source apart."""
    surroundings: str
    posts: tuple[tuple[str, Post], ...]
    """With their folders; whoever makes them reads those whose bytes are not at hand."""


@frozen
class Made:
    """What came of some posts."""

    records: Mapping[str, Record]
    faults: tuple[Diagnostic, ...]
    entries: tuple[Entry, ...]
    """What is still to be kept: pages, their pieces, and formulas."""
    seconds: Mapping[str, float]
    """How long each post took, by folder."""


def portions(
    posts: Mapping[str, Post], bench: Bench, origin: Origin, surroundings: str, crew: Crew
) -> Sequence[Work]:
    """Divide posts into pieces of work for a crew; their bytes are not yet at hand."""
    packed_bench = bench.packed()
    return [
        Work(packed_bench, origin, surroundings, tuple(some))
        for some in crew.portions(tuple(posts.items()), handed=not bench.adds)
    ]


def with_bytes(portions: Sequence[Work]) -> Iterator[Work]:
    """Yield pieces of work with the bytes of their posts, for whoever does not read those.

    Raises:
        OSError: a post cannot be read.
    """
    for work in portions:
        yield replace(work, posts=tuple((folder, post.read()) for folder, post in work.posts))


def make_pages(work: Work) -> Made:
    """Make pages of some posts; what is wrong with one does not keep the others.

    Raises:
        OSError: a post cannot be read.
    """
    with AT_WORK, collecting_rarely(MANY_KEPT if are_watched() else MANY):
        return _made(work)


def _made(work: Work) -> Made:
    found = tools(work.bench)
    records: dict[str, Record] = {}
    faults: list[Diagnostic] = []
    seconds: dict[str, float] = {}
    for folder, given in work.posts:
        start = time.perf_counter()
        post = given.read() if given.data is None else given
        try:
            sound = checked(post, folder, found.shop)
            page = tell(sound, folder, found.shop)
        except Fault as fault:
            faults.extend(fault.diagnostics)
            continue
        origin = replace(work.origin, source=post.digest)
        records[folder], entries = recorded(page, sound, origin, work.surroundings, found.shop)
        for entry in entries:
            found.store.add_entry(entry)
        seconds[folder] = time.perf_counter() - start
    return Made(records, tuple(faults), found.store.hand_over(), seconds)


def recorded(
    page: Page, sound: Checked, origin: Origin, surroundings: str, shop: Workshop
) -> tuple[Record, Sequence[Entry]]:
    """Return the record of a page, and the page and its pieces as they are kept."""
    data = packed(page)
    uses = uses_of(sound)
    # A digest of the page itself would take longer than the rest of its record.
    digest = source_key(page.folder, origin.source, origin.settings, origin.code, packed(uses))
    made = pieces(page, Places(shop.settings))
    digests = {name: piece_digest(piece) for name, piece in made.items()}
    seen = sound.states.seen_from_elsewhere
    tally = _tally(sound)
    record = Record(
        origin,
        surroundings,
        uses,
        seen,
        page.card,
        tally,
        digest,
        digests,
        sound.warnings,
    )
    entries = [Entry(PIECE, piece_key(name, page.folder), piece) for name, piece in made.items() if piece]
    kept = Entry(PAGE, page.folder, data, digest)
    return record, [kept, Entry(RECORD, page.folder, packed(record)), *entries]


def pieces(page: Page, places: Places) -> Mapping[str, bytes]:
    """Return the pieces of a page that outputs of the whole site are made of."""
    return {output.name: output.piece(places, page) for output in OUTPUTS if isinstance(output, OfEvery)}


def piece_digest(piece: bytes) -> str:
    """Return the digest by which a page's record names one of its pieces."""
    return source_key(piece) if piece else NOTHING


def piece_key(name: str, folder: str) -> str:
    """Return the key under which a piece is kept."""
    return f"{name}/{folder}"


def _tally(sound: Checked) -> Tally:
    texts = (sound.document, *sound.teller.lines.values())
    return Tally(
        formulas=sum(len(text.math) for text in texts),
        verified=sum(len(text.values) for text in texts)
        + sum(claim.states for claim in sound.claims)
        + sound.comparisons,
    )
