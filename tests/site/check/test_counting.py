"""Sweeps under check: what a page counts is held against the engine's graphs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adjoint.autodiff import browser_module
from adjoint.components.lab.effects.sweeps.live import live_data
from adjoint.components.lab_canvas.component import COMPONENT
from adjoint.site.check.published import Figure
from adjoint.site.check.replay.comparison import Comparison
from adjoint.site.check.replay.counting import compare_counts
from adjoint.site.theme.assets import gather
from adjoint.site.theme.publishing import publishable
from tests.components.lab.calls import CONTEXT, call
from tests.site.check.scripts import browser_of


def compared(old: str = "", new: str = "", *, script: bool = True) -> Comparison:
    tag = call(COMPONENT, effect="sweeps", id="modes", params={"inputs": 300})
    lab = COMPONENT.compute(tag, CONTEXT)
    authored = dict(gather({}, (COMPONENT,), browser_module))
    text, data = authored["counts.js"].data.decode(), str(live_data(lab.stage))
    assert old in (text if script else data)
    if script:
        authored["counts.js"] = replace(authored["counts.js"], data=text.replace(old, new, 1).encode())
    assets = publishable(authored, "/")
    figure = Figure("modes", data if script else data.replace(old, new, 1))
    return compare_counts(tag, lab, figure, browser_of(assets.files, assets))


def test_a_sound_page_counts_what_the_engine_counts() -> None:
    found = compared()
    assert found.faults == ()
    assert found.states == 20 * 19 + 1


@pytest.mark.parametrize(
    ("old", "new"), [("value + inputs *", "value + 1 + inputs *"), ("sweeps: outputs", "sweeps: inputs")]
)
def test_a_changed_line_of_the_script_is_told(old: str, new: str) -> None:
    (fault,) = compared(old, new).faults
    assert fault.code == "browser-differs"
    assert fault.message.startswith("modes: at 1 inputs")


def test_a_changed_rate_in_the_page_is_told() -> None:
    (fault,) = compared('"value":[', '"value":[1', script=False).faults
    assert "the browser counts" in fault.message
