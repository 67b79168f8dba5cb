"""The version of everything a result depends on besides its sources: our code, what it uses, the language."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parents[2]
_CODE: Final = (".py", ".js", ".jinja", ".css", ".json")
BUILT_ON: Final = frozenset(
    {
        "contourpy", "igraph", "imagesize", "jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins",
        "mdurl", "mini-racer", "minify-go", "msgspec", "nh3", "numpy", "pygments", "pyyaml", "rcssmin",
        "resvg-py", "texttable", "uharfbuzz",
    }
)  # fmt: skip
"""The packages that have a part in what is published."""


@cache
def code_version() -> str:
    """Return a digest of the package's own files, the versions of what it is built on, and Python's."""
    digest, root = hashlib.sha256(sys.version.encode()), f"{PACKAGE}{os.sep}"
    for name, versions in sorted(installed().items()):
        digest.update(f"{name} {versions}\n".encode())
    for path in sorted(_own_files()):
        # Every command reads these hundreds of files: a Path and a buffer for each take twice as long.
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            data = file.read()
        digest.update(f"{path[len(root) :]} {len(data)}\n".encode() + data)
    return digest.hexdigest()


@cache
def installed() -> Mapping[str, str]:
    """Return the versions of the packages that Adjoint is built on, by name, as their folders are named.

    The library that knows the versions of packages takes longer to load than a build that has nothing to do.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for place in sys.path:
        with suppress(OSError):
            for folder in os.listdir(place or "."):  # noqa: PTH208  (a Path for each takes time)
                name, _, version = folder.partition("-")
                plain = name.lower().replace("_", "-").replace(".", "-")
                if folder.endswith((".dist-info", ".egg-info")) and plain in BUILT_ON:
                    found[plain].append(version)
    return {name: " ".join(sorted(versions)) for name, versions in found.items()}


def _own_files() -> Iterator[str]:
    """Yield our code, and the stamp that tells one set of npm parts from another."""
    yield str(PACKAGE / "npm" / "stamp")
    for folder, folders, names in os.walk(PACKAGE):
        folders[:] = [name for name in folders if name not in {"npm", "__pycache__"}]
        yield from (f"{folder}/{name}" for name in names if name.endswith(_CODE))
