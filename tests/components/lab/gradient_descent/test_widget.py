"""The live lab in a real Chromium: what a reader can do, and that its numbers are the build's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adjoint.autodiff import OPTIMISERS, SURFACES
from tests.components.lab.conftest import seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.components.lab.conftest import OpenPage

pytestmark = pytest.mark.browser

STILL = {"reduced_motion": "reduce"}
DEVIATION = 1e-12
"""Relative: languages differ in the last digits of exp."""

RUNS = """async () => {
  const { trajectory } = await import("./descent.js");
  const { surface, show, steps, tolerance, surfaces, optimisers } =
    JSON.parse(document.querySelector(".lab-body script").textContent);
  const here = surfaces[surface];
  return Object.fromEntries(show.map((name) =>
    [name, trajectory(here.tape, optimisers[name].tape, here.settings[name], here.start, steps, tolerance)]));
}"""


def until(page: Page, condition: str) -> None:
    """Wait for a condition; the page's own policy forbids Playwright to evaluate one within it."""
    for _ in range(600):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def step(page: Page) -> int:
    return int(page.locator("[data-setting=at]").input_value())


def row(page: Page, name: str) -> list[str]:
    return [cell.strip() for cell in page.locator(f"[data-row={name}] :is(th, td)").all_inner_texts()]


def shown(page: Page) -> list[str]:
    return page.locator("[data-row]:visible").evaluate_all("rows => rows.map((row) => row.dataset.row)")


def drawing(page: Page) -> list[str]:
    paths = page.locator("[data-run]:not(.is-away) path")
    return paths.evaluate_all("paths => paths.map((path) => path.getAttribute('d'))")


@pytest.mark.parametrize("name", SURFACES)
def test_the_browser_computes_the_trajectories_of_the_build(page_of: OpenPage, name: str) -> None:
    page, lab = page_of({"preset": name, "show": "all", "steps": 120}, browser=STILL)
    live: dict[str, Any] = page.evaluate(RUNS)
    assert list(live) == list(OPTIMISERS)
    for run in lab.state.runs:
        found, built = live[run.name], run.trajectory
        assert found["stepsToTolerance"] == built.steps_to_tolerance
        assert found["divergedAt"] == built.diverged_at
        assert len(found["points"]) == len(built.points)
        for ours, theirs in zip(built.points, found["points"], strict=True):
            assert theirs == pytest.approx(ours, rel=DEVIATION, abs=DEVIATION)
        assert found["losses"] == pytest.approx(built.losses, rel=DEVIATION, abs=DEVIATION)


def test_waking_changes_nothing_that_is_shown(page_of: OpenPage) -> None:
    still, _ = page_of({}, browser={"java_script_enabled": False})
    live, _ = page_of({}, browser=STILL)
    until(live, "document.querySelector('.lab-handle').style.left")
    live.locator("[data-setting=at]").fill("400")
    assert live.locator(".lab-results").inner_text() == still.locator(".lab-results").inner_text()
    labels = """labels => labels.map((label) =>
      [label.textContent, +label.getAttribute("x"), +label.getAttribute("y")])"""
    there = live.locator(".lab-head .lab-label").evaluate_all(labels)
    assert there[:1] == still.locator(".lab-head .lab-label").evaluate_all(labels)[:1]


def test_without_javascript_the_figure_and_the_results_stand_and_no_controls(page_of: OpenPage) -> None:
    page, _ = page_of({"preset": "bowl", "show": "SGD", "lr": 0.08}, browser={"java_script_enabled": False})
    assert page.locator(".lab-map").is_visible()
    assert page.locator(".lab-results").is_visible()
    assert not page.locator(".lab-controls").is_visible()
    assert not page.locator(".lab-handle").is_visible()
    assert row(page, "sgd")[:2] == ["SGD", "0.08"]


def test_it_plays_when_it_comes_into_view_and_rests_out_of_sight(page_of: OpenPage) -> None:
    page, _ = page_of({"steps": 400}, before="<p>Far below.</p>" * 60, clock=True)
    page.clock.run_for(300)
    assert step(page) == 400
    page.locator(".lab-map").scroll_into_view_if_needed()
    seen(page)
    page.clock.run_for(300)
    played = step(page)
    assert 3 < played < 400
    assert page.locator("[data-action=play]").inner_text() == "Pause"
    page.evaluate("scrollTo(0, 0)")
    seen(page)
    page.clock.run_for(300)
    assert step(page) == played
    page.locator(".lab-map").scroll_into_view_if_needed()
    seen(page)
    page.clock.run_for(300)
    assert played + 2 < step(page) < 400


