"""One page held against its source by all means that need no other page; what is found is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.cache.code_version import code_version
from adjoint.site.cache.store import Store, source_key
from adjoint.site.check.engine.steps import step_faults
from adjoint.site.check.engine.table import table_faults
from adjoint.site.check.hands import REMEMBERED, Hands
from adjoint.site.check.keeping import keep, known
from adjoint.site.check.parts import PARTS_OF_PAGE, PARTS_OF_SCRIPTS, Part, text_record, whole
from adjoint.site.check.published import Published, read_page
from adjoint.site.check.reading import Reading, Written
from adjoint.site.check.records import Record
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison
from adjoint.site.check.replay.live import compare_page, compare_scripts
from adjoint.site.check.replay.scripts import Scripts, shipped_scripts
from adjoint.site.content.matter import Matter
from adjoint.site.content.settings import Settings
from adjoint.site.content.sources import Post
from adjoint.site.post.checked import Checked, checked
from adjoint.site.theme.assets import Assets
from adjoint.site.work.bench import tools
from adjoint.site.work.collecting import MANY_KEPT, collecting_rarely
from adjoint.site.work.crew import Crew

_FEW: Final = 4
"""Pages for each hand, up to which they are examined in parts."""
_TEXT_OF_SCRIPTS: Final = 25_000.0
"""Bytes of a post that take as long to examine as the scripts by themselves."""


@frozen
class Piece:
    """A page to be examined, or with none the scripts by themselves, by whoever is free."""

    key: str
    """Of all that its record depends on."""
    scripts: Scripts
    bench: bytes = b""
    posts: tuple[tuple[str, Post], ...] = ()
    """The page's post and its folder."""
    matter: Matter | None = None
    html: str = ""
    """The path of the page, by which its record is kept."""
    data: bytes = b""
    apart: Published | None = None
    """The page taken apart, if an earlier check did so."""
    part: str = ""
    """Which part of it is to be looked into; the whole, if it says nothing."""
    weight: float = 0.0
    """How much work it is, in bytes of text."""

    @property
    def name(self) -> str:
        """What it is known by: to pieces of one name comes the same."""
        return f"{self.key} {self.part}"


@frozen
class Examined:
    """What came of a piece."""

    html: str
    record: Record
    apart: Published | None = None
    part: str = ""
    failed: Exception | None = None
    """Why there is nothing in the record."""


def examined_pages(reading: Reading, crew: Crew | None = None) -> tuple[Comparison, list[Record]]:
    """Return the comparison of the shipped scripts by themselves, and a record of each page.

    Raises:
        ImportError: there is no V8 to run the scripts.
    """
    built = reading.built
    scripts = shipped_scripts(reading.files, built.site.assets)
    digest, alone = _digest_of(scripts), _scripts_alone(scripts)
    pieces = [alone, *(_piece(page, reading, scripts, digest) for page in reading.written)]
    store, crew = built.site.store, crew or Crew(1)
    records = known(store, "check", {piece.html: piece.key for piece in pieces}, Record)
    stale = {piece.html: piece for piece in pieces if piece.html not in records}
    for found in _results(list(stale.values()), reading, crew):
        records[found.html] = found.record
        keep(store, "check", found.html, stale[found.html].key, found.record)
        if found.apart is not None:
            reading.pages.take(found.html, found.apart)
    of_scripts = records[alone.html]
    compared = replace(of_scripts.comparison, faults=(*of_scripts.faults, *of_scripts.comparison.faults))
    return compared, [records[piece.html] for piece in pieces[1:]]


def foresee_scripts(crew: Hands, assets: Assets, store: Store) -> None:
    """Tell those who work of the examination of the scripts by themselves, which needs no page.

    Args:
        crew: who works.
        assets: of the site.
        store: where it is kept if an earlier check did it.
    """
    alone = _scripts_alone(shipped_scripts(assets.files, assets))
    if not known(store, "check", {alone.html: alone.key}, Record):
        crew.foresee(examined_there, _parts(alone))


def _scripts_alone(scripts: Scripts) -> Piece:
    return Piece(source_key(f"{code_version()}\n{_digest_of(scripts)}"), scripts)


def _digest_of(scripts: Scripts) -> str:
    return _digest({name: text.encode() for name, text in scripts.modules.items()})


def _results(stale: Sequence[Piece], reading: Reading, crew: Crew) -> Iterator[Examined]:
    """Yield what came of each piece, examined here, or in parts where its page was made."""
    if crew.hands < 2 or not stale:
        pages = {page.html: page for page in reading.written}
        yield from (Examined(piece.html, _made(piece, pages.get(piece.html))) for piece in stale)
        return
    work = divided(list(map(_with_bytes, stale)), crew.hands)
    parts: dict[str, list[Examined]] = {}
    for found in crew.each(examined_there, work, len(work)):
        parts.setdefault(found.html, []).append(found)
    for html, some in parts.items():
        yield _joined(html, some)


