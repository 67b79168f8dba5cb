"""What is known of files after each save is what a look at all of them tells."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from adjoint.site.content.scan import scan
from adjoint.site.preview.looking import Looked


def edit(root: Path) -> list[Path]:
    (root / "a" / "index.md").write_text("two", encoding="utf-8")
    return [root / "a" / "index.md"]


def add(root: Path) -> list[Path]:
    (root / "b").mkdir()
    (root / "b" / "index.md").write_text("new", encoding="utf-8")
    return [root / "b"]


def remove(root: Path) -> list[Path]:
    (root / "site.yaml").unlink()
    return [root / "site.yaml"]


def rename(root: Path) -> list[Path]:
    (root / "a").rename(root / "c")
    return [root / "a", root / "c"]


def replace_all(root: Path) -> list[Path]:
    shutil.rmtree(root)
    root.mkdir()
    (root / "other.md").write_text("other", encoding="utf-8")
    return [root]


@pytest.mark.parametrize("change", [edit, add, remove, rename, replace_all])
def test_every_kind_of_save_is_seen(tmp_path: Path, change: Callable[[Path], list[Path]]) -> None:
    root = tmp_path.resolve() / "content"
    (root / "a").mkdir(parents=True)
    for path in (root / "a" / "index.md", root / "a" / "x.png", root / "site.yaml"):
        path.write_text("one", encoding="utf-8")
    looked = Looked([root])
    assert looked.after(())[root] == scan(root)
    assert looked.after(change(root))[root] == scan(root)


def test_what_was_not_saved_is_not_looked_at_again(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / "one.md").write_text("one", encoding="utf-8")
    (root / "two.md").write_text("two", encoding="utf-8")
    looked = Looked([root])
    before = looked.after(())[root]
    (root / "one.md").write_text("changed", encoding="utf-8")
    (root / "two.md").write_text("changed", encoding="utf-8")
    after = looked.after([root / "two.md"])[root]
    assert after[0] == before[0]
    assert after[1] == scan(root)[1]
