"""The assets of a site are made once for each state of the layouts and the code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from adjoint.site.cache.store import Store
from adjoint.site.theme import made_once
from adjoint.site.theme.assets import Assets
from adjoint.site.theme.layouts import DEFAULT

MADE = Assets({"assets/a.css": b"a{}"}, {"a.css": "/assets/a.css"}, {})


@pytest.fixture
def makings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the base paths for which assets were made so far, none of them kept beside our code."""
    found: list[str] = []

    def made(_layouts: Sequence[Path], base: str) -> Assets:
        found.append(base)
        return MADE

    (tmp_path / "beside").mkdir()
    monkeypatch.setattr(made_once, "_BESIDE", tmp_path / "beside")
    monkeypatch.setattr(made_once, "_made", made)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return found


def test_a_store_keeps_them(tmp_path: Path, makings: list[str]) -> None:
    store, layouts = Store(tmp_path / "store"), (tmp_path, DEFAULT)
    assert made_once.site_assets(layouts, "/", "one", store) == MADE
    assert made_once.site_assets(layouts, "/", "one", store) == MADE
    assert makings == ["/"]
    made_once.site_assets(layouts, "/", "other", store)
    made_once.site_assets(layouts, "/sub/", "other", store)
    assert makings == ["/", "/", "/sub/"]


def test_those_of_the_default_theme_serve_the_first_build_of_another_site(
    tmp_path: Path, makings: list[str]
) -> None:
    def asked(site: str, source: str = "one", *own: Path) -> Assets:
        return made_once.site_assets((*own, DEFAULT), "/", source, Store(tmp_path / site))

    assert asked("a") == asked("b") == MADE
    assert makings == ["/"]
    asked("c", "other")
    asked("d", "other", tmp_path)
    assert makings == ["/"] * 3


def test_a_build_that_keeps_nothing_makes_them_anew(makings: list[str]) -> None:
    for _ in range(2):
        assert made_once.site_assets((DEFAULT,), "/", "one", Store()) == MADE
    assert makings == ["/"] * 2


def test_what_is_damaged_beside_our_code_is_made_again(tmp_path: Path, makings: list[str]) -> None:
    made_once.site_assets((DEFAULT,), "/", "one", Store(tmp_path / "a"))
    (kept,) = (tmp_path / "beside").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"a{}", b"b{}"))
    assert made_once.site_assets((DEFAULT,), "/", "one", Store(tmp_path / "b")) == MADE
    assert makings == ["/"] * 2


def test_where_nothing_can_be_written_they_are_made_for_each_site(tmp_path: Path, makings: list[str]) -> None:
    (tmp_path / "beside").rmdir()
    for site in ("a", "b"):
        assert made_once.site_assets((DEFAULT,), "/", "one", Store(tmp_path / site)) == MADE
    assert makings == ["/"] * 2
