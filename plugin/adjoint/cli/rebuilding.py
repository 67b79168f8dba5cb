"""The part of ``build`` that builds."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from adjoint.cli.building import counts, say_left_out, warn
from adjoint.cli.progress import Progress
from adjoint.cli.shared import COULD_NOT_RUN, FAULTY, OK, layouts, store
from adjoint.markup import Fault
from adjoint.site.build import Built, Request, build
from adjoint.site.cache.last_build import Inputs, LastBuild, remember_build
from adjoint.site.publish import Issue, Published, PublishError, publish_site
from adjoint.site.report import entries, report
from adjoint.site.wording import counted, shown
from adjoint.site.work.crew import Crew
from adjoint.site.work.leftovers import Leftovers
from adjoint.site.work.remote import RemoteError, crew_at

_SLOWEST = 5
"""Posts that a profile names."""

_EMPTY = "adjoint: there is no page to publish; a post is content/blog/<slug>/index.md, and new makes one"


def rebuild(options: argparse.Namespace, read: Inputs, last: LastBuild | None, start: float) -> int:
    """Build, publish, and say what was done.

    Args:
        options: of the command line.
        read: what is to be read, as it was looked at.
        last: the last build to the same folder.
        start: when the command began.
    """
    kept = store(options) if options.cache else None
    request = Request(options.content, layouts(options), options.drafts, kept, scans=read.scans)
    leftovers = Leftovers(kept / "leftovers") if kept else None
    try:
        loaded = time.perf_counter()
        with _crew(options, leftovers) as crew, Progress(quiet=options.quiet) as told:
            built = build(request, crew, told)
            made = time.perf_counter()
            issue = publish_site(built.files, options.output, last.stamps if last else None, leftovers)
    except Fault as fault:
        print(report(fault.diagnostics), file=sys.stderr)
        return FAULTY
    except (PublishError, RemoteError, OSError, UnicodeDecodeError) as error:
        print(f"adjoint: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    now = _last(built, read, issue)
    remember_build(built.site.store, options.output, now)
    warn(now)
    if options.verbose:
        _say_why(built)
    if options.profile:
        ended = time.perf_counter()
        _say_where(
            built, {"looking and loading": loaded - start, "pages": made - loaded, "files": ended - made}
        )
    if not options.quiet:
        _close(options, built, now, issue.counts, time.perf_counter() - start)
    return OK


def _last(built: Built, read: Inputs, issue: Issue) -> LastBuild:
    """Return what the next build is to know of this one."""
    pages, tally = len(built.site.pages), built.tally
    warnings = (*entries(built.warnings), *([] if pages or built.left_out else [_EMPTY]))
    return LastBuild(
        read.digest, issue.stamps, pages, tally.formulas, tally.verified, built.left_out, warnings
    )


@contextmanager
def _crew(options: argparse.Namespace, leftovers: Leftovers | None) -> Iterator[Crew]:
    """Give those who work, and send them home afterwards."""
    if options.executor:
        with crew_at(options.executor) as crew:
            yield crew
        return
    crew = Crew(options.jobs, meanwhile=leftovers.removing() if leftovers else ())
    try:
        yield crew
    finally:
        crew.leave()


def _say_why(built: Built) -> None:
    for folder, reason in sorted(built.why.items()):
        print(f"{built.index[folder].path.as_posix()}: {reason}")


def _say_where(built: Built, spent: Mapping[str, float]) -> None:
    """Say where the time went: in which part of the build, and which posts took longest."""
    for part, seconds in spent.items():
        print(f"{seconds:8.2f} s  {part}")
    slowest = sorted(built.seconds, key=lambda folder: built.seconds[folder], reverse=True)[:_SLOWEST]
    for folder in slowest:
        print(f"{built.seconds[folder]:8.2f} s  {built.index[folder].path.as_posix()}")


def _close(
    options: argparse.Namespace, built: Built, now: LastBuild, done: Published, seconds: float
) -> None:
    cached = now.pages - len(built.why)
    print(f"{counts(now)}, {counted(cached, 'page')} from the cache, in {seconds:.1f} s")
    say_left_out(now)
    files = f"{done.written:,} files written, {done.unchanged:,} unchanged, {done.removed:,} removed"
    print(f"the site is in {shown(options.output)}: {files}")
