"""The frame of the pages: what no page changes of it is filled once for all of them."""

from __future__ import annotations

from collections import Counter

from adjoint.site.content.settings import Settings
from adjoint.site.theme.layouts import DEFAULT, template_renderer


def test_a_second_page_asks_for_none_of_the_files_that_every_page_has() -> None:
    asked: Counter[str] = Counter()

    def asset(name: str) -> str:
        asked[name] += 1
        return f"/assets/{name}"

    settings = Settings(title="Notes", url="https://notes.example/")
    render = template_renderer([DEFAULT], site=settings, asset=asset, about="/about/")
    one, two = (render("404.html.jinja", posts=()).decode() for _ in range(2))
    assert one == two
    assert one.count('href="/about/"') == 2
    assert asked.pop("lists.css") == 2
    assert set(asked.values()) == {1}
    assert {"theme.css", "theme.js", "search.css"} <= set(asked)
