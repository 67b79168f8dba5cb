"""A build: read all, index, make each post into a page, and give the files of the site as they are asked for.

Nothing here writes to the output. ``publish_site`` does, once every page of the site is right. What an
earlier build made from the same is not made again: pages (``keeping``) and files (``printing``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from functools import cache, partial
from typing import Final

from adjoint.components import COMPONENTS
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, Location, parse_frontmatter
from adjoint.site.aliases import alias_faults
from adjoint.site.cache.code_version import code_version
from adjoint.site.cache.codec import packed
from adjoint.site.cache.store import Store, source_key
from adjoint.site.content.scan import digest_of, scan
from adjoint.site.content.settings import FILE_NAME, Settings, read_settings
from adjoint.site.content.sources import Content, Post, published, read_content
from adjoint.site.indexing import folder_of, index_of, is_draft
from adjoint.site.outputs import OUTPUTS
from adjoint.site.outputs.kinds import OfSome
from adjoint.site.outputs.social import CARD
from adjoint.site.post.checked import Checked
from adjoint.site.post.links import Links
from adjoint.site.post.page import Card
from adjoint.site.post.states import faults_between, states_wanted
from adjoint.site.post.workshop import Workshop
from adjoint.site.request import Request
from adjoint.site.site import Site
from adjoint.site.theme.assets import Assets
from adjoint.site.theme.layouts import DEFAULT, template_renderer, theme_words
from adjoint.site.theme.made_once import site_assets
from adjoint.site.work.bench import Bench, tools
from adjoint.site.work.crew import Crew
from adjoint.site.work.keeping import Kept, Told, known_records, make, sort_out
from adjoint.site.work.making import PAGE, PIECE, RECORD, SOME_PIECE, piece_key, portions
from adjoint.site.work.printing import SHEET, Ledger, Printed, Printer, sheet_name
from adjoint.site.work.records import Origin, Record, Tally

__all__ = ["Built", "Request", "build"]

_NEARLY: Final = {"site.yml", "site.yaml.txt", "Site.yaml", "_config.yml", "config.yaml"}
"""Names that the settings of a site have elsewhere."""
_NONE: Final = Assets({}, {}, {})


@frozen
class Built:
    """A site ready to be published, with what there is to say about it."""

    site: Site
    files: Printed
    """Each is rendered when it is asked for."""
    index: Mapping[str, Post]
    """Each post under the folder it is published in."""
    shop: Workshop
    pages: Kept
    """The pages themselves, of which the site has only cards."""
    why: Mapping[str, str] = field(default_factory=dict)
    """Why each page that this build made was not taken from an earlier one, by its folder."""
    tally: Tally = field(default_factory=Tally)
    warnings: tuple[Diagnostic, ...] = ()
    """What is published as it is, though it was surely meant otherwise."""
    checked: Mapping[str, Checked] = field(default_factory=dict)
    """The posts that this build computed itself, by folder; those it found in a store are not among them."""
    left_out: int = 0
    """How many drafts there are besides."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long each page that this build made took, by its folder."""


_OF_OTHERS: Final = frozenset({"broken-link", "missing-prop", "raw-html", "duplicate-slug"})
"""Codes of faults that depend on the settings, or on other posts."""


@frozen
class _Ground:
    """What is known before the first post is worked on."""

    content: Content
    index: Mapping[str, Post]
    store: Store
    known: Mapping[str, Record]
    """What earlier builds made."""
    bench: Bench
    """Where posts are made into pages, which takes none of the site's assets."""
    assets: Callable[[], Assets]
    """Gives them, made when they are first asked for."""
    origin: Origin
    """Of every page, its source apart."""
    around: str
    """A digest of all pages and files of the content folder."""
    faults: tuple[Diagnostic, ...] = ()
    """Of the settings, and of posts that cannot be read: they are told with those of all other posts."""


@contextmanager
def _after(faults: Sequence[Diagnostic]) -> Iterator[None]:
    """Raise faults that were found before with those of what is done inside, or after it.

    Without the settings, or some of the posts, not all that is found inside is a fault.
    """
    if not faults:
        yield
        return
    found: tuple[Diagnostic, ...] = ()
    try:
        yield
    except Fault as fault:
        found = fault.diagnostics
    raise Fault(*faults, *(one for one in found if one.code not in _OF_OTHERS))


def _untold(_what: str, _done: int, _total: int) -> None:
    """Take no notice of how far the work has come."""


def _unprepared(_assets: Assets, _store: Store) -> None:
    """Begin with nothing before the pages are made."""


