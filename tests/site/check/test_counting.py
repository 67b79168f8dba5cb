"""Sweeps under check: what a page counts is held against the engine's graphs."""

from __future__ import annotations

import pytest

from adjoint.autodiff import browser_module
from adjoint.components.lab.effects.sweeps.live import live_data
from adjoint.components.lab_canvas.component import COMPONENT
from adjoint.site.check.published import Figure
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison
from adjoint.site.check.replay.counting import compare_counts
from adjoint.site.theme.assets import gather, publishable
from tests.components.lab.calls import CONTEXT, call


def compared(old: str = "", new: str = "", *, script: bool = True) -> Comparison:
    tag = call(COMPONENT, effect="sweeps", id="modes", params={"inputs": 300})
    lab = COMPONENT.compute(tag, CONTEXT)
    assets = publishable(gather({}, (COMPONENT,), browser_module), "/")
    name = assets.href("counts.js").lstrip("/")
    text = assets.files[name].decode()
    data = str(live_data(lab.stage))
    assert old in (text if script else data)
    files = {**assets.files, name: (text.replace(old, new, 1) if script else text).encode()}
    figure = Figure("modes", data if script else data.replace(old, new, 1))
    return compare_counts(tag, lab, figure, Browser(files, assets.hrefs))


def test_a_sound_page_counts_what_the_engine_counts() -> None:
    found = compared()
    assert found.faults == ()
    assert found.states == 20 * 19 + 1


@pytest.mark.parametrize(
    ("old", "new"), [("value+inputs*", "value+1+inputs*"), ("sweeps:outputs", "sweeps:inputs")]
)
def test_a_changed_line_of_the_script_is_told(old: str, new: str) -> None:
    (fault,) = compared(old, new).faults
    assert fault.code == "browser-differs"
    assert fault.message.startswith("modes: at 1 inputs")


def test_a_changed_rate_in_the_page_is_told() -> None:
    (fault,) = compared('"value":[', '"value":[1', script=False).faults
    assert "the browser counts" in fault.message
