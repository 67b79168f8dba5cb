"""The four ways down a stack: what becomes of the gradient, its numbers by name, and its lines in pixels."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest

from adjoint.autodiff.depth import flow
from adjoint.components.lab.effects.gradient_flow import chart as charts
from adjoint.components.lab.effects.gradient_flow.chart import chart, scale_of
from adjoint.components.lab.effects.gradient_flow.flows import WAYS, Flows, quantities
from adjoint.components.lab.effects.gradient_flow.telling import summary, table
from adjoint.components.lab.names import GAP, spread
from adjoint.components.lab_canvas.component import COMPONENT
from tests.components.lab.calls import CONTEXT, call


def flows(**params: Any) -> Flows:
    found = COMPONENT.compute(call(COMPONENT, effect="gradient-flow", params=params), CONTEXT).state
    assert isinstance(found, Flows)
    return found


def test_the_four_ways_are_one_stack_joined_otherwise() -> None:
    found = flows(layers=12, activation="sigmoid", scale=1.5)
    assert [one.way.name for one in found.courses] == ["plain", "residual", "normalised", "both"]
    for one in found.courses:
        assert one.flow == flow(one.way.of(found.stack))


@pytest.mark.parametrize("way", WAYS)
def test_the_way_that_the_author_set_is_the_chosen_one(way: Any) -> None:
    assert flows(residual=way.residual, normalised=way.normalised, layers=3).chosen.way == way


def test_what_becomes_of_a_gradient() -> None:
    kinds = {one.way.name: one.kind for one in flows(activation="sigmoid").courses}
    assert kinds == {"plain": "vanished", "residual": "alive", "normalised": "alive", "both": "alive"}
    assert flows(activation="relu", scale=1.4).courses[1].kind == "exploded"
    assert flows(scale=0).courses[0].kind == "dead"
    assert flows(scale=0).courses[1].gradient == pytest.approx(1)


def test_a_layers_factor_to_the_power_of_the_layers_is_the_gradient() -> None:
    for one in flows(layers=17).courses:
        assert one.factor**17 == pytest.approx(one.gradient)


def test_numbers_by_name() -> None:
    found = flows(layers=20, scale=1.2, residual=True)
    named = quantities(found)
    assert named["layers"] == 20
    assert named["scale"] == 1.2
    assert named["plain.gradient"] == found.courses[0].gradient
    assert named["gradient"] == named["residual.gradient"] == found.courses[1].flow.gradients[0]
    assert named["both.signal"] == found.courses[3].flow.signals[-1]


def test_a_stack_that_overflows_is_told_at_its_scale() -> None:
    """None that an author may ask for does; the widest, deepest and heaviest is far from it."""
    steepest = flows(layers=100, width=12, activation="identity", scale=10, residual=True)
    assert max(one.gradient for one in steepest.courses) < 1e150


def test_words_and_table_hold_every_way() -> None:
    found = flows(layers=6, residual=True)
    assert summary(found).startswith("6 layers of 8 units, tanh, weight scale 1. Residual: ")
    assert len(table(found).splitlines()) == 2 + len(WAYS)


def test_every_line_starts_at_the_output_with_1_and_ends_at_the_input() -> None:
    found = flows(layers=10)
    drawing = chart(found, 640, 400)
    scale = scale_of(found, 400)
    for line in drawing.lines:
        points = [tuple(map(float, point.split())) for point in line.path[1:].split("L")]
        assert len(points) == 11
        assert points[0] == (charts.LEFT, round(scale.y(1), 1))
        assert points[-1][0] == 640 - charts.RIGHT
        assert points[-1][1] == pytest.approx(scale.y(line.course.gradient), abs=0.06)


def test_a_gradient_that_is_0_stands_at_the_foot() -> None:
    drawing = chart(flows(scale=0), 640, 400)
    assert drawing.lines[0].end[1] == 400 - charts.BOTTOM


def test_ticks_are_powers_of_ten_and_few_enough_to_be_read() -> None:
    for params in ({}, {"activation": "sigmoid", "scale": 0.1}, {"activation": "relu", "scale": 3}):
        ticks = chart(flows(**params), 640, 400).ticks
        assert 4 <= len(ticks) <= charts.TICKS + 1
        assert "1" in [tick.text for tick in ticks]
        assert all(one.y > other.y for one, other in pairwise(ticks))


def test_names_keep_apart_and_in_order_within_the_chart() -> None:
    heights = [50.0, 49.0, 52.0, 300.0]
    found = spread(heights, 20, 300)
    order = sorted(range(4), key=heights.__getitem__)
    assert [found[place] for place in order] == sorted(found)
    assert all(below - above >= GAP - 1e-9 for above, below in pairwise(sorted(found)))
    assert spread([390.0, 395.0], 20, 380) == [380 - GAP, 380]


def test_an_alive_gradient_stands_between_the_zones() -> None:
    drawing = chart(flows(layers=24), 640, 400)
    upper, lower = drawing.alive
    for line in drawing.lines:
        alive = upper <= line.end[1] <= lower
        assert alive == (line.course.kind == "alive")
    assert math.isclose(upper, scale_of(flows(layers=24), 400).y(1e3))
