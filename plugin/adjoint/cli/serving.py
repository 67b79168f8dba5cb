"""``serve``: show the site as it is written."""

from __future__ import annotations

import argparse
import sys
import webbrowser
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from adjoint.cli.progress import Progress
from adjoint.cli.shared import COULD_NOT_RUN, OK, folders_are_fit, layouts, store
from adjoint.site.build import Built, Request, build
from adjoint.site.cache.code_version import PACKAGE
from adjoint.site.preview.edition import Edition
from adjoint.site.preview.looking import Looked
from adjoint.site.preview.ports import LOOPBACK, listen
from adjoint.site.preview.proofs import Kept, Proofs
from adjoint.site.preview.serving import Listener, serve
from adjoint.site.preview.watching import Concerns
from adjoint.site.theme.layouts import DEFAULT
from adjoint.site.wording import shown
from adjoint.site.work.crew import Crew

_AT_ONCE: Final = 2
"""Pages in a piece of work: after each, Ctrl-C is heeded."""


def run(options: argparse.Namespace) -> int:
    """Preview the site until Ctrl-C."""
    if not folders_are_fit(options):
        return COULD_NOT_RUN
    try:
        listening = listen(options.port)
    except OSError as error:
        print(f"adjoint: {error.strerror or error}", file=sys.stderr)
        return COULD_NOT_RUN
    port = listening.getsockname()[1]
    if options.port not in {0, port}:
        _say(f"port {options.port} is taken; using {port}")
    request = Request(options.content, layouts(options), drafts=True, store=store(options), remembers=True)
    folders = [folder for folder in (request.content, request.layouts, DEFAULT) if folder]
    looked = Looked(folders)
    printed = Kept()
    crew = Crew(1)
    crew.at_once = crew.at_once_here = _AT_ONCE
    last: Built | None = None

    def edition(saved: Iterable[Path], carry_on: Callable[[], None]) -> Edition:
        nonlocal last

        def told(what: str, done: int, total: int) -> None:
            carry_on()
            progress(what, done, total)

        with Progress(quiet=options.quiet) as progress:
            last = build(replace(request, scans=looked.after(saved), after=last), crew, told)
        return Edition(Proofs(last.files, printed).find, last.site.settings.path)

    watched = Concerns([*folders, PACKAGE], besides=[options.output, store(options)])
    serve(edition, [listening], watched, _Terminal(options, port).listener())
    return OK


class _Terminal:
    """Says what the preview does."""

    def __init__(self, options: argparse.Namespace, port: int) -> None:
        self._options = options
        self._host = f"http://{LOOPBACK}:{port}"
        self._found = False
        self._faulty = False

    def listener(self) -> Listener:
        return Listener(self._built, self._failed)

    def _built(self, edition: Edition, files: Sequence[str], seconds: float) -> None:
        # Where folders are watched anew they are told themselves, which is no change of a file.
        files = [file for file in files if Path(file).resolve() != PACKAGE.resolve()]
        authored = [file for file in files if not _is_code(file)]
        if len(authored) < len(files) and not self._options.quiet:
            _say("Adjoint's own code has changed; to see it at work, end with Ctrl-C and serve again")
        if authored and not self._options.quiet:
            also = f" and {len(authored) - 1} more" if len(authored) > 1 else ""
            mended = "mended and shown" if self._faulty else "shown"
            _say(f"{authored[0]}{also}: {mended} in {seconds:.2f} s")
        self._faulty = False
        self._welcome(edition.base)

    def _failed(self, report: str) -> None:
        print(report, file=sys.stderr, flush=True)
        print("the last good pages stay until this is mended", file=sys.stderr, flush=True)
        self._faulty = True
        self._welcome("/")

    def _welcome(self, base: str) -> None:
        if not self._found:
            _say(f"{shown(self._options.content)} is shown at {self._host}{base} as it is saved; Ctrl-C ends")
            if self._options.open:
                webbrowser.open(self._host + base)
        self._found = True


def _is_code(file: str) -> bool:
    """Tell whether a file is Adjoint's own, of which this process knows only how it was."""
    path, package = Path(file).resolve(), PACKAGE.resolve()
    return package in path.parents and not path.is_relative_to(DEFAULT.resolve())


def _say(line: str) -> None:
    print(line, flush=True)
