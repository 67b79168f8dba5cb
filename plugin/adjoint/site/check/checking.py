"""A check: build the site in memory, read it back, and hold every part of it against its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from adjoint.markup import Diagnostic, Fault
from adjoint.site.build import Built, Request, build
from adjoint.site.check.addresses import external_links, link_faults
from adjoint.site.check.changes import changes, lock_faults
from adjoint.site.check.differences import derivative_faults
from adjoint.site.check.external import external_faults
from adjoint.site.check.feeds import feed_faults
from adjoint.site.check.literals import typed_numbers
from adjoint.site.check.live import compare_all
from adjoint.site.check.lock import Lock, lock_of, lock_path, read_lock
from adjoint.site.check.numbers import published_numbers
from adjoint.site.check.parts import part_faults
from adjoint.site.check.reading import Reading, Written, read_site
from adjoint.site.check.verdict import Held, Verdict
from adjoint.site.check.written import written_faults
from adjoint.site.claims import page_claims


def check(request: Request, *, external: bool = False) -> Verdict:
    """Build a site in memory and check it; nothing is written.

    Args:
        request: what to build.
        external: whether to ask other sites for the pages that are linked to.

    Raises:
        OSError: the content, the layouts or a lock cannot be read.
    """
    try:
        built = build(request)
    except Fault as fault:
        return Verdict(fault.diagnostics)
    return examine(built, external=external)


def examine(built: Built, *, external: bool = False) -> Verdict:
    """Check a site that has been built.

    Raises:
        OSError: a lock cannot be read.
    """
    reading = read_site(built)
    compared = compare_all(reading)
    locks = [_locked(page) for page in reading.written]
    found = [
        *compared.faults,
        *(fault for page in reading.written for fault in _derivatives(page)),
        *(fault for locked in locks for fault in locked.faults),
        *link_faults(reading),
        *part_faults(reading),
        *feed_faults(reading),
    ]
    if external:
        found += external_faults(external_links(reading))
    return Verdict(
        diagnostics=tuple(dict.fromkeys(found)),
        pages=len(reading.written),
        values=sum(len(text.values) for page in reading.written for text in page.texts),
        numbers=sum(len(locked.held.after.entries) for locked in locks),
        claims=sum(_claims(page) for page in reading.written),
        equations=sum(_verified(page) for page in reading.written),
        states=compared.states,
        compared=compared.numbers,
        largest=compared.largest,
        sampled=compared.sampled,
        links=_links(reading),
        external=external,
        locks=tuple(locked.held for locked in locks),
    )


def _derivatives(page: Written) -> Iterator[Diagnostic]:
    for made in page.post.computed.values():
        yield from derivative_faults(made.call, made.result)
        yield from written_faults(made.call, made.result)


def _claims(page: Written) -> int:
    calls = [(made.component, made.call) for made in page.post.computed.values()]
    return len(list(page_claims(page.post.document, calls)))


def _verified(page: Written) -> int:
    return sum(bool(made.call.props.get("verify")) for made in page.post.computed.values())


def _links(reading: Reading) -> int:
    return len({(path, link.href) for path, page in reading.pages.items() for link in page.links})


@dataclass(frozen=True)
class _Locked:
    held: Held
    faults: tuple[Diagnostic, ...]


def _locked(page: Written) -> _Locked:
    """Hold a page's numbers against its lock, and its typed numbers against its figures."""
    path = lock_path(page.path)
    faults: list[Diagnostic] = []
    lock: Lock | None = None
    numbers = list(published_numbers(page.post))
    try:
        lock = read_lock(path)
        faults += lock_faults(page.path, path, lock, numbers)
    except Fault as fault:
        faults += fault.diagnostics
    typed = typed_numbers(page.post)
    known = lock.accepted if lock is not None else {}
    new = [literal for literal in typed if literal.key not in known]
    faults += [literal.warning() for literal in new]
    after = lock_of(numbers, {literal.key: literal.words for literal in typed})
    altered = tuple(changes(lock, numbers)) if lock is not None else ()
    held = Held(path, page.path.name, lock, after, altered, tuple(literal.words for literal in new))
    return _Locked(held, tuple(faults))
