"""The second pass: what the pages and the site as a whole are published as, rendered as it is asked for.

The work is divided into sheets, each with a key of all that it shows. A sheet whose key and files are known
from an earlier build is printed only where one of its files is missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final, Protocol, TypeVar

from adjoint.frozen import frozen
from adjoint.site.cache.code_version import code_version
from adjoint.site.cache.codec import packed, unpacked
from adjoint.site.cache.stamps import Stamp
from adjoint.site.cache.store import Store, source_key
from adjoint.site.content.scan import Found
from adjoint.site.outputs import OUTPUTS
from adjoint.site.outputs.kinds import OfEvery, OfPage, OfSite, OfSome, Output
from adjoint.site.outputs.summaries import Surroundings
from adjoint.site.site import Files, Site, Streams
from adjoint.site.work.crew import AHEAD, FAR_AHEAD, Crew
from adjoint.site.work.keeping import Kept, Told
from adjoint.site.work.laying import Desk, Laid
from adjoint.site.work.pressing import Leaf, Pressed, Pressing, Wanted, press_pages

_Piece = TypeVar("_Piece")

SHEET: Final = "sheet"
_HIDDEN: Final = ""
"""Stands for the digest of a file in whose place another one is published."""
_UNDRAWN: Final = "undrawn"
"""Stands for the digest of a file of which only the path was asked for."""


@frozen
class Sheet:
    """Files that are rendered together."""

    name: str
    key: str
    """A digest of all that they show."""
    rank: int
    """Where two sheets have a file of the same path, that of the higher rank is published."""
    folder: str | None = None
    """That of the page, for the files of one page."""
    basis: str = ""
    """All that the key is worked out from."""


@frozen
class Known:
    """What a sheet was printed as."""

    key: str
    digests: Mapping[str, str]
    basis: str = ""
    """What the key was worked out from: while that is the same, the key need not be worked out again."""
    printed_by: str = ""
    """The version of the code that printed it."""


def sheet_name(folder: str) -> str:
    """Return the name of the sheet of a page."""
    return f"page/{folder}"


class Ledger:
    """What is known of sheets by name; of use to one build after another in a process."""

    def __init__(self, store: Store) -> None:
        """Read what earlier builds kept."""
        found = ((name, unpacked(data, Known)) for name, data in store.every(SHEET).items())
        self.printed = {name: known for name, known in found if known is not None}
        """What they were printed as."""
        self.keys = {name: (known.basis, known.key) for name, known in self.printed.items()}
        """The key that was last worked out for each, and what it was worked out from."""


class Sink(Protocol):
    """Where files go."""

    @property
    def desk(self) -> Desk | None:
        """Where others may lay files for it; without one, it takes what they hold."""

    def known(self, path: str) -> Stamp | None:
        """Return the file at a path as it was seen last."""

    def holds(self, path: str, digest: str) -> bool:
        """Tell whether the file at a path is there already, with this digest."""

    def put(self, path: str, file: Leaf) -> str:
        """Take a file and return its digest."""


class Printer:
    """Renders the files of a site, sheet by sheet."""

    def __init__(  # noqa: PLR0913  (what is printed, by whom, and what is known of it)
        self,
        site: Site,
        kept: Kept,
        crew: Crew,
        theme: str,
        told: Told,
        *,
        ledger: Ledger,
        draws: bool = True,
    ) -> None:
        """Divide a site into sheets.

        Args:
            site: with a card of every page.
            kept: the pages.
            crew: renders them.
            theme: a digest of what every page looks like: layouts, assets, settings, code.
            told: is told how far the pages have come.
            ledger: what is known of its sheets; brought up to date.
            draws: whether files that take long to draw are drawn before they are asked for.
        """
        self.site = site
        self._kept = kept
        self.crew = crew
        self._theme = theme
        self._told = told
        self.ledger = ledger
        self.draws = draws

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """All sheets, those first whose files go before others'."""
        ranks = [rank for rank, output in enumerate(OUTPUTS) if isinstance(output, OfPage)]
        cards = self._cards
        sheets: list[Sheet] = []
        for rank, output in reversed(list(enumerate(OUTPUTS))):
            if rank == ranks[-1]:
                sheets += self._page_sheets(rank)
            if not isinstance(output, OfPage):
                sheets.append(Sheet(f"site/{rank}", source_key(*self._shown(output, cards)), rank))
        return sheets

    def _shown(self, output: OfSite | OfSome | OfEvery, cards: str) -> Sequence[str]:
        """Return digests of all that files of the whole site show."""
        records = self._kept.records
        if isinstance(output, OfSome):
            return (self._theme, *(records[page.folder].page for page in output.choose(self.site)))
        if isinstance(output, OfEvery):
            return (cards, *(records[page.folder].pieces[output.name] for page in self.site.pages))
        return (cards,)

    def _page_sheets(self, rank: int) -> Iterator[Sheet]:
        others = source_key(self._cards, packed(self.site.states))
        for page in self.site.pages:
            name, made = sheet_name(page.folder), self._kept.records[page.folder].page
            basis = f"{others} {made}"
            known_for, key = self.ledger.keys.get(name, ("", ""))
            if known_for != basis:
                key = source_key(self._theme, made, packed(self._around[page.folder]))
                self.ledger.keys[name] = (basis, key)
            yield Sheet(name, key, rank, page.folder, basis)

    @cached_property
    def _cards(self) -> str:
        """A digest of what every page looks like, and of what each may show of any other."""
        return source_key(self._theme, packed(self.site.pages))

    @cached_property
    def _around(self) -> Surroundings:
        return Surroundings(self.site)

    def digests(self, sheet: Sheet) -> Mapping[str, str] | None:
        """Return what a sheet's files are known to be by path, or None if it must be printed to know."""
        known = self.ledger.printed.get(sheet.name)
        return known.digests if known is not None and known.key == sheet.key else None

    def remember(self, sheet: Sheet, digests: Mapping[str, str]) -> None:
        """Keep what a sheet was printed as."""
        known = Known(sheet.key, digests, sheet.basis, code_version())
        if self.ledger.printed.get(sheet.name) != known:
            self.ledger.printed[sheet.name] = known
            self._kept.store.add(SHEET, sheet.name, packed(known))

    def rendered(self, sheets: Sequence[Sheet], *, draws: bool = True) -> Iterator[tuple[Sheet, Streams]]:
        """Yield what the files of some sheets hold, those of pages as they come."""
        for sheet, files in self.printed(sheets, draws=draws):
            yield sheet, {path: file for path, file in files.items() if not isinstance(file, Laid)}

    def printed(
        self, sheets: Sequence[Sheet], sink: Sink | None = None, *, draws: bool
    ) -> Iterator[tuple[Sheet, Mapping[str, Leaf]]]:
        """Yield the files of some sheets, those of pages as they come and laid where the sink wants them.

        While others render pages, this process renders what is of the whole site.
        """
        of_site = ((sheet, self._of_site(OUTPUTS[sheet.rank])) for sheet in sheets if sheet.folder is None)
        pages = {sheet.folder: sheet for sheet in sheets if sheet.folder is not None}
        rest: list[tuple[Sheet, Streams]] = []
        done = 0
        for pressed in self._pressed(list(pages), sink, lambda: rest.extend(of_site), draws=draws):
            for entry in pressed.entries:
                self._kept.store.add_entry(entry)
            for folder, files in pressed.files.items():
                yield pages[folder], files
            done += len(pressed.files)
            self._told("rendered", done, len(pages))
            yield from islice(of_site, 1)
        yield from rest
        yield from of_site

    def _pressed(
        self, folders: Sequence[str], sink: Sink | None, meanwhile: Callable[[], None], *, draws: bool
    ) -> Iterator[Pressed]:
        """Yield pages as they are rendered; what is done meanwhile is done once all have been handed out."""
        desk = sink.desk if sink is not None and self.crew.is_here else None
        bench = self._kept.bench
        reads = self.crew.is_here and self._kept.store.is_shared
        handed = desk is None or not reads
        portions = list(self.crew.portions(folders, handed=handed))
        work = (
            Pressing(bench, tuple(self._wanted(folder, sink, reads=reads) for folder in some), draws, desk)
            for some in portions
        )
        ahead = AHEAD if handed else FAR_AHEAD
        for pressed in self.crew.each(press_pages, _then(work, meanwhile), len(portions), ahead):
            yield pressed
            if pressed.lost:
                again = tuple(self._wanted(folder, sink, reads=False) for folder in pressed.lost)
                yield press_pages(Pressing(bench, again, draws, desk))

    def _wanted(self, folder: str, sink: Sink | None, *, reads: bool) -> Wanted:
        """Return a page for whoever renders it, who reads it from the store or is handed it."""
        former = self.ledger.printed.get(sheet_name(folder))
        printed = former.digests if former is not None and sink is not None else {}
        seen = {path: found for path in printed if sink is not None and (found := sink.known(path))}
        ours = former is not None and former.printed_by == code_version()
        drawn = frozenset(path for path, found in seen.items() if ours and found.digest == printed[path])
        made = self._kept.records[folder].page
        data = None if reads else self._kept.packed(folder)
        return Wanted(folder, self._around[folder], made, data, seen, drawn)

    def _of_site(self, output: Output) -> Streams:
        if isinstance(output, OfSite):
            return {path: (data,) for path, data in output.render(self.site).items()}
        if isinstance(output, OfSome):
            some = self._kept.some_pieces(output, output.choose(self.site))
            files = {path: (data,) for path, data in output.join(self.site, some).items()}
            self._kept.store.flush()
            return files
        if isinstance(output, OfEvery):
            return output.join(self.site, self._kept.pieces(output.name, self.site.pages))
        raise TypeError(output)


