"""Our first post as a reader meets it, by mouse, by keyboard and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

POST = "blog/backpropagation-is-the-chain-rule/"
WIDE = {"width": 1280, "height": 900}

Opener = Callable[..., "Page"]


def told(figure: Locator, view: str) -> str:
    """What one pass of a graph shows, in the order it is drawn."""
    text = figure.locator(f".graph__view--{view}").text_content() or ""
    return re.sub(r"\s+", " ", text.replace("⋅", "·"))


def test_the_example_shows_its_values_and_its_derivatives(site: Served, open_page: Opener) -> None:
    toy = open_page(site.url + POST, viewport=WIDE).locator("#toy")
    for shown in ("a = 2", "b = 1", "c = 3", "d = 2", "e = 6"):
        assert shown in told(toy, "forward")
    toy.get_by_text("Backward", exact=True).click()
    backward = told(toy, "backward")
    for shown in ("∂e/∂c = 2", "∂e/∂d = 3", "∂e/∂a = 2", "∂e/∂b = 5", "path 1", "path 2", "2 + 3"):
        assert shown in backward


def test_moving_b_by_keyboard_updates_every_number(site: Served, open_page: Opener) -> None:
    toy = open_page(site.url + POST, viewport=WIDE).locator("#toy")
    slider = toy.get_by_role("slider", name="b", exact=True)
    slider.focus()
    for _ in range(4):
        slider.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("b = −1"))
    for shown in ("b = −1", "c = 1", "d = 0", "e = 0"):
        assert shown in told(toy, "forward")
    for shown in ("∂e/∂c = 0", "∂e/∂d = 1", "∂e/∂a = 0", "∂e/∂b = 1", "0 + 1"):
        assert shown in told(toy, "backward")
    toy.get_by_role("button", name="Reset").press("Enter")
    expect(toy.locator(".graph__view--forward desc")).to_contain_text("e = 6")


def test_without_javascript_the_whole_argument_is_there(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    prose = page.locator(".prose")
    assert prose.locator(".katex").count() > 100
    assert prose.locator(".callout").count() == 4
    assert prose.locator(".figure--equation .katex-display").count() == 4
    assert page.locator("figcaption").count() == 10
    for graph in page.locator(".figure--graph").all():
        for name in ("Forward", "Backward"):
            graph.get_by_text(name, exact=True).click()
            assert graph.locator(f".graph__view--{name.lower()} svg.graph__picture").is_visible()
    for lab in page.locator(".figure--lab").all():
        assert lab.locator("svg.lab-map").is_visible()
        assert lab.locator("figcaption").is_visible()
    assert not page.locator("[data-needs-script]:visible").count()


def test_on_paper_there_are_no_controls_and_no_figure_fills_a_page(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport={"width": 650, "height": 900})
    page.emulate_media(media="print")
    assert page.locator(".colophon__address").inner_text().endswith(POST)
    assert page.locator(":is(button, input, nav, .footnote-backref):visible").count() == 0
    heights = page.locator(".prose figure svg:visible").evaluate_all(
        "pictures => pictures.map((picture) => picture.getBoundingClientRect().height)"
    )
    centimetre = 96 / 2.54
    assert heights
    assert max(heights) <= 12 * centimetre


def test_a_reference_leads_to_its_equation(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport=WIDE)
    page.get_by_role("link", name="equation (2)").first.click()
    expect(page.locator("[id='eqn:paths']")).to_be_in_viewport()


def test_the_theme_switch_is_remembered(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport=WIDE, color_scheme="light")
    switch = page.get_by_role("button", name="Dark theme")
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.locator("html[data-theme=dark]").count() == 1


def test_under_reduced_motion_no_lab_plays_by_itself(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport=WIDE, reduced_motion="reduce")
    race = page.locator("#race")
    race.scroll_into_view_if_needed()
    before = race.locator("svg.lab-map").inner_html()
    page.clock.install()
    page.clock.run_for(2000)
    assert race.locator("svg.lab-map").inner_html() == before
