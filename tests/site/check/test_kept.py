"""What a check keeps for the next one: the same verdict at once, and nothing stale whatever has changed."""

from __future__ import annotations

import re
import shutil
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adjoint.site.build import Request, build
from adjoint.site.cache.codec import packed
from adjoint.site.cache.store import Store
from adjoint.site.check import checking, examining
from adjoint.site.check.checking import check, examine
from adjoint.site.check.keeping import keep, known
from adjoint.site.check.published import Published
from adjoint.site.check.reading import Written
from adjoint.site.check.records import Record
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison
from adjoint.site.check.verdict import Verdict
from tests.site.check.sites import copied, edit

SITE = Request(Path("content"), store=Path("store"))


def no_browser(*_: object, **_named: object) -> None:
    raise AssertionError("V8 was asked for")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a site and what its check has kept."""
    folder = tmp_path_factory.mktemp("checked")
    with copied(folder), chdir(folder):
        check(SITE)
    return folder


@pytest.fixture
def request_(checked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Request:
    """A site whose check has been kept, for one test."""
    shutil.copytree(checked, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return SITE


def test_the_next_check_says_the_same_and_compares_nothing_again(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = examine(build(request_))
    monkeypatch.setattr(examining, "compare_page", no_browser)
    monkeypatch.setattr(examining, "compare_scripts", no_browser)
    assert examine(build(request_)) == first


def test_what_is_kept_is_what_was_found_to_the_last_digit(request_: Request) -> None:
    from adjoint.site.check.reading import read_site

    store = Store()
    reading = read_site(build(request_))
    _, records = examining.examined_pages(reading)
    assert any(record.numbers for record in records)
    for record in records:
        keep(store, "check", "page", "k" * 64, record)
        assert known(store, "check", {"page": "k" * 64}, Record) == {"page": record}
    for path, page in reading.pages.items():
        keep(store, "apart", path, "k" * 64, page)
        assert known(store, "apart", {path: "k" * 64}, Published) == {path: page}


def test_a_check_of_what_is_as_it_was_builds_nothing(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check(request_)
    monkeypatch.setattr(checking, "build", no_browser)
    assert check(request_) == first
    assert check(request_) == first


@pytest.mark.parametrize("name", ["blog/one/index.md", "blog/one/numbers.lock", "site.yaml"])
def test_what_is_edited_is_checked_again(
    request_: Request, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    check(request_)
    monkeypatch.setattr(checking, "build", no_browser)
    with (request_.content / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(AssertionError):
        check(request_)


def test_a_verdict_of_sources_that_were_edited_meanwhile_is_not_kept(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = request_.content / "blog/one/index.md"
    edit(post, "![Three nodes and three edges]", "![]")

    def mended(*given: Any, **named: Any) -> Verdict:
        verdict = examine(*given, **named)
        edit(post, "![]", "![Three nodes and three edges]")
        return verdict

    monkeypatch.setattr(checking, "examine", mended)
    assert "missing-alt" in {found.code for found in check(request_).diagnostics}
    monkeypatch.setattr(checking, "examine", examine)
    edit(post, "![Three nodes and three edges]", "![]")
    monkeypatch.setattr(checking, "build", no_browser)
    with pytest.raises(AssertionError):
        check(request_)


def test_a_check_that_asks_other_sites_is_never_taken_from_another(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(request_)
    monkeypatch.setattr(checking, "build", no_browser)
    with pytest.raises(AssertionError):
        check(request_, external=True)


@pytest.mark.parametrize("kind", ["check", "apart", "verdict"])
@pytest.mark.parametrize("foreign", [b"", b"k" * 64, b"\x93\x01\x02\x03", packed({"largest": "no number"})])
def test_what_is_kept_of_another_form_or_under_another_key_is_dropped(
    request_: Request, kind: str, foreign: bytes
) -> None:
    first = _told(check(request_))
    assert request_.store is not None
    store = Store(request_.store)
    kept = store.every(kind)
    assert kept
    for name, data in kept.items():
        store.add(kind, name, data[:64] + foreign)
    store.close()
    edit(request_.content / "site.yaml", "title: ", "title:  ")
    assert _told(check(request_)) == first
    store = Store(request_.store)
    for name, data in store.every(kind).items():
        store.add(kind, name, bytes(64) + data[64:])
    store.close()
    assert _told(check(request_)) == first


def test_a_page_is_examined_again_when_a_script_changed_and_only_then(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def compared(page: Written, _: Browser) -> Comparison:
        seen.append(page.html)
        return Comparison()

    monkeypatch.setattr(examining, "compare_page", compared)
    monkeypatch.setattr(examining, "compare_scripts", lambda _: Comparison())
    site = build(request_)
    examine(site)
    assert seen == []
    (path,) = [path for path in site.files if re.fullmatch(r"assets/tape\.\w+\.js", path)]
    examine(replace(site, files={**site.files, path: site.files[path] + b"\n"}))
    assert sorted(seen) == ["blog/one/index.html", "blog/two/index.html"]
    seen.clear()
    examine(site)
    assert sorted(seen) == ["blog/one/index.html", "blog/two/index.html"]
    seen.clear()
    edit(request_.content / "blog/one/index.md", "![Three nodes and three edges]", "![Nodes]")
    check(request_)
    assert seen == ["blog/one/index.html"]


def test_a_changed_post_is_checked_again(request_: Request) -> None:
    post = request_.content / "blog/one/index.md"
    before = check(request_)
    edit(post, "![Three nodes and three edges]", "![]")
    assert "missing-alt" in {found.code for found in check(request_).diagnostics}
    edit(post, "![]", "![Three nodes and three edges]")
    assert _told(check(request_)) == _told(before)
    edit(post, "a: { value: 2,", "a: { value: 2.5,")
    assert check(request_).locks[0].after != before.locks[0].after


def test_a_damaged_store_is_made_anew(request_: Request) -> None:
    first = _told(check(request_))
    assert request_.store is not None
    for path in request_.store.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes(data[: len(data) // 2] + b"\x00" + data[len(data) // 2 + 1 :])
    assert _told(check(request_)) == first


def _told(verdict: Verdict) -> tuple[object, ...]:
    return verdict.diagnostics, verdict.compared, verdict.largest, verdict.locks
