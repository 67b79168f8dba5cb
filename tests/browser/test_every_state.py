"""Every stop of every setting of our posts' figures, in a real Chromium, against what Python computes there.

Of the steps of a run some forty are looked at, evenly spread.

``check`` plays pages in a V8 with a small document of its own; this holds that a browser's shows the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adjoint.site.build import Request, build
from adjoint.site.check.reading import Written, read_site
from tests.browser.conftest import ROOT, Served
from tests.browser.states import Look, Played, played

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

POSTS = sorted(path.parent.name for path in (ROOT / "content" / "blog").glob("*/index.md"))
WALK = Path(__file__).with_name("every_state.js").read_text(encoding="utf-8").strip().rstrip(";")
KINDS = ("prose", "math", "spoken", "operand", "spoken_operand")


@pytest.fixture(scope="module")
def written() -> dict[str, Written]:
    """Our posts as Python computes them, by the folder of each."""

    def read() -> dict[str, Written]:
        pages = read_site(build(Request(ROOT / "content", layouts=ROOT / "layouts"))).written
        return {page.path.parent.name: page for page in pages if page.html.startswith("blog/")}

    # Playwright keeps an event loop in this thread, and V8 is not to be started beside another loop.
    with ThreadPoolExecutor(1) as builder:
        return builder.submit(read).result()


@pytest.mark.parametrize("post", POSTS)
def test_each_state_of_a_post_shows_what_python_computes(
    site: Served, written: dict[str, Written], open_page: Callable[..., Page], post: str
) -> None:
    made = {one.call.id: played(written[post], one) for one in written[post].post.computed.values()}
    page = open_page(f"{site.url}blog/{post}/", reduced_motion="reduce")
    assert sum(map(len, made.values())) > 100
    for figure, states in made.items():
        if states:
            assert [*differences(page, figure, states)][:3] == []


def differences(page: Page, figure: str, states: Sequence[Played]) -> Iterator[str]:
    """Set a figure to states and yield, in words, where it then shows something else than is wanted."""
    looks = list(dict.fromkeys(look for state in states for look in state.wanted))
    places = {look: place for place, look in enumerate(looks)}
    begin(page, figure, states)
    asked = [[state.settings, [places[look] for look in state.wanted]] for state in states]
    shown = page.evaluate(WALK, {"figure": figure, "states": asked, "looks": looks})
    met = set()
    for state, found in zip(states, shown, strict=True):
        for (look, wanted), texts in zip(state.wanted.items(), found, strict=True):
            if texts:
                met.add(look[0])
            if not agree(look, texts, wanted):
                yield f"{figure} at {state.words}: {' '.join(look)}: {texts}, by Python {list(wanted)}"
    yield from (f"{figure} has no {selector}" for selector in {selector for selector, _ in looks} - met)


def agree(look: Look, texts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether elements say what they should; a number may stand in no place of a kind, or in several."""
    if look[1] not in KINDS:
        return list(texts) == list(wanted)
    return set(texts) <= {re.sub(r"\s", "", text) for text in wanted}


def begin(page: Page, figure: str, states: Sequence[Played]) -> None:
    """Move what prose follows once: what keeps it in step is fetched when something first moves."""
    if any(look[1] in KINDS for state in states for look in state.wanted):
        moves = [[states[place].settings, []] for place in (0, -1)]
        page.evaluate(WALK, {"figure": figure, "states": moves, "looks": []})
        page.wait_for_selector("[data-now]", state="attached")