def _then(work: Iterable[_Piece], do: Callable[[], None]) -> Iterator[_Piece]:
    """Yield pieces of work, and do something when whoever takes them asks for one more."""
    yield from work
    do()


def print_into(sink: Sink, printer: Printer, claims: dict[str, int]) -> Mapping[str, str]:
    """Print every file that a sink does not hold, and return the digests of all files by path.

    Args:
        sink: where the files go.
        printer: renders them.
        claims: paths that are taken, each with a rank: a file goes nowhere where one of higher rank stands.
    """
    digests: dict[str, str] = {}

    def stands(sheet: Sheet) -> bool:
        known = printer.digests(sheet)
        if known is None:
            return False
        own = {path: digest for path, digest in known.items() if claims.get(path, -1) <= sheet.rank}
        if not all(sink.holds(path, digest) for path, digest in own.items()):
            return False
        claims.update(dict.fromkeys(own, sheet.rank))
        digests.update(own)
        printer.remember(sheet, known)
        return True

    wanted = [sheet for sheet in printer.sheets if not stands(sheet)]
    for sheet, files in printer.printed(wanted, sink, draws=printer.draws):
        printed: dict[str, str] = {}
        for path, file in files.items():
            if claims.get(path, -1) <= sheet.rank:
                printed[path] = digests[path] = _UNDRAWN if file == () else sink.put(path, file)
                claims[path] = sheet.rank
            else:
                printed[path] = _HIDDEN
        printer.remember(sheet, printed)
    return digests


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


