"""The version of everything a result depends on besides its sources: our code, what it uses, the language."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parents[1]
_CODE: Final = frozenset({".py", ".js", ".jinja", ".css", ".json"})
_NAME: Final = re.compile(r"[\w.-]+")


@cache
def code_version() -> str:
    """Return a digest of the package's own files, the versions of what it depends on, and Python's."""
    digest = hashlib.sha256(sys.version.encode())
    for name in _dependencies():
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    for path in sorted(PACKAGE.rglob("*")):
        below = path.relative_to(PACKAGE)
        if path.suffix in _CODE and below.parts[0] != "npm":
            data = path.read_bytes()
            digest.update(f"{below.as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _dependencies() -> list[str]:
    """Return the packages that an install of this one brings, or none where it is not installed as one."""
    try:
        wanted = metadata.requires("adjoint") or []
    except metadata.PackageNotFoundError:
        return []
    return sorted(_NAME.match(line)[0] for line in wanted if "extra ==" not in line)  # type: ignore[index]
