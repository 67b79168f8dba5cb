"""The graph in a real Chromium: the toggle with and without JavaScript, the sliders, faults said in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import adjoint
from adjoint.autodiff import browser_module
from adjoint.components.numerals import MODULE
from tests.components.compute_graph.building import at, graph, html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

    from adjoint.components.compute_graph.component import ComputeGraph

pytestmark = pytest.mark.browser

LAYOUTS = Path(__file__).parents[3] / "layouts" / "assets"
FOLDER = Path(adjoint.__file__).parent / "components" / "compute_graph"
KATEX = Path(adjoint.__file__).parent / "npm" / "katex" / "dist"
ORIGIN = "http://graph.test/"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'"
PAGE = """<!DOCTYPE html><html lang="en" class="scripted"><head><meta charset="utf-8"><title>A graph</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="katex.css">
<link rel="stylesheet" href="graph.css"><script type="module" src="widget.js"></script></head>
<body><main class="post"><div class="prose">{}</div></main></body></html>"""

TOY = "e = (a + b) * (b + 1)"
SLIDER = {"min": -3, "max": 3, "step": 0.5}

Opener = Callable[..., "Page"]


def served(path: str, page: str) -> tuple[str, bytes]:
    """Return the content type and the bytes of a file of the page."""
    if path == "":
        return "text/html", page.encode()
    files = {
        "theme.css": LAYOUTS / "theme.css",
        "katex.css": KATEX / "katex.min.css",
        "graph.css": FOLDER / "style.css",
        "widget.js": FOLDER / "widget.js",
        "numerals.js": MODULE,
    }
    if path.startswith("theme/"):
        # The faces of the prose come from npm under names that only a build resolves.
        return "text/css", b"" if "faces" in path else (LAYOUTS / path).read_bytes()
    if path.endswith(".woff2"):
        return "font/woff2", (KATEX / path).read_bytes()
    if path in files:
        return "text/css" if path.endswith(".css") else "text/javascript", files[path].read_bytes()
    return "text/javascript", browser_module(path).encode()


@pytest.fixture
def open_graph(chromium: Browser) -> Iterator[Opener]:
    """Return a function that shows a graph; at the end the console must have stayed silent."""
    complaints: list[str] = []
    contexts = []

    def open_(result: ComputeGraph, *, clock: bool = False, **options: object) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))

        text = PAGE.format(html(result))

        def fulfill(route: Route) -> None:
            kind, body = served(route.request.url.removeprefix(ORIGIN), text)
            route.fulfill(body=body, content_type=kind, headers={"Content-Security-Policy": POLICY})

        page.route("**/*", fulfill)
        if clock:
            page.clock.install(time=0)
            page.clock.pause_at(1)
        page.goto(ORIGIN)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def toy(**props: str) -> ComputeGraph:
    return graph(TOY, {"a": {"value": 2, **SLIDER}, "b": {"value": 1, **SLIDER}}, highlight="b", **props)


def told(page: Page, view: str) -> str:
    """Everything that a pass says, its picture's text in the order it is drawn."""
    return re.sub(r"\s+", " ", page.locator(f".graph__view--{view}").inner_text().replace("⋅", "·"))


def cards(page: Page, view: str) -> list[str]:
    texts = page.locator(f".graph__view--{view} .graph__card").evaluate_all(
        """cards => cards.map(card =>
             [...card.querySelectorAll('text')].map(text => text.textContent).join(' | '))"""
    )
    return [text.replace("⋅", "·") for text in texts]


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name, exact=True)


def test_without_javascript_both_passes_are_there_and_the_toggle_works(open_graph: Opener) -> None:
    page = open_graph(toy(), java_script_enabled=False)
    forward, backward = page.locator(".graph__view--forward"), page.locator(".graph__view--backward")
    assert forward.locator("svg.graph__picture").is_visible()
    assert backward.locator("svg.graph__picture").is_hidden()
    page.get_by_text("Backward", exact=True).click()
    assert forward.locator("svg.graph__picture").is_hidden()
    assert backward.locator("svg.graph__picture").is_visible()
    assert page.get_by_role("img", name="Backward pass").is_visible()
    assert not page.get_by_role("img", name="Forward pass").is_visible()


