"""Which folders a site begins with, and which it cannot be published to."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from adjoint.cli import main


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_first_post_brings_the_settings_and_both_are_built() -> None:
    assert main(["new", "A title"]) == 0
    settings = Path("content/site.yaml")
    settings.write_text(settings.read_text(encoding="utf-8").replace("The name", "The other name"))
    assert main(["new", "Another"]) == 0
    assert "The other name" in settings.read_text(encoding="utf-8")
    assert main(["--drafts", "--quiet", "--jobs", "1"]) == 0
    assert Path("dist/blog/a-title/index.html").is_file()
    assert Path("dist/blog/another/index.html").is_file()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Newton’s méthode, and l'Hôpital", "newtons-methode-and-lhopital"),
        ("がく の Übung", "がく-の-ubung"),
        ("snake_case & 2 + 2", "snake-case-2-2"),
    ],
)
def test_a_title_becomes_a_folder_name(title: str, slug: str) -> None:
    assert main(["new", title]) == 0
    assert [path.name for path in Path("content/blog").iterdir()] == [slug]


def test_a_title_without_words_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "?!"]) == 2
    assert capsys.readouterr().err.startswith('adjoint: the title "?!" has no letter')


@pytest.mark.parametrize("output", ["content", "content/out", "content/../layouts/x"])
def test_nothing_is_published_among_sources(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("layouts").mkdir()
    assert main(["new", "A title"]) == 0
    assert main(["--output", output]) == 2
    assert "name another folder with --output" in capsys.readouterr().err


def test_a_site_without_a_page_says_what_a_page_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "A title"]) == 0
    assert main(["--jobs", "1"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert "1 draft left out; --drafts shows it" in captured.out
    Path("content/blog/a-title/index.md").unlink()
    for _ in ("built", "from the cache"):
        assert main(["--jobs", "1"]) == 0
        told = capsys.readouterr().err
        assert told.startswith("adjoint: there is no page to publish; a post is content/blog/<slug>/")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"adjoint {version('adjoint')}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--ouput", "x"], "unrecognized option --ouput; did you mean --output?"),
        (["check", "--strickt"], "unrecognized option --strickt; did you mean --strict?"),
        (["chek"], "; did you mean check?"),
        (["check", "--format", "jsn"], "; did you mean json?"),
        (["--colour=blue"], "unrecognized option --colour"),
    ],
)
def test_a_slip_in_an_option_is_told_with_what_was_meant(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err.rstrip().endswith(told)
