"""A post walked through with the keyboard alone: every stop, every widget, and back out of what opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

POST = "blog/backpropagation-is-the-chain-rule/"
STILL: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
MOST_STOPS = 250
STOP = """() => {
  const at = document.activeElement;
  const drawn = (element) => element && getComputedStyle(element).outlineStyle != "none"
    && parseFloat(getComputedStyle(element).outlineWidth) >= 2;
  const box = at.getBoundingClientRect();
  return {
    end: at == document.body,
    what: `${at.localName}.${at.className} ${at.textContent.trim().slice(0, 30)}`,
    isSeen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    isMarked: drawn(at) || drawn(at.labels?.[0]),
    place: [...document.querySelectorAll("*")].indexOf(at),
    within: at.closest("figure")?.id ?? "",
  };
}"""


@pytest.fixture
def post(site: Served, open_page: Callable[..., Page]) -> Page:
    """Our longest post, with nothing moving of itself."""
    return open_page(f"{site.url}{POST}", **STILL)


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the page ends and return every stop."""
    stops: list[dict[str, Any]] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["end"]:
            return stops
        stops.append(stop)
    pytest.fail(f"no end after {MOST_STOPS} stops; the last: {stops[-3:]}")


def test_every_stop_is_seen_and_marked_and_the_way_leads_down_the_page(post: Page) -> None:
    stops = walk(post)
    assert [stop["what"] for stop in stops if not stop["isSeen"]] == []
    assert [stop["what"] for stop in stops if not stop["isMarked"]] == []
    places = [stop["place"] for stop in stops]
    assert places == sorted(places)
    figures = [stop["within"] for stop in stops]
    for name in ("toy", "neuron", "walk", "race"):
        assert figures.count(name) > 5, name
    equations = [name for name in figures if name.startswith("eqn:")]
    assert {equations.count(name) for name in equations} == {2}  # Its number, and the button that copies it.


def test_shift_tab_goes_the_same_way_back(post: Page) -> None:
    post.locator("#toy [data-setting=a]").focus()
    forth = []
    for _ in range(4):
        post.keyboard.press("Tab")
        forth.append(post.evaluate(STOP)["place"])
    back = []
    for _ in range(4):
        back.append(post.evaluate(STOP)["place"])
        post.keyboard.press("Shift+Tab")
    assert back == forth[::-1]


def press(at: Locator, *keys: str) -> None:
    """Focus an element and press keys one after another."""
    at.focus()
    for key in keys:
        at.page.keyboard.press(key)


