"""The formulas of a page are kept together, and each is typeset once for all pages and builds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from adjoint.markup import LatexError, Typeset
from adjoint.site.cache.store import Store
from adjoint.site.post import typesetting
from adjoint.site.post.typesetting import Formula, MathDesk


class _Asked:
    """Stands for KaTeX, and tells which formulas it was asked for."""

    def __init__(self) -> None:
        self.formulas: list[str] = []

    def typeset(self, formulas: Sequence[Formula]) -> list[Typeset | LatexError]:
        self.formulas += [latex for latex, _ in formulas]
        return [_set(latex) for latex, _ in formulas]


def _set(latex: str) -> Typeset | LatexError:
    return LatexError("no", 0) if latex == "wrong" else Typeset(f"<{latex}>", frozenset({f".{latex}"}))


def _told(formulas: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what KaTeX is asked for when a process that has set none yet sets a page's formulas."""
    asked = _Asked()
    monkeypatch.setattr(typesetting, "_typesetter", lambda: asked)
    results = MathDesk(store).typeset([(latex, False) for latex in formulas.split()])
    assert list(map(str, results)) == list(map(str, map(_set, formulas.split())))
    return asked.formulas


def test_the_formulas_of_a_page_are_typeset_once(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    assert _told("a b a", store, monkeypatch) == ["a", "b"]
    assert _told("a b a", store, monkeypatch) == []
    assert _told("a c", store, monkeypatch) == ["c"]
    assert _told("c b d", store, monkeypatch) == ["d"]
    assert _told("d c b a", store, monkeypatch) == []


def test_a_formula_that_is_refused_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    assert _told("a wrong", store, monkeypatch) == ["a", "wrong"]
    assert _told("a wrong", store, monkeypatch) == ["wrong"]
    assert _told("a", store, monkeypatch) == []


def test_what_another_page_had_set_is_kept_with_a_pages_own(monkeypatch: pytest.MonkeyPatch) -> None:
    store, asked = Store(), _Asked()
    monkeypatch.setattr(typesetting, "_typesetter", lambda: asked)
    desk = MathDesk(store)
    desk.typeset([("a", False), ("b", False)])
    desk.typeset([("b", False), ("c", False)])
    assert asked.formulas == ["a", "b", "c"]
    assert _told("b c", store, monkeypatch) == []


def test_what_another_recipe_had_set_is_set_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    assert _told("a b", store, monkeypatch) == ["a", "b"]
    monkeypatch.setattr(typesetting, "_recipe", lambda: "f" * 64)
    assert _told("b c", store, monkeypatch) == ["b", "c"]


def test_a_formula_on_lines_of_its_own_is_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    store, asked = Store(), _Asked()
    assert _told("a b", store, monkeypatch) == ["a", "b"]
    monkeypatch.setattr(typesetting, "_typesetter", lambda: asked)
    MathDesk(store).typeset([("b", True), ("c", True)])
    assert asked.formulas == ["b", "c"]
