from __future__ import annotations

import pytest

from adjoint.site.check.replay.states import MOST_STATES, choose_states, stops


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (("-3", "3", "0.5"), [-3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]),
        (("0", "0.3", "0.1"), [0.0, 0.1, 0.2, 0.3]),
        (("0", "1", "0.4"), [0.0, 0.4, 0.8]),
        (("1e-3", "3e-3", "1e-3"), [0.001, 0.002, 0.003]),
    ],
)
def test_the_stops_are_the_decimals_a_range_input_has(
    ends: tuple[str, str, str], expected: list[float]
) -> None:
    assert stops(*ends) == expected


def test_all_states_of_a_small_graph_are_looked_at_the_last_slider_fastest() -> None:
    states = choose_states({"a": [1.0, 2.0], "b": [5.0, 6.0, 7.0]}, {"a": 1.0, "b": 5.0})
    assert [tuple(states.inputs(state).values()) for state in states.chosen] == [
        (1.0, 5.0), (1.0, 6.0), (1.0, 7.0), (2.0, 5.0), (2.0, 6.0), (2.0, 7.0),
    ]  # fmt: skip


def test_a_sample_of_a_large_graph_is_the_same_every_time_and_visits_every_stop() -> None:
    values = {name: [float(k) for k in range(30)] for name in "abc"}
    rest = dict.fromkeys("abc", 4.0)
    states, again = choose_states(values, rest), choose_states(values, rest)
    assert states == again
    assert states.total == 27_000
    assert len(set(states.chosen)) == MOST_STATES
    seen = [states.inputs(state) for state in states.chosen]
    for name in "abc":
        alone = {
            inputs[name] for inputs in seen if all(inputs[other] == 4.0 for other in "abc" if other != name)
        }
        assert alone == set(values[name])
