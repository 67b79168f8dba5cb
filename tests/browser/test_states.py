"""Links that set widgets and buttons that share them: by mouse and key, back and forth, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import BASE, build_below_path, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

STILL = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
FILLER = "Text that fills the page, so that it scrolls.\n\n" * 30
POST = f"""---
title: States
date: 2026-11-24
---

[Set b to −1](#toy?b=-1&mode=backward), then [a to 3](#toy?a=3). The value is {{= e }}.

[Run it at 0.23](#walk?lr=0.23&step=9), or [all of them](#walk?show=all&lr=*2&start=1,2).

{FILLER}

<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)"
  inputs={{{{ a: {{ value: 2, min: -3, max: 3, step: 0.5 }},
    b: {{ value: 1, min: -3, max: 3, step: 0.5 }} }}}}
/>

From below, [b is −3](#toy?b=-3).

{FILLER}

<LabCanvas id="walk" effect="gradient-descent" params={{{{ f: "0.5*x^2 + 4.5*y^2", window: [-4, 4, -3, 3],
  start: [-3.5, 1.5], show: "SGD", lr: 0.08, steps: 60 }}}} />

{FILLER}
"""
STATE = """() => {
  const value = (id) => document.getElementById(id).value;
  return {
    a: value("toy-input-a"), b: value("toy-input-b"),
    mode: document.querySelector("[name=toy-pass]:checked").value,
    rate: document.querySelector("output[for=walk-lr]").textContent,
    show: value("walk-show"), step: value("walk-at"),
    start: document.querySelector(".lab-handle").value,
  };
}"""
PUBLISHED = {
    "a": "2", "b": "1", "mode": "forward", "rate": "0.08", "show": "sgd", "step": "60", "start": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a long post with two widgets and links to their states."""
    folder = tmp_path_factory.mktemp("states")
    content = folder / "written"
    (content / "blog" / "states").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Notes\nurl: https://notes.example/\n", encoding="utf-8")
    (content / "blog" / "states" / "index.md").write_text(POST, encoding="utf-8")
    with serving(build_below_path(content, folder)) as served:
        yield f"{served.url}blog/states/"


def settles(page: Page, **changed: str) -> None:
    """Wait until the widgets are as published but for what is named."""
    expected = PUBLISHED | changed
    for _ in range(600):
        found = page.evaluate(STATE)
        if found == expected:
            return
        page.wait_for_timeout(50)
    assert found == expected


def says(page: Page, selector: str, ending: str) -> None:
    """Wait until an element's text ends so."""
    for _ in range(600):
        found = str(page.locator(selector).first.text_content()).replace("⋅", "·")
        if found.endswith(ending):
            return
        page.wait_for_timeout(50)
    assert found == ending


def copies(page: Page, address: str) -> None:
    """Wait until an address is what was copied last."""
    for _ in range(600):
        found = page.evaluate("navigator.clipboard.readText()")
        if found == address:
            return
        page.wait_for_timeout(50)
    assert found == address


def top(page: Page, figure: str) -> float:
    box = page.locator(f"#{figure}").bounding_box()
    assert box
    return box["y"]


def test_a_link_sets_its_widget_and_the_values_in_the_prose_and_leads_there(
    states: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(states, **STILL)
    settles(page)
    page.get_by_role("link", name="Set b to −1").click()
    settles(page, b="-1", mode="backward")
    assert page.url == f"{states}#toy?b=-1&mode=backward"
    assert 0 <= top(page, "toy") < 200
    assert page.evaluate("document.activeElement.id") == "toy"
    says(page, "data.computed", "0")
    says(page, "#toy [role=status]", "= 0 + 1 = 1")


def test_a_link_beside_its_figure_moves_neither_page_nor_focus(
    states: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(states, **STILL)
    link = page.get_by_role("link", name="b is −3")
    link.focus()
    page.evaluate("document.getElementById('toy').scrollIntoView()")
    before = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    settles(page, b="-3")
    assert page.evaluate("[scrollY, document.activeElement.textContent]") == [before, "b is −3"]


def test_back_and_forth_bring_back_what_the_reader_left(states: str, open_page: Callable[..., Page]) -> None:
    page = open_page(states, **STILL)
    page.locator("#toy-input-a").fill("0.5")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("link", name="Set b to −1").click()
    settles(page, b="-1", mode="backward")
    page.locator("#toy-input-b").fill("-2")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("link", name="Run it at 0.23").click()
    settles(page, b="-2", mode="backward", rate="0.23", step="9")
    page.go_back()
    settles(page, b="-2", mode="backward")
    page.go_back()
    settles(page, a="0.5")
    assert page.url == states
    page.go_forward()
    settles(page, b="-2", mode="backward")
    page.go_forward()
    settles(page, b="-2", mode="backward", rate="0.23", step="9")


def test_the_same_link_sets_its_widget_again(states: str, open_page: Callable[..., Page]) -> None:
    page = open_page(states, **STILL)
    for _ in range(2):
        page.get_by_role("link", name="a to 3").click()
        settles(page, a="3")
        page.locator("#toy-input-a").fill("-1")
    entries = page.evaluate("history.length")
    page.get_by_role("link", name="a to 3").click()
    settles(page, a="3")
    assert page.evaluate("history.length") == entries


@pytest.mark.parametrize(
    ("fragment", "changed"),
    [
        ("toy?b=-1&mode=backward", {"b": "-1", "mode": "backward"}),
        ("toy?b=-2.5&a=0.5", {"a": "0.5", "b": "-2.5"}),
        ("walk?show=adam&lr=0.8&step=7", {"show": "adam", "rate": "0.8", "step": "7"}),
        ("walk?show=all&lr=*2&start=1,2", {"show": "all", "rate": "× 2", "start": "1,2"}),
    ],
)
def test_an_address_that_names_a_state_opens_there(
    states: str, open_page: Callable[..., Page], fragment: str, changed: dict[str, str]
) -> None:
    page = open_page(f"{states}#{fragment}", **STILL)
    settles(page, **changed)
    assert 0 <= top(page, fragment.partition("?")[0]) < 200
    page.evaluate("location.hash = '#toy?a=-3'")
    settles(page, **({"a": "-3"} if fragment.startswith("toy") else {**changed, "a": "-3"}))


@pytest.mark.parametrize(
    "fragment", ["toy?b=%zz&mode=up&q", "toy?", "nothing?b=1", "toy?b=", "walk?show=adm&lr=x"]
)
def test_an_address_that_says_nothing_sensible_changes_nothing(
    states: str, open_page: Callable[..., Page], fragment: str
) -> None:
    page = open_page(f"{states}#{fragment}", **STILL)
    # The other figure is set after this one was asked for in vain.
    page.evaluate("address => location.hash = address", "toy?a=3" if "walk" in fragment else "walk?step=9")
    settles(page, **({"a": "3"} if "walk" in fragment else {"step": "9"}))


def test_without_scripts_links_lead_to_their_figures(states: str, open_page: Callable[..., Page]) -> None:
    page = open_page(states, java_script_enabled=False, **STILL)
    for name, figure in (("Set b to −1", "toy"), ("Run it at 0.23", "walk"), ("all of them", "walk")):
        page.get_by_role("link", name=name).click()
        assert 0 <= top(page, figure) < 200, name


def test_a_button_copies_the_address_of_the_state_which_opens_there(
    states: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(states, permissions=["clipboard-read", "clipboard-write"], **STILL)
    page.clock.install()
    page.clock.pause_at("2100-01-01")
    button = page.locator("#toy [data-share]")
    button.click()
    copies(page, f"{states}#toy")
    page.clock.run_for(10_000)
    assert button.inner_text() != "Link copied"
    page.locator("#toy-input-b").fill("-1.5")
    page.get_by_text("Backward", exact=True).click()
    button.focus()
    page.keyboard.press("Enter")
    copies(page, f"{states}#toy?mode=backward&b=-1.5")
    says(page, "#toy [role=status]", "Link copied")
    assert button.inner_text() == "Link copied"
    assert page.url == states
    page.locator("#walk").scroll_into_view_if_needed()
    page.locator("#walk-show").select_option("adam")
    page.locator("#walk-lr").fill("-0.5")
    page.locator("#walk-at").fill("12")
    page.locator("#walk [data-share]").click()
    copies(page, f"{states}#walk?show=adam&lr=0.025&step=12")
    page.locator("#walk [data-share]").get_by_text("Link copied").wait_for()
    again = open_page(f"{states}#walk?show=adam&lr=0.025&step=12", **STILL)
    settles(again, show="adam", rate="0.025", step="12")


def test_where_the_clipboard_is_denied_the_address_bar_holds_the_link(
    states: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(states, **STILL)
    page.evaluate("() => void (navigator.clipboard.writeText = () => Promise.reject(new Error('denied')))")
    page.locator("#toy-input-b").fill("-2")
    assert page.url == states
    page.locator("#toy [data-share]").click()
    page.get_by_role("button", name="Link is in the address bar").wait_for()
    assert page.url == f"{states}#toy?b=-2"


def test_what_sets_and_shares_is_fetched_only_when_asked_for(
    states: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(states, **STILL)
    names = "performance.getEntriesByType('resource').map(({ name }) => name)"
    fetched = f"{names}.filter((name) => name.includes('/state.'))"
    page.locator("#toy-input-b").fill("-2")
    assert page.evaluate(fetched) == []
    page.get_by_role("link", name="a to 3").click()
    settles(page, a="3")
    assert len(page.evaluate(fetched)) == 1
    assert BASE in page.evaluate(fetched)[0]
