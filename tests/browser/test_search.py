"""The search as a reader meets it: by keyboard, announced, accessible, and absent without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served, build_below_path, serving
from tests.browser.test_pages import COLOURS, axe_violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

Opener = Callable[..., "Page"]
POST = """---
title: {title}
date: 2026-11-{day:02}
description: {title} in a sentence.
labels: [{label}]
---

{text}

## The second part

A ratchet turns one way, says {title}. The slope is $\\frac{{\\partial e}}{{\\partial b}}$.
"""
TEXTS = {
    "Pulleys": ("mechanics", "A pulley lifts. Ropes and losses."),
    "Café culture": ("leisure", "Coffee, naïvely brewed. A pulley, once."),
    **{f"Note {number}": ("notes", "A ratchet.") for number in range(1, 11)},
}


def write_posts(content: Path) -> Path:
    for day, (title, (label, text)) in enumerate(TEXTS.items(), 1):
        folder = content / "blog" / re.sub("[^a-z0-9]+", "-", title.lower())
        folder.mkdir(parents=True)
        post = POST.format(title=title, day=day, label=label, text=text)
        (folder / "index.md").write_text(post, encoding="utf-8")
    (content / "site.yaml").write_text("title: Notes\nurl: https://notes.example/\n", encoding="utf-8")
    return content


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dozen short posts."""
    folder = tmp_path_factory.mktemp("search")
    with serving(build_below_path(write_posts(folder / "written"), folder)) as served:
        yield served


def opened(page: Page, query: str) -> Locator:
    """Open the search by keyboard, type a query, and return the links to what it finds."""
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(query)
    expect(page.get_by_role("status")).to_have_text(re.compile("found|Nothing"))
    return page.locator(".search__link")


QUERIES = {
    "pulley": ["Pulleys", "Café culture"],
    "Pulleys ROPES": ["Pulleys"],
    "cafe": ["Café culture"],
    "loss": ["Pulleys"],
    "naïve": ["Café culture"],
    "mechanics": ["Pulleys"],
    "xylophone": [],
    "pull": ["Pulleys", "Café culture"],
    "!?": [],
}
"""No two neighbours find the same, so that what the last one found cannot pass for the next."""


def test_words_are_found_in_titles_labels_and_text(posts: Served, open_page: Opener) -> None:
    page = open_page(posts.url)
    for query, titles in QUERIES.items():
        links = opened(page, query)
        expect(links.locator(".search__title")).to_have_text(titles)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_query_for_words_that_no_page_has_all_of_finds_those_with_most(
    posts: Served, open_page: Opener
) -> None:
    links = opened(open_page(posts.url), "coffee pulley xylophone")
    expect(links.locator(".search__title")).to_have_text(["Café culture"])


def test_a_result_leads_to_the_section_that_speaks_of_it(posts: Served, open_page: Opener) -> None:
    page = open_page(posts.url, viewport={"width": 1280, "height": 800})
    links = opened(page, "ratchet pulleys")
    expect(links.first.locator(".search__section")).to_have_text("The second part")
    expect(links.first.locator(".search__excerpt")).to_contain_text("The slope is ∂e/∂b.")
    expect(links.first.locator("mark").last).to_have_text("Pulleys")
    page.keyboard.press("Enter")
    page.wait_for_url("**/blog/pulleys/#the-second-part")


def test_the_results_are_walked_by_arrow_keys_and_escape_returns_to_the_page(
    posts: Served, open_page: Opener
) -> None:
    page = open_page(posts.url)
    button = page.get_by_role("button", name="Search")
    button.press("Enter")
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    page.keyboard.type("pulley")
    expect(page.get_by_role("status")).to_have_text("2 pages found")
    links = page.locator(".search__link")
    for key, target in (
        ("ArrowDown", links.nth(0)),
        ("ArrowDown", links.nth(1)),
        ("ArrowDown", links.nth(1)),
        ("ArrowUp", links.nth(0)),
        ("End", links.nth(1)),
        ("Home", links.nth(0)),
        ("ArrowUp", search),
    ):
        page.keyboard.press(key)
        expect(target).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("x")
    expect(search).to_be_focused()
    expect(search).to_have_value("pulleyx")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()


def test_more_results_come_when_asked_for(posts: Served, open_page: Opener) -> None:
    page = open_page(posts.url)
    links = opened(page, "ratchet")
    expect(page.get_by_role("status")).to_have_text("12 pages found")
    expect(links).to_have_count(8)
    page.get_by_role("button", name="More").press("Enter")
    expect(links).to_have_count(12)
    expect(links.nth(8)).to_be_focused()
    expect(page.get_by_role("button", name="More")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_open_search(posts: Served, open_page: Opener, width: int) -> None:
    page = open_page(posts.url, color_scheme="light", viewport={"width": width, "height": 700})
    opened(page, "ratchet")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("ArrowDown")
    assert axe_violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe_violations(page, COLOURS) == []
    page.keyboard.press("ArrowUp")
    assert axe_violations(page, COLOURS) == []


def test_nothing_of_the_search_is_fetched_before_it_is_asked_for(posts: Served, open_page: Opener) -> None:
    page = open_page(posts.url)
    names = "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)"
    assert not [name for name in page.evaluate(names) if "search" in name]
    opened(page, "pulley")
    assert [name for name in page.evaluate(names) if "/search/words." in name]


def test_without_scripts_there_is_no_search_and_a_way_to_all_posts(posts: Served, open_page: Opener) -> None:
    page = open_page(posts.url, java_script_enabled=False)
    assert not page.locator("[data-search]").is_visible()
    assert page.get_by_role("link", name="All posts").first.is_visible()


def test_python_and_javascript_cut_the_same_words(site: Served, open_page: Opener) -> None:
    from adjoint.site.search import words_of

    texts = [
        "Naïve café’s ∂e/∂b = d + c",
        "x² ½ ﬁne İstanbul ΟΔΟΣ ǅ a_b ２",
        "日本語 한국어 हिन्दी",
        "自動微分とb、微 がπ分々〇・ー",
        "e\u0301te\u0301",
    ]
    module = next(site.folder.glob("assets/search-index.*.js")).name
    page = open_page(site.url)
    cut = page.evaluate(
        "async ([module, texts]) => texts.map((await import(module)).wordsOf)",
        [f"{site.url}assets/{module}", texts],
    )
    assert cut == [words_of(text) for text in texts]
