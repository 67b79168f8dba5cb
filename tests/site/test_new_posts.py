"""A new post's folder: its name is made of the title's words and fits every file system."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from adjoint.site.content.scaffold import new_post


@pytest.mark.parametrize(
    ("title", "folder"),
    [
        ("Why momentum's steps add up", "why-momentums-steps-add-up"),
        ("Über e⁻ˣ – twice", "uber-e-x-twice"),
        ("word " * 40, "-".join(["word"] * 16)),
        ("a" * 300, "a" * 80),
    ],
)
def test_the_folder_of_a_new_post(tmp_path: Path, title: str, folder: str) -> None:
    path = new_post(tmp_path, title, dt.date(2026, 11, 24))
    assert path == tmp_path / "blog" / folder / "index.md"