def build(
    request: Request,
    crew: Crew | None = None,
    told: Told = _untold,
    prepare: Callable[[Assets, Store], None] = _unprepared,
) -> Built:
    """Return a site ready to be published.

    Args:
        request: what to build.
        crew: who works; this process alone if left out.
        told: is told how far the work has come.
        prepare: takes the site's assets and its store while others make the first pages.

    Raises:
        Fault: with everything that is wrong in the settings and in every post.
        OSError: the content or the layouts cannot be read.
    """
    crew = crew or Crew(1)
    ground = _survey(request)
    found = sort_out(ground.index, ground.known, ground.origin, ground.around, ground.bench)
    stale = {folder: ground.index[folder] for folder in found.stale}
    making = replace(ground.bench, adds=crew.is_here and ground.store.is_shared)
    work = portions(stale, making, ground.origin, ground.around, crew)
    with _after(ground.faults):
        new = make(work, ground.store, crew, told, lambda: prepare(ground.assets(), ground.store))
    bench = replace(making, assets=_named(ground.assets())).packed()
    records = {**found.standing, **new.records}
    _keep(ground, found.standing)
    cards = tuple(sorted((record.card for record in records.values()), key=_newest_first))
    states = {folder: record.states for folder, record in records.items()}
    misplaced = (*alias_faults(cards, ground.index), *faults_between(states))
    if misplaced:
        raise Fault(*misplaced)
    site = _site(ground, cards, states_wanted(states.values()))
    kept = Kept(records, ground.index, bench, ground.store)
    own = {str(below): file for below, file in ground.content.files.items()}
    ledger = request.after.files.printer.ledger if request.after else Ledger(ground.store)
    return Built(
        site,
        Printed(Printer(site, kept, crew, _look(ground), told, ledger=ledger, draws=request.draws), own),
        ground.index,
        tools(bench).shop,
        kept,
        found.stale,
        sum((record.tally for record in records.values()), start=Tally()),
        left_out=len(ground.content.posts) - len(ground.index),
        seconds=new.seconds,
        warnings=tuple(found for record in records.values() for found in record.warnings),
    )


def _survey(request: Request) -> _Ground:
    """Read the content and the layouts, and say what is published where."""
    store = Store(request.store)
    known = request.after.pages.records if request.after else known_records(store)
    found = request.scans.get(request.content) or scan(request.content)
    content = read_content(request.content, found, {record.origin.source for record in known.values()})
    layouts = (request.layouts, DEFAULT) if request.layouts else (DEFAULT,)
    settings, unread = _settings(content)
    settings = replace(settings, words=theme_words(layouts, site=settings, asset=str))
    shown = [
        post for post in content.posts if request.drafts or not is_draft(post, known.get(folder_of(post)))
    ]
    drafts = frozenset(map(folder_of, content.posts)) - frozenset(map(folder_of, shown))
    content = published(content, shown)
    index = index_of(shown, settings.path, content.files)
    origin = Origin("", source_key(packed(settings.of_posts)), code_version())
    themes = tuple(digest_of(request.scans.get(folder) or scan(folder)) for folder in layouts)
    assets = cache(partial(site_assets, layouts, settings.path, source_key(*themes, origin.code), store))
    files = frozenset(content.files)
    links = Links(settings.path, frozenset(index), files, settings.known_paths, drafts)
    about = f"{settings.path}about/" if "about" in index else None
    bench = Bench(
        settings, links, content.files, layouts, _NONE, about, request.store, request.remembers, themes
    )
    around = source_key(*index, digest_of(content.files.values()))
    faults = (*unread, *content.unread)
    return _Ground(content, index, store, known, bench, assets, origin, around, faults)


def _named(assets: Assets) -> Assets:
    """Return the assets as pages need them: they hold some styles; fonts and scripts they only name."""
    styles = {path: data for path, data in assets.files.items() if path.endswith(".css")}
    return replace(assets, files=styles)


def _look(ground: _Ground) -> str:
    """Return a digest of what every page looks like."""
    bench, hrefs = ground.bench, ground.assets().hrefs
    return source_key(
        *bench.themes,
        *(f"{name} {href}" for name, href in sorted(hrefs.items())),
        *(source_key(packed(bench.settings)), ground.origin.code, bench.about or ""),
    )


def _keep(ground: _Ground, standing: Mapping[str, Record]) -> None:
    """Write down what was found to stand, and forget the pages of posts that are no more."""
    for folder, record in standing.items():
        if record != ground.known.get(folder):
            ground.store.add(RECORD, folder, packed(record))
    gone = set(ground.known) - {folder_of(post) for post in ground.content.posts}
    for kind in (RECORD, PAGE, CARD):
        ground.store.remove(kind, gone)
    ground.store.remove(
        PIECE, [piece_key(name, folder) for folder in gone for name in ground.known[folder].pieces]
    )
    some = [output.name for output in OUTPUTS if isinstance(output, OfSome)]
    ground.store.remove(SOME_PIECE, [piece_key(name, folder) for folder in gone for name in some])
    ground.store.remove(SHEET, [sheet_name(folder) for folder in gone])
    ground.store.flush()


def _site(ground: _Ground, cards: tuple[Card, ...], states: Mapping[str, tuple[str, ...]]) -> Site:
    settings, bench = ground.bench.settings, ground.bench
    assets = ground.assets()
    template = template_renderer(bench.layouts, site=settings, asset=assets.href, about=bench.about)
    return Site(settings, assets, template, ground.store, cards, states)


def _settings(content: Content) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Return the settings, and what is wrong with them; those of no site in particular if anything is."""
    try:
        return _read_settings(content), ()
    except Fault as fault:
        return Settings(title="", url="https://example.org/"), fault.diagnostics


def _read_settings(content: Content) -> Settings:
    path = (content.root / FILE_NAME).as_posix()
    if content.settings is None:
        message = f"there is no {FILE_NAME}"
        other = next((str(below) for below in content.files if str(below) in _NEARLY), None)
        hint = f"rename {other}" if other else "it needs at least title: and url:"
        raise Fault(Diagnostic("missing-settings", "error", message, Location(path, 1, 1), hint))
    return read_settings(parse_frontmatter(content.settings.source), COMPONENTS, path)


def _newest_first(page: Card) -> tuple[bool, int, str, str]:
    """Return what pages are sorted by: those of one day by title, an order that a reader can see."""
    day = page.matter.date or dt.date.min
    return (not page.is_post, -day.toordinal(), page.plain_title.casefold(), page.folder)
