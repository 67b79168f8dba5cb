"""``cache clear``: forget the work of earlier builds."""

from __future__ import annotations

import argparse
import sys

from adjoint.cli.shared import COULD_NOT_RUN, OK, store
from adjoint.site.cache.store import clear
from adjoint.site.wording import shown


def run(options: argparse.Namespace) -> int:
    """Remove the cache and say how large it was."""
    folder = store(options)
    try:
        size = clear(folder)
    except OSError as error:
        print(f"adjoint: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    if not options.quiet:
        print(
            f"{shown(folder)} is empty: {size / 1e6:.1f} MB were removed"
            if size
            else f"{shown(folder)} was empty"
        )
    return OK
