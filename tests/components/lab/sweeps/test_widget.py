"""The live lab in a real Chromium: what a reader can do, and that its numbers are the build's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from adjoint.components.lab.effects.sweeps.counts import counts
from adjoint.components.lab.effects.sweeps.telling import named, summary, verdict
from adjoint.components.numerals import numeral

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.components.lab.conftest import OpenPage

pytestmark = pytest.mark.browser

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def drawing(page: Page) -> tuple[list[str], list[float]]:
    """The chart as it stands, attributes and all: what is between the numbers, and the numbers."""
    text = page.locator(".lab-chart").evaluate("svg => svg.outerHTML").replace("\n", "")
    text = re.sub(r"<metadata.*?</metadata>", "", text)  # what the author set, whatever the reader does
    return NUMBER.split(text), [float(number) for number in NUMBER.findall(text)]


def rows(page: Page) -> list[list[str]]:
    return [row.locator("td").all_inner_texts() for row in page.locator("[data-row]").all()]


def choose(page: Page, inputs: int, outputs: int) -> None:
    page.locator("[data-setting=inputs]").select_option(str(inputs))
    page.locator("[data-setting=outputs]").select_option(str(outputs))


@pytest.mark.parametrize("size", [(1, 1), (200, 5000), (1_000_000, 1), (1_000_000, 1_000_000)])
def test_the_browser_shows_what_the_build_would(page_of: OpenPage, size: tuple[int, int]) -> None:
    page, _ = page_of({}, effect="sweeps")
    choose(page, *size)
    found = counts(*size, "reverse")
    assert rows(page) == [
        [
            numeral(number)
            for number in (work.sweeps, work.each, work.operations, work.operations / found.value)
        ]
        for work in found.works
    ]
    assert page.locator("desc").evaluate("node => node.textContent") == summary(found)
    assert page.locator(".lab-size").inner_text() == f"{named(found)}."
    built, _ = page_of({"inputs": size[0], "outputs": size[1]}, effect="sweeps")
    words, numbers = drawing(page)
    assert words == drawing(built)[0]
    assert numbers == pytest.approx(drawing(built)[1], abs=0.11)


def test_the_mode_is_chosen_by_mouse_and_keyboard_and_its_result_is_told(page_of: OpenPage) -> None:
    page, _ = page_of({"inputs": 500}, effect="sweeps", clock=True)
    status = page.locator("p[role=status]")
    assert status.inner_text() == ""
    page.get_by_text("Forward mode", exact=True).click()
    found = counts(500, 1, "forward")
    assert page.locator("[data-row].is-chosen").get_attribute("data-row") == "forward"
    assert page.locator("svg .is-chosen").get_attribute("data-run") == "forward"
    page.clock.run_for(300)
    assert status.inner_text() == ""
    page.clock.run_for(5000)
    expect(status).to_have_text(verdict(found.works[0], found.value))
    page.keyboard.press("ArrowRight")
    assert page.locator("[data-row].is-chosen").get_attribute("data-row") == "reverse"
    page.locator("[data-setting=outputs]").focus()
    page.keyboard.press("ArrowDown")
    two = counts(500, 2, "reverse")
    page.clock.run_for(5000)
    expect(status).to_have_text(verdict(two.works[1], two.value))


def test_without_javascript_the_figure_and_the_table_stand_and_no_controls(page_of: OpenPage) -> None:
    page, _ = page_of({"inputs": 500}, effect="sweeps", browser={"java_script_enabled": False})
    assert page.locator(".lab-chart").is_visible()
    assert rows(page)[1][0] == "1"
    assert not page.locator(".lab-controls").is_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(page_of: OpenPage, width: int) -> None:
    page, _ = page_of({}, effect="sweeps", browser={"viewport": {"width": width, "height": 800}})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    names = page.locator(".lab-chart .lab-label").evaluate_all(
        "labels => labels.map((label) => label.getBoundingClientRect().right)"
    )
    assert max(names) <= width
