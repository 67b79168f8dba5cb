"""``check``: verify all that the site says."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from adjoint.cli.shared import COULD_NOT_RUN, FAULTY, OK, command, folders_are_fit, layouts, store
from adjoint.site.check.locks.accepting import UnknownPost, accept, locks_of
from adjoint.site.check.reports import FORMATS, accepted, difference, differences_as_json, unproved
from adjoint.site.check.sources import Sources
from adjoint.site.check.verdict import Held, Verdict
from adjoint.site.request import Request
from adjoint.site.work.collecting import not_collecting


def run(options: argparse.Namespace) -> int:
    """Check the site and print the report asked for."""
    with not_collecting():
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    if not folders_are_fit(options):
        return COULD_NOT_RUN
    request = Request(options.content, layouts(options), options.drafts, store(options))
    written: Sequence[Held] | None = None
    try:
        verdict = _verdict(request, external=options.external).said_by(command())
        if options.accept is not None and verdict.locks:
            locks = locks_of(verdict, options.accept)
            written = accept(locks)
            verdict = verdict.accepted(locks)
    except (OSError, UnicodeDecodeError, ImportError, UnknownPost) as error:
        print(f"adjoint: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    if options.strict:
        verdict = verdict.strict()
    if options.diff and verdict.locks:
        print(differences_as_json(verdict) if options.format == "json" else difference(verdict))
        return OK
    _report(verdict, written, options)
    return FAULTY if verdict.errors else OK


def _verdict(request: Request, *, external: bool) -> Verdict:
    """Return what an earlier check of the same found, or else check: only that loads the examination."""
    sources = Sources(request)
    kept = None if external else sources.verdict()
    if kept is not None:
        return kept
    from adjoint.site.check.checking import check  # noqa: PLC0415

    return check(sources.request, external=external, jobs=None)


def _report(verdict: Verdict, written: Sequence[Held] | None, options: argparse.Namespace) -> None:
    """Print what was accepted and what was found, in one document where a program reads it."""
    if options.format == "json":
        print(FORMATS["json"](verdict, written))
        return
    if written is not None:
        print(accepted(written), file=sys.stderr if options.format == "junit" else sys.stdout)
    if options.verbose and options.format == "text" and verdict.unproved:
        print(unproved(verdict))
    if verdict.diagnostics or not options.quiet:
        print(FORMATS[options.format](verdict, written))
