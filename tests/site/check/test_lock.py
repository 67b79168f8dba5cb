from __future__ import annotations

import json
import shutil
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest

from adjoint.cli import main
from adjoint.markup import Location
from adjoint.site.check.locks.changes import changes
from adjoint.site.check.locks.lock import Entry, entry_of, lock_of, same
from adjoint.site.check.locks.number import Number
from tests.site.check.sites import copied, edit

POST = "blog/one/index.md"


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the small site, its numbers locked."""
    folder = tmp_path_factory.mktemp("accepted")
    with copied(folder), chdir(folder):
        assert main(["check", "--accept", "--quiet"]) == 0
    return folder


@pytest.fixture
def content(accepted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small site whose numbers are locked, for one test."""
    shutil.copytree(accepted, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Path("content")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["check", *arguments])
    return status, capsys.readouterr().out


def test_a_post_without_a_lock_fails_and_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with copied(tmp_path):
        status, told = run(capsys)
    assert status == 1
    assert (
        "content/blog/one/index.md:1:1: lock-missing: the post publishes numbers and has no numbers.lock"
        in told
    )
    assert "python build.py check --accept" in told
    assert not list(Path("content").rglob("numbers.lock"))


def test_accepted_numbers_pass_and_the_lock_reads_by_place_and_expression(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "--quiet") == (0, "")
    lock = (content / "blog/one/numbers.lock").read_text(encoding="utf-8")
    assert "[title]\ngrad(e, b) = 5\n" in lock
    assert "[takeaway 1]\nc = 3\nd = 2\ngrad(e, b) = 5\n" in lock
    assert "[paragraph under the opening]\ne = 6\ngrad(e, b) = 5\n" in lock
    assert '[paragraph under "Paths"]\ngrad(e, b) :.2f = 5.00\n' in lock
    assert "[caption of toy]\ne = 6\n" in lock
    assert "[equation eqn:paths]\nc = 3\nd = 2\n" in lock
    assert "∂e/∂b = 5" in lock.partition("[graph toy]")[2]
    assert "path 2: ∂e/∂d · ∂d/∂b = 3" in lock
    other = (content / "blog/two/numbers.lock").read_text(encoding="utf-8")
    assert "[lab walk]" in other
    assert "L :.3f = 3.980 (3.9802435)" in other


