"""A change to a line of a shipped script is told, with the script's name: pages are put on a stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adjoint.markup import Diagnostic
from adjoint.site.build import Built, Request, build
from adjoint.site.check.reading import Written, read_site
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.live import script_numbers
from adjoint.site.check.stage import specimen
from adjoint.site.check.stage.widgets import widget_faults
from adjoint.site.post.checked import watching
from tests.site.check.scripts import browser_of, with_script

POST = """\
---
title: All that lives
date: 2026-11-24
---

## First

At the top stands {= e }, and $b = {= b }$, from {= a }.

```python
print("copied")
```

<ComputeGraph id="toy" expr="e = log(a + b) * (b + 1)" highlight="b" inputs={{ a: { value: 2, min: -3, max: 3, step: 0.5 }, b: { value: 1, min: -3, max: 3, step: 0.5 } }} />

<LabCanvas id="race" effect="gradient-descent" params={{ preset: "bowl", show: ["sgd", "momentum"], steps: 30 }} />

## Second

<LabCanvas id="flow" effect="gradient-flow" params={{ layers: 6, width: 3 }} />

<LabCanvas id="modes" effect="sweeps" params={{ inputs: 10, outputs: 2 }} />

## Third

Set [the graph](#toy?b=-1&mode=backward), [the race](#race?lr=*1.4&show=sgd+momentum&speed=20),
[the stack](#flow?scale=0.5&activation=relu), [the modes](#modes?inputs=20) or [one walk](#race?show=sgd&lr=0.05).

<Equation id="eqn:last">

$$
e = f
$$

</Equation>
"""  # noqa: E501  (as an author writes it)

CHANGES = [
    # the script, a text of it, its replacement
    ("compute-graph.js", "isFinite(product)", "!isFinite(product)"),
    ("compute-graph.js", "slider.value = slider.defaultValue", "slider.value = slider.value"),
    ("compute-graph.js", "value * slots[+slot]", "value + slots[+slot]"),
    ("compute-graph.js", '"aria-valuetext"', '"aria-valuetexts"'),
    ("compute-graph.js", "adjoints[node] >= 0", "adjoints[node] > 9"),
    ("compute-graph.js", "notice.hidden = !fault", "notice.hidden = !!fault"),
    ("gradient-descent.js", "(x - surface.window[0]) * scale()", "x * scale()"),
    ("gradient-descent.js", "10 ** +(fields.lr", "2 ** +(fields.lr"),
    ("gradient-descent.js", "at += 1", "at += 2"),
    ("gradient-descent.js", "if (!drawn[name])", "if (drawn[name])"),
    ("gradient-descent.js", "target != fields.speed", "target == fields.speed"),
    ("gradient-descent.js", "return [surface.tape.minima.length", "return [!surface.tape.minima.length"),
    ("gradient-descent.js", 'toggle("is-outside", away)', 'toggle("is-outside", !away)'),
    ("gradient-descent.js", "Math.min(step, run.losses.length - 1)", "0"),
    ("gradient-flow.js", "gradient ** (1 /", "gradient ** (2 /"),
    ("gradient-flow.js", "gradients.length - 1", "gradients.length"),
    ("gradient-flow.js", 'kind != "alive"', 'kind == "alive"'),
    ("sweeps.js", "operations / value", "value / operations"),
    ("sweeps.js", 'number == 1 ? "" : "s"', 'number == 1 ? "s" : ""'),
    ("counts.js", "input * inputs", "input + inputs"),
    ("lab.js", "if (isIntersecting)", "if (!isIntersecting)"),
    ("names.js", "found[place] = Math.max", "found[place] = Math.min"),
    ("contours.js", "values[corner] <= level", "values[corner] >= level"),
    ("contours.js", "to = next.get(piece)", "to = piece"),
    ("formats.js", "> bottom", ">= bottom"),
    ("computed.js", "follow(graph, moved)", "follow(graph, {})"),
    ("provenance.js", 'getAttribute("data-computed")', 'getAttribute("data-compute")'),
    ("provenance.js", "card.showPopover()", "card.hidden"),
    ("state.js", "toPrecision(2)", "toPrecision(1)"),
    ("state.js", "10 ** +value)", "8 ** +value)"),
    ("state.js", "bubbles: true", "bubbles: false"),
    ("state.js", "query && `?${query}`", "query || `?${query}`"),
    ("state.js", "named.get(setting.name) ?? read(setting, true)", "read(setting, true)"),
    ("state.js", 'localName == "select" ? 0', 'localName == "select" ? 3'),
    ("state.js", "chosen.checked = true", "chosen.checked = false"),
    ("state.js", "Math.log10(+text", "Math.log2(+text"),
    ("provenance.js", "ArrowLeft: -1", "ArrowLeft: 1"),
    ("provenance.js", "event.preventDefault()", "event.key"),
    ("provenance.js", "card.offsetWidth - GAP", "card.offsetWidth + GAP"),
    ("gradient-descent.js", "ArrowUp: [0, -1]", "ArrowUp: [0, 1]"),
    ("gradient-descent.js", "surface.window[3] - y / scale()", "surface.window[3] + y / scale()"),
    ("gradient-descent.js", '["pointerup", "keyup"]', '["pointerup"]'),
    ("gradient-descent.js", "way * other.y + 15 * zoom", "way * other.y - 15 * zoom"),
    ("lab.js", "clearTimeout(timers.get(lab))", "timers.get(lab)"),
    ("lab.js", "this.#live?.hide()", "this.#live"),
    ("state.js", "clearTimeout(timers.get(button))", "timers.get(button)"),
    ("state.js", "%2[BC]", "%3[BC]"),
    ("state.js", "writeText(url)", 'writeText("x" + url)'),
    ("state.js", 'location.href.split("#")[0]', "location.pathname"),
    ("address.js", "ctrlKey ||", "!ctrlKey ||"),
    ("address.js", 'found.hash.includes("?")', 'found.hash.includes("")'),
    ("address.js", "\narrive();", ""),
    ("state.js", "!isFinite(+text)", "false"),
    ("state.js", 'way.type == "navigate"', "true"),
    ("compute-graph.js", "clearTimeout(this.timer)", ""),
    ("search.js", "AT_ONCE = 8", "AT_ONCE = 9"),
    ("search.js", 'event.key === "Home"', 'event.key === "Hom"'),
    ("search.js", '"Close"', '"Clos"'),
    ("search.js", "page.description || text", "text"),
    ("search-index.js", "(?<=ss|x|ch|sh)es", "(?<=ss|x|c|sh)es"),
    ("search-index.js", "other.score - one.score", "one.score - other.score"),
    ("search-index.js", "start < last[1]", "start > last[1]"),
    ("preview.js", "timer = setTimeout(act, delay)", "act()"),
    ("reading.js", "free = top + note", "free = top - note"),
    ("theme.js", '? "light" : "dark"', '? "dark" : "light"'),
    ("theme.js", "String(isDark())", "String(!isDark())"),
    ("theme.js", "chosen ? chosen", "!chosen ? chosen"),
    ("theme.js", "tabIndex = 0", "tabIndex = 1"),
    ("theme.js", '(await import("./contents', '(import("./contents'),
    ("theme.js", 'addEventListener("change"', 'addEventListener("chang"'),
    ("contents.js", "innerHeight * 0.3", "innerHeight * 0.4"),
    ("theme.js", "block.append(button)", "block.append()"),
    ("theme-early.js", '"scripted"', '"script"'),
    ("gradient-descent.js", "fields.speed ? 100 : Infinity", "Infinity"),
    ("gradient-descent.js", "diverged > last ?", "diverged >= last ?"),
    ("gradient-descent.js", 'let path = ""', 'let path = "x"'),
    ("gradient-descent.js", "< 30 * zoom", "> 30 * zoom"),
    ("gradient-descent.js", "fresh && !still.matches", "!still.matches"),
    ("gradient-descent.js", "if (surface != data.surfaces[name]) return;", ""),
    ("gradient-descent.js", ": `× ${", ": `${"),
    ("gradient-flow.js", "gradient > data.alive[1]", "gradient > data.alive[2]"),
    ("gradient-flow.js", "\n  settle();\n", "\n"),
    ("preview.js", '".figure, .footnote-item"', '"figure, .footnote-item"'),
    ("preview.js", '"tabindex", ', ""),
    ("reading.js", '"block"', '"lock"'),
    ("search.js", "text.length > start + EXCERPT", "text.length >= start + EXCERPT"),
    ("search-index.js", "ss|x|ch|sh", "ss|x|ch|h"),
    ("search-index.js", "(?<=[^s])s", "s"),
    ("state.js", "if (left) return;", ""),
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Written]:
    folder = tmp_path_factory.mktemp("staged")
    post = folder / "blog" / "one" / "index.md"
    post.parent.mkdir(parents=True)
    post.write_text(POST, encoding="utf-8")
    (folder / "site.yaml").write_text("title: T\nurl: https://example.org/\n", encoding="utf-8")
    with watching() as posts:
        site = replace(build(Request(folder)), checked=posts)
    site = replace(site, files={**site.files})
    (written,) = read_site(site).written
    return site, written


TRIED_WITH = {
    "address.js": {"state.js", "address.js"},
    "lab.js": {"gradient-descent.js"},
    "reading.js": {"preview.js", "reading.js"},
    "search-index.js": {"search.js"},
}
"""The acts of the check's own page that try a script, where they are not called after it alone."""


def acts_of(script: str) -> tuple[tuple[str, Any], ...]:
    """Return what the check's own page does to try a script."""
    tried = TRIED_WITH.get(script, {script})
    return tuple(act for act in specimen._ACTS if act[0] in tried)


def acted(browser: Browser, acts: tuple[tuple[str, Any], ...]) -> Iterator[Diagnostic]:
    """Yield what some of these acts find."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(specimen, "_ACTS", acts)
        yield from specimen.specimen_faults(browser)


def found(site: Built, page: Written, script: str) -> Iterator[Diagnostic]:
    """Yield what is said of a site's scripts: first by what tries the changed one, to be told soon."""
    browser = browser_of(site.files, site.site.assets)
    yield from script_numbers(browser).faults
    acts = acts_of(script)
    if acts:
        yield from acted(browser, acts)
    yield from widget_faults(page, browser)
    yield from specimen.specimen_faults(browser)


def test_a_sound_page_plays_as_it_was_rendered(page: tuple[Built, Written]) -> None:
    site, written = page
    browser = browser_of(site.files, site.site.assets)
    assert [one.message for one in widget_faults(written, browser)] == []


@pytest.mark.parametrize("script", sorted({name for name, _ in specimen._ACTS}))
def test_what_tries_a_script_finds_nothing_wrong_with_a_sound_one(
    page: tuple[Built, Written], script: str
) -> None:
    site, _ = page
    browser = browser_of(site.files, site.site.assets)
    assert [one.message for one in acted(browser, acts_of(script))] == []


@pytest.mark.parametrize(("script", "old", "new"), CHANGES, ids=lambda part: part)
def test_a_changed_line_is_told(page: tuple[Built, Written], script: str, old: str, new: str) -> None:
    site, written = page
    stem = {"counts.js": "sweeps"}.get(script, script.removesuffix(".js"))
    seen = []
    for one in found(with_script(site, script, old, new), written, script):
        assert one.code == "browser-differs"
        if Path(one.location.path).name.startswith(stem) or stem in one.message:
            return
        seen.append(one)
    pytest.fail(f"told, but not of {stem}: {seen}" if seen else "it is not told")
