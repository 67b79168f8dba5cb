"""The build command: what it says it did, what it keeps, and what a killed one leaves."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from adjoint.cli import main
from adjoint.markup import Fault
from adjoint.site.build import Request, build
from adjoint.site.publish import MANIFEST

FRONT = "---\ntitle: {}\ndate: 2026-11-01\n---\n\n"


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two", "three"):
        post = tmp_path / "content" / "blog" / name
        post.mkdir(parents=True)
        (post / "index.md").write_text(FRONT.format(name) + "Of $x^2$ and {= 1 + 1 }.\n", encoding="utf-8")
    (tmp_path / "content" / "site.yaml").write_text("title: Notes\nurl: https://notes.example/\n")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(arguments) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out.splitlines()


def published() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in Path("dist").rglob("*") if path.is_file()}


def edit(name: str, text: str) -> None:
    with Path("content/blog", name, "index.md").open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_build_counts_and_the_next_one_has_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    first = said(capsys)
    assert first[0].startswith("3 pages, 3 formulas, 3 verified values, 0 pages from the cache, in ")
    assert " files written, 0 unchanged, 0 removed" in first[1]
    before = published()
    second = said(capsys)
    assert second[0].startswith("3 pages, 3 formulas, 3 verified values, all from the cache, in ")
    assert second[1] == "nothing has changed in dist"
    assert published() == before


@pytest.mark.parametrize("text", ["![A]({})", "*[![A][b]](/blog/two/)*\n\n[b]: {}", '<img src="{}" alt="A">'])
def test_the_host_of_a_picture_that_stands_elsewhere_is_allowed_however_it_is_written(text: str) -> None:
    edit("one", f"\n{text.format('https://pictures.example/x.png')}\n")
    headers = build(Request(Path("content"))).files["_headers"].decode()
    assert "img-src 'self' https://pictures.example;" in headers


def test_a_build_that_has_nothing_to_do_loads_nothing_that_builds() -> None:
    assert main(["--quiet"]) == 0
    script = (
        "import sys; from adjoint.cli import main; main(['--quiet']);"
        "print(*{'markdown_it', 'jinja2', 'py_mini_racer', 'numpy', 'msgspec', 'yaml'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_only_what_shows_an_edit_is_made_again_and_it_is_said_why(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys)
    times = {path: path.stat().st_mtime_ns for path in Path("dist").rglob("*") if path.is_file()}
    edit("two", "\nMore words.\n")
    told = said(capsys, "-v")
    assert told[0] == "content/blog/two/index.md: its text has changed"
    assert "2 pages from the cache" in told[1]
    changed = {
        path.as_posix() for path, then in times.items() if path.is_file() and path.stat().st_mtime_ns != then
    }
    assert "dist/blog/two/index.html" in changed
    assert {"dist/blog/one/index.html", "dist/index.html", "dist/sitemap.xml"}.isdisjoint(changed)


def test_a_file_that_was_altered_or_lost_is_put_right(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys)
    before = published()
    Path("dist/blog/one/index.html").write_bytes(b"another")
    Path("dist/feed.xml").unlink()
    assert "2 files written" in said(capsys)[1]
    assert published() == before


def test_without_the_cache_everything_is_made_anew_and_nothing_is_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said(capsys, "--no-cache")
    before = published()
    assert not Path(".adjoint-cache").exists()
    told = said(capsys, "--no-cache")
    assert "0 pages from the cache" in told[0]
    assert "0 files written" in told[1]
    assert published() == before


def test_the_cache_is_cleared(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys)
    assert "were removed" in said(capsys, "cache", "clear")[0]
    assert not Path(".adjoint-cache").exists()
    assert "0 pages from the cache" in said(capsys)[0]


def test_a_cache_that_cannot_be_removed_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said(capsys)

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "cache.sqlite")

    monkeypatch.setattr("shutil.rmtree", refused)
    assert main(("cache", "clear")) == 2
    assert capsys.readouterr().err == "adjoint: [Errno 13] Permission denied: 'cache.sqlite'\n"


def test_a_profile_names_the_parts_and_the_slowest_posts(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "--profile", "--jobs", "1")
    assert [line.split("  ")[-1] for line in told[:2]] == ["looking and loading", "pages"]
    assert any(line.endswith("content/blog/one/index.md") for line in told)


DIES = """
import os, signal, sys
from pathlib import Path
from adjoint.cli import main
kind, place, nth = sys.argv[1], Path.cwd() / sys.argv[2], int(sys.argv[3])

def counted(event, arguments):
    global nth
    reads = event == "open" and not set("wax+") & set(str(arguments[1]))
    if event != kind or reads or not Path(str(arguments[0])).is_relative_to(place):
        return
    nth -= 1
    if not nth:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(counted)
main(["--quiet", "--jobs", "1"])
"""
"""A build that dies before the nth file of a folder is written, takes its place, or is removed."""


@pytest.mark.parametrize(
    ("kind", "place", "nth"),
    [
        ("open", "dist", 1),
        ("open", "dist", 12),
        ("os.rename", "dist", 1),
        ("os.rename", "dist", 2),
        ("os.rename", "dist", 7),
        ("os.remove", "dist/search", 1),
    ],
)
def test_after_a_killed_build_the_next_one_finishes_its_work(kind: str, place: str, nth: int) -> None:
    assert main(["--quiet"]) == 0
    old = published()
    edit("one", "\nNew words, and $y^3$.\n")
    edit("three", "\nMore.\n")
    killed = subprocess.run([sys.executable, "-c", DIES, kind, place, str(nth)], check=False)
    assert killed.returncode == -signal.SIGKILL
    left = published()
    assert main(["--quiet"]) == 0
    new = published()
    for path, data in left.items():
        assert "/.adjoint-parts/" in path or path.endswith(MANIFEST) or data in {old.get(path), new.get(path)}
    assert main(["--quiet", "--no-cache", "--output", "cold/dist"]) == 0
    cold = {
        path.relative_to("cold").as_posix(): path.read_bytes()
        for path in Path("cold").rglob("*")
        if path.is_file()
    }
    assert new == cold


def test_faults_of_the_settings_and_of_posts_that_are_no_text_hide_no_others(tmp_path: Path) -> None:
    posts = {
        "one": b"---\ntitle: \xff\n---\n\nText.\n",
        "two": b"---\ntitle: A: b\ndate: 2026-11-24\n---\n\nText {= 1 + }.\n",
        "three": b"---\ntitle: C\ndate: 2026-11-24\n---\n\n<Callot>x</Callot> [one](/blog/one/)\n",
    }
    for name, data in posts.items():
        path = tmp_path / "other/blog" / name / "index.md"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    (tmp_path / "other/site.yaml").write_text("title: T\nurl: nowhere\nlanguage: german\n", encoding="utf-8")
    with pytest.raises(Fault) as caught:
        build(Request(tmp_path / "other"))
    codes = [one.code for one in caught.value.diagnostics]
    assert sorted(codes) == [
        "encoding", "frontmatter", "setting-type", "setting-type", "unknown-tag", "value"
    ]  # fmt: skip
    assert "write de" in [one.hint for one in caught.value.diagnostics]
