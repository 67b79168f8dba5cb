"""Publishing: only what changed is written, stale files go, others' files are never touched."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from adjoint.site.publish import MANIFEST, Published, PublishError, publication, publish
from tests.site.publishing import held, killed_after

FILES = {"index.html": b"<p>one</p>", "blog/a/index.html": b"<p>a</p>"}


def test_the_folder_holds_exactly_the_files_given(tmp_path: Path) -> None:
    assert publish(FILES, tmp_path / "dist") == Published(written=2, unchanged=0, removed=0)
    assert held(tmp_path / "dist") == FILES


def test_a_file_with_the_same_bytes_is_not_written_again(tmp_path: Path) -> None:
    publish(FILES, tmp_path)
    os.utime(tmp_path / "index.html", ns=(1, 1))
    result = publish({**FILES, "blog/a/index.html": b"<p>b</p>"}, tmp_path)
    assert result == Published(written=1, unchanged=1, removed=0)
    assert (tmp_path / "index.html").stat().st_mtime_ns == 1


def test_a_file_changed_behind_our_back_is_put_right(tmp_path: Path) -> None:
    publish(FILES, tmp_path)
    (tmp_path / "index.html").write_bytes(b"<p>two</p>")
    assert publish(FILES, tmp_path).written == 1
    assert held(tmp_path) == FILES


def test_a_stale_file_and_its_empty_folders_are_removed(tmp_path: Path) -> None:
    publish(FILES, tmp_path)
    assert publish({"index.html": FILES["index.html"]}, tmp_path).removed == 1
    assert not (tmp_path / "blog").exists()


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(PublishError, match="did not write"):
        publish(FILES, tmp_path)
    assert held(tmp_path) == {"thesis.tex": b"mine"}


def test_a_stray_file_in_a_published_folder_stays(tmp_path: Path) -> None:
    publish(FILES, tmp_path)
    (tmp_path / "CNAME").write_bytes(b"example.org")
    publish({"index.html": b"new"}, tmp_path)
    assert held(tmp_path) == {"index.html": b"new", "CNAME": b"example.org"}


@pytest.mark.parametrize(("one", "other"), [("n2", "n2/index.html"), ("blog/b", "blog/b/c/d.txt")])
def test_a_file_and_a_folder_change_places(tmp_path: Path, one: str, other: str) -> None:
    for before, after in ((one, other), (other, one)):
        publish({**FILES, before: b"1"}, tmp_path)
        assert publish({**FILES, after: b"2"}, tmp_path) == Published(written=1, unchanged=2, removed=1)
        assert held(tmp_path) == {**FILES, after: b"2"}


@pytest.mark.parametrize(
    ("mine", "path"), [("n2/thesis.tex", "n2"), ("notes", "notes/x.txt"), ("blog/b/c/d", "blog/b")]
)
def test_something_of_somebody_elses_in_the_way_is_told_and_nothing_is_published(
    tmp_path: Path, mine: str, path: str
) -> None:
    publish(FILES, tmp_path)
    (tmp_path / mine).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / mine).write_bytes(b"mine")
    manifest = (tmp_path / MANIFEST).read_bytes()
    with pytest.raises(PublishError, match=f"{mine} is in the way"):
        publish({"index.html": b"new", path: b"x"}, tmp_path)
    assert held(tmp_path) == {**FILES, mine: b"mine"}
    assert (tmp_path / MANIFEST).read_bytes() == manifest


def test_an_empty_folder_at_the_place_of_a_file_gives_way(tmp_path: Path) -> None:
    publish(FILES, tmp_path)
    (tmp_path / "n2" / "empty").mkdir(parents=True)
    publish({**FILES, "n2": b"x"}, tmp_path)
    assert held(tmp_path) == {**FILES, "n2": b"x"}


@pytest.mark.parametrize("before", [FILES, {}])
@pytest.mark.parametrize("both", [("n2", "n2/y"), ("n2/y", "n2")])
def test_a_path_that_is_a_file_and_a_folder_is_told_and_nothing_is_published(
    tmp_path: Path, before: dict[str, bytes], both: tuple[str, str]
) -> None:
    if before:
        publish(before, tmp_path)
    with pytest.raises(PublishError, match="both a file and a folder"):
        publish({"index.html": b"new", **dict.fromkeys(both, b"x")}, tmp_path)
    assert held(tmp_path) == before


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with publication(tmp_path / "dist") as first:
        with pytest.raises(PublishError, match="another build"):
            publish(FILES, tmp_path / "dist")
        first.finish({path: first.put(path, [data]) for path, data in FILES.items()})
    assert held(tmp_path / "dist") == FILES


def test_a_build_that_fails_while_it_renders_leaves_the_site_as_it_was_and_nothing_else(
    tmp_path: Path,
) -> None:
    publish(FILES, tmp_path)
    with suppress(ZeroDivisionError), publication(tmp_path) as folder:
        folder.put("index.html", [b"<p>two</p>"])
        raise ZeroDivisionError
    assert held(tmp_path) == FILES


def test_nothing_is_left_in_the_folder_of_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    publish(FILES, tmp_path / "dist")
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("is_new", [False, True])
@pytest.mark.parametrize("renames_before_death", range(5))
def test_the_build_after_a_killed_one_finishes_its_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames_before_death: int, *, is_new: bool
) -> None:
    if not is_new:
        publish(FILES, tmp_path)
    later = {"index.html": b"<p>two</p>", "blog/b/index.html": b"<p>b</p>", "robots.txt": b"all"}
    with killed_after(renames_before_death, monkeypatch):
        publish(later, tmp_path)
    for path, data in held(tmp_path).items():
        assert path.endswith(".part") or data in {*FILES.values(), *later.values()}
    publish(later, tmp_path)
    assert held(tmp_path) == later


@pytest.mark.parametrize("is_new", [False, True])
def test_a_part_that_is_not_what_was_laid_is_told_and_put_right_by_the_next_build(
    tmp_path: Path, *, is_new: bool
) -> None:
    if not is_new:
        publish({"index.html": b"other"}, tmp_path)
    with publication(tmp_path) as folder:
        digests = {path: folder.put(path, [data]) for path, data in FILES.items()}
        for part in (tmp_path / ".adjoint-parts").rglob("*"):
            if part.is_file() and part.name != "lock":
                part.write_bytes(b"")
        with pytest.raises(PublishError, match="not as it was written"):
            folder.finish(digests)
    assert publish(FILES, tmp_path).written == 2
    assert held(tmp_path) == FILES


def test_of_two_files_for_one_place_the_later_is_published(tmp_path: Path) -> None:
    with publication(tmp_path) as folder:
        folder.put("blog/a.html", [b"one"])
        digests = {path: folder.put(path, [b"two"]) for path in ("blog/a.html", "blog/b.html", "c.html")}
        folder.finish(digests)
    assert held(tmp_path) == dict.fromkeys(digests, b"two")


def test_what_a_killed_build_began_of_a_new_site_is_no_part_of_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".adjoint-parts" / "0123.tree" / "blog" / "draft.html"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    publish(FILES, tmp_path)
    assert held(tmp_path) == FILES


def test_what_somebody_puts_in_the_way_of_a_new_site_while_it_is_made_is_told(tmp_path: Path) -> None:
    with publication(tmp_path) as folder:
        digests = {path: folder.put(path, [data]) for path, data in FILES.items()}
        (tmp_path / "blog").mkdir()
        (tmp_path / "blog" / "mine.txt").write_bytes(b"mine")
        with pytest.raises(PublishError, match="blog is in the way"):
            folder.finish(digests)
    publish(FILES, tmp_path)
    assert held(tmp_path) == {**FILES, "blog/mine.txt": b"mine"}


def test_a_damaged_manifest_is_named_not_trusted(tmp_path: Path) -> None:
    publish(FILES, tmp_path)
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(PublishError, match="damaged"):
        publish(FILES, tmp_path)
    assert held(tmp_path) == FILES


@pytest.mark.parametrize("below", ["", "folder"])
def test_a_file_is_no_place_to_publish_to_and_stays(tmp_path: Path, below: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="is a file"):
        publish({"index.html": b"x"}, file / below)
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("by_a_link", [False, True])
def test_a_pipe_in_the_place_of_a_page_gives_way(tmp_path: Path, *, by_a_link: bool) -> None:
    output, pipe = tmp_path / "dist", tmp_path / "pipe"
    publish(FILES, output)
    (output / "index.html").unlink()
    os.mkfifo(pipe)
    if by_a_link:
        (output / "index.html").symlink_to(pipe)
    else:
        pipe.rename(output / "index.html")
    program = (
        "from pathlib import Path; from adjoint.site.publish import publish\n"
        f"print(publish({FILES}, Path({str(output)!r})).written)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=100)
    assert told.stdout == b"1\n"
    assert held(output) == FILES
