"""Sweeps and operations: the rates against whole graphs, the numbers by name, and the lines in pixels."""

from __future__ import annotations

from itertools import pairwise

import pytest

from adjoint.autodiff import cost
from adjoint.components.lab.effects.sweeps.chart import HIGH, LOW, SERIES, TOP, chart, operations
from adjoint.components.lab.effects.sweeps.counts import counts, network, quantities
from adjoint.components.lab.effects.sweeps.params import MOST, OFFERED
from adjoint.components.lab.effects.sweeps.telling import named, summary, table


@pytest.mark.parametrize("size", [(1, 1), (1, 5), (2, 1), (5, 1), (9, 7), (40, 1), (3, 30), (60, 60)])
def test_the_counts_are_those_of_the_engines_own_graph(size: tuple[int, int]) -> None:
    counted, found = cost(network(*size)), counts(*size, "reverse")
    forward, reverse = found.works
    assert found.value == counted.value
    assert (forward.operations, reverse.operations) == (counted.forward_mode, counted.reverse_mode)
    assert forward.each == counted.tangent - counted.value
    assert (forward.sweeps, reverse.sweeps) == size


def test_reverse_mode_costs_a_small_multiple_of_the_function_whatever_the_inputs() -> None:
    for inputs in OFFERED:
        named = quantities(counts(inputs, 1, "reverse"))
        assert 1 < named["reverse.ratio"] < 3
        assert named["forward.ratio"] > named["forward.sweeps"]


def test_with_more_outputs_than_inputs_forward_mode_is_the_cheaper() -> None:
    for outputs in (1, 10, 1000):
        few, many = counts(1, outputs + 10, "forward"), counts(outputs + 10, 1, "forward")
        assert few.works[0].operations < few.works[1].operations
        assert many.works[0].operations > many.works[1].operations


def test_words_and_table() -> None:
    found = counts(1000, 1, "reverse")
    assert named(found) == "1000 inputs, 1 output: 8035 operations"
    assert summary(found).startswith(f"{named(found)}. Reverse mode: 1 sweep, 15087 operations, 1.878 times")
    assert len(table(found).splitlines()) == 4
    assert found.chosen.mode == "reverse"


@pytest.mark.parametrize("outputs", [1, 1000, MOST])
def test_every_number_lies_on_the_chart(outputs: int) -> None:
    for inputs in (1, 1000, MOST):
        found = counts(inputs, outputs, "forward")
        assert all(10**LOW <= number <= 10**HIGH for number in operations(found).values())
        drawing = chart(found, 640, 400)
        assert [line.name for line in drawing.lines] == list(SERIES)
        assert all(TOP <= line.mark <= 400 for line in drawing.lines)
        names = sorted(line.label for line in drawing.lines)
        assert all(below - above > 20 for above, below in pairwise(names))
