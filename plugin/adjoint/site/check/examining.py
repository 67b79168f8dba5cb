"""One page held against its source by all means that need no other page; what is found is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from adjoint.markup import Diagnostic
from adjoint.site.cache.code_version import code_version
from adjoint.site.cache.store import source_key
from adjoint.site.check.engine.differences import derivative_faults
from adjoint.site.check.engine.table import table_faults
from adjoint.site.check.engine.written import written_faults
from adjoint.site.check.hands import REMEMBERED
from adjoint.site.check.keeping import keep, known
from adjoint.site.check.links.parts import image_faults
from adjoint.site.check.locks.formulas import typed_formulas
from adjoint.site.check.locks.literals import typed_numbers
from adjoint.site.check.locks.numbers import published_numbers
from adjoint.site.check.locks.prose import passages
from adjoint.site.check.locks.typing import typed_texts
from adjoint.site.check.published import Published, read_page
from adjoint.site.check.reading import Reading, Written
from adjoint.site.check.records import Record, Typed
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison
from adjoint.site.check.replay.live import compare_page, compare_scripts
from adjoint.site.content.matter import Matter
from adjoint.site.content.settings import Settings
from adjoint.site.content.sources import Post
from adjoint.site.post.checked import Checked, checked
from adjoint.site.work.bench import tools
from adjoint.site.work.collecting import collecting_rarely
from adjoint.site.work.crew import Crew


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Examined:
    """What came of a piece."""

    html: str
    record: Record
    apart: Published | None = None


@dataclass(frozen=True)
class Scripts:
    """The scripts of a site, and where a page finds its assets."""

    files: Mapping[str, bytes]
    hrefs: Mapping[str, str]


def examined_pages(reading: Reading, crew: Crew | None = None) -> tuple[Comparison, list[Record]]:
    """Return the comparison of the shipped scripts by themselves, and a record of each page.

    Raises:
        ImportError: there is no V8 to run the scripts.
    """
    built = reading.built
    scripts = Scripts(
        {path: data for path, data in reading.files.items() if path.endswith(".js")}, built.site.assets.hrefs
    )
    digest = _digest(scripts.files)
    alone = Piece(source_key(f"{code_version()}\n{digest}"), scripts)
    pieces = [alone, *(_piece(page, reading, scripts, digest) for page in reading.written)]
    store, crew = built.site.store, crew or Crew(1)
    records = known(store, "check", {piece.html: piece.key for piece in pieces}, Record)
    stale = {piece.html: piece for piece in pieces if piece.html not in records}
    for found in _results(list(stale.values()), reading, crew):
        records[found.html] = found.record
        keep(store, "check", found.html, stale[found.html].key, found.record)
        if found.apart is not None:
            reading.pages.take(found.html, found.apart)
    return records[alone.html].comparison, [records[piece.html] for piece in pieces[1:]]


def _results(stale: Sequence[Piece], reading: Reading, crew: Crew) -> Iterator[Examined]:
    """Yield what came of each piece, examined here, or where its page was made."""
    if min(crew.hands, len(stale)) < 2:
        pages = {page.html: page for page in reading.written}
        yield from (Examined(piece.html, _made(piece, pages.get(piece.html))) for piece in stale)
    else:
        yield from crew.each(examined_there, (_with_bytes(piece) for piece in stale), len(stale))


def _piece(page: Written, reading: Reading, scripts: Scripts, digest: str) -> Piece:
    built, apart = reading.built, reading.pages.known(page.html)
    folder = page.html.removesuffix("index.html").rstrip("/")
    key = source_key(_key(page, built.site.settings, digest))
    posts = ((folder, built.index[folder]),)
    return Piece(key, scripts, built.pages.bench, posts, page.matter, page.html, page.data, apart)


def _with_bytes(piece: Piece) -> Piece:
    return replace(piece, posts=tuple((folder, post.read()) for folder, post in piece.posts))


def examined_there(piece: Piece) -> Examined:
    """Examine a page in a process beside the one that builds."""
    if not piece.posts:
        return Examined(piece.html, _made(piece, None))
    ((folder, post),) = piece.posts
    assert piece.matter is not None  # noqa: S101  (every page has one)
    shop = tools(piece.bench).shop

    def take_apart() -> Published:
        return piece.apart or read_page(piece.data.decode())

    def compute() -> Checked:
        return REMEMBERED.get(folder) or checked(post, folder, shop)

    page = Written(piece.matter, post.source, piece.html, piece.data, take_apart, compute)
    record = _made(piece, page)
    return Examined(piece.html, record, None if piece.apart else page.published)


def _made(piece: Piece, page: Written | None) -> Record:
    browser = _browser(piece.scripts)
    with collecting_rarely():
        return _examined(page, browser) if page else Record(_alone(browser))


def _browser(scripts: Scripts) -> Browser:
    """Return a browser for some scripts, the same one for the same."""
    if not _BROWSERS or _BROWSERS[-1][0] != scripts:
        _BROWSERS[:] = [(scripts, Browser(scripts.files, scripts.hrefs))]
    return _BROWSERS[-1][1]


_BROWSERS: Final[list[tuple[Scripts, Browser]]] = []


def _alone(browser: Browser) -> Comparison:
    """Return what is found of the scripts and the table of operations, whatever pages use of them."""
    scripts = compare_scripts(browser)
    return replace(scripts, faults=(*table_faults(), *scripts.faults))


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
    post = page.post
    formulas = list(typed_formulas(post))
    refuted = [Typed(one.key, one.words, one.told()) for one in formulas if one.is_refuted]
    literals = [Typed(one.key, one.words, one.warning()) for one in typed_numbers(post)]
    return Record(
        values=sum(len(text.values) for text in page.texts),
        claims=len(post.claims),
        equations=sum(bool(made.call.props.get("verify")) for made in post.computed.values()),
        comparison=compare_page(page, browser),
        faults=(*_derivatives(page), *image_faults(page)),
        numbers=tuple(published_numbers(post)),
        typed=(*literals, *refuted),
        proved=sum(one.is_proved for one in formulas),
        unproved=tuple(one.typed() for one in formulas if one.is_unproved),
        texts=tuple(typed_texts(passages(post), formulas)),
    )


def _derivatives(page: Written) -> Iterator[Diagnostic]:
    for made in page.post.computed.values():
        yield from derivative_faults(made.call, made.result)
        yield from written_faults(made.call, made.result)