def test_play_pause_step_and_restart_by_keyboard(page_of: OpenPage) -> None:
    page, _ = page_of({"speed": 20})
    play = page.locator("[data-action=play]")
    until(page, "+document.querySelector('[data-setting=at]').value % 400 > 1")
    play.focus()
    page.keyboard.press("Enter")
    assert play.inner_text() == "Play"
    paused = step(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert step(page) == paused + 1
    page.evaluate(
        "document.addEventListener('click', () => "
        "{ document.body.title = document.querySelector('[data-setting=at]').value; }, { once: true })"
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.body.title") == "0", "the walk starts over, before it goes on"
    assert play.inner_text() == "Pause"
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    assert step(page) == 400
    assert page.locator("[data-setting=at]").get_attribute("aria-valuetext") == "step 400 of 400"
    assert play.inner_text() == "Play"


def test_under_reduced_motion_nothing_moves_of_itself_but_settings_repaint(page_of: OpenPage) -> None:
    page, _ = page_of({"preset": "bowl", "show": "SGD", "lr": 0.08}, browser=STILL, clock=True)
    page.clock.run_for(300)
    assert step(page) == 400
    before = drawing(page)
    page.locator("[data-setting=lr]").focus()
    page.keyboard.press("ArrowLeft")
    assert drawing(page) != before
    assert row(page, "sgd")[1] == "0.071"
    assert page.locator("[data-setting=lr]").get_attribute("aria-valuetext") == "0.071"


def test_play_asked_for_is_stopped_when_motion_becomes_unwanted(page_of: OpenPage) -> None:
    page, _ = page_of({"speed": 20})
    until(page, "+document.querySelector('[data-setting=at]').value % 400 > 1")
    page.emulate_media(reduced_motion="reduce")
    until(page, "document.querySelector('[data-action=play]').innerText == 'Play'")


@pytest.mark.parametrize("name", SURFACES)
def test_another_surface_is_drawn_and_descended(page_of: OpenPage, name: str) -> None:
    page, _ = page_of({"preset": "bowl" if name != "bowl" else "ravine"}, browser=STILL)
    _, lab = page_of({"preset": name}, browser=STILL)
    page.select_option("[data-setting=surface]", name)
    assert page.locator(".lab-surface").inner_text() == SURFACES[name].title
    assert page.locator(f"[data-surface={name}]").is_visible()
    until(page, "document.querySelectorAll('.lab-contours path').length >= 8")
    for run in lab.state.runs:
        built = lab.state.settings_on(lab.state.surface, run.name)
        assert built == run.settings
        x, y = page.evaluate(
            """name => document.querySelector(`[data-head=${name}] g`)
                  .getAttribute("transform").match(/-?[\\d.]+/g).map(Number)""",
            run.name,
        )
        assert 0 <= x <= 640
        assert 0 <= y <= 420
    told = page.locator("desc").text_content() or ""
    assert all(f"{run.title}: " in told for run in lab.state.runs)


def test_contours_of_the_browser_are_those_of_the_build(page_of: OpenPage) -> None:
    within = """() => [...document.querySelectorAll(".lab-contours path")].map((path) => {
      const { a: scale } = path.transform.baseVal.consolidate()?.matrix ?? { a: 1 };
      return Array.from({ length: 640 }, (_, k) =>
        path.isPointInFill(new DOMPoint((20 * (k % 32) + 7) / scale, (21 * Math.floor(k / 32) + 9) / scale)));
    })"""
    built_page, _ = page_of({"preset": "bumpy"}, browser=STILL)
    built = built_page.evaluate(within)
    page, _ = page_of({"preset": "bowl"}, browser=STILL)
    page.select_option("[data-setting=surface]", "bumpy")
    until(page, "document.querySelector('.lab-contours path') != null")
    live = page.evaluate(within)
    assert len(live) == len(built)
    for ours, theirs in zip(built, live, strict=True):
        assert 0 < sum(ours) < 640
        apart = sum(one != other for one, other in zip(ours, theirs, strict=True))
        assert apart <= 3  # on the line itself, which the browser draws from a coarser grid


def test_one_optimiser_or_all_may_run(page_of: OpenPage) -> None:
    page, _ = page_of({}, browser=STILL)
    assert shown(page) == ["sgd", "momentum", "rmsprop", "adam"]
    page.select_option("[data-setting=show]", label=f"Compare all {len(OPTIMISERS)}")
    assert shown(page) == list(OPTIMISERS)
    page.select_option("[data-setting=show]", label="Newton")
    assert shown(page) == ["newton"]
    assert page.locator("[data-setting=momentum]").is_disabled()
    page.select_option("[data-setting=show]", label="Nesterov")
    assert page.locator("[data-setting=momentum]").is_enabled()


def test_momentum_changes_the_run_that_has_one(page_of: OpenPage) -> None:
    page, _ = page_of({"show": ["SGD", "Momentum"]}, browser=STILL)
    before = row(page, "momentum"), row(page, "sgd")
    page.locator("[data-setting=momentum]").fill("0.5")
    assert row(page, "momentum") != before[0]
    assert row(page, "sgd") == before[1]
    assert page.locator("[data-setting=momentum]").get_attribute("aria-valuetext") == "0.5"


def test_a_rate_too_large_is_told_as_divergence(page_of: OpenPage) -> None:
    page, _ = page_of({"preset": "bowl", "show": "SGD", "lr": 0.1}, browser=STILL)
    page.locator("[data-setting=lr]").fill("1")
    assert row(page, "sgd")[3].startswith("diverges at step ")
    assert page.locator("[data-head=sgd] text").text_content() == "SGD diverges"


def test_the_start_is_moved_by_arrow_keys_by_dragging_and_by_a_click(page_of: OpenPage) -> None:
    page, _ = page_of({"preset": "bowl"}, browser=STILL)
    handle = page.locator(".lab-handle")
    told = [handle.get_attribute("aria-label")]
    handle.focus()
    page.keyboard.press("ArrowRight")
    told.append(handle.get_attribute("aria-label"))
    box = handle.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    page.mouse.move(box["x"] + 18, box["y"] + 18)
    page.mouse.down()
    page.mouse.move(box["x"] + 80, box["y"] + 60, steps=3)
    page.mouse.up()
    told.append(handle.get_attribute("aria-label"))
    page.locator(".lab-map").click(position={"x": 400, "y": 300})
    told.append(handle.get_attribute("aria-label"))
    assert len(set(told)) == 4
    assert page.locator(".lab-from").inner_text() in f"from {told[-1]}".replace("Start at ", "")


def test_results_are_announced_when_asked_for_and_not_before(page_of: OpenPage) -> None:
    page, _ = page_of({"preset": "bowl", "show": "SGD", "steps": 30, "speed": 240}, clock=True)
    play, status = page.locator("[data-action=play]"), page.locator("[role=status]")
    page.clock.run_for(50)
    assert play.inner_text() == "Pause"
    page.clock.run_for(5000)
    assert play.inner_text() == "Play"
    assert status.text_content() == ""
    play.click()
    page.clock.run_for(5000)
    assert (status.text_content() or "").startswith("SGD: ")


def test_without_controls_it_plays_for_less_than_five_seconds(page_of: OpenPage) -> None:
    page, _ = page_of({"steps": 400, "speed": 1}, controls=False, clock=True)
    assert page.locator("button, input, select").count() == 0
    outcome = "document.querySelector('[data-row=sgd] td:last-child').innerText"
    page.clock.run_for(2000)
    assert page.evaluate(outcome) == "…"
    page.clock.run_for(3000)
    assert page.evaluate(outcome) == "not there by step 400"


def test_no_page_scrolls_sideways_and_every_target_is_large_enough(page_of: OpenPage) -> None:
    page, _ = page_of({"show": "all"}, side=True, children="<p>Prose beside it.</p>", browser=STILL)
    for width in (320, 390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sizes = page.locator(":is(button, select, input):visible").evaluate_all(
            """targets => targets.map((target) => target.getBoundingClientRect())
                 .map(({ width, height }) => Math.min(width, height))"""
        )
        assert min(sizes) >= 24
        prose, map_ = page.locator(".lab-side__prose").bounding_box(), page.locator(".lab-map").bounding_box()
        assert prose
        assert map_
        if width >= 1280:
            assert prose["x"] + prose["width"] <= map_["x"]
        if width <= 390:
            assert prose["y"] + prose["height"] <= map_["y"]


def test_reverse_puts_the_lab_at_the_left(page_of: OpenPage) -> None:
    page, _ = page_of({}, side=True, reverse=True, children="<p>Prose beside it.</p>", browser=STILL)
    prose, map_ = page.locator(".lab-side__prose").bounding_box(), page.locator(".lab-map").bounding_box()
    assert prose
    assert map_
    assert map_["x"] + map_["width"] <= prose["x"]