def test_accepting_twice_writes_nothing_new(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (content / "blog/one/numbers.lock").stat().st_mtime_ns
    assert run(capsys, "--accept")[0] == 0
    assert (content / "blog/one/numbers.lock").stat().st_mtime_ns == before


def test_one_post_is_accepted_by_its_slug_and_a_program_reads_what_was_written(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(content / POST, "b: { value: 1,", "b: { value: 2,")
    edit(content / "blog/two/numbers.lock", "L :.3f = 3.980", "L :.3f = 3.981")
    status, told = run(capsys, "--diff", "--format", "json")
    changed = json.loads(told)
    assert (status, changed["ok"], len(changed["posts"])) == (0, False, 2)
    assert ("e", "6", "12") in [
        (one["name"], one["before"], one["after"]) for one in changed["posts"][0]["numbers"]
    ]
    status, told = run(capsys, "--accept", "one", "--format", "json")
    document = json.loads(told)
    assert (status, document["ok"]) == (1, False)
    assert [one["lock"] for one in document["accepted"]] == ["content/blog/one/numbers.lock"]
    assert [one["path"] for one in document["diagnostics"]] == ["content/blog/two/index.md"]
    assert main(["check", "--accept", "tow"]) == 2
    assert capsys.readouterr().err == "adjoint: there is no post tow; did you mean two?\n"
    assert run(capsys, "--accept", "content/blog/two/index.md")[0] == 0


def test_editing_prose_leaves_the_lock_alone(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(content / POST, "At first $e$ is", "Let us begin.\n\nTo begin with, $e$ is")
    edit(content / POST, "Along both paths the slope", "Along both of the paths, then, the slope")
    assert run(capsys, "--quiet") == (0, "")


def test_a_changed_input_is_told_as_a_change_of_meaning(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(content / POST, "b: { value: 1,", "b: { value: 2,")
    status, told = run(capsys)
    assert status == 1
    (found,) = [line for line in told.splitlines() if "number-changed" in line]
    assert found.startswith("content/blog/one/index.md:18:1: number-changed: b 1 → 2, in")
    assert "more numbers of the post changed" in found
    assert "∂e/∂b 5 → 7" in found
    assert "in graph toy, since numbers.lock was written (line" in found
    _, told = run(capsys, "--format", "json")
    assert "∂e/∂b 5 → 7, in a title, a takeaway, a sentence and graph toy, since numbers.lock was" in told


def test_the_difference_is_printed_as_a_person_would_say_it(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "--diff") == (0, "the numbers are as they were locked\n")
    edit(content / POST, "b: { value: 1,", "b: { value: 2,")
    status, told = run(capsys, "--diff")
    assert status == 0
    assert "content/blog/one/index.md:\n" in told
    assert "  e 6 → 12, in a sentence, a caption and graph toy\n" in told
    assert "  d 2 → 3, in a takeaway, an equation and graph toy\n" in told
    assert run(capsys, "--accept")[0] == 0
    assert run(capsys, "--quiet") == (0, "")


@pytest.mark.parametrize(
    ("lock", "old", "new", "place"),
    [
        (
            "blog/one/numbers.lock",
            "[title]\ngrad(e, b) = 5",
            "[title]\ngrad(e, b) = 6",
            "one/index.md:2:23: number-changed",
        ),
        ("blog/one/numbers.lock", "[caption of toy]\ne = 6", "[caption of toy]\ne = 9", "one/index.md:18:"),
        ("blog/two/numbers.lock", "(3.9802435)", "(3.9802436)", "two/index.md:"),
        ("blog/two/numbers.lock", "L :.3f = 3.980", "L :.3f = 3.981", "two/index.md:11:13: number-changed"),
        ("blog/two/numbers.lock", "sgd.steps = never", "sgd.steps = 3", "two/index.md:15:1: number-changed"),
    ],
)
def test_any_digit_changed_in_a_lock_fails_at_the_number_in_the_post(  # noqa: PLR0913, PLR0917
    content: Path, capsys: pytest.CaptureFixture[str], lock: str, old: str, new: str, place: str
) -> None:
    edit(content / lock, old, new)
    status, told = run(capsys)
    assert status == 1
    assert f"content/blog/{place}" in told


def test_numbers_that_came_or_went_make_the_lock_stale(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(content / POST, "At first $e$ is {= e }, and", "At first $a$ is {= a }, and")
    status, told = run(capsys)
    assert status == 1
    assert (
        "content/blog/one/index.md:12:17: lock-stale: numbers.lock is stale: a is new: 2, in a sentence"
        in told
    )
    assert "and 1 more" in told
    assert "e is gone: it was 6, in the paragraph under the opening" in run(capsys, "--diff")[1]


@pytest.mark.parametrize(
    ("becomes", "after", "words"),
    [
        ("c: 3", 0, '"c: 3" is no line of a lock'),
        ("<<<<<<< HEAD", 0, "here two versions were merged, and neither was chosen"),
        ("c = 3\nc = 3", 1, '"c" stands twice in this section'),
    ],
)
def test_a_line_that_cannot_be_read_is_told_at_its_line(
    content: Path, capsys: pytest.CaptureFixture[str], becomes: str, after: int, words: str
) -> None:
    lock = content / "blog/one/numbers.lock"
    line = lock.read_text(encoding="utf-8").splitlines().index("c = 3") + 1 + after
    edit(lock, "c = 3", becomes)
    status, told = run(capsys)
    assert status == 1
    assert f"content/blog/one/numbers.lock:{line}:1: lock-unreadable: {words}" in told


def test_a_lock_that_is_no_text_is_told_and_written_anew(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = content / "blog/one/numbers.lock"
    before = lock.read_bytes()
    lock.write_bytes(b"\xff" + before)
    status, told = run(capsys)
    assert (status, "numbers.lock:1:1: lock-unreadable: the lock is not UTF-8" in told) == (1, True)
    assert run(capsys, "--accept")[0] == 0
    assert lock.read_bytes() == before


def test_a_page_that_is_a_single_file_has_a_lock_of_its_name(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "about.md").write_text(
        "---\ntitle: About\n---\n\nTwice two is {= 2 * 2 }.\n", encoding="utf-8"
    )
    assert run(capsys, "--accept")[0] == 0
    assert "2 * 2 = 4" in (content / "about.numbers.lock").read_text(encoding="utf-8")
    assert main(["--quiet"]) == 0
    assert not list(Path("dist").rglob("*.lock"))


def test_the_lock_of_a_post_without_numbers_goes(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content / "about.md").write_text(
        "---\ntitle: About\n---\n\nTwice two is {= 2 * 2 }.\n", encoding="utf-8"
    )
    run(capsys, "--accept")
    (content / "about.md").write_text("---\ntitle: About\n---\n\nTwice two is four.\n", encoding="utf-8")
    assert "lock-stale" in run(capsys)[1]
    run(capsys, "--accept")
    assert not (content / "about.numbers.lock").exists()


def number(value: float, text: str, place: str = "title", kind: str = "sentence") -> Number:
    return Number(place, "x", "x", kind, text, value, Location("post.md", 1, 1))


@pytest.mark.parametrize(
    ("value", "text", "locked"),
    [
        (5.0, "5", "5"),
        (-3.0, "−3", "−3"),
        (0.0787331371, "0.079", "0.079 (0.078733137)"),
        (1.1258999068e15, "1.13×10¹⁵", "1.13×10¹⁵ (1.1258999e+15)"),
        (12345.5, "12,345.5", "12,345.5"),
        (0.5, "50%", "50% (0.5)"),
        (float("inf"), "never", "never"),
    ],
)
def test_a_number_is_locked_as_published_with_what_its_text_rounds(
    value: float, text: str, locked: str
) -> None:
    assert str(entry_of(number(value, text))) == locked


def test_another_machines_last_bits_are_no_change_and_a_digit_is() -> None:
    assert same(Entry("0.1", "0.12345675"), number(0.123456754999999, "0.1"))
    assert same(Entry("0.1", "0.12345676"), number(0.123456755 - 1e-17, "0.1"))
    assert not same(Entry("0.1", "0.12345676"), number(0.12345675, "0.1"))
    assert not same(Entry("0.1", "0.12345676"), number(0.12345676, "0.2"))


def test_places_are_counted_in_words() -> None:
    lock = lock_of([number(5, "5")])
    now = [number(6, "6"), number(6, "6"), replace(number(6, "6", kind="caption"), name="x")]
    assert [str(change) for change in changes(lock, now)] == ["x 5 → 6, in two sentences and a caption"]


TYPED = "It rose by 60 per cent in 2019, to $x_{t+1} = x_t - 3$, and $1 + 2 = 3$."


def test_what_is_typed_and_proved_by_nothing_stands_in_the_lock(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(content / POST, "At first $e$ is", f"{TYPED}\n\nAt first $e$ is")
    assert run(capsys, "--accept")[0] == 0
    lock = (content / "blog/one/numbers.lock").read_text(encoding="utf-8")
    assert "[typed in paragraph under the opening]\n60 2019\n$x_{t+1} = x_t - 3$\n" in lock
    assert run(capsys, "--quiet") == (0, "")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("60", "61", ":12:12: typed-changed: typed 61 where 60 was typed; nothing proves it"),
        ("x_t - 3", "x_t + 3", "where $x_{t+1} = x_t - 3$ was typed; nothing proves it: it is no identity"),
        ("1 + 2 = 3", "1 + 2 = 4", "formula-false: $1 + 2 = 4$ is typed, and does not hold: left side 3"),
        (
            " in 2019",
            "",
            "2019 is gone from the paragraph under the opening; it stood near content/",
        ),
        (
            "2019",
            "2019, not 2018",
            "typed-changed: 2018 is new in the paragraph under the opening; it is typed",
        ),
    ],
)
def test_a_typed_digit_or_sign_that_changes_is_told(
    content: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    edit(content / POST, "At first $e$ is", f"{TYPED}\n\nAt first $e$ is")
    run(capsys, "--accept")
    edit(content / POST, TYPED, TYPED.replace(old, new, 1))
    status, found = run(capsys)
    assert status == 1
    assert told in found
    assert "numbers.lock:1:1" not in found
    assert run(capsys, "--accept")[0] == 0
    assert run(capsys, "--quiet") == (0, "")


def test_a_lock_from_before_typed_texts_is_stale(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = content / "blog/one/numbers.lock"
    numbers, _, typed = lock.read_text(encoding="utf-8").partition("# Typed, and")
    assert typed
    lock.write_text(numbers, encoding="utf-8")
    edit(content / POST, "At first $e$ is", f"{TYPED}\n\nAt first $e$ is")
    status, told = run(capsys)
    assert status == 1
    assert "numbers.lock does not hold what the post types and nothing proves: 5 numerals and" in told


def test_an_expression_that_sets_an_input_can_be_locked(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(content / POST, "## Paths", "It would be {= at(toy.e, toy.a = 3) :.2f}.\n\n## Paths")
    assert run(capsys, "--accept")[0] == 0
    assert run(capsys, "--quiet") == (0, "")
    edit(content / "blog/one/numbers.lock", "e = 6", "e = 6 (6.1.2)")
    assert run(capsys)[0] == 1
