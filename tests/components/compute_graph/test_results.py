"""What a graph computes: its numbers by name, its sliders' ranges, and the paths it lists."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjoint.components.compute_graph.component import COMPONENT
from tests.components.compute_graph.building import computed, graph, html, markdown

TOY = "e = (a + b) * (b + 1)"


def test_every_node_and_its_gradient_can_be_spoken_of_by_name() -> None:
    assert COMPONENT.quantities is not None
    quantities = COMPONENT.quantities(graph(TOY, {"a": 2, "b": 1}))
    assert quantities.values == {
        "a": 2, "b": 1, "c": 3, "d": 2, "e": 6,
        "grad.a": 2, "grad.b": 5, "grad.c": 2, "grad.d": 3, "grad.e": 1,
    }  # fmt: skip
    assert quantities.graph is not None
    assert (
        dict(zip((node.name for node in quantities.graph.nodes), quantities.primals, strict=True))["e"] == 6
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "step"),
    [
        (2, -5, 5, 0.5),
        (0, -5, 5, 0.5),
        (0.5, -1, 1, 0.1),
        (-0.25, -1, 1, 0.05),
        (12.5, -50, 50, 2.5),
        (100, -200, 200, 20),
        (1234, -5000, 5000, 2),
    ],
)
def test_an_input_with_a_value_alone_gets_a_round_range_that_reaches_it(
    value: float, low: float, high: float, step: float
) -> None:
    (slider,) = graph("y = x^2", {"x": value}).evaluation.sliders
    assert (slider.low, slider.high) == (low, high)
    assert (slider.value - slider.low) / slider.step == pytest.approx(
        round((slider.value - slider.low) / slider.step)
    )
    assert slider.step <= step


@pytest.mark.parametrize("order", ["xλη", "λxη", "ηλx"])
def test_sliders_stand_in_the_order_in_which_the_author_names_their_inputs(order: str) -> None:
    result = graph("g = λ * x; u = x - η * g", {"xλη"[k]: k + 1 for k in map("xλη".index, order)})
    sliders = [slider.name for slider in result.evaluation.sliders]
    assert sliders == list(order)
    assert list(result.evaluation.tape["inputs"]) == sliders
    assert result.evaluation.primals[result.evaluation.output] == 1 - 3 * 2


@given(st.decimals(-1000, 1000, places=3))
@settings(max_examples=60, deadline=None)
def test_the_published_value_is_always_a_stop_of_its_slider(value: object) -> None:
    number = float(str(value))
    (slider,) = graph("y = x + 1", {"x": number}).evaluation.sliders
    stops = (number - slider.low) / slider.step
    assert stops == pytest.approx(round(stops), abs=1e-6)
    assert slider.low <= number <= slider.high


def test_the_input_with_most_paths_is_highlighted_if_the_author_names_none() -> None:
    assert graph(TOY, {"a": 2, "b": 1}).evaluation.highlight == "b"
    assert graph("y = a * b", {"a": 2, "b": 1}).evaluation.highlight == "a"
    assert graph("y = 3", {}).evaluation.highlight is None


def test_no_more_paths_are_drawn_than_can_be_told_apart_but_all_are_counted_and_summed() -> None:
    result = graph("a = x + x; b = a + a; c = b + b; y = c * x", {"x": 1}, mode="backward")
    page = html(result)
    assert "(9 paths in all)" in page
    assert {int(number) for number in re.findall(r"path-(\d)", page)} == {1, 2, 3, 4}
    assert "= 1 + 1 + 1 + 1 + … = 16." in markdown(result)


def test_forty_nodes_are_drawn_and_every_number_stands_in_the_table() -> None:
    steps = "; ".join(f"h{i} = sin(h{i - 1} * w + b)" for i in range(1, 14))
    result = graph(steps, {"h0": 1, "w": 0.5, "b": 0.25}, mode="backward")
    assert len(result.drawing.cards) == 3 * 13 + 3
    assert markdown(result).count("\n| ") == 2 + 42


def test_a_graph_shows_its_forward_pass_first_and_is_named_by_its_place() -> None:
    result = computed('<ComputeGraph expr="y = x^2" inputs={{ x: 3 }} />')
    assert result.id == "graph-1"
    assert result.mode == "forward"


@pytest.mark.parametrize(
    ("expr", "told"),
    [
        ("y = x", "Along the one path into x: ∂y/∂x = 1."),
        ("y = x^2", "Along the one path into x: ∂y/∂x = 2 · x = 6."),
        ("y = exp(x - 3)", "Along the one path into x: ∂y/∂x = ∂y/∂u · ∂u/∂x = 1 · 1 = 1."),
        ("y = x + x", "Summed over the 2 paths into x: ∂y/∂x = ∂y/∂x|2nd x + ∂y/∂x|1st x = 1 + 1 = 2."),
    ],
)
def test_the_chain_rule_is_written_out_at_its_shortest(expr: str, told: str) -> None:
    result = graph(expr, {"x": 3}, mode="backward")
    assert told in markdown(result)
    assert "…" not in html(result)
