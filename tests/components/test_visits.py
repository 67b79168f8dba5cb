"""What is remembered of a graph in other states is bounded, whichever of its states it is asked from."""

from __future__ import annotations

import gc
import weakref

import pytest

from adjoint.autodiff import forward, parse_program
from adjoint.components import quantities
from adjoint.components.quantities import Quantities, graph_values
from adjoint.components.visits import Visits


def product() -> Quantities:
    graph = parse_program("c = a * b", inputs=["a", "b"], outputs=["c"])
    primals = forward(graph, {"a": 2.0, "b": 3.0})
    return Quantities(graph_values(graph, primals), graph, primals)


def test_no_more_is_remembered_than_there_is_room_for_and_the_oldest_graph_goes_first() -> None:
    visits = Visits[str](100)
    for graph in ("one", "two", "three"):
        for number in range(20):
            visits.add(graph, (float(number),), f"{graph} {number}", numbers=4)
    kept = [graph for graph in ("one", "two", "three") for n in range(20) if visits.found(graph, (float(n),))]
    assert kept == ["three"] * 10
    assert visits.found("three", (0.0,)) == "three 0"


def test_a_state_is_found_again_from_any_other_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantities, "_VISITED", Visits[Quantities](1000))
    published = product()
    moved = published.moved({"a": 5.0})
    assert moved.values["c"] == 15.0
    assert moved.moved({"b": 4.0}) is published.moved({"a": 5.0, "b": 4.0})
    assert product().moved({"a": 5.0}) is not moved


def test_whoever_keeps_quantities_keeps_none_of_their_other_states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantities, "_VISITED", Visits[Quantities](10))
    published, later = product(), product()
    found = weakref.ref(published.moved({"a": 5.0}))
    gc.collect()
    assert found() is not None
    later.moved({"a": 5.0})
    gc.collect()
    assert found() is None
    assert published.values["c"] == 6.0
