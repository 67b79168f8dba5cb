from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from adjoint.cli import main
from adjoint.markup import Location
from adjoint.site.check.links.external import external_faults
from tests.site.check.sites import built, changed, copied, edited, fault, faults, place

ONE, TWO = "blog/one/index.md", "blog/two/index.md"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "there"),
    [
        (
            ONE,
            "/blog/two/#one-neuron",
            "/blog/two/#one-neuro",
            "broken-anchor",
            "[the other post](/blog/two/#one-n",
        ),
        (TWO, "../one/#toy", "../one/#toys", "broken-anchor", "[the paths](../one/#toys"),
        (ONE, "/blog/two/#one-neuron", "https://exa mple.org", None, ""),
        (ONE, "/blog/two/#one-neuron", "htps://example.org", "bad-link", "[the other post](htps"),
        (ONE, "/blog/two/#one-neuron", "https://example", "bad-link", "[the other post](https"),
        (ONE, "/blog/two/#one-neuron", "mailto:ada", "bad-link", "[the other post](mailto"),
        (ONE, "![Three nodes and three edges]", "![]", "missing-alt", "![](drawing.svg)"),
        (ONE, "labels: [calculus]", "labels: [Calculus]", "label-spelling", "calculus, descent"),
    ],
)
def test_a_link_image_or_label_is_told_at_its_place(
    name: str, old: str, new: str, code: str | None, there: str
) -> None:
    site = edited((name, old, new))
    if code is None:
        assert faults(site) == []
        return
    found = fault(site)
    assert found.code == code
    assert place(found)[1].startswith(there), place(found)


def test_a_misspelt_anchor_names_the_one_that_was_meant() -> None:
    assert fault(edited((ONE, "/blog/two/#one-neuron", "/blog/two/#one-neuro"))).hint == (
        'did you mean "#one-neuron"?'
    )


def test_an_image_in_html_may_say_that_it_is_an_ornament() -> None:
    image = "![Three nodes and three edges](drawing.svg)"
    assert faults(edited((ONE, image, '<img src="drawing.svg" alt="" width="40" height="20">'))) == []


def test_an_image_in_html_without_alt_is_told() -> None:
    image = "![Three nodes and three edges](drawing.svg)"
    found = fault(edited((ONE, image, '<img src="drawing.svg" width="40" height="20">')))
    assert found.code == "missing-alt"
    assert place(found)[1].startswith("<img src")


def test_an_id_that_stands_twice_in_a_page_is_told_where_the_author_wrote_it() -> None:
    broken, found = faults(changed("blog/one/index.html", 'id="paths"', 'id="toy"'))
    assert (broken.code, found.code) == ("broken-anchor", "duplicate-id")
    assert place(found)[1].startswith('toy"')


def test_a_link_of_the_theme_that_leads_nowhere_is_told_once() -> None:
    site = built()
    broken = {
        path: data.replace(b'href="/notes/feed.xml"', b'href="/notes/feeds.xml"')
        for path, data in site.files.items()
        if path.endswith(".html")
    }
    assert len([path for path in broken if broken[path] != site.files[path]]) > 1
    found = fault(replace(site, files={**site.files, **broken}))
    assert found.code == "broken-link"
    assert "/notes/feeds.xml" in found.message


def test_a_page_without_its_sibling_is_told() -> None:
    site = built()
    files = {path: data for path, data in site.files.items() if path != "blog/one/index.md"}
    codes = {found.code for found in faults(replace(site, files=files))}
    assert codes == {"missing-sibling", "broken-link", "bad-feed"}


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("feed.xml", "</feed>", "</fed>", "feed.xml is not XML"),
        ("feed.xml", "T00:00:00Z", "", "no moment as of RFC 3339"),
        ("feed.xml", "<id>https://tests.example/notes/blog/one/</id>", "<id></id>", "has no id"),
        ("feed.xml", "blog/one/</id>", "blog/two/</id>", "2 entries have the id"),
        (
            "feed.xml",
            'href="https://tests.example/notes/blog/one/"',
            'href="https://tests.example/one/"',
            "leads to",
        ),
        ("sitemap.xml", "blog/two/</loc>", "blog/too/</loc>", "which is not there"),
    ],
)
def test_a_feed_or_site_map_that_is_not_sound_is_told(name: str, old: str, new: str, words: str) -> None:
    found = faults(changed(name, old, new))
    assert {one.code for one in found} == {"bad-feed"}
    assert any(words in one.message for one in found)
    assert found[0].location.path == name


class _Server(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        status = {"/here": 200, "/gone": 404, "/broken": 500, "/moved": 301}.get(self.path, 200)
        if self.path == "/get-only" and self.command == "HEAD":
            status = 405
        if self.path == "/slow":
            self.server.stopping.wait(5)
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/here")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    running.stopping = threading.Event()
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.stopping.set()
    running.shutdown()
    thread.join()
    running.server_close()


def test_links_elsewhere_are_asked_for_and_each_answer_is_told(server: str) -> None:
    paths = ("/here", "/moved", "/get-only", "/gone", "/broken", "/here#part")
    links = {f"{server}{path}": Location("post.md", line, 1) for line, path in enumerate(paths, 1)}
    found = {one.location.line: one for one in external_faults(links, seconds=60)}
    assert {line: (one.code, one.severity) for line, one in found.items()} == {
        4: ("dead-link", "error"),
        5: ("unanswered-link", "warning"),
    }
    assert "404" in found[4].message


def test_an_answer_that_does_not_come_in_time_is_a_warning(server: str) -> None:
    (found,) = external_faults({f"{server}/slow": Location("post.md", 1, 1)}, seconds=0.5)
    assert (found.code, found.severity) == ("unanswered-link", "warning")
    assert "timed out" in found.message


def test_a_server_that_is_not_there_is_a_warning() -> None:
    (found,) = external_faults({"http://127.0.0.1:9/": Location("post.md", 1, 1)}, seconds=0.5)
    assert (found.code, found.severity) == ("unanswered-link", "warning")


def test_links_elsewhere_are_left_alone_unless_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], server: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with copied(tmp_path, [(ONE, "[the other post](/blog/two/#one-neuron)", f"[gone]({server}/gone)")]):
        assert main(["check", "--accept"]) == 0
        assert main(["check"]) == 0
        capsys.readouterr()
        assert main(["check", "--external"]) == 1
    told = capsys.readouterr().out
    column = Path("content", ONE).read_text(encoding="utf-8").splitlines()[15].index("[gone]") + 1
    assert f'content/blog/one/index.md:16:{column}: dead-link: "{server}/gone" is gone: 404' in told
