"""Whoever is told of a script is told where to mend it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from adjoint.markup import Diagnostic, Location
from adjoint.site.check.authored import own_scripts_apart, told_at_sources
from adjoint.site.theme.layouts import DEFAULT
from tests.site.check.scripts import sources


def fault(path: str) -> Diagnostic:
    return Diagnostic("browser-differs", "error", "It differs.", Location(path, 1, 1))


def test_a_script_is_told_at_its_source() -> None:
    for name, asset in sources().items():
        (told,) = told_at_sources([fault(name)], (DEFAULT,))
        path = Path(told.location.path)
        if name == "operations.js":
            assert path.as_posix().endswith("adjoint/autodiff/operations.py")
        else:
            assert path.read_bytes() == asset.data, name


def test_another_fault_stays_where_it_is() -> None:
    given = [fault("content/blog/one/index.md"), fault("parts.js")]
    assert list(told_at_sources(given, (DEFAULT,))) == given


def test_a_sites_own_script_is_only_warned_of(tmp_path: Path) -> None:
    own = tmp_path / "assets" / "theme.js"
    own.parent.mkdir()
    own.write_text("1;", encoding="utf-8")
    told = told_at_sources([fault("theme.js"), fault("state.js")], (tmp_path, DEFAULT))
    assert [one.severity for one in own_scripts_apart(told, tmp_path)] == ["warning", "error"]
    untried = [replace(one, code="not-tried") for one in told_at_sources([fault("theme.js")], (tmp_path,))]
    assert [one.severity for one in own_scripts_apart(untried, tmp_path)] == ["warning"]
    told = told_at_sources([fault("theme.js")], (DEFAULT,))
    assert [one.severity for one in own_scripts_apart(told, DEFAULT)] == ["error"]


def test_so_is_a_script_of_the_theme_that_a_sites_own_script_does_not_fetch(tmp_path: Path) -> None:
    own = tmp_path / "assets" / "theme.js"
    own.parent.mkdir()
    own.write_text("1;", encoding="utf-8")
    told = told_at_sources([fault("search.js"), fault("preview.js")], (tmp_path, DEFAULT))
    assert [one.severity for one in own_scripts_apart(told, tmp_path)] == ["warning", "error"]
    fetched = set(
        re.findall(r'import\("\./([\w-]+\.js)"\)', (DEFAULT / "assets/theme.js").read_text("utf-8"))
    )
    assert fetched == {"search.js", "contents.js"}
