"""Computed values that follow the sliders: any change to their data or their script is told at the value."""

from __future__ import annotations

import re

import pytest

from adjoint.markup import Diagnostic
from adjoint.site.build import Built
from adjoint.site.check.reading import read_site
from adjoint.site.check.replay.comparison import Comparison
from adjoint.site.check.replay.live import page_values
from tests.site.check.scripts import browser_of, with_script
from tests.site.check.sites import built, changed, place

PAGE = "blog/one/index.html"
SCRIPT = "values.js"


def compared(site: Built) -> Comparison:
    reading = read_site(site)
    (page,) = [page for page in reading.written if page.html == PAGE]
    return page_values(page, browser_of(site.files, site.site.assets))


def first(site: Built) -> Diagnostic:
    found = compared(site).faults
    assert found
    assert {one.code for one in found} == {"browser-differs"}
    return found[0]


def test_every_value_is_compared_at_every_stop() -> None:
    found = compared(built())
    assert found.faults == ()
    # 13 · 13 stops; e, d, c, ∂e/∂b and the same in two decimals, and the numbers in math.
    assert found.states == 169
    assert found.numbers == 169 * 5
    assert found.largest < 1e-15


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("isFinite(slots[slot])", "isFinite(slots[0])", None),
        ("slots[needed[0]]", "slots[needed[1]]", "the page's value is"),
        ("input == at[k]", "input != at[k]", "the page still shows 6"),
        (
            "/^[−+]|×/",
            "/^[+]|×/",
            "shows as an operand",
        ),
        (
            "published ? null : marks[number]",
            "marks[number]",
            "what is published does not come back",
        ),
        ("element.value = `${value}`", "element.value = `${-value}`", "the page gives programs"),
        ('isFinite(value) ? written(value, marks) : "–"', "written(-value, marks)", 'the page shows "'),
        (
            "numeral.textContent = open + text + close",
            'numeral.textContent = "1"',
            'the page tells screen readers "1"',
        ),
        ("typeset(text)", 'typeset("1")', 'the page shows in math "1"'),
        (
            'removeAttribute("data-now")',
            'removeAttribute("data-then")',
            "what is published does not come back",
        ),
        ("name.startsWith(`${graph}.`)", "name.endsWith(`${graph}.`)", "the page still shows"),
    ],
)
def test_a_changed_line_of_the_script(old: str, new: str, words: str | None) -> None:
    found = compared(with_script(built(), SCRIPT, old, new))
    if words is None:  # on this page, everything has a value wherever anything has
        assert found.faults == ()
        return
    assert words in found.faults[0].message
    assert place(found.faults[0])[1].startswith("{= ")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"constants":[1.0', '"constants":[1.5', "the page's value is"),
        ('"operations":["add","multiply"]', '"operations":["multiply","add"]', "the page's value is"),
        ('"at":[2.0,1.0]', '"at":[2.0,1.5]', "the published inputs of the page's computed values are"),
        (':".2f"', ':".3f"', "the numbers that follow the sliders, or their formats"),
        ('"inputs":["toy.a","toy.b"]', '"inputs":["toy.b","toy.a"]', "the inputs of the page's computed"),
        ('"values":[[1,', '"values":[[2,', "the numbers of the page's computed values are"),
        ('"live":[{', '"lives":[{', "cannot be read"),
    ],
)
def test_changed_data_in_a_page(old: str, new: str, words: str) -> None:
    text = built().files[PAGE].decode()
    start = text.index('id="numbers:data"')
    assert old in text[start:]
    site = changed(PAGE, text[start:], text[start:].replace(old, new, 1))
    assert words in first(site).message


def test_a_changed_value_in_prose_and_what_it_tells_programs() -> None:
    text = built().files[PAGE].decode()
    shown = re.search(r'<data [^>]*value="6.0">6</data>', text)
    assert shown
    told = first(changed(PAGE, shown[0], shown[0].replace(">6<", ">7<")))
    assert told.message == 'e: the page shows "7", by the build it is 6'
    assert place(told)[1].startswith("{= e }")
    told = first(changed(PAGE, shown[0], shown[0].replace('value="6.0"', 'value="7"')))
    assert told.message == 'e: the page gives programs "7", by the build it is 6.0'


def test_a_script_that_does_not_run_is_told_at_the_page() -> None:
    told = first(with_script(built(), SCRIPT, "replay(tape, inputs)", "replays()"))
    assert told.message.startswith("the script of the page's computed values fails: ")
