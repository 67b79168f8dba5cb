"""What the watch over a page calls a fault, and what not: every test of a page counts on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.browser

PAGE = """<link rel="icon" href="data:,"><p>A page</p><img src="gone.png"><img src="refused.png">
<script>fetch("late.woff2").catch(() => {})</script>"""


def test_a_file_that_is_gone_or_refused_is_told_and_one_given_up_by_a_reader_who_leaves_is_not(
    chromium: Browser,
) -> None:
    late: list[Route] = []

    def serve(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name == "gone.png":
            route.fulfill(status=404)
        elif name == "refused.png":
            route.abort("connectionrefused")
        elif name == "late.woff2":
            late.append(route)
        else:
            route.fulfill(body=PAGE if name == "" else "<p>Another", content_type="text/html")

    with chromium.new_context() as context:
        page = context.new_page()
        page.route("**/*", serve)
        watched = watch(page)
        given_up: list[str] = []
        page.on("requestfailed", lambda asked: given_up.append(asked.url.rpartition("/")[2]))
        with page.expect_request("**/late.woff2"):
            page.goto("https://watched.test/")
        page.goto("https://watched.test/another")
        expect(page.locator("p")).to_have_text("Another")
        assert sorted(given_up) == ["late.woff2", "refused.png"]
    assert len(late) == 1
    marks = ("404", "failed: https://watched.test/refused.png", "late")
    assert [sum(mark in told for told in watched.complaints) for mark in marks] == [1, 1, 0]
