from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from adjoint.cli import main
from adjoint.markup import Diagnostic, Location
from adjoint.site.check.reports import as_json, github, human, junit
from adjoint.site.check.verdict import Verdict
from tests.site.check.sites import CONTENT, copied

WRONG = Diagnostic(
    "number-changed", "error", "e 6 → 12, in a sentence", Location("a,b.md", 7, 3), "accept: it"
)
LOOK = Diagnostic("typed-number", "warning", "100% is typed\nhere", Location("a,b.md", 2, 1))
VERDICT = Verdict(
    (WRONG, LOOK), pages=1, values=3, numbers=1_234, claims=1, equations=0, states=10_000, compared=270_000,
    largest=4.1e-16, sampled=("neuron (10,000 of 38,025 states)",), links=2,
)  # fmt: skip
COUNTS = (
    "1 page: 3 computed values, 1,234 published numbers, 1 claim proved, 0 equations verified, "
    "2 links followed"
)


def test_a_person_reads_what_is_wrong_and_how_much_was_checked() -> None:
    assert human(VERDICT).splitlines() == [
        "a,b.md:2:1: warning: typed-number: 100% is typed",
        "here",
        "a,b.md:7:3: number-changed: e 6 → 12, in a sentence; accept: it",
        COUNTS,
        "browser against engine: 270,000 numbers in 10,000 states, largest deviation 4.1e-16",
        "sampled, with a fixed seed: neuron (10,000 of 38,025 states)",
        "1 fault, 1 warning",
    ]


def test_drafts_and_an_empty_site_are_not_said_to_be_sound() -> None:
    assert human(Verdict((), left_out=2)).splitlines() == [
        "2 drafts left out; --drafts checks them",
        "there is no page to check",
    ]
    assert "1 draft left out; --drafts checks it" in human(Verdict((), pages=1, left_out=1)).splitlines()


def test_a_strict_check_takes_warnings_for_faults() -> None:
    only_warned = Verdict((LOOK,), pages=1)
    assert (only_warned.errors, only_warned.strict().errors) == ((), only_warned.strict().diagnostics)
    assert human(only_warned.strict()).splitlines()[-1] == "1 fault"


def test_a_program_is_told_whether_the_site_was_built() -> None:
    empty, broken = Verdict(()), Verdict((WRONG,), built=False)
    assert (json.loads(as_json(empty))["built"], json.loads(as_json(broken))["built"]) == (True, False)
    assert human(broken).splitlines()[-1].endswith("the site could not be built, so nothing else was checked")


def test_a_program_reads_json() -> None:
    told = json.loads(as_json(VERDICT))
    assert told["ok"] is False
    assert (told["numbers"], told["largest_deviation"]) == (1_234, 4.1e-16)
    assert told["diagnostics"][1] == {
        "code": "number-changed",
        "severity": "error",
        "message": "e 6 → 12, in a sentence",
        "hint": "accept: it",
        "path": "a,b.md",
        "line": 7,
        "column": 3,
    }


def test_github_reads_a_command_for_each_place_special_characters_escaped() -> None:
    told = github(VERDICT).splitlines()
    assert told[0] == "::warning file=a%2Cb.md,line=2,col=1,title=typed-number::100%25 is typed%0Ahere"
    assert told[1] == (
        "::error file=a%2Cb.md,line=7,col=3,title=number-changed::e 6 → 12, in a sentence; accept: it"
    )


def test_junit_reads_a_case_for_each_fault_and_one_that_passes_where_there_is_none() -> None:
    suite = ET.fromstring(junit(VERDICT))  # noqa: S314
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.text == "a,b.md:7:3"
    sound = ET.fromstring(junit(Verdict((), pages=1)))  # noqa: S314
    assert (sound.get("tests"), sound.get("failures")) == ("1", "0")


@pytest.mark.parametrize("form", ["text", "json", "github", "junit"])
def test_every_format_is_printed_and_the_status_is_the_same(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with copied(tmp_path):
        assert main(["check", "--format", form]) == 1
    assert "lock-missing" in capsys.readouterr().out


def test_a_post_that_does_not_build_is_told_as_a_fault_of_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with copied(tmp_path, [("blog/one/index.md", "{= e }, and", "{= q }, and")]):
        assert main(["check"]) == 1
        assert main(["check", "--accept"]) == 1
    assert "content/blog/one/index.md:12:20: value: nothing on this page is called" in capsys.readouterr().out
    assert not list(tmp_path.rglob("numbers.lock"))


def test_a_check_that_could_not_run_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--content", "nowhere"]) == 2
    assert capsys.readouterr().err == "adjoint: there is no folder nowhere; name one with --content\n"


def test_a_check_writes_nothing_but_what_it_keeps_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["check", "--content", str(CONTENT), "--quiet"])
    assert {path.name for path in tmp_path.iterdir()} <= {".adjoint-cache"}
