"""Which of an author's files are published: not those of drafts, nor what editors leave behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.cli import main
from adjoint.site.occupied import SITE_FILES, SITE_FOLDERS

POST = "---\ntitle: A post\ndate: 2026-11-24\nlabels: [one]\n{}---\n\nText.\n"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("site.yaml", "title: T\nurl: https://t.example/\n")


def write(path: str, text: str) -> None:
    place = Path("content", path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def published() -> set[str]:
    assert main(["--quiet", "--jobs", "1"]) == 0
    return {path.relative_to("dist").as_posix() for path in Path("dist").rglob("*") if path.is_file()}


def test_files_of_a_draft_are_published_with_it() -> None:
    write("blog/open/index.md", POST.format(""))
    write("blog/open/data.csv", "1")
    write("blog/draft/index.md", POST.format("release: false\n"))
    write("blog/draft/secret.txt", "secret")
    write("blog/draft/deep/secret.txt", "secret")
    write("blog/draft/inner/index.md", POST.format(""))
    write("blog/draft/inner/data.csv", "2")
    found = published()
    assert {"blog/open/data.csv", "blog/draft/inner/data.csv"} <= found
    assert not any("secret" in path for path in found)
    write("blog/draft/index.md", POST.format(""))
    assert {"blog/draft/secret.txt", "blog/draft/deep/secret.txt"} <= published()


def test_what_editors_leave_behind_is_not_published() -> None:
    write("blog/one/index.md", POST.format(""))
    for name in ("index.md~", "index.md.bak", "data.csv.orig"):
        write(f"blog/one/{name}", "before")
    assert not any(path.endswith(("~", ".bak", ".orig")) for path in published())


def test_the_places_of_the_site_itself_are_known() -> None:
    write("blog/one/index.md", POST.format(""))
    at_the_root = {path.partition("/")[0] for path in published() if not path.startswith(".adjoint")}
    assert at_the_root == SITE_FILES | SITE_FOLDERS | {"index.html"}
