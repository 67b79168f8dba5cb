"""The command line: arguments in, exit status and messages out. Only this module prints."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adjoint.markup import Fault

OK, FAULTY, COULD_NOT_RUN = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0, 1 for faults in the content, 2 if it could not run."""
    options = _parser().parse_args(arguments)
    command = {"build": _build, "check": _check, "new": _new}[options.command or "build"]
    try:
        return command(options)
    except KeyboardInterrupt:
        print("interrupted; the published site is as it was", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="adjoint",
        description="Publish explanations whose numbers are computed, not typed.",
        parents=[
            _folders(content=Path("content"), output=Path("dist"), layouts=None, drafts=False, quiet=False)
        ],
    )
    # A command's own defaults would undo what stands before it: adjoint --output DIR build.
    folders = _folders()
    commands = parser.add_subparsers(dest="command", metavar="command")
    commands.add_parser("build", parents=[folders], help="publish the site (the default)")
    _check_options(commands.add_parser("check", parents=[folders], help="verify all that the site says"))
    new = commands.add_parser("new", parents=[folders], help="make a folder for a new post")
    new.add_argument("title", help="the post's title")
    return parser


def _folders(**defaults: object) -> argparse.ArgumentParser:
    folders = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    folders.add_argument("--content", type=Path, help="the folder of posts (content)")
    folders.add_argument("--output", type=Path, help="where the site is published (dist)")
    folders.add_argument("--layouts", type=Path, help="your own templates and assets (layouts, if there)")
    folders.add_argument("--drafts", action="store_true", help="show posts with release: false")
    folders.add_argument("--quiet", action="store_true", help="print faults only")
    folders.set_defaults(**defaults)
    return folders


def _check_options(parser: argparse.ArgumentParser) -> None:
    lock = parser.add_mutually_exclusive_group()
    lock.add_argument("--accept", action="store_true", help="write numbers.lock anew, warnings accepted")
    lock.add_argument("--diff", action="store_true", help="say only what became of the locked numbers")
    parser.add_argument("--external", action="store_true", help="ask other sites for what is linked to")
    formats = ("text", "json", "github", "junit")
    parser.add_argument("--format", choices=formats, default="text", help="of the report (text)")


def _build(options: argparse.Namespace) -> int:
    from adjoint.markup import Fault  # noqa: PLC0415  (a command loads only what it runs)
    from adjoint.site.build import Request, build  # noqa: PLC0415
    from adjoint.site.publish import PublishError, publish  # noqa: PLC0415

    start = time.perf_counter()
    if not _folders_are_there(options):
        return COULD_NOT_RUN
    try:
        built = build(Request(options.content, _layouts(options), options.drafts, _store(options)))
        published = publish(built.files, options.output)
    except Fault as fault:
        _report(fault)
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
        print(f"the site is in {_shown(options.output)}")
    return OK


def _folders_are_there(options: argparse.Namespace) -> bool:
    for name in ("content", "layouts"):
        folder = getattr(options, name)
        if folder is not None and not folder.is_dir():
            print(f"adjoint: there is no folder {folder}; name one with --{name}", file=sys.stderr)
            return False
    return True


def _check(options: argparse.Namespace) -> int:
    from adjoint.site.build import Request  # noqa: PLC0415  (a command loads only what it runs)
    from adjoint.site.check.accepting import accept  # noqa: PLC0415
    from adjoint.site.check.checking import check  # noqa: PLC0415
    from adjoint.site.check.reports import FORMATS, accepted, difference  # noqa: PLC0415

    if not _folders_are_there(options):
        return COULD_NOT_RUN
    request = Request(options.content, _layouts(options), options.drafts, _store(options))
    try:
        verdict = check(request, external=options.external)
        if options.accept and verdict.locks:
            print(accepted(accept(verdict)))
            verdict = verdict.accepted()
    except (OSError, UnicodeDecodeError, ImportError) as error:
        print(f"adjoint: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    if options.diff and verdict.locks:
        print(difference(verdict))
        return OK
    if verdict.diagnostics or not options.quiet:
        print(FORMATS[options.format](verdict))
    return FAULTY if verdict.errors else OK


def _layouts(options: argparse.Namespace) -> Path | None:
    """Return the layouts asked for, else the folder ``layouts`` beside the content if there is one."""
    beside = options.content.resolve().parent / "layouts"
    return options.layouts or (beside if beside.is_dir() else None)


def _store(options: argparse.Namespace) -> Path:
    """Return the folder, beside the output, that keeps slow work between builds."""
    return Path(options.output.resolve().parent / ".adjoint-cache")


def _new(options: argparse.Namespace) -> int:
    import datetime as dt  # noqa: PLC0415

    from adjoint.site.scaffold import new_post  # noqa: PLC0415

    try:
        path = new_post(options.content, options.title, dt.datetime.now(tz=dt.UTC).astimezone().date())
    except (FileExistsError, ValueError) as error:
        print(f"adjoint: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    print(f"wrote {_shown(path)}")
    return OK


def _shown(path: Path) -> str:
    return os.path.relpath(path) if path.is_absolute() else str(path)


def _report(fault: Fault) -> None:
    from adjoint.site.report import report  # noqa: PLC0415

    print(report(fault.diagnostics), file=sys.stderr)
