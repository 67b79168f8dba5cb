"""Our own site, built once, served by a plain file server below a path, and read in a real Chromium."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adjoint.cli import main
from tests.shared import made_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

ROOT = Path(__file__).parents[2]
BASE = "/under/a/path/"
SETTLED = "document.fonts.ready.then(() => true)"
"""Comes true once all that a page asked for while it loaded is there, and its text is set in its faces."""


@dataclass(frozen=True)
class Served:
    """A built site and where it is served."""

    folder: Path
    url: str

    def pages(self) -> list[str]:
        """The addresses of all its pages."""
        found = sorted(self.folder.rglob("*.html"))
        below = [path.relative_to(self.folder).as_posix() for path in found]
        return [self.url + path.removesuffix("index.html") for path in below]


class _Strict(http.server.SimpleHTTPRequestHandler):
    """A file server that sends the Content-Security-Policy which the site asks its host for."""

    def end_headers(self) -> None:
        headers = Path(self.directory, BASE.strip("/"), "_headers").read_text(encoding="utf-8")
        policy = next(line for line in headers.splitlines() if "Content-Security-Policy: " in line)
        self.send_header("Content-Security-Policy", policy.partition(": ")[2])
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the browser's own console tells what failed."""


def build_below_path(content: Path, folder: Path) -> Path:
    """Build a content folder for ``BASE`` and return the root that a file server serves."""
    shutil.copytree(content, folder / "content")
    settings = folder / "content" / "site.yaml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    moved = [f"url: https://adjoint.example{BASE}" if line.startswith("url:") else line for line in lines]
    settings.write_text("\n".join(moved) + "\n", encoding="utf-8")
    output = folder / "root" / BASE.strip("/")
    arguments = ["--content", str(folder / "content"), "--output", str(output), "--quiet"]
    arguments += ["--layouts", str(ROOT / "layouts")]
    # Playwright keeps an event loop in this thread, and V8 is not to be started beside another loop.
    with ThreadPoolExecutor(1) as builder:
        assert builder.submit(main, arguments).result() == 0
    return folder / "root"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Our own posts, built and served."""
    folder = made_once(tmp_path_factory, "site", lambda empty: build_below_path(ROOT / "content", empty))
    with serving(folder / "root") as served:
        yield served


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing: a page that is closed while it loads takes its connections with it."""


class serving:  # noqa: N801  (reads as a verb in a with statement)
    """Serve a folder on a free loopback port for the length of a ``with``."""

    def __init__(self, root: Path) -> None:
        handler = functools.partial(_Strict, directory=str(root))
        self._server = _Server(("127.0.0.1", 0), handler)
        self._served = Served(root / BASE.strip("/"), f"http://127.0.0.1:{self._server.server_port}{BASE}")

    def __enter__(self) -> Served:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self._served

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Watched:
    """A browser page that remembers everything its console said and every host it asked."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


GIVEN_UP = "net::ERR_ABORTED"
"""What Chromium says of a request that was under way when the reader left the page: nothing is wrong."""


def watch(page: Page, *, scripts: bool = True) -> Watched:
    """Remember what a page says and asks for; where no script may run, one that is fetched ahead fails."""
    from urllib.parse import urlsplit

    watched = Watched(page)

    def note_failure(asked: Request) -> None:
        if asked.failure != GIVEN_UP and (scripts or asked.resource_type != "script"):
            watched.complaints.append(f"failed: {asked.url}: {asked.failure}")

    page.on("console", lambda message: watched.complaints.append(message.text))
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.on("requestfailed", note_failure)
    page.on("request", lambda asked: watched.hosts.add(urlsplit(asked.url).netloc))
    return watched


@pytest.fixture
def open_page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[object]:
    """Return a function that opens an address; at the end the console must have stayed silent."""
    from urllib.parse import urlsplit

    opened: list[Watched] = []

    def open_(url: str, **options: object) -> Page:
        context = chromium.new_context(**options)
        scripts = options.get("java_script_enabled", True) is True
        request.addfinalizer(context.close)
        page = context.new_page()
        opened.append(watch(page, scripts=scripts))
        page.goto(url)
        if scripts:
            page.evaluate(SETTLED)
        return page

    yield open_
    for watched in opened:
        assert watched.complaints == []
        assert {host for host in watched.hosts if host} == {urlsplit(watched.page.url).netloc}
