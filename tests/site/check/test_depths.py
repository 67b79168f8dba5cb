"""Gradient flow under check: what a page ships is held against the engine, layer by layer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from adjoint.autodiff import browser_module
from adjoint.components.lab.effects.gradient_flow.live import live_data
from adjoint.components.lab.lab import Lab
from adjoint.components.lab_canvas.component import COMPONENT
from adjoint.components.model import Call
from adjoint.site.check.published import Figure
from adjoint.site.check.replay.comparison import Comparison
from adjoint.site.check.replay.depths import compare_flows
from adjoint.site.theme.assets import gather
from adjoint.site.theme.publishing import publishable
from tests.components.lab.calls import CONTEXT, call
from tests.site.check.scripts import browser_of


@cache
def made() -> tuple[Call, Lab]:
    tag = call(COMPONENT, effect="gradient-flow", params={"layers": 8, "width": 4, "seed": 3}, id="flow")
    return tag, COMPONENT.compute(tag, CONTEXT)


def compared(script: tuple[str, str] = ("", ""), data: tuple[str, str] = ("", "")) -> Comparison:
    tag, lab = made()
    old, new = (part.encode() for part in script)
    authored = gather({}, (COMPONENT,), browser_module)
    changed = {name: replace(one, data=one.data.replace(old, new, 1)) for name, one in authored.items()}
    assert changed != dict(authored) or script == ("", "")
    assets = publishable(changed, "/")
    text = str(live_data(lab.state, lab.stage))
    assert data[0] in text
    figure = Figure("flow", text.replace(*data, 1))
    return compare_flows(tag, lab, figure, browser_of(assets.files, assets))


def test_a_sound_page_agrees_with_the_engine_in_every_activation_and_way() -> None:
    found = compared()
    assert found.faults == ()
    assert found.states == 4 * (1 + 4 * 5)
    assert 0 < found.largest < 1e-10


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("gradients.unshift(", "gradients.push("),
        ("weights.length - 1", "weights.length - 2"),
        ("slice(half)", "slice(0, half)"),
        ("=> 1 / root", "=> 1.001 / root"),
        ("[scale, ...units", "[1, ...units"),
    ],
)
def test_a_changed_line_of_the_script_is_told(old: str, new: str) -> None:
    (first, *_) = compared(script=(old, new)).faults
    assert first.code == "browser-differs"
    assert first.message.startswith("flow: ")
    assert "by the engine" in first.message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"unit":1000', '"unit":1001', "the page's weights"),
        ('"first":[', '"first":[0.5,', "the page's input"),
        ('"relu":{"plain"', '"gelu":{"plain"', "the page's activations"),
        ('"code":[0,', '"code":[1,', "by the engine"),
    ],
)
def test_a_changed_value_in_the_page_is_told(old: str, new: str, words: str) -> None:
    assert words in compared(data=(old, new)).faults[0].message
