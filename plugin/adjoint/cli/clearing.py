"""``cache clear``: forget the work of earlier builds."""

from __future__ import annotations

import argparse

from adjoint.cli.shared import OK, store
from adjoint.site.cache.store import clear
from adjoint.site.wording import shown


def run(options: argparse.Namespace) -> int:
    """Remove the cache and say how large it was."""
    folder = store(options)
    size = clear(folder)
    if not options.quiet:
        print(
            f"{shown(folder)} is empty: {size / 1e6:.1f} MB were removed"
            if size
            else f"{shown(folder)} was empty"
        )
    return OK
