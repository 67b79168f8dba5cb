"""A small site of two posts, built once, and its files with one thing in them changed."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stdout
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

from adjoint.cli import main
from adjoint.markup import Diagnostic
from adjoint.site.build import Built, Request, build
from adjoint.site.check.checking import examine

CONTENT = Path(__file__).parent / "content"
CACHE = Path(".adjoint-cache")
LOCKING = {"lock-missing"}
"""The site of the repository keeps no locks; what is tested of them stands in ``test_lock.py``."""


@cache
def built() -> Built:
    return build(Request(CONTENT))


def changed(name: str, old: str, new: str, site: Built | None = None) -> Built:
    """Return the site with a text replaced in one published file, named without its hash."""
    site = site or built()
    (path,) = [path for path in site.files if re.sub(r"\.[0-9a-f]{10}(?=\.\w+$)", "", path) == name]
    text = site.files[path].decode()
    assert old in text, f"{path} holds no {old!r}"
    return replace(site, files={**site.files, path: text.replace(old, new, 1).encode()})


def faults(site: Built) -> list[Diagnostic]:
    """Return what a check finds, locks apart."""
    return [found for found in examine(site).diagnostics if found.code not in LOCKING]


def fault(site: Built) -> Diagnostic:
    """Return the only thing that a check finds, locks apart."""
    found = faults(site)
    assert len(found) == 1, [f"{one.location}: {one.code}: {one.message}" for one in found]
    return found[0]


def place(found: Diagnostic) -> tuple[str, str]:
    """Return the post a fault stands in, and the text of its line from its column on."""
    path = Path(found.location.path)
    line = path.read_text(encoding="utf-8").splitlines()[found.location.line - 1]
    return path.parent.name, line[found.location.column - 1 :]


@cache
def _kept() -> Path:
    """Return what a check of the content keeps for the next one, to be laid beside copies of it."""
    folder = Path(tempfile.mkdtemp(prefix="adjoint-checked-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(CONTENT, folder / CONTENT.name)
    with chdir(folder), redirect_stdout(StringIO()):
        main(["check"])
    return folder / CACHE


@contextmanager
def copied(folder: Path, edits: Sequence[tuple[str, str, str]] = ()) -> Iterator[Path]:
    """Give a copy of the content in a folder, some texts of its posts replaced.

    What an earlier check kept lies beside it, so that whoever works in that folder compares again only what
    an edit changes; ``test_kept.py`` holds that this makes no difference.
    """
    content = folder / CONTENT.name
    shutil.copytree(CONTENT, content, dirs_exist_ok=True)
    shutil.copytree(_kept(), folder / CACHE, dirs_exist_ok=True)
    for name, old, new in edits:
        edit(content / name, old, new)
    yield content


def edited(*edits: tuple[str, str, str]) -> Built:
    """Build, in the folder that is worked in, a copy of the content with some texts of its posts replaced."""
    with copied(Path(), edits) as content:
        return build(Request(content, store=CACHE))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} holds no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
