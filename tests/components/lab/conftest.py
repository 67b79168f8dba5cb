"""A lab on a page of its own, under the strictest content security policy, in a real Chromium."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from adjoint.autodiff import browser_module
from adjoint.components.lab_canvas.component import COMPONENT as LAB_CANVAS
from adjoint.components.lab_side.component import COMPONENT as LAB_SIDE
from adjoint.site.post.loading import loads
from adjoint.site.theme.assets import gather
from adjoint.site.theme.layouts import theme_assets
from tests.components.lab.calls import CONTEXT, call

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from adjoint.components.lab.lab import Lab

LAYOUTS = Path(__file__).parents[3] / "layouts"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'"
ORIGIN = "https://lab.test/"
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A lab</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="theme.css">
{parts}
<script src="theme-early.js"></script>
</head>
<body>
<main class="post"><h1>A lab</h1><div class="prose">{before}{lab}</div></main>
</body>
</html>
"""


SEEN = """() => new Promise((seen) =>
  new IntersectionObserver(() => seen(true)).observe(document.querySelector("main")))"""


def seen(page: Page) -> None:
    """Wait until a page has told its lab whether it is in view: what watches last is told last."""
    page.evaluate(SEEN)


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """Every script and style of a site, under the plain names by which they import one another."""
    theme = {name: path for name, path in theme_assets([LAYOUTS]).items() if name.startswith("theme")}
    assets = gather(theme, (LAB_CANVAS, LAB_SIDE), browser_module)
    # The theme's faces lie in npm's folders, which a site's build alone can name.
    return {
        name: b"" if name.endswith("faces.css") else asset.data
        for name, asset in assets.items()
        if not name.startswith("katex")
    }


@pytest.fixture
def page_of(chromium: Browser, files: dict[str, bytes], request: pytest.FixtureRequest) -> Iterator[Any]:
    """Return a function that opens a page with one lab; at the end the console must have stayed silent."""
    complaints: list[str] = []

    def serve(route: Route, html: str) -> None:
        name = route.request.url.removeprefix(ORIGIN)
        body = html.encode() if not name else files.get(name)
        if body is None:
            route.fulfill(status=404)
            return
        kind = mimetypes.guess_type(name)[0] if name else "text/html"
        route.fulfill(body=body, content_type=kind, headers={"content-security-policy": POLICY})

    def open_(  # noqa: PLR0913  (each argument is one thing that a test may vary)
        params: dict[str, object] | None = None,
        *,
        effect: str = "gradient-descent",
        side: bool = False,
        children: str = "",
        before: str = "",
        browser: dict[str, Any] | None = None,
        clock: bool = False,
        **props: object,
    ) -> tuple[Page, Lab]:
        component = LAB_SIDE if side else LAB_CANVAS
        lab = component.compute(call(component, effect=effect, params=params or {}, **props), CONTEXT)
        loaded = loads([(component, lab)], [component.tag])
        parts = [f'<link rel="stylesheet" href="{name}">' for name in loaded.styles]
        parts += [f'<script type="module" src="{name}"></script>' for name in loaded.scripts]
        html = PAGE.format(
            before=before, lab=component.html(lab, Markup(children), CONTEXT), parts="\n".join(parts)
        )
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 1000}, **(browser or {})})
        request.addfinalizer(context.close)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", lambda route: serve(route, html))
        if clock:
            page.clock.install(time=0)
            page.clock.pause_at(1)
        page.goto(ORIGIN)
        if (browser or {}).get("java_script_enabled", True):
            seen(page)
        return page, lab

    yield open_
    assert complaints == []


OpenPage = Callable[..., Any]