def test_the_toggle_works_by_keyboard_and_moves_nothing(open_graph: Opener) -> None:
    page = open_graph(toy())
    before = page.locator(".graph__controls").bounding_box()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "forward"
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("img", name="Backward pass").is_visible()
    assert page.locator(".graph__controls").bounding_box() == before


def test_the_published_state_is_the_textbook_one(open_graph: Opener) -> None:
    page = open_graph(toy())
    assert cards(page, "forward") == ["a | 2", "b | 1", "c = a + b | 3", "d = b + 1 | 2", "e = c · d | 6"]
    page.get_by_text("Backward", exact=True).click()
    assert cards(page, "backward") == [
        "a = 2 | ∂e/∂a = 2",
        "b = 1 | ∂e/∂b = 5",
        "c = 3 | ∂e/∂c = 2",
        "d = 2 | ∂e/∂d = 3",
        "e = 6 | ∂e/∂e = 1",
    ]
    total = told(page, "backward")
    assert "∂e/∂b = ∂e/∂c · ∂c/∂b path 1 + ∂e/∂d · ∂d/∂b path 2 = 2 + 3 = 5" in total
    assert page.locator("svg.graph__picture .graph__tag", has_text="path 1").count() == 2
    assert page.locator("svg.graph__picture .graph__tag", has_text="path 2").count() == 2


def test_the_paths_differ_in_line_style_as_well_as_colour(open_graph: Opener) -> None:
    page = open_graph(toy(mode="backward"))
    styles = page.locator(".graph__view--backward .graph__edge").evaluate_all(
        "edges => edges.map(edge => { const s = getComputedStyle(edge.querySelector('.graph__line'));"
        " return [s.stroke, s.strokeDasharray].join('; ') })"
    )
    assert len(set(styles)) == 3
    assert len({style.partition("; ")[2] for style in styles}) == 2


def test_moving_b_to_minus_one_by_keyboard_updates_everything(open_graph: Opener) -> None:
    page = open_graph(toy(mode="backward"))
    slider(page, "b").focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    assert slider(page, "b").input_value() == "-1"
    assert slider(page, "b").get_attribute("aria-valuetext") == "b = −1"
    assert cards(page, "backward")[1:] == [
        "b = −1 | ∂e/∂b = 1",
        "c = 1 | ∂e/∂c = 0",
        "d = 0 | ∂e/∂d = 1",
        "e = 0 | ∂e/∂e = 1",
    ]
    assert told(page, "backward").strip().endswith("= 0 + 1 = 1")
    page.get_by_text("Forward", exact=True).click()
    assert cards(page, "forward")[2:] == ["c = a + b | 1", "d = b + 1 | 0", "e = c · d | 0"]
    assert "e = (a + b) · (b + 1) = c · d = 0" in told(page, "forward")


STATES = [
    (TOY, {"a": {"value": 2, **SLIDER}, "b": {"value": 1, **SLIDER}}),
    ("L = (tanh(w*x + b) - y)^2", {"w": 0.5, "x": 1.5, "b": -0.2, "y": 1}),
    (
        "p = x * y; q = p + z; r = sin(q); s = exp(p); t = r * s; u = t + q; v = u * x; w = v - y; L = w^2",
        {"x": 0.5, "y": 1.2, "z": 0.3},
    ),
    ("b = a + a", {"a": 3}),
    ("y = x", {"x": 3}),
    ("k = 3; f = k * x^2 / 7", {"x": -2}),
    ("ζ = σ_max * exp(theta) + relu(α)", {"σ_max": 1, "theta": 0.5, "α": -1}),
]


LIVE_AND_BUILT = """(html) => {
  const read = (page) => [...page.querySelectorAll("[data-slots], desc, [aria-valuetext]")].map(
    (element) => element.getAttribute("aria-valuetext") ?? element.textContent);
  return [read(document), read(new DOMParser().parseFromString(html, "text/html"))];
}"""
"""What the page says now, and what it would say if it had been built so."""