def test_a_graph_is_set_by_keys_and_what_is_negative_is_bracketed(post: Page) -> None:
    toy = post.locator("#toy")
    press(toy.locator("[value=forward]"), "ArrowRight")
    expect(toy.locator("[value=backward]")).to_be_checked()
    slider = toy.locator("[data-setting=b]")
    press(slider, "Home")
    expect(slider).to_have_attribute("aria-valuetext", "b = −3")
    press(slider, "End")
    expect(slider).to_have_attribute("aria-valuetext", "b = 3")
    press(slider, "Home", "ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "b = −2.5")
    shown = toy.locator(".graph__view--backward .graph__terms").last.evaluate(
        """(sum) => [...sum.querySelectorAll("[data-slots]")].map((number) =>
          ["::before", "", "::after"].map((part) =>
            part ? getComputedStyle(number, part).content.replace(/none|"/g, "") : number.textContent)
          .join(""))"""
    )
    assert shown == ["−1.5", "(−0.5)", "−2"]


def test_reset_leaves_the_state_and_the_address_that_named_it(
    site: Served, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{site.url}{POST}#toy?b=-2", **STILL)
    slider = page.locator("#toy [data-setting=b]")
    expect(slider).to_have_value("-2")
    press(page.locator("#toy .graph__reset"), "Enter")
    expect(slider).to_have_value("1")
    assert page.evaluate("location.hash") == "#toy"
    page.reload()
    expect(page.locator("#toy [data-setting=b]")).to_have_value("1")


def test_a_table_of_values_opens_and_closes(post: Page) -> None:
    fold = post.locator("#toy summary")
    press(fold, "Enter")
    expect(post.locator("#toy .graph__table")).to_be_visible()
    press(fold, " ")
    expect(post.locator("#toy .graph__table")).to_be_hidden()


def woken(page: Page, lab: str) -> Locator:
    """Return a lab that listens; one that comes into view is woken a moment later, when nobody knows."""
    found = page.locator(lab)
    found.scroll_into_view_if_needed()
    found.locator("adjoint-gradient-descent").evaluate(
        "async (lab) => { await customElements.whenDefined(lab.localName); lab.wake(); }"
    )
    return found


def test_a_lab_is_run_stepped_scrubbed_and_moved_by_keys(post: Page) -> None:
    lab = woken(post, "#race")
    told = lab.locator(".lab-scrub output")
    press(lab.locator("[data-action=restart]"), "Enter")
    expect(told).to_have_text("0 / 300")
    press(lab.locator("[data-action=step]"), "Enter", " ")
    expect(told).to_have_text("2 / 300")
    press(lab.locator("[data-setting=at]"), "Home", "ArrowRight")
    expect(told).to_have_text("1 / 300")
    press(lab.locator("[data-setting=at]"), "End")
    expect(told).to_have_text("300 / 300")
    handle = lab.locator(".lab-handle")
    before = handle.get_attribute("aria-label")
    press(handle, "ArrowLeft", "ArrowUp")
    assert handle.get_attribute("aria-label") != before
    press(lab.locator("[data-setting=show]"), "End")
    expect(lab.locator("tbody tr:visible")).to_have_count(1)
    rate = lab.locator("[data-setting=lr]")
    shown = lab.locator("output[for=race-lr]").text_content()
    press(rate, "ArrowRight")
    expect(lab.locator("output[for=race-lr]")).not_to_have_text(shown or "")


def test_play_is_paused_where_it_was_begun(site: Served, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{site.url}{POST}", **STILL)
    lab = woken(page, "#race")
    button = lab.locator(".lab-play")
    press(button, "Enter")
    expect(button).to_have_text("Pause")
    press(button, " ")
    expect(button).to_have_text("Play")
    expect(button).to_be_focused()


def test_what_is_told_waits_until_a_slider_rests(post: Page) -> None:
    post.evaluate(
        """() => {
          window.told = [];
          const status = document.querySelector("#toy [role=status]");
          new MutationObserver(() => told.push(status.textContent)).observe(status, { childList: true });
        }"""
    )
    press(post.locator("#toy [data-setting=b]"), *["ArrowLeft"] * 6)
    expect(post.locator("#toy [role=status]")).not_to_be_empty()
    assert post.evaluate("told.length") == 1
    expect(post.locator("#toy [data-setting=b]")).to_have_value("-2")


def test_escape_closes_what_opened_and_gives_the_focus_back(post: Page) -> None:
    value = post.locator("main .katex[tabindex]:has([data-computed])").first
    value.focus()
    expect(value).to_have_attribute("role", "button")
    press(value, "Enter")
    card = post.locator(".provenance")
    expect(card).to_be_visible()
    post.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(value).to_be_focused()

    reference = post.locator(".prose p a[href='#eqn:chain']").last
    reference.focus()
    expect(post.locator(".preview")).to_be_visible()
    post.keyboard.press("Escape")
    expect(post.locator(".preview")).to_be_hidden()
    expect(reference).to_be_focused()

    door = post.locator("[data-search]")
    press(door, "Enter")
    expect(post.locator("dialog.search")).to_be_visible()
    post.keyboard.press("Escape")
    expect(post.locator("dialog.search")).to_be_hidden()
    expect(door).to_be_focused()


def test_a_card_of_a_tall_figure_is_seen_whole(post: Page) -> None:
    post.locator(".prose p a[href='#neuron']").first.focus()
    card = post.locator(".preview")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 800


def test_the_theme_is_switched_and_code_is_copied(site: Served, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{site.url}{POST}", **STILL, permissions=["clipboard-read", "clipboard-write"])
    switch = page.locator("[data-theme-switch]")
    press(switch, " ")
    expect(switch).to_have_attribute("aria-pressed", "true")
    copy = page.locator(".highlight .copy").first
    press(copy, "Enter")
    expect(copy).to_have_text("Copied")
    assert "adjoint = dict.fromkeys(value, 0.0)" in page.evaluate("navigator.clipboard.readText()")
    share = page.locator("#toy [data-share]")
    press(page.locator("#toy [data-setting=b]"), "Home")
    press(share, "Enter")
    expect(share).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith("#toy?b=-3")
