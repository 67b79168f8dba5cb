"""The preview in a real Chromium: what is saved is seen, and nothing that a reader had set is lost."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
BASE = "/under/a/path/"
SETTINGS = f"title: Notes\nurl: https://notes.example{BASE}\nauthor: Ada\n"
POST = """---
title: Two paths
date: 2026-11-24
---

The first sentence stands here.

<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" inputs={{ a: 2, b: 1 }} />

<details><summary>More</summary>

What is folded away.

</details>

PADDING

The last sentence stands here.
"""
LONG = "\n\n".join(f"Paragraph {number} is here so that the page can be scrolled." for number in range(60))
PATIENCE = 20_000
"""Milliseconds: a test waits for what must come, however busy the machine is."""


@dataclass
class Preview:
    """A preview at work in a process of its own."""

    folder: Path
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    url: str = ""
    reader: threading.Thread | None = None

    def end(self) -> int:
        """Press Ctrl-C; return the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        status = self.process.wait(30)
        assert self.reader is not None
        self.reader.join(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status

    def read(self) -> None:
        """Take in what it prints, and where it is."""
        ready = threading.Event()

        def keep() -> None:
            assert self.process.stdout is not None
            for line in self.process.stdout:
                self.lines.append(line)
                found = re.search(r"at (http\S+) as", line)
                if found:
                    self.url = found[1]
                    ready.set()
            ready.set()

        self.reader = threading.Thread(target=keep, daemon=True)
        self.reader.start()
        assert ready.wait(60), self.lines
        assert self.url, self.lines

    def said(self) -> str:
        return "".join(self.lines)

    def post(self) -> Path:
        return self.folder / "content" / "blog" / "two-paths" / "index.md"

    def edit(self, before: str, after: str) -> None:
        """Save the post with one text in another's place."""
        text = self.post().read_text(encoding="utf-8")
        assert before in text
        self.post().write_text(text.replace(before, after), encoding="utf-8")


def start(folder: Path, *arguments: str) -> Preview:
    command = [sys.executable, "-c", "import sys; from adjoint.cli import main; sys.exit(main())"]
    options = ["--content", "content", "--layouts", "layouts", "--output", "out", "serve", *arguments]
    process = subprocess.Popen(
        [*command, *options], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    preview = Preview(folder, process)
    preview.read()
    return preview


def site(folder: Path, mark: str = "") -> Path:
    (folder / "content" / "blog" / "two-paths").mkdir(parents=True)
    (folder / "content" / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    text = POST.replace("PADDING", f"{LONG}\n\n{mark}")
    (folder / "content" / "blog" / "two-paths" / "index.md").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    return folder


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    preview = start(site(tmp_path_factory.mktemp("preview")), "--port", "0")
    yield preview
    preview.end()


@pytest.fixture
def preview(shared: Preview, request: pytest.FixtureRequest) -> Preview:
    """A preview of the site as it was at first."""
    for folder in ("content", "layouts"):
        shutil.rmtree(shared.folder / folder)
    mark = f"This is for {request.node.name}."
    site(shared.folder, mark)
    address = f"{shared.url}blog/two-paths/"
    for _ in range(PATIENCE // 100):
        with suppress(HTTPError), urlopen(address) as answer:  # noqa: S310  (our own server)
            if mark in answer.read().decode():
                return shared
        time.sleep(0.1)
    pytest.fail(shared.said())


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A browser page whose console must stay silent."""
    context = chromium.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    # A browser tells by itself that there is no good build yet, or no preview any more.
    assert [words for words in complaints if not words.startswith("Failed to load resource")] == []


def open_post(page: Page, preview: Preview) -> None:
    page.goto(f"{preview.url}blog/two-paths/")
    page.wait_for_load_state("load")
    page.evaluate("window.stayed = true")


def stayed(page: Page) -> bool:
    """Whether the page was brought over and not loaded again."""
    return page.evaluate("window.stayed === true")


def scroll(page: Page, top: int) -> float:
    """Scroll, and return where that led once everything has its place."""
    page.evaluate(f"document.fonts.ready.then(() => scrollTo({{ top: {top}, behavior: 'instant' }}))")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.evaluate("scrollY")


def shows(page: Page, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text, timeout=PATIENCE)


def test_a_changed_sentence_is_seen_and_nothing_else_is_touched(preview: Preview, page: Page) -> None:
    open_post(page, preview)
    slider = page.get_by_role("slider", name="b", exact=True)
    slider.focus()
    for _ in range(3):
        slider.press("ArrowLeft")
    moved = slider.input_value()
    page.locator("details summary", has_text="More").click()
    slider.focus()
    scrolled = scroll(page, 700)
    preview.edit("The last sentence", "Another last sentence")
    shows(page, "Another last sentence")
    assert stayed(page)
    assert page.evaluate("scrollY") == scrolled
    assert slider.input_value() == moved
    expect(slider).to_be_focused()
    assert page.locator("details", has_text="What is folded away").evaluate("fold => fold.open")
    assert "content/blog/two-paths/index.md: shown in" in preview.said()


def test_paragraphs_come_and_go_in_their_places(preview: Preview, page: Page) -> None:
    open_post(page, preview)
    preview.edit("Paragraph 3 is", "A new one, with **marks** and $x^2$.\n\nParagraph 3 is")
    shows(page, "A new one")
    preview.edit("Paragraph 7 is here so that the page can be scrolled.\n\n", "")
    expect(page.locator("main")).not_to_contain_text("Paragraph 7 ", timeout=PATIENCE)
    assert stayed(page)
    page.evaluate("scrollTo(0, 0)")
    held = "[...document.querySelectorAll('main .prose > p')].map(p => p.textContent).slice(0, 10)"
    seen = page.evaluate(held)
    page.reload()
    assert page.evaluate(held) == seen


def test_what_scripts_hold_is_loaded_anew_with_the_readers_settings(preview: Preview, page: Page) -> None:
    open_post(page, preview)
    slider = page.get_by_role("slider", name="b", exact=True)
    slider.press("ArrowLeft")
    moved = slider.input_value()
    page.locator("details summary", has_text="More").click()
    scrolled = scroll(page, 900)
    preview.edit("The last sentence", "## A new section\n\nThe last sentence")
    shows(page, "A new section")
    assert not stayed(page)
    page.wait_for_load_state("load")
    expect(slider).to_have_value(moved, timeout=PATIENCE)
    expect(page.locator(".prose > details[open]")).to_have_count(1)
    assert page.evaluate("scrollY") == scrolled


def test_a_changed_value_is_shown_in_its_place_and_follows_its_graph(preview: Preview, page: Page) -> None:
    open_post(page, preview)
    preview.edit("The last sentence stands here.", "It is {= e + 100 } by now.")
    shows(page, "It is 106 by now.")
    page.wait_for_load_state("load")
    page.evaluate("window.stayed = true")
    slider = page.get_by_role("slider", name="b", exact=True)
    preview.edit("e + 100", "e + 200")
    shows(page, "It is 206 by now.")
    assert stayed(page)
    slider.press("ArrowRight")
    b = float(slider.input_value())
    assert b > 1
    shows(page, f"It is {(2 + b) * (b + 1) + 200:g} by now.")
    # What a slider has moved is no text that could be changed: the page comes anew, set as it was.
    preview.edit("e + 200", "e + 300")
    shows(page, f"It is {(2 + b) * (b + 1) + 300:g} by now.")
    slider.press("ArrowLeft")
    shows(page, "It is 306 by now.")


def test_a_graph_that_is_changed_is_a_new_one_and_wakes(preview: Preview, page: Page) -> None:
    open_post(page, preview)
    preview.edit("(a + b) * (b + 1)", "(a + b) * (b + 3)")
    slider = page.get_by_role("slider", name="b", exact=True)
    expect(page.locator("#toy")).to_contain_text("b + 3", timeout=PATIENCE)
    slider.press("ArrowRight")
    # a = 2; b is one step further than 1, and e = (a + b)(b + 3).
    b = float(slider.input_value())
    assert b > 1
    expect(page.locator("#toy .graph__view--forward desc")).to_contain_text(f"e = {(2 + b) * (b + 3):g}"[:7])


def test_a_fault_lies_over_the_last_good_page_until_it_is_mended(preview: Preview, page: Page) -> None:
    open_post(page, preview)
    preview.edit("<ComputeGraph", "<ComputeGraf")
    overlay = page.locator("adjoint-preview-faults")
    expect(overlay).to_be_attached(timeout=PATIENCE)
    line = POST.splitlines().index(next(line for line in POST.splitlines() if "<ComputeGraph" in line)) + 1
    for words in (
        f"content/blog/two-paths/index.md:{line}:1",
        "ComputeGraf",
        "did you mean <ComputeGraph>?",
        '<ComputeGraf id="toy"',
    ):
        expect(overlay.locator("ol")).to_contain_text(words)
    expect(page.locator("#toy")).to_be_visible()
    assert f"index.md:{line}:1: unknown-tag" in preview.said()
    preview.edit("<ComputeGraf", "<ComputeGraph")
    expect(overlay).not_to_be_attached(timeout=PATIENCE)
    assert stayed(page)
    assert "mended" in preview.said()


def test_a_new_post_appears_on_the_front_page_and_a_draft_says_so(preview: Preview, page: Page) -> None:
    page.goto(preview.url)
    page.evaluate("window.stayed = true")
    folder = preview.folder / "content" / "blog" / "unfinished"
    folder.mkdir()
    text = "---\ntitle: Unfinished\ndate: 2026-11-26\nrelease: false\n---\n\nNot yet.\n"
    (folder / "index.md").write_text(text, encoding="utf-8")
    entry = page.locator("article", has_text="Unfinished")
    expect(entry).to_contain_text("Draft", timeout=PATIENCE)
    entry.get_by_role("link").first.click()
    expect(page.locator(".post__draft")).to_be_visible()


def test_a_style_is_swapped_without_loading_the_page(preview: Preview, page: Page) -> None:
    open_post(page, preview)
    with (preview.folder / "layouts" / "assets" / "theme.css").open("a", encoding="utf-8") as style:
        style.write("\nh1 { letter-spacing: 7px !important; }\n")
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px", timeout=PATIENCE)
    assert stayed(page)
    assert page.locator("link[rel=stylesheet][href*=theme]").count() == 1


def test_a_layout_that_cannot_be_read_is_told_with_its_line(preview: Preview, page: Page) -> None:
    open_post(page, preview)
    layout = preview.folder / "layouts" / "post.html.jinja"
    text = layout.read_text(encoding="utf-8")
    layout.write_text(text.replace("{% block main %}", "{% block main %}{% nonsense %}"), encoding="utf-8")
    overlay = page.locator("adjoint-preview-faults")
    expect(overlay.locator("ol")).to_contain_text("nonsense", timeout=PATIENCE)
    expect(overlay.locator("ol")).to_contain_text("post.html.jinja:")
    layout.write_text(text, encoding="utf-8")
    expect(overlay).not_to_be_attached(timeout=PATIENCE)


def test_a_page_whose_site_was_never_right_becomes_the_site_once_it_is(tmp_path: Path, page: Page) -> None:
    folder = site(tmp_path)
    settings = folder / "content" / "site.yaml"
    settings.write_text(SETTINGS.replace("title:", "titel:"), encoding="utf-8")
    preview = start(folder, "--port", "0")
    try:
        page.goto(preview.url)
        expect(page.locator("adjoint-preview-faults ol")).to_contain_text("site.yaml", timeout=PATIENCE)
        settings.write_text(SETTINGS.replace(BASE, "/"), encoding="utf-8")
        expect(page.locator("main")).to_contain_text("Two paths", timeout=PATIENCE)
    finally:
        assert preview.end() == 0


def test_ctrl_c_ends_it_quietly_though_a_page_is_open(tmp_path: Path, page: Page) -> None:
    preview = start(site(tmp_path), "--port", "0")
    open_post(page, preview)
    assert preview.end() == 0
    assert "Traceback" not in preview.said()


def test_a_taken_port_leads_to_the_next_and_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        preview = start(site(tmp_path), "--port", str(port))
        assert preview.end() == 0
    assert f"port {port} is taken; using " in preview.said()
    assert f":{port}/" not in preview.url