@pytest.mark.parametrize(("expr", "inputs"), STATES, ids=[expr for expr, _ in STATES])
def test_a_moved_page_reads_as_if_it_had_been_built_there(
    open_graph: Opener, expr: str, inputs: dict[str, object]
) -> None:
    result = graph(expr, inputs, mode="backward")
    page = open_graph(result)
    sliders = result.evaluation.sliders
    for fraction in (0.0, 0.4, 0.65, 1.0):
        values = {each.name: each.stop((fraction + 0.3 * k) % 1.01) for k, each in enumerate(sliders)}
        for name, value in values.items():
            slider(page, "σmax" if name == "σ_max" else "θ" if name == "theta" else name).fill(f"{value!r}")
        live, built = page.evaluate(LIVE_AND_BUILT, html(at(result, **values)))
        assert live
        assert live == built


def test_outside_the_domain_the_page_says_where_and_shows_no_number(open_graph: Opener) -> None:
    shown = graph("y = log(a - b)", {"a": {"value": 2, **SLIDER}, "b": {"value": 1, **SLIDER}})
    page = open_graph(shown, clock=True)
    published = page.locator(".graph").inner_text()
    slider(page, "a").fill("0.5")
    notice = page.locator(".graph__undefined")
    assert notice.inner_text() == "y is undefined: log of −0.5"
    text = page.locator(".graph").inner_text()
    assert "NaN" not in text
    assert "Infinity" not in text
    assert cards(page, "forward") == ["a | 0.5", "b | 1", "c = a − b | −0.5", "y = log(c) | –"]
    assert page.locator("[data-undefined]").count() == 2
    assert set(page.locator(".graph__view--backward .graph__value [data-slots]").all_text_contents()) == {"–"}
    # The local derivatives of c = a − b are constants and have not gone anywhere.
    labels = page.locator(".graph__view--backward .graph__label").all_text_contents()
    assert [label.strip() for label in labels] == ["1", "−1", "1 / c = −2"]
    slider(page, "a").fill("2")
    assert notice.is_hidden()
    assert page.locator(".graph").inner_text() == published


def test_nothing_that_hangs_on_a_missing_value_has_one(open_graph: Opener) -> None:
    """In IEEE arithmetic 1 / (1 / 0) is 0; to a reader it is nothing."""
    page = open_graph(graph("y = 1 / (1 / x)", {"x": {"value": 2, **SLIDER}}))
    slider(page, "x").fill("0")
    assert page.locator(".graph__undefined").inner_text() == "u is undefined: 1 / 0"
    assert cards(page, "forward") == ["x | 0", "u = 1 / x | –", "y = 1 / u | –"]
    assert page.locator("desc").first.text_content() == "x = 0, u = undefined, y = undefined"


def test_a_derivative_that_does_not_exist_is_said_too(open_graph: Opener) -> None:
    page = open_graph(
        graph("y = sqrt(x)", {"x": {"value": 1, "min": 0, "max": 4, "step": 1}}, mode="backward")
    )
    slider(page, "x").fill("0")
    assert page.locator(".graph__undefined").inner_text() == "∂y/∂x is undefined at x = 0"
    assert cards(page, "forward") == ["x | 0", "y = sqrt(x) | 0"]
    assert cards(page, "backward")[0] == "x = 0 | ∂y/∂x = –"


def test_results_are_read_out_once_the_slider_rests(open_graph: Opener) -> None:
    page = open_graph(toy(mode="backward"), clock=True)
    page.evaluate(
        """() => {
             const status = document.querySelector('[role=status]');
             window.said = [];
             new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
           }"""
    )
    slider(page, "a").focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
        page.clock.run_for(300)
    assert page.evaluate("said") == []
    page.clock.run_for(5000)
    assert page.evaluate("said.map(text => text.replaceAll('⋅', '·'))") == [
        "∂e/∂b = ∂e/∂c · ∂c/∂b path 1 + ∂e/∂d · ∂d/∂b path 2 = 2 + 0.5 = 2.5"
    ]


