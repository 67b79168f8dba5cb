"""Pages that strain the theme: long words, wide tables, deep headings, components within components."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adjoint.site.theme.joining import parts_in
from adjoint.site.theme.publishing import publishable
from tests.browser.conftest import BASE, Served, build_below_path, serving
from tests.browser.test_budgets import KILOBYTE, SCRIPT, resources, sent
from tests.browser.test_pages import axe_violations
from tests.site.check.scripts import sources

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ODD = Path(__file__).parent / "odd"
MOVE = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const radio of document.querySelectorAll(".graph input[type=radio]:not(:checked)")) radio.click();
  for (const control of document.querySelectorAll("figure :is(select, input[type=range])")) {
    if (control.localName == "select") control.selectedIndex = control.options.length - 1;
    else control.value = control.max;
    for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of odd pages, built and served."""
    with serving(build_below_path(ODD, tmp_path_factory.mktemp("odd"))) as served:
        yield served


@pytest.mark.parametrize("width", [320, 768])
def test_no_odd_page_scrolls_sideways(odd: Served, open_page: Callable[..., Page], width: int) -> None:
    for url in odd.pages():
        page = open_page(url, viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_as_published_and_as_set(
    odd: Served, open_page: Callable[..., Page], scheme: str
) -> None:
    for name in ("blog/odd/", "blog/labs/"):
        page = open_page(f"{odd.url}{name}", color_scheme=scheme, reduced_motion="reduce")
        assert axe_violations(page) == [], name
        page.evaluate(MOVE)
        assert axe_violations(page) == [], name


@pytest.mark.parametrize(("lab", "reverse"), [("few", False), ("flow", True)])
def test_below_few_words_stand_the_results(
    odd: Served, open_page: Callable[..., Page], lab: str, reverse: bool
) -> None:
    page = open_page(f"{odd.url}blog/labs/", viewport={"width": 1280, "height": 900})
    side = page.locator(".lab-side", has=page.locator(f"#{lab}"))
    words, results, view, share = (
        side.locator(one).bounding_box()
        for one in (".lab-side__prose", ".lab-results", ".lab-view", "[data-share]")
    )
    assert words is not None
    assert results is not None
    assert view is not None
    assert share is not None
    assert share["y"] > results["y"] + results["height"]
    assert results["x"] == words["x"]
    assert results["y"] - (words["y"] + words["height"]) < 50
    assert (view["x"] < words["x"]) is reverse
    assert view["y"] == pytest.approx(words["y"], abs=1)


def test_where_words_are_as_tall_as_the_picture_the_results_stand_across(
    site: Served, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{site.url}blog/what-steers-gradient-descent/", viewport={"width": 1280, "height": 900})
    side = page.locator(".lab-side", has=page.locator("#bowl"))
    whole, words, results, view = (
        side.locator(one).bounding_box()
        for one in (".lab-side__columns", ".lab-side__prose", ".lab-results", ".lab-view")
    )
    assert whole is not None
    assert words is not None
    assert results is not None
    assert view is not None
    assert results["width"] == pytest.approx(whole["width"], abs=1)
    assert abs(words["height"] - view["height"]) < 120


def test_a_table_keeps_the_alignment_of_its_columns(odd: Served, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{odd.url}blog/odd/")
    ways = page.locator("[id='fig:table'] tbody tr:first-child td").evaluate_all(
        "cells => cells.map((cell) => getComputedStyle(cell).textAlign)"
    )
    assert ways == ["end", "center"]


def test_a_page_with_every_component_runs_all_scripts_within_12_kb(
    odd: Served, open_page: Callable[..., Page]
) -> None:
    from playwright.sync_api import expect

    page = open_page(f"{odd.url}blog/everything/")
    sizes = sent(odd, odd.folder / "blog/everything/index.html", SCRIPT)
    assert {name for name in resources(page) if name.endswith(".js")} == set(sizes)
    assert sum(sizes.values()) <= 12 * KILOBYTE, sizes
    (joined,) = [name for name in sizes if "/parts." in name]
    text = (odd.folder / joined.removeprefix(BASE)).read_text(encoding="utf-8")
    assert set(parts_in(text)) == set(publishable(sources(), "/").parts)
    value = page.locator("main data.computed").first
    page.evaluate(MOVE)
    expect(value).not_to_have_text("6")
    page.locator("a[href*='b=-1']").click()
    expect(value).to_have_text("0")
