"""What a post claims, and how far its sliders reach: a claim made weaker is told though it holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from adjoint.markup import Location
from adjoint.site.build import Request, build
from adjoint.site.check.locks.declared import declared_faults, declared_texts
from adjoint.site.check.locks.lock import lock_of, read_lock
from adjoint.site.check.locks.typing import TypedText, by_place
from adjoint.site.check.records import Record
from adjoint.site.check.replay.comparison import Comparison
from adjoint.site.post.checked import watching

LOCK = """[claims of the page]
close(e, 6, tolerance=0.1)
for all b, d == b + 1

[claims of toy]
e == c * d

[sliders of toy]
a from -3 to 3 by 0.5
b from -2 to 2 by 1

[view of toy]
highlight b
mode forward
"""
POST = """---
title: One
date: 2026-11-24
claims:
  - close(e, 6, tolerance=0.1)
  - >-
    for all b,
    d == b + 1
---

<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" inputs={{ a: { value: 2, min: -3, max: 3, step: 0.5 }, b: { value: 1, min: -2, max: 2, step: 1 } }} claim="e == c * d" />
"""  # noqa: E501  (a tag a line)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[TypedText, ...]:
    content = tmp_path_factory.mktemp("declared") / "content"
    (content / "blog/one").mkdir(parents=True)
    (content / "site.yaml").write_text("title: T\nurl: https://example.org/\n", encoding="utf-8")
    (content / "blog/one/index.md").write_text(POST, encoding="utf-8")
    with watching() as posts:
        build(Request(content, draws=False))
    return tuple(declared_texts(posts["blog/one"]))


def told(texts: tuple[TypedText, ...], lock: str, folder: Path) -> list[str]:
    path = folder / "numbers.lock"
    path.write_text(lock, encoding="utf-8")
    read = read_lock(path)
    assert read is not None
    record = Record(Comparison(), declared=texts)
    found = declared_faults(Path("index.md"), Path("numbers.lock"), read, record)
    return [f"{Path(one.location.path).name}:{one.location.line}: {one.code}: {one.message}" for one in found]


def test_claims_and_sliders_stand_in_the_lock_and_are_read_back(
    texts: tuple[TypedText, ...], tmp_path: Path
) -> None:
    lock = lock_of((), declared=by_place(texts))
    assert lock.text("index.md").partition("\n\n")[2] == LOCK
    assert told(texts, LOCK, tmp_path) == []


def test_a_weaker_claim_and_a_shorter_slider_are_told_where_they_stand(
    texts: tuple[TypedText, ...], tmp_path: Path
) -> None:
    was = LOCK.replace("0.1", "0.01").replace("-2 to 2", "-3 to 3")
    claim, slider = told(texts, was, tmp_path)
    assert claim.startswith("index.md:5: claim-changed: the claim is close(e, 6, tolerance=0.1) where it was")
    assert slider.startswith("index.md:11: claim-changed: the slider is b from -2 to 2 by 1 where it was b")


def test_how_a_figure_first_stands_is_held_by_the_lock(texts: tuple[TypedText, ...], tmp_path: Path) -> None:
    was = LOCK.replace("mode forward", "mode backward").replace("highlight b", "highlight a")
    marked, shown = told(texts, was, tmp_path)
    assert marked.startswith(
        "index.md:11: claim-changed: the setting is highlight b where it was highlight a"
    )
    assert shown.startswith(
        "index.md:11: claim-changed: the setting is mode forward where it was mode backward"
    )


def test_a_claim_that_went_or_came_makes_the_lock_stale(texts: tuple[TypedText, ...], tmp_path: Path) -> None:
    gone = LOCK.replace("e == c * d", "e == c * d\ne < 7")
    (stale,) = told(texts, gone, tmp_path)
    assert stale.endswith("lock-stale: numbers.lock is stale: a claim of toy is gone: e < 7")
    assert stale.startswith("numbers.lock:7: ")
    (stale,) = told(texts, LOCK.replace("close(e, 6, tolerance=0.1)\n", ""), tmp_path)
    assert stale.startswith("index.md:5: lock-stale: ")


def test_a_lock_from_before_claims_were_held_is_stale(texts: tuple[TypedText, ...], tmp_path: Path) -> None:
    (stale,) = told(texts, "[title]\ne = 6\n", tmp_path)
    assert stale.endswith(
        "does not hold what the post claims and shows first: 3 claims, 2 sliders, 2 settings"
    )
    assert told((), "[title]\ne = 6\n", tmp_path) == []


def test_a_claim_at_another_place_is_the_same(texts: tuple[TypedText, ...], tmp_path: Path) -> None:
    moved = tuple(replace(one, location=Location("index.md", 99, 1)) for one in texts)
    assert told(moved, LOCK, tmp_path) == []
