"""What the last build to a folder was made of and left there: where both stand, there is nothing to do.

To find that out, nothing is loaded that reads, computes or renders.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.cache.code_version import code_version
from adjoint.site.cache.stamps import Stamp, stamp
from adjoint.site.cache.store import Store, source_key
from adjoint.site.content.scan import Found, digest_of, scan
from adjoint.site.theme.default_theme import DEFAULT

_KIND: Final = "build"


@frozen
class LastBuild:
    """A build to one folder."""

    inputs: str
    """A digest of all that it read."""
    stamps: Mapping[str, Stamp]
    """The files that it left, by path."""
    pages: int
    formulas: int
    verified: int
    drafts: int = 0
    """How many were left out."""
    warnings: tuple[str, ...] = ()
    """What was said of pages that are published as they are."""

    def stands(self, inputs: str, output: Path) -> bool:
        """Tell whether a build of now would find the same and change nothing."""
        root = str(output)
        return self.inputs == inputs and all(
            stamp(f"{root}/{path}", known) == known for path, known in self.stamps.items()
        )


@frozen
class Inputs:
    """All that a build reads."""

    scans: Mapping[Path, tuple[Found, ...]]
    """The files of the content and the layouts, by folder."""
    digest: str


def inputs(content: Path, layouts: Path | None, *, drafts: bool) -> Inputs:
    """Return what a build would read.

    Raises:
        OSError: a file cannot be read.
    """
    folders = [content, *([layouts] if layouts else []), DEFAULT]
    scans = {folder: scan(folder) for folder in folders}
    return Inputs(scans, source_key(code_version(), str(drafts), *map(digest_of, scans.values())))


def last_build(store: Store, output: Path) -> LastBuild | None:
    """Return what is known of the last build to a folder."""
    data = store.get(_KIND, str(output.resolve()))
    if data is None:
        return None
    try:
        found = json.loads(data)
        stamps = {str(path): Stamp(*values) for path, values in found.pop("stamps").items()}
        warnings = tuple(map(str, found.pop("warnings")))
        return LastBuild(stamps=stamps, warnings=warnings, **found)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def remember_build(store: Store, output: Path, build: LastBuild) -> None:
    """Keep what a build left."""
    data = {**build.__dict__, "stamps": {path: list(values) for path, values in build.stamps.items()}}
    store.add(_KIND, str(output.resolve()), json.dumps(data).encode())
    store.flush()
