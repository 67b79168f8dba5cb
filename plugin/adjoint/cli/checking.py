"""``check``: verify all that the site says."""

from __future__ import annotations

import argparse
import sys

from adjoint.cli.shared import COULD_NOT_RUN, FAULTY, OK, command, folders_are_fit, layouts, store
from adjoint.site.build import Request
from adjoint.site.check.checking import check
from adjoint.site.check.locks.accepting import accept
from adjoint.site.check.reports import FORMATS, accepted, difference, unproved


def run(options: argparse.Namespace) -> int:
    """Check the site and print the report asked for."""
    if not folders_are_fit(options):
        return COULD_NOT_RUN
    request = Request(options.content, layouts(options), options.drafts, store(options))
    try:
        verdict = check(request, external=options.external, jobs=None).said_by(command())
        if options.accept and verdict.locks:
            print(accepted(accept(verdict)))
            verdict = verdict.accepted()
    except (OSError, UnicodeDecodeError, ImportError) as error:
        print(f"adjoint: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    if options.diff and verdict.locks:
        print(difference(verdict))
        return OK
    if options.verbose and options.format == "text" and verdict.unproved:
        print(unproved(verdict))
    if verdict.diagnostics or not options.quiet:
        print(FORMATS[options.format](verdict))
    return FAULTY if verdict.errors else OK
