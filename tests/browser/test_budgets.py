"""What a reader downloads, held within budgets, and a page that does not move while it loads."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import BASE, SETTLED, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

KILOBYTE = 1024
SCRIPT = re.compile(r'(?:src|modulepreload" href)="([^"]+\.js)"')
STYLE = re.compile(r'rel="stylesheet" href="([^"]+)"')
KATEX = re.compile(r"/(?:katex|math)\.[0-9a-f]+\.css$")
SHIFTS = """async () => {
  const seen = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  return [...seen, ...observer.takeRecords()].map(({ value, sources }) =>
    ({ value, nodes: sources.map(({ node }) => node?.className ?? "") }));
}"""
"""All that has moved since the page was asked for."""
WITHOUT_A_FACE = """async ([families, signs]) => {
  const missing = [];
  for (const family of families)
    for (const sign of signs)
      if (!(await document.fonts.load(`1em "${family}"`, sign)).length) missing.push(`${family} ${sign}`);
  return missing;
}"""
"""The signs for which a family has no face, so that another font draws them."""
FONT_PRELOAD = re.compile(r'<link rel="preload"[^>]* as="font"[^>]*>')


def pages(site: Served) -> Iterable[Path]:
    return sorted(site.folder.rglob("*.html"))


def sent(site: Served, page: Path, links: re.Pattern[str]) -> dict[str, int]:
    """The files a page links to, with the bytes each takes on the way."""
    hrefs = set(links.findall(page.read_text(encoding="utf-8")))
    return {href: compressed(site.folder / href.removeprefix(BASE)) for href in sorted(hrefs)}


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def address(site: Served, page: Path) -> str:
    return site.url + page.relative_to(site.folder).as_posix().removesuffix("index.html")


def resources(page: Page) -> frozenset[str]:
    """The paths of all that a page has fetched once it asks for nothing more."""
    # Half a second without a request may pass on a busy machine before a text is laid out in its faces.
    page.evaluate(SETTLED)
    page.wait_for_load_state("networkidle")
    page.evaluate(SETTLED)
    names = "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)"
    return frozenset(page.evaluate(names))


@pytest.fixture(scope="module")
def fetched(site: Served, chromium: Browser) -> Mapping[Path, frozenset[str]]:
    """What each page fetches of itself."""
    found = {}
    for path in pages(site):
        page = chromium.new_page()
        page.goto(address(site, path))
        found[path] = resources(page)
        page.context.close()
    return found


def test_the_scripts_of_a_page_take_at_most_12_kb(site: Served) -> None:
    for page in pages(site):
        scripts = sent(site, page, SCRIPT)
        assert sum(scripts.values()) <= 12 * KILOBYTE, (page.parent.name, scripts)


def test_every_script_a_page_comes_to_run_is_counted(
    site: Served, fetched: Mapping[Path, frozenset[str]]
) -> None:
    for page, names in fetched.items():
        run = {name for name in names if name.endswith(".js")}
        assert run <= set(sent(site, page, SCRIPT)), page.parent.name


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
        shifts = page.evaluate(SHIFTS)
        # Layout shift is told in hundredths; a formula's face that comes late on a busy machine moves less.
        assert round(sum(shift["value"] for shift in shifts), 2) == 0, (url, shifts)


def test_the_digits_of_exponents_are_drawn_by_the_faces_of_the_site(
    site: Served, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{site.url}404.html")
    assert page.evaluate(WITHOUT_A_FACE, [["Source Serif 4", "Inter"], "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"]) == []


def test_a_page_fetches_only_fonts_that_its_text_is_set_in(
    site: Served, open_page: Callable[..., Page], fetched: Mapping[Path, frozenset[str]]
) -> None:
    """A browser fetches a font for its characters; only a preload could fetch one in vain."""
    for path, names in fetched.items():
        bare = open_page("about:blank")
        body = FONT_PRELOAD.sub("", path.read_text(encoding="utf-8"))
        bare.route(address(site, path), partial(_fulfil, body))
        bare.goto(address(site, path))
        assert fonts(resources(bare)) == fonts(names), path.parent.name
        bare.context.close()


def fonts(names: Iterable[str]) -> set[str]:
    return {name for name in names if name.endswith(".woff2")}


def _fulfil(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html")
