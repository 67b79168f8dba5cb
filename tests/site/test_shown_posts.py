"""Which posts a site shows, and in which order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adjoint.cli import main

POST = "---\ntitle: {title}\ndate: {date}\nrelease: {release}\n---\n\nText.\n"


def write(content: Path, slug: str, title: str, *, date: str = "2026-11-24", release: str = "true") -> None:
    folder = content / "blog" / slug
    folder.mkdir(parents=True)
    text = POST.format(title=title, date=date, release=release)
    (folder / "index.md").write_text(text, encoding="utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "site.yaml").write_text("title: N\nurl: https://n.example/\n", encoding="utf-8")
    write(folder, "a", "zebra")
    write(folder, "z", "Aardvark")
    write(folder, "m", "Newer", date="2026-11-25")
    write(folder, "draft", "Draft", release="false")
    return folder


def test_the_newest_post_is_first_and_those_of_one_day_stand_by_title(content: Path, tmp_path: Path) -> None:
    assert main(["--content", str(content), "--output", str(tmp_path / "dist"), "--quiet"]) == 0
    archive = (tmp_path / "dist" / "blog" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="/blog/(\w+)/"', archive) == ["m", "z", "a"]


def test_a_build_says_how_many_drafts_it_left_out_also_when_nothing_has_changed(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--content", str(content), "--output", str(tmp_path / "dist")]
    for _ in range(2):
        assert main(arguments) == 0
        assert "1 draft left out; --drafts shows it" in capsys.readouterr().out
    assert main([*arguments, "--drafts"]) == 0
    assert "left out" not in capsys.readouterr().out
    feed = (tmp_path / "dist" / "feed.xml").read_text(encoding="utf-8")
    assert "Newer" in feed
    assert "Draft" not in feed
