"""Computed values in our first post: they follow the sliders, and answer how they came about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served
from tests.browser.test_post import POST, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Opener = Callable[..., "Page"]

TEXTS = """() => {
  const told = document.querySelector("main").cloneNode(true);
  for (const own of told.querySelectorAll("#toy adjoint-graph, #race, #walk")) own.remove();
  return [...told.querySelectorAll("h1, h2, p, li, td, figcaption, .katex-html")]
    .map((element) => element.textContent);
}"""


def move_b(page: Page, presses: int, key: str = "ArrowLeft") -> None:
    slider = page.locator("#toy").get_by_role("slider", name="b", exact=True)
    slider.focus()
    for _ in range(abs(presses)):
        slider.press(key)


def test_moving_b_changes_each_value_of_its_graph_and_nothing_else(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport=WIDE)
    before = page.evaluate(TEXTS)
    height = page.evaluate("document.documentElement.scrollHeight")
    move_b(page, 6)
    expect(page.locator("td [data-computed]").first).to_have_text("0")
    # b = −2: c = 0, d = −1, e = 0, ∂e/∂b = d + c = −1, by hand.
    takeaway = page.locator(".takeaways .katex-html [data-computed]")
    assert takeaway.all_text_contents() == ["−1", "0", "−1"]
    assert page.locator("[id='eqn:paths'] .katex-html [data-computed]").all_text_contents() == [
        "−1",
        "0",
        "−1",
    ]
    assert page.locator("[id='eqn:paths'] math [data-computed]").all_text_contents() == ["−1", "0", "−1"]
    table = page.locator("main table").filter(has=page.locator("data")).first
    assert table.locator("tbody tr").first.locator("data").all_text_contents() == ["0", "−1", "−1", "1"]
    # What does not depend on the graph stands; so does the page's height.
    still = page.evaluate(
        """() => [...document.querySelectorAll("[data-computed]")]
             .filter((value) => !value.dataset?.now && value instanceof HTMLDataElement)
             .map((value) => value.textContent)"""
    )
    assert "0.079" in still
    assert page.evaluate("document.documentElement.scrollHeight") == height
    changed = [old for old, new in zip(before, page.evaluate(TEXTS), strict=True) if old != new]
    holding = page.evaluate(
        """() => [...document.querySelectorAll("main :is(h1, h2, p, li, td, figcaption, .katex-html)")]
             .filter((element) => element.querySelector("[data-now]")).length"""
    )
    assert 0 < len(changed) <= holding
    page.locator("#toy").get_by_role("button", name="Reset").click()
    expect(page.locator("[data-now]")).to_have_count(0)
    assert page.evaluate(TEXTS) == before


def test_a_value_answers_the_mouse(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport=WIDE)
    page.locator("main td data").nth(2).click()
    card = page.get_by_role("dialog", name="How this number was computed")
    expect(card).to_be_visible()
    for words in ("grad(e, b)", "5", "toy at a = 2, b = 1", "forward and reverse mode agree", "version"):
        expect(card).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator("#toy + p .katex-html [data-computed]").first.click()
    expect(card).to_contain_text("Expressiona")


def test_a_value_answers_the_keyboard_and_all_are_one_stop_of_the_tab_key(
    site: Served, open_page: Opener
) -> None:
    page = open_page(site.url + POST, viewport=WIDE)
    assert page.locator("main :is([data-computed], .katex)[tabindex='0']").count() == 1
    stop = page.locator("main .katex[tabindex='0']")
    stop.focus()
    expect(stop).to_have_attribute("role", "button")
    stop.press("ArrowRight")
    stop.press("ArrowRight")
    stop.press("Enter")
    card = page.get_by_role("dialog", name="How this number was computed")
    expect(card).to_contain_text("grad(e, b)")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert page.evaluate("document.activeElement.classList.contains('katex')")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("toy at a = 2, b = 1")
    page.keyboard.press("Escape")
    assert page.locator("main :is([data-computed], .katex)[tabindex='0']").count() == 1


def test_an_answer_says_what_is_published_and_what_stands_now(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport=WIDE)
    move_b(page, 6)
    value = page.locator("main td data").nth(2)
    expect(value).to_have_text("−1")
    value.click()
    card = page.get_by_role("dialog", name="How this number was computed")
    expect(card).to_contain_text("Now−1")
    expect(card).to_contain_text("As published5")


def test_a_value_answers_a_touch_on_a_phone_within_the_screen(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport={"width": 390, "height": 844}, has_touch=True)
    page.locator(".takeaways .katex-html [data-computed]").last.tap()
    card = page.get_by_role("dialog", name="How this number was computed")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_javascript_every_number_is_explained_at_the_foot(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport=WIDE, java_script_enabled=False)
    assert page.locator(".takeaways .katex-html [data-computed]").all_text_contents() == ["2", "3", "5"]
    foot = page.locator("[id='numbers:']")
    foot.locator("summary").press("Enter")
    row = foot.get_by_role("row").filter(has_text="grad(e, b)")
    expect(row).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
    expect(row).to_contain_text("toy at a = 2, b = 1")
    numbers = set(
        page.locator("main [data-computed]").evaluate_all("all => all.map(one => one.dataset?.computed)")
    )
    for number in numbers - {None}:
        assert page.locator(f"[id='numbers:{number}']").count() == 1


def test_what_a_reader_may_come_to_fetch_for_values_is_small(site: Served, open_page: Opener) -> None:
    page = open_page(site.url + POST, viewport=WIDE)
    names = "performance.getEntriesByType('resource').map((entry) => entry.name.split('/').pop())"
    assert not any(name.startswith(("values.", "provenance.", "formats.")) for name in page.evaluate(names))
    move_b(page, 1)
    expect(page.locator("[data-now]").first).to_be_attached()
    assert any(name.startswith("values.") for name in page.evaluate(names))
