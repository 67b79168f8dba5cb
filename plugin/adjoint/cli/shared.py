"""What the commands have in common: exit statuses and folders."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from adjoint.site.wording import COMMAND, shown

OK, FAULTY, COULD_NOT_RUN = 0, 1, 2


def command() -> str:
    """Return what started Adjoint, as one would type it again."""
    return "adjoint" if Path(sys.argv[0]).stem == "adjoint" else COMMAND


def folders_are_fit(options: argparse.Namespace) -> bool:
    """Tell whether the folders to read from exist and none would be published into; say what is wrong."""
    for name in ("content", "layouts"):
        folder = getattr(options, name)
        if folder is not None and not folder.is_dir():
            print(f"adjoint: there is no folder {folder}; name one with --{name}", file=sys.stderr)
            return False
    output = options.output.resolve()
    for source in filter(None, (options.content, layouts(options))):
        if output.is_relative_to(source.resolve()):
            message = (
                f"{options.output} lies within {shown(source)}: what is published would be read as content"
            )
            print(f"adjoint: {message}; name another folder with --output", file=sys.stderr)
            return False
    return True


def layouts(options: argparse.Namespace) -> Path | None:
    """Return the layouts asked for, else the folder ``layouts`` beside the content if there is one."""
    beside = options.content.resolve().parent / "layouts"
    return options.layouts or (beside if beside.is_dir() else None)


def store(options: argparse.Namespace) -> Path:
    """Return the folder, beside the output, that keeps slow work between builds."""
    return Path(options.output.resolve().parent / ".adjoint-cache")
