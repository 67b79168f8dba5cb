"""Any single change to what a page ships is told, at the figure that says something else than the engine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from adjoint.site.build import Built
from adjoint.site.check.checking import examine
from adjoint.site.check.replay import browser
from adjoint.site.check.replay.live import script_numbers
from tests.site.check.scripts import browser_of, with_script
from tests.site.check.sites import built, changed, edited, fault, faults, place

ONE, TWO = "blog/one/index.html", "blog/two/index.html"


def test_a_sound_site_has_no_faults_and_says_how_much_was_compared() -> None:
    verdict = examine(built())
    assert [found for found in verdict.diagnostics if found.code != "lock-missing"] == []
    # 13 · 13 states of the first graph, 9 · 5 · 5 · 3 of the second, two runs of 40 steps and their starts.
    own = 169 + 675 + 2 * 41
    assert own < verdict.states < 10_000
    assert verdict.compared > 15 * 169 + 20 * 675
    assert 0 < verdict.largest < 1e-9
    assert verdict.claims == 1


@pytest.mark.parametrize(
    ("script", "old", "new", "first"),
    [
        ("tape.js", "size: 1 + operations", "size: 2 + operations", "toy"),
        ("tape.js", "slots[code[at + 2]]", "slots[code[at + 1]]", "toy"),
        ("tape.js", "operations[name]", "operations.add", "toy"),
        ("operations.js", "u * v", "u + v", "toy"),
        ("operations.js", "tanh(u)", "tanh(u) + 1e-9", "neuron"),
        ("numerals.js", "1e-4", "1e-3", "neuron"),
        ("numerals.js", "toPrecision(3)", "toPrecision(4)", "neuron"),
        ("descent.js", "this.steps += 1", "this.steps += 2", "walk"),
        ("descent.js", "gradient: [gx, gy]", "gradient: [gy, gx]", "walk"),
        ("descent.js", "=> 0)", "=> 0.001)", "walk"),
        ("descent.js", "const [xNext, yNext", "const [yNext, xNext", "walk"),
    ],
)
def test_a_changed_line_of_a_script(script: str, old: str, new: str, first: str) -> None:
    found = faults(with_script(built(), script, old, new))
    assert {one.code for one in found} == {"browser-differs"}
    figures = [one for one in found if one.location.path.endswith(".md")]
    assert any(one.message.startswith(f"{first}: ") and f'id="{first}"' in place(one)[1] for one in figures)


@pytest.mark.parametrize(
    ("script", "old", "new", "words"),
    [
        ("operations.js", "erf:", "erf2:", "a script that every page ships fails"),
        ("operations.js", "atan2(u, v)", "atan2(v, u)", "operations.js: atan2(−30, −30)"),
        ("tape.js", "slots[code[at + 3]]", "slots[code[at + 2]]", "tape.js: "),
        ("numerals.js", "1000", "1001", 'numerals.js: 1000.04 is written "1000.04"'),
        ("descent.js", "this.crossings += 1", "this.crossings += 2", "descent.js: "),
        ("descent.js", "distance < nearest", "distance > nearest", "descent.js: "),
    ],
)
def test_a_changed_line_that_no_figure_of_the_site_happens_to_run(
    script: str, old: str, new: str, words: str
) -> None:
    found = faults(with_script(built(), script, old, new))
    assert found
    assert {one.code for one in found} == {"browser-differs"}
    assert found[0].message.replace("-", "−").startswith(words.replace("-", "−").partition("(")[0])


def test_a_script_that_does_not_run_is_told_at_every_figure_that_ships_it() -> None:
    found = faults(with_script(built(), "tape.js", "return slots", "return slot"))
    alone, *figures = [one.message for one in found]
    assert alone.startswith("a script that every page ships fails")
    values = [message for message in figures if message.startswith("the script of the page's computed")]
    widgets = [message for message in figures if message not in values]
    assert values
    assert [message.partition(":")[0] for message in widgets] == ["toy", "neuron", "walk"]
    assert all("the page's script fails" in message for message in widgets)


@pytest.mark.parametrize(
    ("script", "old", "new"),
    [
        ("formats.js", "let text = ", "const text = "),
        ("tape.js", "return slots;", "return slots; %Sleep(1);"),
        ("descent.js", "if (this.diverged) return false", "if (this.diverged) return true"),
    ],
)
def test_a_script_that_fails_or_never_ends_is_told_at_its_own_place(
    script: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "MEMORY", 2**26)
    changed = with_script(built(), script, old, new)
    (told,) = script_numbers(browser_of(changed.files, changed.site.assets)).faults
    assert told.message.startswith("a script that every page ships fails")
    assert told.location.path == script


@pytest.mark.parametrize(
    ("page", "old", "new", "words"),
    [
        (ONE, '"constants":[1', '"constants":[2', "by the engine"),
        (
            ONE,
            '"inputs":["a","b"]',
            '"inputs":["b","a"]',
            "the page's inputs are not those of the expression",
        ),
        (ONE, 'min="-3" max="3"', 'min="-3" max="4"', "the page's stops are not those of the expression"),
        (ONE, ' value="2" ', ' value="2.5" ', "the page's published inputs are not those of the expression"),
        (ONE, '"output":"e"', '"output":"d"', "the page's output is not"),
        (TWO, '"tolerance":0.0001', '"tolerance":0.001', "the page's tolerance is 0.001"),
        (TWO, '"settings":{"sgd":{"lr":0.05', '"settings":{"sgd":{"lr":0.06', "the page sets lr to 0.06"),
        (TWO, '"steps":40', '"steps":41', "the page's number of steps is 41, by the post it is 40"),
    ],
)
def test_a_changed_value_in_a_page(page: str, old: str, new: str, words: str) -> None:
    found = fault(changed(page, old, new))
    assert found.code == "browser-differs"
    assert words.replace("output is not", "output are not") in found.message


def test_a_changed_text_of_a_figure() -> None:
    site = built()
    text = site.files[ONE].decode()
    shown = re.search(r'(data-slots="\d+"[^>]*>)6<', text)
    assert shown
    found = fault(changed(ONE, shown[0], f"{shown[1]}7<"))
    assert 'the page shows "7" where e is 6' in found.message


def _tape_constants(site: Built) -> list[str]:
    """Return the constants in the optimisers' tapes of the second post's lab."""
    block = re.findall(r'<script type="application/json">(.*?)</script>', site.files[TWO].decode())[-1]
    optimisers = json.loads(block)["optimisers"]
    return [repr(value) for one in optimisers.values() for value in one["tape"]["tape"]["constants"]]


def test_every_constant_of_every_optimiser_in_the_page_matters() -> None:
    site = built()
    text = site.files[TWO].decode()
    start = text.index('"optimisers":{')
    count = 0
    for match in re.finditer(r'"constants":\[([^\]]+)\]', text[start:]):
        values = match[1].split(",")
        for k in range(len(values)):
            altered = ",".join([*values[:k], repr(float(values[k]) + 0.25), *values[k + 1 :]])
            changed_text = text[: start + match.start(1)] + altered + text[start + match.end(1) :]
            found = fault(changed(TWO, text, changed_text))
            assert found.message.startswith("walk: ")
            assert "after step" in found.message or "in the browser" in found.message
            count += 1
    assert count == len(_tape_constants(site)) > 0


def test_a_changed_way_to_round_by_format_marks() -> None:
    site = with_script(built(), "formats.js", "> bottom", ">= bottom")
    assert fault(site).message.startswith("formats.js: ")


def test_a_graph_without_sliders_and_an_id_with_a_point_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    still = '<ComputeGraph id="still" expr="g = 3" inputs={{ }} caption="Three." />'
    dotted = '<ComputeGraph id="a.b" expr="h = 3 * u" inputs={{ u: 2 }} caption="Six." />'
    site = edited(
        (
            "blog/one/index.md",
            "## Paths",
            f"{still}\n\n{dotted}\n\n{{= a.b.h }} and {{= still.g }}.\n\n## Paths",
        )
    )
    assert faults(site) == []
