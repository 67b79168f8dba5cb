"""``build``: publish the site."""

from __future__ import annotations

import argparse
import sys
import time

from adjoint.cli.shared import COULD_NOT_RUN, OK, folders_are_fit, layouts, store
from adjoint.site.cache.last_build import LastBuild, inputs, last_build
from adjoint.site.cache.store import Store
from adjoint.site.wording import counted, shown
from adjoint.site.work.collecting import not_collecting


def run(options: argparse.Namespace) -> int:
    """Build, publish, and say what was done; where nothing has changed, nothing is loaded to build with."""
    with not_collecting():
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    start = time.perf_counter()
    if not folders_are_fit(options):
        return COULD_NOT_RUN
    kept = Store(store(options), writes=False) if options.cache else Store()
    try:
        read = inputs(options.content, layouts(options), drafts=options.drafts)
    except OSError as error:
        print(f"adjoint: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    last = last_build(kept, options.output)
    if last is not None and last.stands(read.digest, options.output):
        return _nothing_changed(last, options, start)
    kept.close()
    from adjoint.cli.rebuilding import rebuild  # noqa: PLC0415  (markdown, templates and V8 are loaded here)

    return rebuild(options, read, last, start)


def _nothing_changed(last: LastBuild, options: argparse.Namespace, start: float) -> int:
    warn(last)
    if not options.quiet:
        print(f"{counts(last)}, all from the cache, in {time.perf_counter() - start:.1f} s")
        say_left_out(last)
        print(f"nothing has changed in {shown(options.output)}")
    return OK


def warn(build: LastBuild) -> None:
    """Say what is published as it is, though it was surely meant otherwise."""
    for warning in build.warnings:
        print(warning, file=sys.stderr)


def say_left_out(build: LastBuild) -> None:
    """Say how many drafts are not in the site, if there are any."""
    if build.drafts:
        they = "it" if build.drafts == 1 else "them"
        print(f"{counted(build.drafts, 'draft')} left out; --drafts shows {they}")


def counts(build: LastBuild) -> str:
    """Return what was built, in numbers."""
    told = ((build.pages, "page"), (build.formulas, "formula"), (build.verified, "verified value"))
    return ", ".join(counted(number, noun) for number, noun in told)
