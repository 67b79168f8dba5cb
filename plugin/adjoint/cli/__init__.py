"""The command line: arguments in, exit status and messages out. Only this floor prints.

Each command is one module, loaded when it is asked for.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from adjoint.spelling import nearest

_MODULES = {
    "build": "building",
    "check": "checking",
    "new": "starting",
    "serve": "serving",
    "cache": "clearing",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0, 1 for faults in the content, 2 if it could not run."""
    # NumPy's library of matrices starts threads that wait for work by counting; nothing here multiplies any.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    parser = _parser()
    parser.refuse_unknown(sys.argv[1:] if arguments is None else arguments)
    options = parser.parse_args(arguments)
    try:
        if options.version:
            return _say_version()
        command = import_module(f"adjoint.cli.{_MODULES[options.command or 'build']}")
        status = int(command.run(options))
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("interrupted; the published site is as it was", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read along has left; what is still to be printed goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return status


def _say_version() -> int:
    from importlib.metadata import version  # noqa: PLC0415  (it takes longer to load than a build to do nothing)

    print(f"adjoint {version('adjoint')}", flush=True)
    return 0


class _Parser(argparse.ArgumentParser):
    """A parser that says which option was meant."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong, and exit with 2."""
        invalid = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        close = nearest(invalid[1], re.findall(r"[\w-]+", invalid[2])) if invalid else None
        super().error(f"{message}; did you mean {close}?" if close else message)

    def refuse_unknown(self, arguments: Sequence[str]) -> None:
        """Exit if an option is none of a command; else what follows it would be taken for a command."""
        options = self.options()
        for argument in arguments:
            option = argument.partition("=")[0]
            if option.startswith("--") and not any(known.startswith(option) for known in options):
                close = nearest(option, options)
                super().error(f"unrecognized option {option}" + (f"; did you mean {close}?" if close else ""))

    def options(self) -> Sequence[str]:
        """Return the options of all commands."""
        found = {"--help"}
        waiting: list[argparse.ArgumentParser] = [self]
        while waiting:
            for action in waiting.pop()._actions:  # noqa: SLF001  (argparse has no other list of them)
                found.update(option for option in action.option_strings if option.startswith("--"))
                if isinstance(action.choices, dict):
                    waiting.extend(action.choices.values())
        return sorted(found)


def _parser() -> _Parser:
    parser = _Parser(
        prog="adjoint",
        description="Publish explanations whose numbers are computed, not typed.",
        parents=[
            _folders(content=Path("content"), output=Path("dist"), layouts=None, drafts=False, quiet=False),
            _building(jobs=None, executor=None, cache=True, verbose=False, profile=False),
        ],
    )
    parser.add_argument("--version", action="store_true", help="say which Adjoint this is")
    # A command's own defaults would undo what stands before it: adjoint --output DIR build.
    folders = _folders()
    commands = parser.add_subparsers(dest="command", metavar="command")
    building = [folders, _building()]
    commands.add_parser("build", parents=building, help="publish the site (the default)")
    _check_options(commands.add_parser("check", parents=[folders], help="verify all that the site says"))
    serve = commands.add_parser("serve", parents=[folders], help="show the site as it is written, drafts too")
    serve.add_argument(
        "--port", type=_port, default=8000, help="where to listen, or the next free one (8000)"
    )
    serve.add_argument("--open", action="store_true", help="open it in your browser")
    new = commands.add_parser("new", parents=[folders], help="make a folder for a new post")
    new.add_argument("title", help="the post's title")
    cache = commands.add_parser("cache", parents=[folders], help="the work kept of earlier builds")
    cache.add_argument("action", choices=("clear",), help="remove it")
    return parser


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; they go from 0, any free one, to 65535")
    return int(text)


def _folders(**defaults: object) -> _Parser:
    folders = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    folders.add_argument("--content", type=Path, help="the folder of posts (content)")
    folders.add_argument("--output", type=Path, help="where the site is published (dist)")
    folders.add_argument("--layouts", type=Path, help="your own templates and assets (layouts, if there)")
    folders.add_argument("--drafts", action="store_true", help="show posts with release: false")
    folders.add_argument("--quiet", action="store_true", help="print faults only")
    folders.set_defaults(**defaults)
    return folders


def _building(**defaults: object) -> _Parser:
    building = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    building.add_argument("--jobs", type=_jobs, help="how many processes work (one for each processor)")
    building.add_argument(
        "--executor",
        type=_address,
        metavar="dask://HOST:PORT",
        help="let the workers of a Dask scheduler do the work",
    )
    building.add_argument("--no-cache", dest="cache", action="store_false", help="make everything anew")
    building.add_argument("-v", "--verbose", action="store_true", help="say why each page was rebuilt")
    building.add_argument("--profile", action="store_true", help="say where the time went")
    building.set_defaults(**defaults)
    return building


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes; they go from 1")
    return int(text)


def _address(text: str) -> str:
    if not re.fullmatch(r"dask://[^/\s]+:\d+", text):
        raise argparse.ArgumentTypeError(f"{text} is no executor that is known; write dask://host:port")
    return text


def _check_options(parser: argparse.ArgumentParser) -> None:
    lock = parser.add_mutually_exclusive_group()
    lock.add_argument(
        "--accept",
        nargs="*",
        metavar="POST",
        help="write numbers.lock anew, warnings accepted; of all posts, or of those named by slug or path",
    )
    lock.add_argument("--diff", action="store_true", help="say only what changed since the lock; exit 0")
    parser.add_argument("-v", "--verbose", action="store_true", help="list the formulas that nothing proves")
    parser.add_argument("--strict", action="store_true", help="take warnings for faults")
    parser.add_argument("--external", action="store_true", help="ask other sites for what is linked to")
    formats = ("text", "json", "github", "junit")
    parser.add_argument("--format", choices=formats, default="text", help="of the report (text)")
