"""Reading furniture: contents that follow the reader, references that show their target, notes beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Served, build_below_path, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MOVED_ACROSS = """async () => {
  const seen = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  return [...seen, ...observer.takeRecords()]
    .flatMap(({ sources }) => sources)
    .filter(({ node, previousRect, currentRect }) =>
      node?.parentElement.closest(".footnotes") && previousRect.x != currentRect.x).length;
}"""
"""How many notes, or parts of one, a reader has seen move from the foot of the text to its side."""
WIDE, NARROW = {"width": 1280, "height": 700}, {"width": 390, "height": 700}
FILLER = "Text that fills the page, so that it scrolls.\n\n" * 40
POST = f"""---
title: Reading
date: 2026-11-24
---

## First

<Equation id="eqn:sum">
$$
s = a + b
$$
</Equation>

<ComputeGraph id="toy" expr="e = a * b" inputs={{{{ a: 2, b: 1 }}}} mode="backward" caption="The toy." />

<ComputeGraph expr="e = a * b" inputs={{{{ a: 2, b: 1 }}}} />

<Figure id="table" caption="The table.">

| a | b |
| - | -: |
| 1 | 2 |

</Figure>

A claim.[^why] Another.[^how]

[^why]: The first note.

[^how]: The second note, with $x^2$.

{FILLER}

## Second

By @eqn:sum it holds.[^why] It is drawn in @fig:toy and listed in @fig:table.

{FILLER}

## Third

{FILLER}
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a long post with notes, references and sections."""
    folder = tmp_path_factory.mktemp("reading")
    content = folder / "written"
    (content / "blog" / "reading").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Notes\nurl: https://notes.example/\n", encoding="utf-8")
    (content / "blog" / "reading" / "index.md").write_text(POST, encoding="utf-8")
    with serving(build_below_path(content, folder)) as served:
        yield f"{served.url}blog/reading/"


def test_the_contents_mark_the_section_being_read_even_after_a_jump(
    reading: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(reading, viewport=WIDE)
    current = page.locator(".contents__rail [aria-current]")
    assert current.count() == 0 or current.inner_text() == "First"
    for name in ("Third", "Second"):
        page.evaluate(
            "id => document.getElementById(id).scrollIntoView({ behavior: 'instant' })", name.lower()
        )
        page.wait_for_function(
            "name => document.querySelector('.contents__rail [aria-current]')?.textContent === name", arg=name
        )


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_reference_shows_its_equation_and_escape_puts_it_away(
    reading: str, open_page: Callable[..., Page], way: str
) -> None:
    page = open_page(reading, viewport=WIDE, reduced_motion="reduce")
    link = page.locator('.prose p a[href="#eqn:sum"]').last
    preview = page.locator(".preview")
    assert not preview.is_visible()
    getattr(link, way)()
    preview.wait_for(state="visible")
    assert "s=a+b" in preview.inner_text().replace("\n", "").replace(" ", "")
    page.keyboard.press("Escape")
    preview.wait_for(state="hidden")


def test_a_preview_holds_nothing_that_can_be_named_focused_or_pressed(
    reading: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(reading, viewport=WIDE, reduced_motion="reduce")
    page.locator('.prose p a[href="#eqn:sum"]').last.focus()
    page.locator(".preview").wait_for(state="visible")
    assert page.locator(".preview :is([id], [href], [tabindex], button, input)").count() == 0


def test_figures_with_a_caption_are_numbered_and_referred_to(
    reading: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(reading)
    leads = page.locator("figcaption > a:first-child").all_inner_texts()
    assert leads == ["Figure 1", "Figure 2"]
    assert page.locator('.prose p a[href="#toy"]').inner_text() == "figure\u00a01"
    assert page.locator('.prose p a[href="#table"]').inner_text() == "figure\u00a02"
    sibling = page.request.get(f"{reading}index.md").text()
    assert "[figure 1](#toy) and listed in [figure 2](#table)" in sibling
    assert "> [Figure component] Figure 2 (#table). The table." in sibling


def test_a_reference_to_a_graph_shows_the_pass_that_is_set_and_wakes_no_second_widget(
    reading: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(reading, viewport=WIDE, reduced_motion="reduce")
    page.locator('.prose p a[href="#toy"]').focus()
    preview = page.locator(".preview")
    preview.wait_for(state="visible")
    assert "Figure 1 The toy." in preview.inner_text()
    assert preview.locator(".graph__view--backward svg").bounding_box()["height"] > 100  # type: ignore[index]
    assert preview.locator("adjoint-graph, .graph__view--forward, script, input").count() == 0


def test_where_there_is_room_a_note_stands_beside_its_reference_and_notes_do_not_overlap(
    reading: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(reading, viewport=WIDE)
    first, second = (page.locator(f"#fn-{number}").bounding_box() for number in (1, 2))
    reference, prose = page.locator("#fnref-1").bounding_box(), page.locator(".prose").bounding_box()
    assert first
    assert second
    assert reference
    assert prose
    assert abs(first["y"] - reference["y"]) < 8
    assert first["x"] > prose["x"] + prose["width"]
    assert first["x"] + first["width"] <= WIDE["width"]
    assert second["y"] >= first["y"] + first["height"]


def test_a_note_that_is_in_sight_from_the_start_appears_beside_its_reference(
    reading: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(reading, viewport={**WIDE, "height": 6000})
    page.locator(".footnotes--beside #fn-1").wait_for()
    assert page.evaluate(MOVED_ACROSS) == 0


@pytest.mark.parametrize(
    "options",
    [{"viewport": NARROW}, {"viewport": WIDE, "java_script_enabled": False}],
    ids=["narrow", "no script"],
)
def test_elsewhere_the_notes_stand_at_the_end(
    reading: str, open_page: Callable[..., Page], options: dict[str, object]
) -> None:
    page = open_page(reading, **options)
    note, third = page.locator("#fn-1").bounding_box(), page.locator("#third").bounding_box()
    assert note
    assert third
    assert note["y"] > third["y"]


def test_a_note_that_is_out_of_sight_is_shown_at_its_reference(
    reading: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(reading, viewport=NARROW, reduced_motion="reduce")
    page.locator(".footnote-ref a").first.focus()
    page.locator(".preview").wait_for(state="visible")
    assert page.locator(".preview").inner_text().strip() == "The first note."


LOST = """() => {
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text; (text = texts.nextNode());) {
    const formula = text.previousSibling;
    const at = text.data.search(/[.,;:!?)]/);
    if (at < 0 || at > 1 || !formula?.classList?.contains("katex")) continue;
    const mark = document.createRange();
    mark.setStart(text, at);
    mark.setEnd(text, at + 1);
    const last = [...formula.querySelectorAll(".katex-base")].at(-1).getBoundingClientRect();
    found.push(mark.getBoundingClientRect().left < last.right - 2);
  }
  return found;
}"""
"""Whether each mark that follows a formula of some length has been left alone on the next line."""


def test_no_line_begins_with_the_full_stop_of_a_formula(site: Served, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{site.url}blog/backpropagation-is-the-chain-rule/")
    for width in range(320, 1000, 40):
        page.set_viewport_size({"width": width, "height": 800})
        lost = page.evaluate(LOST)
        assert lost
        assert not any(lost), width
