"""A script that cannot be tried is left out, with what hangs on it and nothing else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from adjoint.markup import Location
from adjoint.site.check.stage.runnable import Runnable, lacks, runnable, untried_faults

SCRIPTS = {
    "own.js": 'import "./bad.js"; import "./shared.js";',
    "theme.js": 'import "./shared.js"; const open = () => import("./search.js");',
    "search.js": "export const open = 1;",
    "shared.js": "export const a = 1;",
    "bad.js": "export default 1;",
}
BROWSER: Any = SimpleNamespace(place=lambda name: Location(name, 1, 1))


def of(*entries: str, **changed: str) -> Runnable:
    return runnable(
        entries, {**SCRIPTS, **{f"{name}.js": text for name, text in changed.items()}}.__getitem__
    )


def test_what_needs_a_script_that_cannot_be_tried_does_not_run_and_all_else_does() -> None:
    found = of("own.js", "theme.js")
    assert found.entries == ["theme.js"]
    assert sorted(found.bodies) == ["search.js", "shared.js", "theme.js"]
    assert lacks(found, BROWSER, "bad.js")
    assert not lacks(found, BROWSER, "search.js", "shared.js")
    (told,) = untried_faults(found, BROWSER)
    assert (told.code, told.location.path) == ("not-tried", "bad.js")
    assert "default" in told.message


def test_of_the_themes_scripts_nothing_is_said_if_one_does_not_run() -> None:
    found = of("theme-early.js", "theme.js", **{"theme-early": "await 1;"})
    assert found.entries == ["theme.js"]
    assert lacks(found, BROWSER, "theme.js")
    assert not lacks(found, BROWSER, "search.js")
    assert not lacks(of("theme.js"), BROWSER, "theme.js", "contents.js")


def test_what_a_script_would_fetch_that_cannot_run_is_not_missed() -> None:
    assert lacks(of("theme.js", theme="export default () => import('./search.js');"), BROWSER, "search.js")


@pytest.mark.parametrize(
    "text",
    [
        "const x = await 1;",
        'import a from "./shared.js";',
        'import { a } from "https://example.org/shared.js";',
    ],
)
def test_a_script_that_a_browser_could_run_and_the_stage_cannot_is_told(text: str) -> None:
    found = of("own.js", "theme.js", own=text)
    assert list(found.untried) == ["own.js"]
    assert found.entries == ["theme.js"]


def test_a_script_of_another_place_is_left_out() -> None:
    assert of("elsewhere.js", "search.js").entries == ["search.js"]


def test_what_is_fetched_later_is_asked_of_the_stage() -> None:
    assert (
        '(name => Promise.resolve().then(() => need(name)))("search.js")' in of("theme.js").bodies["theme.js"]
    )
    text = 'const t = `${import("../search.js")}`; const words = "import(\'./search.js\')";'
    body = of("theme.js", theme=text).bodies["theme.js"]
    assert body.count('need(name)))("search.js")') == 1
    assert "import('./search.js')" in body
