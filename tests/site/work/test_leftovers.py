"""Files that a site no longer shows are put aside, and removed by later builds while they wait."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from adjoint.site.publish import publish_site
from adjoint.site.work.crew import Crew
from adjoint.site.work.leftovers import _AT_LEAST, Leftovers
from tests.site.publishing import held, killed_after

PAGE = "blog/a/index.html"


class Site:
    """A site that is published again and again."""

    def __init__(self, folder: Path) -> None:
        self.output, self.aside = folder / "dist", folder / "cache" / "leftovers"

    def shows(self, **files: bytes) -> None:
        publish_site(files, self.output, leftovers=Leftovers(self.aside))
        assert held(self.output) == files

    def left(self) -> list[bytes]:
        return sorted(file.read_bytes() for file in self.aside.iterdir()) if self.aside.is_dir() else []


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_what_is_replaced_or_removed_is_put_aside_until_the_next_build(site: Site) -> None:
    site.shows(**{PAGE: b"1", "blog/b/index.html": b"gone", "same.html": b"same"})
    assert site.left() == []
    site.shows(**{PAGE: b"2", "same.html": b"same"})
    assert site.left() == [b"1", b"gone"]
    site.shows(**{PAGE: b"3", "same.html": b"same"})
    assert site.left() == [b"2"]
    site.shows(**{PAGE: b"3", "same.html": b"same"})
    assert site.left() == []


def test_of_many_that_are_left_a_small_build_removes_some_and_a_large_one_as_many_as_it_leaves(
    site: Site,
) -> None:
    many = 2 * _AT_LEAST + 50
    for text in (b"1", b"2"):
        site.shows(**{f"{number}.html": text for number in range(many)}, **{PAGE: text})
    assert len(site.left()) == many + 1
    site.shows(**{f"{number}.html": b"2" for number in range(many)}, **{PAGE: b"3"})
    assert site.left() == sorted([*[b"1"] * (many + 1 - _AT_LEAST), b"2"])
    site.shows(**{f"{number}.html": b"3" for number in range(many)}, **{PAGE: b"3"})
    assert site.left() == [b"2"] * many


def test_who_reads_a_file_reads_it_to_its_end(site: Site) -> None:
    site.shows(**{PAGE: b"1" * 100_000})
    with (site.output / PAGE).open("rb", buffering=0) as reader:
        read = reader.read(10)
        for text in (b"2", b"3", b"4"):
            site.shows(**{PAGE: text})
        assert read + reader.readall() == b"1" * 100_000


def test_a_link_that_took_the_place_of_a_page_is_put_aside_and_what_it_leads_to_stays(
    site: Site, tmp_path: Path
) -> None:
    mine = tmp_path / "thesis.tex"
    mine.write_text("mine")
    site.shows(**{PAGE: b"1"})
    (site.output / PAGE).unlink()
    (site.output / PAGE).symlink_to(mine)
    site.shows(**{PAGE: b"2"})
    assert [file.readlink() for file in site.aside.iterdir()] == [mine]
    site.shows(**{PAGE: b"3"})
    assert site.left() == [b"2"]
    assert mine.read_text() == "mine"


def test_what_somebody_put_among_the_leftovers_stays_and_stops_no_build(site: Site) -> None:
    (site.aside / f"{'0' * 16}-1").mkdir(parents=True)
    (site.aside / "thesis.tex").write_text("mine")
    for text in (b"1", b"2", b"3"):
        site.shows(**{PAGE: text})
    assert len(list(site.aside.iterdir())) == 3
    assert (site.aside / "thesis.tex").read_text() == "mine"


def test_builds_that_fail_leave_no_more_than_others(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    many = _AT_LEAST + 50
    site.shows(**{f"{number}.html": b"0" for number in range(many)})
    replaced = os.replace

    def dies(source: str, target: str) -> None:
        if str(target).endswith(f"/{many - 1}.html"):
            raise PermissionError
        replaced(source, target)

    for text in (b"1", b"2", b"3"):
        with monkeypatch.context() as patch:
            patch.setattr("os.replace", dies)
            with pytest.raises(PermissionError):
                site.shows(**{f"{number}.html": text for number in range(many)})
        assert len(site.left()) <= many
        shown = [file.stat().st_nlink for file in site.output.glob("*.html")]
        assert sorted(shown) == [*[1] * (many - 1), 2]


def test_two_outputs_leave_what_each_would(site: Site, tmp_path: Path) -> None:
    many, other = _AT_LEAST + 50, Site(tmp_path)
    other.output = tmp_path / "other"
    for text in (b"1", b"2", b"3", b"4"):
        files = {f"{number}.html": text for number in range(many)}
        ones, others = Leftovers(site.aside), Leftovers(site.aside)
        # Both have looked what there is to remove before either removes much.
        next(ones.removing(), None), next(others.removing(), None)
        publish_site(files, site.output, leftovers=ones)
        publish_site(files, other.output, leftovers=others)
    assert len(site.left()) <= 2 * many


def test_a_site_is_published_where_nothing_can_be_put_aside(site: Site) -> None:
    site.aside.parent.mkdir()
    site.aside.write_text("a file")
    for text in (b"1", b"2", b"3"):
        site.shows(**{PAGE: text})


def test_nothing_is_put_aside_without_a_place_for_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def linked(*_arguments: object, **_more: object) -> None:
        raise AssertionError

    monkeypatch.setattr("os.link", linked)
    for text in (b"1", b"2"):
        publish_site({PAGE: text}, site.output)
    assert (site.output / PAGE).read_bytes() == b"2"


@pytest.mark.parametrize("moves_before_death", range(4))
def test_the_build_after_a_killed_one_finishes_its_work(
    site: Site, monkeypatch: pytest.MonkeyPatch, moves_before_death: int
) -> None:
    before, after = ({PAGE: text, "b.html": text, "c.html": text} for text in (b"1", b"2"))
    site.shows(**before)
    with killed_after(moves_before_death, monkeypatch):
        site.shows(**after)
    site.shows(**after)
    site.shows(**after)
    assert site.left() == []


def test_they_are_removed_while_a_build_waits_for_its_workers(site: Site) -> None:
    site.shows(**{f"{number}.html": b"1" for number in range(20)})
    site.shows(**{f"{number}.html": b"2" for number in range(20)})
    assert len(site.left()) == 20
    crew = Crew(2, meanwhile=Leftovers(site.aside).removing())
    assert list(crew.each(time.sleep, [0.5, 0.5], 2)) == [None, None]
    crew.leave()
    assert site.left() == []


def test_a_crew_looks_up_from_what_it_does_meanwhile_when_a_result_comes() -> None:
    steps = (time.sleep(0.001) or step for step in range(10_000))
    crew = Crew(2, meanwhile=steps)
    assert sorted(crew.each(abs, [-1, -2, -3], 3)) == [1, 2, 3]
    crew.leave()
    assert next(steps) < 9_000
