"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from adjoint.patterns import pattern


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    text = "Two graphs, three nodes"
    ours, theirs = pattern(r"(?P<many>two|three) \w+", re.IGNORECASE), re.compile(r"(?i)(two|three) \w+")
    assert [found["many"] for found in ours.finditer(text)] == theirs.findall(text)
    assert ours.sub("", text) == theirs.sub("", text)
    assert ours.match(text, 4) is None
    assert ours.fullmatch("three nodes")
    assert ours.search(text, 5)


def test_it_can_stand_within_another() -> None:
    assert pattern(rf"<{pattern('a|b').pattern}>").fullmatch("<a")


def test_it_is_compiled_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    compile_ = re.compile
    monkeypatch.setattr("adjoint.patterns.re.compile", lambda *one: compiled.append(one) or compile_(*one))
    ours = pattern(r"\d+")
    assert compiled == []
    assert ours.search("7")
    assert ours.findall("7 24") == ["7", "24"]
    assert compiled == [(r"\d+", re.NOFLAG)]
