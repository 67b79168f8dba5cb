"""The part of ``build`` that builds."""

from __future__ import annotations

import argparse
import sys
import time

from adjoint.cli.building import counts, say_left_out
from adjoint.cli.shared import COULD_NOT_RUN, FAULTY, OK, layouts, shown, store
from adjoint.markup import Fault
from adjoint.site.build import Built, Request, build
from adjoint.site.crew import Crew
from adjoint.site.last_build import LastBuild, remember_build
from adjoint.site.publish import Published, PublishError, publish_site
from adjoint.site.report import report


def rebuild(options: argparse.Namespace, inputs: str, last: LastBuild | None, start: float) -> int:
    """Build, publish, and say what was done.

    Args:
        options: of the command line.
        inputs: a digest of all that is read.
        last: the last build to the same folder.
        start: when the command began.
    """
    request = Request(
        options.content, layouts(options), options.drafts, store(options) if options.cache else None
    )
    crew = Crew(options.jobs)
    try:
        built = build(request, crew)
        issue = publish_site(built.files, options.output, last.stamps if last else None)
    except Fault as fault:
        print(report(fault.diagnostics), file=sys.stderr)
        return FAULTY
    except (PublishError, OSError, UnicodeDecodeError) as error:
        print(f"adjoint: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    finally:
        crew.leave()
    tally = built.tally
    pages = len(built.site.pages)
    now = LastBuild(inputs, issue.stamps, pages, tally.formulas, tally.verified, built.left_out)
    remember_build(built.site.store, options.output, now)
    if options.verbose:
        _say_why(built)
    if not options.quiet:
        _close(options, built, now, issue.counts, time.perf_counter() - start)
    return OK


def _say_why(built: Built) -> None:
    for folder, reason in sorted(built.why.items()):
        print(f"{built.index[folder].path.as_posix()}: {reason}")


def _close(
    options: argparse.Namespace, built: Built, now: LastBuild, done: Published, seconds: float
) -> None:
    cached = now.pages - len(built.why)
    print(
        f"{counts(now)}, {cached:,} {'page' if cached == 1 else 'pages'} from the cache, in {seconds:.1f} s"
    )
    say_left_out(now)
    print(
        f"the site is in {shown(options.output)}: {done.written:,} files written, {done.unchanged:,} unchanged, "
        f"{done.removed:,} removed"
    )
