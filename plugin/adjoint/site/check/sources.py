"""All that a check reads, as it stands on disk: while it is the same, so is the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Final

from adjoint.site.cache.code_version import code_version
from adjoint.site.cache.store import Store, source_key
from adjoint.site.check.keeping import keep, known
from adjoint.site.check.verdict import Verdict
from adjoint.site.content.scan import Found, digest_of, scan
from adjoint.site.request import Request
from adjoint.site.theme.default_theme import DEFAULT

_KIND: Final = "verdict"


class Sources:
    """The content with its locks, the layouts and our own code: a verdict depends on nothing else.

    Links to other sites are another matter; a verdict that asked for them is not kept.
    """

    def __init__(self, request: Request) -> None:
        """Look at every file that a check of a request would read.

        Raises:
            OSError: a file cannot be read.
        """
        self._asked = request
        self._name = f"{request.content.as_posix()} {request.layouts} {request.drafts}"

    @cached_property
    def _scans(self) -> Mapping[Path, tuple[Found, ...]]:
        """The files of each folder, with their digests."""
        return _scanned(self._asked)

    @property
    def request(self) -> Request:
        """The request, with what was found of the files."""
        return replace(self._asked, scans={**self._asked.scans, **self._scans})

    def verdict(self) -> Verdict | None:
        """Return the verdict of an earlier check of the same sources."""
        if self._asked.store is None:
            return None
        store = Store(self._asked.store, writes=False)
        found = known(store, _KIND, {self._name: self._key(self._scans)}, Verdict)
        store.close()
        return found.get(self._name)

    def keep(self, verdict: Verdict, store: Store) -> None:
        """Keep a verdict, unless its sources were edited while it was reached."""
        if self._asked.store is None:
            return
        key = self._key(self._scans)
        if key == self._key(_scanned(self._asked)):
            keep(store, _KIND, self._name, key, verdict)
            store.flush()

    def _key(self, scans: Mapping[Path, tuple[Found, ...]]) -> str:
        return source_key(self._name, code_version(), *map(digest_of, scans.values()))


def _scanned(request: Request) -> dict[Path, tuple[Found, ...]]:
    folders = (request.content, request.layouts, DEFAULT) if request.layouts else (request.content, DEFAULT)
    return {folder: request.scans.get(folder) or scan(folder) for folder in folders}