def divided(pieces: Sequence[Piece], hands: int) -> list[Piece]:
    """Return pieces in parts, where they are so few that a hand would be idle while another ends the last.

    The scripts by themselves are always in parts, of which some may have been begun before.
    """
    many = len(pieces) > _FEW * hands
    return [
        part
        for piece in pieces
        for part in ([replace(piece, weight=_text(piece))] if many and piece.html else _parts(piece))
    ]


def _parts(piece: Piece) -> list[Piece]:
    return [
        replace(piece, part=name, weight=part.share * _text(piece))
        for name, part in _parts_of(piece.html).items()
    ]


def _parts_of(html: str) -> Mapping[str, Part]:
    return PARTS_OF_PAGE if html else PARTS_OF_SCRIPTS


def _text(piece: Piece) -> float:
    return float(sum(len(post.data or b"") for _, post in piece.posts)) or _TEXT_OF_SCRIPTS


def _joined(html: str, parts: Sequence[Examined]) -> Examined:
    """Return what came of the parts of a piece as what comes of it whole."""
    if not parts[0].part:
        return parts[0]
    records = {one.part: one.record for one in parts}
    failed = {one.part: one.failed for one in parts if one.failed is not None}
    apart = next((one.apart for one in parts if one.apart), None)
    return Examined(html, whole(_parts_of(html), records, failed), apart)


def _piece(page: Written, reading: Reading, scripts: Scripts, digest: str) -> Piece:
    built, apart = reading.built, reading.pages.known(page.html)
    folder = page.html.removesuffix("index.html").rstrip("/")
    key = source_key(_key(page, built.site.settings, digest))
    posts = ((folder, built.index[folder]),)
    return Piece(key, scripts, built.pages.bench, posts, page.matter, page.html, page.data, apart)


def _with_bytes(piece: Piece) -> Piece:
    return replace(piece, posts=tuple((folder, post.read()) for folder, post in piece.posts))


def examined_there(piece: Piece) -> Examined:
    """Examine a page, or a part of it, in a process beside the one that builds."""
    page = (_page if piece.part else _written)(piece) if piece.posts else None
    if not piece.part:
        record = _made(piece, page)
        return Examined(piece.html, record, None if piece.apart or page is None else page.published)
    part, browser = _parts_of(piece.html)[piece.part], _browser(piece.scripts)
    failed = None
    try:
        with collecting_rarely(MANY_KEPT):
            record = part.look(page, browser) if page else part.look(browser)
    except Exception as error:
        # That something fails under a reader's hands is of interest only if the numbers agree.
        if not part.handles:
            raise
        record, failed = Record(Comparison()), error
    apart = page.published if page and part.takes_apart and not piece.apart else None
    return Examined(piece.html, record, apart, piece.part, failed)


def _page(piece: Piece) -> Written:
    """Return the page of a piece, the same one for all its parts."""
    if piece.key not in _PAGES:
        _PAGES[piece.key] = _written(piece)
    return _PAGES[piece.key]


_PAGES: Final[dict[str, Written]] = {}


def _written(piece: Piece) -> Written:
    ((folder, post),) = piece.posts
    assert piece.matter is not None  # noqa: S101  (every page has one)
    shop = tools(piece.bench).shop

    def take_apart() -> Published:
        return piece.apart or read_page(piece.data.decode())

    def compute() -> Checked:
        return REMEMBERED.get(folder) or checked(post, folder, shop)

    return Written(piece.matter, post.source, piece.html, piece.data, take_apart, compute)


def _made(piece: Piece, page: Written | None) -> Record:
    browser = _browser(piece.scripts)
    with collecting_rarely(MANY_KEPT):
        return _examined(page, browser) if page else _alone(browser)


def _browser(scripts: Scripts) -> Browser:
    """Return a browser for some scripts: the one there is, if it has them or can have them besides."""
    if not _BROWSERS or _BROWSERS[-1][0] != scripts:
        more = _BROWSERS[-1][1].also_with(scripts) if _BROWSERS else None
        _BROWSERS[:] = [(scripts, more or Browser(scripts))]
    return _BROWSERS[-1][1]


_BROWSERS: Final[list[tuple[Scripts, Browser]]] = []


def _alone(browser: Browser) -> Record:
    """Return what is found of the scripts, the operations and the optimisers, whatever pages use of them."""
    return Record(compare_scripts(browser), faults=(*table_faults(), *step_faults()))


def _key(page: Written, settings: Settings, scripts: str) -> str:
    """Return all that a record depends on."""
    own = _digest({page.source.path: page.source.text.encode(), page.html: page.data})
    return "\n".join([code_version(), scripts, repr(settings), own])


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, data in sorted(files.items()):
        digest.update(f"{path} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _examined(page: Written, browser: Browser) -> Record:
    return replace(text_record(page), comparison=compare_page(page, browser))
