"""What a reader downloads, held within budgets, and a page that does not move while it loads."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import BASE, Served

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

KILOBYTE = 1024
SCRIPT = re.compile(r'(?:src|modulepreload" href)="([^"]+\.js)"')
STYLE = re.compile(r'rel="stylesheet" href="([^"]+)"')
KATEX = re.compile(r"/(?:katex|math)\.[0-9a-f]+\.css$")
FONT_PRELOAD = re.compile(r'<link rel="preload"[^>]* as="font"[^>]*>')


def pages(site: Served) -> Iterable[Path]:
    return sorted(site.folder.rglob("*.html"))


def sent(site: Served, page: Path, links: re.Pattern[str]) -> dict[str, int]:
    """The files a page links to, with the bytes each takes on the way."""
    hrefs = set(links.findall(page.read_text(encoding="utf-8")))
    return {href: compressed(site.folder / href.removeprefix(BASE)) for href in sorted(hrefs)}


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_scripts_of_a_page_take_at_most_12_kb(site: Served) -> None:
    for page in pages(site):
        scripts = sent(site, page, SCRIPT)
        assert sum(scripts.values()) <= 12 * KILOBYTE, (page.parent.name, scripts)


def test_every_script_a_page_comes_to_run_is_counted(site: Served, open_page: Callable[..., Page]) -> None:
    for path in pages(site):
        address = path.relative_to(site.folder).as_posix().removesuffix("index.html")
        page = open_page(site.url + address)
        run = page.evaluate(
            "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)"
            ".filter((name) => name.endsWith('.js'))"
        )
        assert set(run) <= set(sent(site, path, SCRIPT)), address


def test_the_styles_of_a_page_take_at_most_12_kb_beside_katex(site: Served) -> None:
    for page in pages(site):
        styles = {href: size for href, size in sent(site, page, STYLE).items() if not KATEX.search(href)}
        assert sum(styles.values()) <= 12 * KILOBYTE, (page.parent.name, styles)


def test_the_html_of_a_page_takes_at_most_60_kb(site: Served) -> None:
    for page in pages(site):
        assert compressed(page) <= 60 * KILOBYTE, page.parent.name


def test_every_file_for_ever_cached_is_named_after_its_bytes(site: Served) -> None:
    assert "max-age=31536000, immutable" in (site.folder / "_headers").read_text(encoding="utf-8")
    for path in (site.folder / "assets").iterdir():
        assert re.fullmatch(r".+\.[0-9a-f]{10}\.\w+", path.name), path.name


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_loads(site: Served, open_page: Callable[..., Page], width: int) -> None:
    for url in site.pages():
        page = open_page(url, viewport={"width": width, "height": 800})
        shifts = page.evaluate(
            """() => new Promise((resolve) => {
              const seen = [];
              new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => ({
                value: entry.value, nodes: entry.sources.map((source) => source.node?.className ?? ""),
              })))).observe({ type: "layout-shift", buffered: true });
              setTimeout(() => resolve(seen), 200);
            })"""
        )
        # Layout shift is told in hundredths; a formula's face that comes late on a busy machine moves less.
        assert round(sum(shift["value"] for shift in shifts), 2) == 0, (url, shifts)


def test_a_page_fetches_only_fonts_that_its_text_is_set_in(
    site: Served, open_page: Callable[..., Page]
) -> None:
    """A browser fetches a font for its characters; only a preload could fetch one in vain."""

    def fonts(page: Page) -> set[str]:
        names = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
        return {name for name in names if name.endswith(".woff2")}

    for path in pages(site):
        url = site.url + path.relative_to(site.folder).as_posix().removesuffix("index.html")
        with_preload = fonts(open_page(url))
        bare = open_page("about:blank")
        body = FONT_PRELOAD.sub("", path.read_text(encoding="utf-8"))
        bare.route(url, partial(_fulfil, body))
        bare.goto(url)
        bare.wait_for_load_state("networkidle")
        assert fonts(bare) == with_preload, url


def _fulfil(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html")
