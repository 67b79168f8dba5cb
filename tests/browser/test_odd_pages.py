"""Pages that strain the theme: long words, wide tables, deep headings, components within components."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adjoint.site.theme.joining import parts_in
from adjoint.site.theme.publishing import publishable
from tests.browser.conftest import BASE, SETTLED, Served, build_below_path, serving
from tests.browser.test_budgets import KILOBYTE, SCRIPT, resources, sent
from tests.browser.test_pages import COLOURS, axe_violations
from tests.site.check.scripts import sources

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

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


INKED = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (byte) => byte.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const pixels = new Uint32Array(pen.getImageData(0, 0, picture.width, picture.height).data.buffer);
  return pixels.filter((pixel) => pixel != pixels[0]).length / pixels.length;
}"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of odd pages, built and served."""
    with serving(build_below_path(ODD, tmp_path_factory.mktemp("odd"))) as served:
        yield served


def test_no_odd_page_scrolls_sideways(odd: Served, open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    for url in odd.pages():
        for width in (320, 768):
            page.set_viewport_size({"width": width, "height": 800})
            if width == 320:
                page.goto(url)
                page.evaluate(SETTLED)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (url, width)


@pytest.mark.parametrize("name", ["blog/odd/", "blog/labs/"])
def test_axe_finds_nothing_as_published_and_as_set(
    odd: Served, open_page: Callable[..., Page], name: str
) -> None:
    page = open_page(f"{odd.url}{name}", color_scheme="light", reduced_motion="reduce")
    assert axe_violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe_violations(page, COLOURS) == [], "in the dark"
    page.evaluate(MOVE)
    assert axe_violations(page, COLOURS) == [], "moved, in the dark"
    page.emulate_media(color_scheme="light")
    assert axe_violations(page) == [], "moved"


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


def test_a_page_with_every_component_runs_all_scripts_within_12_kb_and_is_seen_in_forced_colours(
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
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert unseen_in_forced_colours(page) == []


def unseen_in_forced_colours(page: Page) -> list[str]:
    """Return what cannot be told from its ground where a reader's system chooses all colours."""
    least = {  # Shares of their boxes: a track or a sign inks little, what is pressed most.
        "#stack input[type=range]": 0.04,
        "#toy input[type=range]": 0.04,
        "#toy input:checked + label": 0.6,
        "#modes input:checked + label": 0.6,
        "#toy .graph__view:visible .graph__picture": 0.01,
        ".callout__badge svg": 0.1,
    }
    unseen = [part for part, share in least.items() if inked(page, page.locator(part).first) < share]
    for part, framed in (
        ("#stack input[type=range]", "#stack input[type=range]"),
        ("#toy input:checked", ".graph__toggle"),
    ):
        frame = page.locator(framed).first
        before = inked(page, frame, room=8)
        page.locator("body").press("Tab")
        page.locator(part).first.focus()
        unseen += [f"focus of {part}"] if inked(page, frame, room=8) < before + 0.01 else []
    return unseen


def inked(page: Page, part: Locator, room: int = 0) -> float:
    """Return the share of a part that is unlike the ground, which its corner shows."""
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    assert box is not None
    shot = page.screenshot(
        clip={
            "x": box["x"] - room,
            "y": box["y"] - room,
            "width": box["width"] + 2 * room,
            "height": box["height"] + 2 * room,
        }
    )
    return float(page.evaluate(INKED, b64encode(shot).decode()))
