"""``build``: publish the site."""

from __future__ import annotations

import argparse
import sys
import time

from adjoint.cli.shared import COULD_NOT_RUN, FAULTY, OK, folders_are_there, layouts, shown, store
from adjoint.markup import Fault
from adjoint.site.build import Request, build
from adjoint.site.publish import PublishError, publish
from adjoint.site.report import report


def run(options: argparse.Namespace) -> int:
    """Build, publish, and say what was written."""
    start = time.perf_counter()
    if not folders_are_there(options):
        return COULD_NOT_RUN
    try:
        built = build(Request(options.content, layouts(options), options.drafts, store(options)))
        published = publish(built.files, options.output)
    except Fault as fault:
        print(report(fault.diagnostics), file=sys.stderr)
        return FAULTY
    except (PublishError, OSError, UnicodeDecodeError) as error:
        print(f"adjoint: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    if not options.quiet:
        seconds = time.perf_counter() - start
        pages = len(built.site.pages)
        print(
            f"{pages} {'page' if pages == 1 else 'pages'}, {published.written} files written, "
            f"{published.unchanged} unchanged, {published.removed} removed in {seconds:.1f} s"
        )
        print(f"the site is in {shown(options.output)}")
    return OK
