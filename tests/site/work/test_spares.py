"""Files that a site no longer shows are written over by later ones, unless somebody else still has them."""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

from adjoint.site.publish import publish_site
from adjoint.site.work.spares import CAN_BE_TAKEN, spare_of, taken

pytestmark = pytest.mark.skipif(not CAN_BE_TAKEN, reason="this system does not tell who has a file open")

PAGE = "blog/a/index.html"
NONE: Mapping[str, bytes] = {}
LONG, SHORT = b"<p>a long text</p>" * 1000, b"<p>short</p>"


class Site:
    """A site that is published again and again."""

    def __init__(self, folder: Path) -> None:
        self.output, self.spares = folder / "dist", folder / "cache" / "spares"
        self.page = self.output / PAGE

    def shows(self, data: bytes, path: str = PAGE, others: Mapping[str, bytes] = NONE) -> int:
        """Publish a page, and return which file it is."""
        files = {"index.html": b"<p>home</p>", path: data, **others}
        publish_site(files, self.output, spares=self.spares)
        assert {
            file.relative_to(self.output).as_posix(): file.read_bytes()
            for file in self.output.rglob("*")
            if file.is_file() and file.name != ".adjoint.json"
        } == files
        return (self.output / path).stat().st_ino


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.mark.parametrize("texts", [(LONG, SHORT, LONG + b"!", SHORT + b"!"), (SHORT, LONG, b"", SHORT, LONG)])
def test_two_files_take_turns_in_a_place(site: Site, texts: tuple[bytes, ...]) -> None:
    seen = [site.shows(text) for text in texts]
    assert seen == [seen[number % 2] for number in range(len(texts))]
    assert len(set(seen)) == 2


def test_a_file_that_is_named_by_its_bytes_follows_the_one_before_it(site: Site) -> None:
    names = [f"blog/a/social.{mark * 10}.png" for mark in "0af"]
    first, _, third = [site.shows(name.encode(), name) for name in names]
    assert first == third


@contextmanager
def _who_reads_it(page: Path) -> Iterator[Callable[[], bytes]]:
    with page.open("rb", buffering=0) as reader:
        yield reader.read


@contextmanager
def _who_has_it_in_memory(page: Path) -> Iterator[Callable[[], bytes]]:
    with page.open("rb") as reader:
        memory = mmap.mmap(reader.fileno(), 0, access=mmap.ACCESS_READ)
    with memory:
        yield lambda: memory[:]


@contextmanager
def _who_gave_it_a_second_name(page: Path) -> Iterator[Callable[[], bytes]]:
    copy = page.parents[3] / "copy"
    os.link(page, copy)
    yield copy.read_bytes


@contextmanager
def _who_keeps_it_to_himself(page: Path) -> Iterator[Callable[[], bytes]]:
    page.chmod(0o600)
    yield lambda: b"first"


@pytest.mark.parametrize(
    "somebody", [_who_reads_it, _who_has_it_in_memory, _who_gave_it_a_second_name, _who_keeps_it_to_himself]
)
def test_a_file_that_somebody_has_is_not_written_over(
    site: Site, somebody: Callable[[Path], AbstractContextManager[Callable[[], bytes]]]
) -> None:
    first = site.shows(b"first")
    with somebody(site.page) as reading:
        site.shows(b"second")
        spare = Path(spare_of(str(site.spares), PAGE))
        assert spare.stat().st_ino == first
        site.shows(b"third")
        assert reading() == b"first"
    assert spare.read_bytes() == b"second"
    assert site.page.stat().st_mode & 0o777 == (site.output / "index.html").stat().st_mode & 0o777


def test_a_link_among_the_spares_leads_to_nothing_that_is_written_over(site: Site, tmp_path: Path) -> None:
    mine = tmp_path / "thesis.tex"
    mine.write_text("mine")
    for text in (b"first", b"second"):
        site.shows(text)
    spare = Path(spare_of(str(site.spares), PAGE))
    spare.unlink()
    spare.symlink_to(mine)
    site.shows(b"third")
    assert mine.read_text() == "mine"


def test_a_folder_among_the_spares_is_in_nobodys_way(site: Site) -> None:
    spare = Path(spare_of(str(site.spares), PAGE))
    (spare / "mine").mkdir(parents=True)
    for text in (b"first", b"second", b"third"):
        site.shows(text)
    assert not spare.is_dir()


def test_of_a_page_that_is_no_more_nothing_is_kept(site: Site) -> None:
    for text in (b"first", b"second"):
        site.shows(text)
    assert len(list(site.spares.iterdir())) == 1
    site.shows(b"other", "blog/b/index.html")
    assert list(site.spares.iterdir()) == []


def test_a_site_is_published_where_nothing_can_be_kept(site: Site) -> None:
    site.spares.parent.mkdir()
    site.spares.write_text("a file")
    for text in (b"first", b"second", b"third"):
        site.shows(text)


def test_nothing_is_kept_without_a_folder_for_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def linked(*_arguments: object, **_more: object) -> None:
        raise AssertionError

    monkeypatch.setattr("os.link", linked)
    for text in (b"first", b"second"):
        publish_site({PAGE: text}, site.output)
    assert site.page.read_bytes() == b"second"


def test_of_two_who_want_a_spare_one_gets_it(tmp_path: Path) -> None:
    (tmp_path / "spare").write_bytes(b"old")
    first = taken(str(tmp_path / "spare"), str(tmp_path / "one"))
    assert first is not None
    first.close()
    assert taken(str(tmp_path / "spare"), str(tmp_path / "other")) is None
    assert [file.name for file in tmp_path.iterdir()] == ["one"]


@pytest.mark.parametrize("moves_before_death", range(6))
def test_the_build_after_a_killed_one_writes_over_nothing_that_is_shown(
    site: Site, monkeypatch: pytest.MonkeyPatch, moves_before_death: int
) -> None:
    def both(text: bytes) -> Mapping[str, bytes]:
        return {"b.html": text, "c.html": text + b"."}

    for text in (b"1", b"2"):
        site.shows(b"old", others=both(text))
    replaced, budget = os.replace, [moves_before_death]

    def dies(source: str, target: str) -> None:
        if not budget[0]:
            raise KeyboardInterrupt
        budget[0] -= 1
        replaced(source, target)

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr("os.replace", dies)
        site.shows(b"new", others=both(b"3"))
    shown = (site.output / "b.html").read_bytes()
    with (site.output / "b.html").open("rb", buffering=0) as reader:
        for text in (b"4", b"5"):
            site.shows(b"newer", others=both(text))
        assert reader.read() == shown
