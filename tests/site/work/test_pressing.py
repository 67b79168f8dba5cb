"""Files are laid beside the site by whoever renders them, from pages that they read themselves."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adjoint.site.build import Request, build
from adjoint.site.cache.stamps import stamp
from adjoint.site.outputs.still import still_body
from adjoint.site.publish import publish_site
from adjoint.site.work.laying import Desk, lay
from adjoint.site.work.making import PAGE


def test_a_page_that_the_store_has_lost_is_made_again(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in ("one", "two"):
        post = content / "blog" / name
        post.mkdir(parents=True)
        (post / "index.md").write_text(
            f"---\ntitle: {name}\ndate: 2026-11-27\n---\n\nText.\n", encoding="utf-8"
        )
    (content / "site.yaml").write_text("title: Notes\nurl: https://notes.example/\n", encoding="utf-8")
    built = build(Request(content, store=tmp_path / "store"))
    built.site.store.remove(PAGE, ["blog/one"])
    publish_site(built.files, tmp_path / "lost")
    publish_site(build(Request(content)).files, tmp_path / "whole")
    for path in ("blog/one/index.html", "blog/two/index.html", "feed.xml"):
        assert (tmp_path / "lost" / path).read_bytes() == (tmp_path / "whole" / path).read_bytes()


def test_a_file_that_pages_share_is_laid_once_and_one_that_stands_not_at_all(tmp_path: Path) -> None:
    desk = Desk(str(tmp_path), str(tmp_path))
    first, again, other = (lay(desk, "a.css", [data], None) for data in (b"one", b"one", b"two"))
    assert (first.part, first.digest) == (again.part, again.digest)
    assert len(list(tmp_path.glob("*.part"))) == 2
    assert [Path(laid.part or "").read_bytes() for laid in (first, other)] == [b"one", b"two"]
    (tmp_path / "a.css").write_bytes(b"one")
    stands = lay(desk, "a.css", [b"one"], stamp(tmp_path / "a.css"))
    assert (stands.part, stands.digest) == (None, first.digest)
    assert lay(desk, "a.css", [b"o", b"n", b"e"], None).part is None


@pytest.mark.parametrize("streams", [False, True])
def test_a_part_that_was_left_half_written_is_laid_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, streams: bool
) -> None:
    desk = Desk(str(tmp_path), str(tmp_path))

    def dying() -> Iterator[bytes]:
        yield b"one"
        yield b"two"
        raise OSError(errno.EIO, "killed")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "killed")

    with monkeypatch.context() as patch:
        patch.setattr("os.fstat", full)
        with pytest.raises(OSError, match="killed"):
            lay(desk, "a.css", dying() if streams else [b"onetwo"], None)
    laid = lay(desk, "a.css", [b"one", b"two"] if streams else [b"onetwo"], None)
    assert Path(laid.part or "").read_bytes() == b"onetwo"


def test_a_later_publishing_counts_on_no_part_of_an_earlier_one(tmp_path: Path) -> None:
    for edition in ("first", "second"):
        laid = lay(Desk(str(tmp_path), str(tmp_path), edition), "a.css", [b"one"], None)
        assert Path(laid.part or "").read_bytes() == b"one"
        Path(laid.part or "").unlink()


def test_what_a_feed_holds_of_a_post_is_kept_until_the_post_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, feeds = list[object](), list[bytes]()

    def counted(*asked: Any) -> str:
        made.append(asked)
        return still_body(*asked)

    monkeypatch.setattr("adjoint.site.outputs.feed.still_body", counted)
    content, store = tmp_path / "content", tmp_path / "store"
    post = content / "blog" / "one" / "index.md"
    post.parent.mkdir(parents=True)
    (content / "site.yaml").write_text("title: Notes\nurl: https://notes.example/\n", encoding="utf-8")
    for words in ("Before.", "Before.", "After."):
        post.write_text(f"---\ntitle: one\ndate: 2026-11-27\n---\n\n{words}\n", encoding="utf-8")
        built = build(Request(content, store=store))
        feeds.append(built.files["feed.xml"])
        assert words.encode() in feeds[-1]
    assert len(made) == 2
    assert feeds[0] == feeds[1] != feeds[2]
