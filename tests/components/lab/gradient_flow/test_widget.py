"""The live lab in a real Chromium: what a reader can do, and that its numbers are the build's."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from adjoint.components.lab.effects.gradient_flow.flows import WORDS, Flows
from adjoint.components.lab_canvas.component import COMPONENT
from adjoint.components.numerals import numeral
from tests.components.lab.calls import CONTEXT, call

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.components.lab.conftest import OpenPage

pytestmark = pytest.mark.browser

NUMBER = re.compile(r"\d+(?:\.\d+)?")
SMALL = {"layers": 12, "width": 4, "seed": 3}
FLOW = "gradient-flow"


def flows(**params: Any) -> Flows:
    state = COMPONENT.compute(call(COMPONENT, effect=FLOW, params={**SMALL, **params}), CONTEXT).state
    assert isinstance(state, Flows)
    return state


def rows(page: Page) -> list[list[str]]:
    read = "rows => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    found: list[list[str]] = page.locator("[data-row]").evaluate_all(read)
    return found


def expected(found: Flows) -> list[list[str]]:
    return [
        [one.way.title, numeral(one.gradient), f"×\u00a0{numeral(one.factor)}", WORDS[one.kind]]
        for one in found.courses
    ]


def drawing(page: Page) -> tuple[list[str], list[float]]:
    """The chart as it stands, attributes and all: what is between the numbers, and the numbers."""
    text = page.locator(".lab-flow").evaluate("svg => svg.outerHTML").replace("\n", "")
    text = re.sub(r"<metadata.*?</metadata>", "", text)  # what the author set, whatever the reader does
    return NUMBER.split(text), [float(number) for number in NUMBER.findall(text)]


def set_to(page: Page, name: str, value: str) -> None:
    page.locator(f"[data-setting={name}]").evaluate(
        """(field, value) => {
          field.value = value;
          field.dispatchEvent(new Event('input', { bubbles: true }));
        }""",
        value,
    )


def chosen(page: Page) -> str | None:
    return page.locator("[data-row].is-chosen").get_attribute("data-row")


def test_after_a_change_and_back_the_chart_is_the_one_that_was_built(page_of: OpenPage) -> None:
    page, _ = page_of({**SMALL, "residual": True}, effect=FLOW)
    built = drawing(page)
    set_to(page, "scale", "2")
    assert drawing(page) != built
    set_to(page, "scale", "1")
    words, numbers = drawing(page)
    assert words == built[0]
    # A tenth of a pixel is what languages round otherwise.
    assert numbers == pytest.approx(built[1], abs=0.11)


@pytest.mark.parametrize("activation", ["identity", "tanh", "sigmoid", "relu"])
def test_the_browser_finds_the_numbers_of_the_build(page_of: OpenPage, activation: str) -> None:
    page, _ = page_of(SMALL, effect=FLOW)
    page.locator("[data-setting=activation]").select_option(activation)
    set_to(page, "layers", "20")
    set_to(page, "scale", "1.45")
    assert rows(page) == expected(flows(activation=activation, layers=20, scale=1.45))
    other, _ = page_of({**SMALL, "activation": activation, "layers": 20, "scale": 1.45}, effect=FLOW)
    words, numbers = drawing(page)
    assert words == drawing(other)[0]
    assert numbers == pytest.approx(drawing(other)[1], abs=0.11)
    ticks = page.locator(".lab-tick").all_inner_texts()
    assert ticks == other.locator(".lab-tick").all_inner_texts()


def test_the_switches_choose_the_way_by_mouse_and_by_keyboard(page_of: OpenPage) -> None:
    page, _ = page_of(SMALL, effect=FLOW)
    assert chosen(page) == "plain"
    page.get_by_text("Residual path").click()
    assert chosen(page) == "residual"
    page.get_by_label("Normalisation").focus()
    page.keyboard.press("Space")
    assert chosen(page) == "both"
    page.get_by_label("Residual path").press("Space")
    assert chosen(page) == "normalised"
    assert page.locator("svg .is-chosen").get_attribute("data-run") == "normalised"


def test_a_result_is_told_when_a_setting_rests_and_not_before(page_of: OpenPage) -> None:
    page, _ = page_of(SMALL, effect=FLOW, clock=True)
    status = page.locator("p[role=status]")
    slider = page.locator("[data-setting=scale]")
    set_to(page, "scale", "2")
    assert status.inner_text() == ""
    slider.press("ArrowRight")
    page.clock.run_for(300)
    assert status.inner_text() == ""
    page.clock.run_for(5000)
    expect(status).to_have_text(
        f"Plain: {numeral(flows(scale=2.05).chosen.gradient)} at the input, "
        f"{WORDS[flows(scale=2.05).chosen.kind]}."
    )
    assert slider.get_attribute("aria-valuetext") == "2.05"
    page.get_by_text("Residual path").click()
    page.clock.run_for(5000)
    expect(status).to_contain_text("Residual: ")


def test_the_description_of_the_chart_follows(page_of: OpenPage) -> None:
    page, _ = page_of(SMALL, effect=FLOW)
    set_to(page, "layers", "2")
    words = page.locator("desc").evaluate("node => node.textContent")
    assert words.startswith("2 layers of 4 units, tanh, weight scale 1. Plain: ")
    assert page.locator("caption").inner_text().startswith("2 layers of 4 units, tanh, weight scale 1.")


def test_a_gradient_that_dies_is_told_as_such(page_of: OpenPage) -> None:
    page, _ = page_of(SMALL, effect=FLOW)
    set_to(page, "scale", "0")
    assert rows(page)[0] == ["Plain", "0", "×\u00a00", "dies"]
    assert rows(page)[1][3] == "stays alive"


def test_without_javascript_the_figure_and_the_table_stand_and_no_controls(page_of: OpenPage) -> None:
    page, lab = page_of(SMALL, effect=FLOW, browser={"java_script_enabled": False})
    assert page.locator(".lab-flow").is_visible()
    assert rows_without_script(page) == expected(lab.state)
    assert not page.locator(".lab-controls").is_visible()


def rows_without_script(page: Page) -> list[list[str]]:
    return [row.locator("th, td").all_inner_texts() for row in page.locator("[data-row]").all()]


def test_without_controls_it_loads_no_script_of_its_own(page_of: OpenPage) -> None:
    page, lab = page_of(SMALL, effect=FLOW, controls=False)
    assert rows(page) == expected(lab.state)
    assert page.locator("script[src='gradient-flow.js']").count() == 0
    assert page.locator(".lab-body script").count() == 0


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(page_of: OpenPage, width: int) -> None:
    page, _ = page_of({}, effect=FLOW, browser={"viewport": {"width": width, "height": 800}})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    names = page.locator(".lab-flow .lab-label").evaluate_all(
        "labels => labels.map((label) => label.getBoundingClientRect().right)"
    )
    assert max(names) <= width


def test_names_of_lines_do_not_cover_one_another_on_a_phone(page_of: OpenPage) -> None:
    page, _ = page_of(
        {"activation": "identity"}, effect=FLOW, browser={"viewport": {"width": 390, "height": 800}}
    )
    boxes = page.locator(".lab-flow .lab-label").evaluate_all(
        "labels => labels.map((label) => label.getBoundingClientRect()).map((box) => [box.top, box.bottom])"
    )
    boxes.sort()
    assert all(above[1] <= below[0] + 3 for above, below in pairwise(boxes))
