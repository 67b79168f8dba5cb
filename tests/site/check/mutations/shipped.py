"""Our own site, built once, and single changes to it: what a check says of each."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from gc import get_referents
from pathlib import Path
from typing import Any

from adjoint.markup import Diagnostic, Fault
from adjoint.site.build import Built, Request, build
from adjoint.site.check.checking import check, examine
from adjoint.site.check.reading import read_site
from adjoint.site.check.replay.live import compare_scripts, page_values
from adjoint.site.post.checked import checked, watching
from tests.site.check.scripts import browser_of, with_script

ROOT = Path(__file__).parents[4]
HASH = re.compile(r"\.[0-9a-f]{10}(?=\.\w+$)")

CHAIN = "blog/backpropagation-is-the-chain-rule"
STEERS = "blog/what-steers-gradient-descent"


@dataclass(frozen=True)
class Shipped:
    """The shipped site, sound."""

    folder: Path
    built: Built

    @property
    def content(self) -> Path:
        """A copy of the shipped content, which a change may be made to."""
        return self.folder / "content"

    def examined(self, files: dict[str, bytes] | None = None) -> list[Diagnostic]:
        """Return what a check says of the site, some of its published files changed."""
        site = self.built if files is None else replace(self.built, files={**self.built.files, **files})
        return list(examine(site).errors)

    def edited(self, name: str, old: str, new: str) -> list[Diagnostic]:
        """Return what a check says with one text of a content file replaced."""
        with self.edit(name, old, new):
            if name.endswith(".lock"):
                return self.examined()
            store = self.folder / "store"
            shutil.rmtree(store, ignore_errors=True)
            shutil.copytree(self.folder / "kept", store)
            return list(check(Request(self.content, ROOT / "layouts", store=store)).errors)

    @contextmanager
    def edit(self, name: str, old: str, new: str) -> Iterator[None]:
        """Replace one text of a content file for a while."""
        path = self.content / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} holds no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(text, encoding="utf-8")

    def published(self, name: str, old: str, new: str) -> dict[str, bytes]:
        """Return a published file, named without its hash, with one text replaced."""
        (path,) = [path for path in self.built.files if HASH.sub("", path) == name]
        text = self.built.files[path].decode()
        assert old in text, f"{path} holds no {old!r}"
        return {path: text.replace(old, new, 1).encode()}

    def script(self, name: str, old: str, new: str) -> list[Diagnostic]:
        """Return what a check says with a line of a shipped script changed.

        The scripts by themselves come first in every check; only what passes there is put to the pages.
        """
        site = with_script(self.built, name, old, new)
        browser = browser_of(site.files, site.site.assets)
        return list(compare_scripts(browser).faults) or list(examine(site).errors)

    def values(self, folder: str, old: str, new: str) -> list[Diagnostic]:
        """Return what a check says of a page's computed values with a line of their script changed."""
        site = with_script(self.built, "values.js", old, new)
        (page,) = [page for page in read_site(site).written if page.html == f"{folder}/index.html"]
        return list(page_values(page, browser_of(site.files, site.site.assets)).faults)

    def recomputed(self, folder: str) -> list[Diagnostic]:
        """Return what a check says of a post that is computed anew: its faults, or changed numbers."""
        try:
            sound = checked(self.built.index[folder], folder, self.built.shop)
        except Fault as fault:
            return list(fault.diagnostics)
        site = replace(build(Request(self.content, ROOT / "layouts")), checked={folder: sound})
        return list(examine(site).errors)

    def line_of(self, name: str, text: str) -> int:
        """Return the line of a content file on which a text begins."""
        whole = (self.content / name).read_text(encoding="utf-8")
        return whole[: whole.index(text)].count("\n") + 1


def ship(folder: Path) -> Shipped:
    """Build a copy of the shipped site and check it once, so that what stays as it is is known."""
    shutil.copytree(ROOT / "content", folder / "content")
    request = Request(folder / "content", ROOT / "layouts", store=folder / "kept")
    with watching() as posts:
        built = build(request)
    built = replace(built, files={**built.files}, checked=dict(posts))
    assert not examine(built).errors
    built.site.store.flush()
    return Shipped(folder, built)


@contextmanager
def row_changed(table: Any, name: str, **changes: object) -> Iterator[None]:
    """Change a row of a table of the engine for a while."""
    rows = table if isinstance(table, dict) else get_referents(table)[0]
    before = rows[name]
    rows[name] = replace(before, **changes)
    try:
        yield
    finally:
        rows[name] = before


def told(found: Sequence[Diagnostic]) -> list[str]:
    """Return diagnostics in words, for an assertion that fails."""
    return [f"{one.location}: {one.code}: {one.message}" for one in found]