def test_reset_brings_the_published_state_back(open_graph: Opener) -> None:
    page = open_graph(toy(mode="backward"), clock=True)
    published = page.locator(".graph").inner_text()
    slider(page, "a").fill("-3")
    slider(page, "b").fill("2.5")
    assert page.locator(".graph").inner_text() != published
    page.get_by_role("button", name="Reset").click()
    assert page.locator(".graph").inner_text() == published
    assert slider(page, "a").input_value() == "2"


@pytest.mark.parametrize(("expr", "inputs"), STATES[:3], ids=[expr for expr, _ in STATES[:3]])
def test_no_text_outgrows_its_box_wherever_the_sliders_stand(
    open_graph: Opener, expr: str, inputs: dict[str, object]
) -> None:
    page = open_graph(graph(expr, inputs))
    outgrown = """() => [...document.querySelectorAll('.graph__card, .graph__label')].flatMap(group => {
        const box = group.querySelector('rect').getBoundingClientRect();
        return [...group.querySelectorAll('text')].filter(text => {
          const { left, right } = text.getBoundingClientRect();
          return left < box.left - 1 || right > box.right + 1;
        }).map(text => text.textContent);
      })"""
    page.evaluate("document.fonts.ready")
    for fraction in (0, 0.21, 0.37, 0.55, 0.68, 0.9, 1):
        page.evaluate(
            """fraction => document.querySelectorAll('input[type=range]').forEach((slider, k) => {
                 const [low, high] = [Number(slider.min), Number(slider.max)];
                 slider.valueAsNumber = low + (high - low) * ((fraction + 0.31 * k) % 1.01);
                 slider.dispatchEvent(new Event('input', { bubbles: true }));
               })""",
            fraction,
        )
        assert page.evaluate(outgrown) == []


@pytest.mark.parametrize(("expr", "inputs"), STATES[:3], ids=[expr for expr, _ in STATES[:3]])
def test_on_a_narrow_screen_no_text_is_below_twelve_pixels_and_only_the_figure_scrolls(
    open_graph: Opener, expr: str, inputs: dict[str, object]
) -> None:
    page = open_graph(graph(expr, inputs, mode="backward"), viewport={"width": 320, "height": 700})
    fits(page, 320)
    for width in (390, 768):
        page.set_viewport_size({"width": width, "height": 700})
        page.reload()
        fits(page, width)


def fits(page: Page, width: int) -> None:
    """A graph can be read on a screen of a width, and its subject is in sight at once."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    least = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.graph__picture')].flatMap(picture => {
             const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
             return [...picture.querySelectorAll('text, tspan')].map(
               text => parseFloat(getComputedStyle(text).fontSize) * scale);
           }))"""
    )
    assert least >= 11.99
    for way, subject in (
        ("forward", ".graph__card--output rect"),
        ("backward", ".graph__card--highlighted rect"),
    ):
        box = page.locator(f".graph__view--{way} .graph__scroll")
        if box.evaluate("box => box.scrollWidth > box.clientWidth"):
            assert box.get_attribute("tabindex") == "0"
            assert box.get_attribute("aria-label")
            # The value that comes out, or the input whose derivative does, is seen at once.
            shown = box.locator(subject).first.bounding_box()
            assert shown is not None
            assert shown["x"] >= 0
            assert shown["x"] + shown["width"] <= width


def test_nothing_moves_for_readers_who_want_less_motion(open_graph: Opener) -> None:
    page = open_graph(toy(), reduced_motion="reduce")
    page.get_by_text("Backward", exact=True).click()
    assert page.evaluate("document.getAnimations().length") == 0


def test_on_paper_both_passes_are_shown(open_graph: Opener) -> None:
    page = open_graph(toy())
    page.emulate_media(media="print")
    assert page.locator(".graph__view--forward svg.graph__picture").is_visible()
    assert page.locator(".graph__view--backward svg.graph__picture").is_visible()
    assert page.locator(".graph__controls").is_hidden()