class Printed(Mapping[str, bytes]):
    """The files of a site by path; what did not change since an earlier build is rendered when asked for."""

    def __init__(self, printer: Printer, own: Mapping[str, Found]) -> None:
        """Take a site.

        Args:
            printer: renders it.
            own: the author's own files by path, published as they are.
        """
        self.printer = printer
        self.own = own
        self.desk = None
        self._memory: dict[str, bytes] = {}
        self._last: tuple[Sheet | None, Files] = (None, {})

    def print_to(self, sink: Sink) -> Mapping[str, str]:
        """Give every file that a sink does not hold, and return the digests of all by path."""
        try:
            return self._printed_to(sink)
        finally:
            # If that failed, nobody lays files any more where they are cleared away.
            self.printer.crew.rest()

    def _printed_to(self, sink: Sink) -> Mapping[str, str]:
        own: dict[str, str] = {}
        for path, found in self.own.items():
            held = sink.holds(path, found.digest)
            own[path] = found.digest if held else sink.put(path, _chunks(found.path))
        return {**print_into(sink, self.printer, dict.fromkeys(own, len(OUTPUTS))), **own}

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of every file by path."""
        own = {path: found.digest for path, found in self.own.items()}
        return {**print_into(self, self.printer, dict.fromkeys(own, len(OUTPUTS))), **own}

    def holds(self, _path: str, digest: str) -> bool:
        """Tell whether a file need not be printed to be known."""
        return digest != _HIDDEN and (digest != _UNDRAWN or not self.printer.draws)

    def known(self, _path: str) -> None:
        """Return the file at a path as it was seen last: here is none."""

    def put(self, path: str, file: Leaf) -> str:
        """Keep a file that was printed."""
        if isinstance(file, Laid):
            raise TypeError(file)
        self._memory[path] = b"".join(file)
        return hashlib.sha256(self._memory[path]).hexdigest()

    def __getitem__(self, path: str) -> bytes:
        if path in self.own:
            return self.own[path].path.read_bytes()
        if path not in self._sheets:
            raise KeyError(path)
        return self._memory[path] if path in self._memory else self._printed(self._sheets[path])[path]

    def __contains__(self, path: object) -> bool:
        return path in self.digests

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)

    @cached_property
    def _sheets(self) -> Mapping[str, Sheet]:
        known = self.digests
        listed = ((sheet, self.printer.digests(sheet) or {}) for sheet in reversed(self.printer.sheets))
        return {path: sheet for sheet, digests in listed for path in digests if path in known}

    def _printed(self, sheet: Sheet) -> Files:
        if self._last[0] is not sheet:
            ((_, streams),) = self.printer.rendered([sheet])
            self._last = (sheet, {path: b"".join(chunks) for path, chunks in streams.items()})
        return self._last[1]
