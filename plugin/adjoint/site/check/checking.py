"""A check: build the site in memory, read it back, and hold every part of it against its sources."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault
from adjoint.site.build import Built, Request, build
from adjoint.site.check.authored import own_scripts_apart, told_at_sources
from adjoint.site.check.examining import examined_pages, foresee_scripts
from adjoint.site.check.hands import Hands
from adjoint.site.check.links.addresses import external_links, link_faults
from adjoint.site.check.links.feeds import feed_faults
from adjoint.site.check.links.parts import part_faults
from adjoint.site.check.locks.changes import changes, lock_faults
from adjoint.site.check.locks.declared import declared_faults, redeclared
from adjoint.site.check.locks.lock import Lock, lock_of, lock_path, read_lock
from adjoint.site.check.locks.retyped import retyped, typing_faults
from adjoint.site.check.locks.typing import by_place, typing_of
from adjoint.site.check.reading import Reading, Written, read_site
from adjoint.site.check.records import Record
from adjoint.site.check.replay.comparison import together
from adjoint.site.check.sources import Sources
from adjoint.site.check.verdict import Held, Verdict
from adjoint.site.post.checked import watching
from adjoint.site.work.bench import tools
from adjoint.site.work.crew import Crew

REFUSED: Final = frozenset(
    {"forged-provenance", "unknown-footnote", "unknown-link", "unused-footnote", "link-says"}
)
"""What a build only warns of, and a check refuses: a reader stumbles on it, or is told what is not so."""


def check(request: Request, *, external: bool = False, jobs: int | None = 1) -> Verdict:
    """Build a site in memory and check it; nothing is written.

    Args:
        request: what to build.
        external: whether to ask other sites for the pages that are linked to.
        jobs: how many processes work; None for as many as there are processors.

    Raises:
        OSError: the content, the layouts or a lock cannot be read.
    """
    sources = Sources(request)
    if not external:
        kept = sources.verdict()
        if kept is not None:
            return kept
    crew = Hands(jobs)
    try:
        with watching() as posts:
            wanted = replace(sources.request, draws=False)
            built = build(wanted, crew, prepare=partial(foresee_scripts, crew))
            built = replace(built, checked=posts)
        verdict = examine(built, crew, external=external)
        faults = tuple(own_scripts_apart(verdict.diagnostics, request.layouts))
        verdict = replace(verdict, diagnostics=faults)
    except Fault as fault:
        return Verdict(fault.diagnostics, built=False)
    finally:
        crew.leave()
    if not external:
        sources.keep(verdict, built.site.store)
    return verdict


def examine(built: Built, crew: Crew | None = None, *, external: bool = False) -> Verdict:
    """Check a site that has been built.

    Args:
        built: the site.
        crew: who works; this process alone if left out.
        external: whether to ask other sites for the pages that are linked to.

    Raises:
        OSError: a lock cannot be read.
    """
    reading = read_site(built)
    scripts, records = examined_pages(reading, crew)
    compared = together([scripts, *(record.comparison for record in records)])
    locks = [_locked(page, record) for page, record in zip(reading.written, records, strict=True)]
    found = [
        *told_at_sources(compared.faults, tools(built.pages.bench).layouts),
        *(fault for record in records for fault in record.faults),
        *(fault for locked in locks for fault in locked.faults),
        *link_faults(reading),
        *part_faults(reading),
        *feed_faults(reading),
        *(_weighed(found) for found in built.warnings),
    ]
    if external:
        from adjoint.site.check.links.external import external_faults  # noqa: PLC0415  (it loads a client)

        found += external_faults(external_links(reading))
    built.site.store.flush()
    return Verdict(
        diagnostics=tuple(dict.fromkeys(found)),
        pages=len(records),
        left_out=built.left_out,
        values=sum(record.values for record in records),
        numbers=sum(len(locked.held.after.entries) for locked in locks),
        claims=sum(record.claims for record in records),
        equations=sum(record.equations for record in records),
        states=compared.states,
        compared=compared.numbers,
        largest=compared.largest,
        sampled=compared.sampled,
        proved=sum(record.proved for record in records),
        unproved=tuple(one for record in records for one in record.unproved),
        links=_links(reading),
        external=external,
        locks=tuple(locked.held for locked in locks),
    )


def _weighed_by_lock(told: Diagnostic, lock: Lock | None) -> Diagnostic:
    """Return as a fault what looks like an identity and is none: were it meant, the lock would hold it."""
    if told.code == "formula-doubtful" and lock is not None:
        return replace(told, severity="error")
    return told


def _weighed(found: Diagnostic) -> Diagnostic:
    """Return as a fault what a build warns of and a check refuses."""
    return replace(found, severity="error") if found.code in REFUSED else found


def _links(reading: Reading) -> int:
    return len({(path, link.href) for path, page in reading.pages.items() for link in page.links})


@frozen
class _Locked:
    held: Held
    faults: tuple[Diagnostic, ...]


def _locked(page: Written, record: Record) -> _Locked:
    """Hold a page's numbers against its lock, and its typed numbers against what the lock accepts."""
    path = lock_path(page.path)
    faults: list[Diagnostic] = []
    lock: Lock | None = None
    try:
        lock = read_lock(path)
        faults += lock_faults(page.path, path, lock, record)
        if lock is not None:
            faults += declared_faults(page.path, path, lock, record)
            faults += typing_faults(page.path, path, lock, record)
    except Fault as fault:
        faults += fault.diagnostics
    known = lock.accepted if lock is not None else {}
    new = [typed for typed in record.typed if typed.key not in known]
    faults += [_weighed_by_lock(typed.told, lock) for typed in new]
    accepted = {typed.key: typed.words for typed in record.typed}
    after = lock_of(record.numbers, accepted, typing_of(record.texts), by_place(record.declared))
    altered = tuple(changes(lock, record.numbers)) if lock is not None else ()
    typings = tuple(retyped(lock.typed, record.texts)) if lock is not None else ()
    claimed = tuple(redeclared(lock.declared, record.declared)) if lock is not None else ()
    words = tuple(typed.words for typed in new)
    held = Held(path, page.path.name, lock, after, altered, words, typings, claimed)
    return _Locked(held, tuple(faults))
