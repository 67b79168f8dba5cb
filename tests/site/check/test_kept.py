"""What a check keeps for the next one: the same verdict at once, and nothing stale whatever has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.site.build import Request, build
from adjoint.site.check import examining
from adjoint.site.check.checking import check, examine
from adjoint.site.check.records import decode, encode
from adjoint.site.check.verdict import Verdict
from tests.site.check.sites import copied, edit


def no_browser(*_: object) -> None:
    raise AssertionError("V8 was asked for")


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    """A site whose check has been kept."""
    with copied(tmp_path) as content:
        request = Request(content, store=tmp_path / "store")
        check(request)
    return request


def test_the_next_check_says_the_same_and_compares_nothing_again(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = examine(build(request_))
    monkeypatch.setattr(examining, "compare_page", no_browser)
    monkeypatch.setattr(examining, "compare_scripts", no_browser)
    assert examine(build(request_)) == first


def test_what_is_kept_is_what_was_found_to_the_last_digit(request_: Request) -> None:
    from adjoint.site.check.reading import read_site

    _, records = examining.examined_pages(read_site(build(request_)))
    assert [decode(encode(record)) for record in records] == records


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
