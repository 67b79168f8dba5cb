"""What a link says of a widget's state, held against what a reader can set there."""

from __future__ import annotations

import pytest

from adjoint.components.quantities import Range
from adjoint.components.settings import Setting, rate_stops, refusals, said

TOY = {
    "b": Setting("1", stops=Range(-3, 3, 0.5)),
    "fine": Setting("0.1", stops=Range(0.0025, 0.99, 0.01)),
    "mode": Setting("forward", words=("forward", "backward")),
}
LAB = {
    "surface": Setting("bowl", words=("bowl", "ravine")),
    "show": Setting("sgd", words=("sgd", "sgd+adam")),
    "lr": Setting("0.08", rates={"bowl sgd": 0.08, "ravine sgd": 0.004}, depends_on=("surface", "show")),
    "start": Setting(
        "1,1", windows={"bowl": (-4, 4, -3, 3), "ravine": (-2, 2, -1, 3)}, depends_on=("surface",)
    ),
}


def told(settings: dict[str, Setting], query: str) -> list[str]:
    found = refusals("toy", settings, query)
    return [f"{code}: {refusal}; {refusal.hint}".replace(' of "toy"', "") for code, refusal in found]


@pytest.mark.parametrize(
    "query",
    ["b=-1", "b=2.5&mode=backward", "b=-3", "b=3.0", "fine=0.5625", "b=%2D1", "mode=forward"],
)
def test_a_state_that_a_reader_can_reach_is_right(query: str) -> None:
    assert told(TOY, query) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("c=1", 'unknown-setting: "toy" has no setting "c"; its settings are b, fine, mode'),
        ("mod=forward", 'unknown-setting: "toy" has no setting "mod"; did you mean "mode"?'),
        ("", 'unknown-setting: "toy" has no setting ""; its settings are b, fine, mode'),
        (
            "b=-4",
            'setting-value: "b": -4 is out of range: the slider goes from -3 to 3; did you mean "b=-3"?',
        ),
        (
            "b=0.3",
            'setting-value: "b": 0.3 lies between the stops 0 and 0.5 of its slider; did you mean "b=0.5"?',
        ),
        (
            "b=−1",
            'setting-value: "b": expected a number from -3 to 3, found "−1"; did you mean "b=-1"?',
        ),
        ("b=nan", 'setting-value: "b": expected a number from -3 to 3, found "nan"; None'),
        ("b=", 'setting-value: "b": expected a number from -3 to 3, found ""; None'),
        (
            "mode=x",
            'setting-value: "mode": expected one of "forward", "backward", found "x"; None',
        ),
        ("b=1&b=2", 'duplicate-setting: "b" is set twice; keep one of the two'),
    ],
)
def test_a_state_out_of_reach_is_told_with_the_nearest_one(query: str, expected: str) -> None:
    assert told(TOY, query) == [expected]


@pytest.mark.parametrize(
    "query", ["lr=0.23", "lr=0.08", "surface=ravine&lr=0.004", "show=sgd%2Badam&lr=*2", "start=-4,2.5"]
)
def test_a_rate_belongs_to_what_runs_and_a_point_to_the_map(query: str) -> None:
    assert told(LAB, query) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lr=0.24", '0.24 is no stop of its slider; did you mean "lr=0.25"?'),
        ("lr=2", '2 is out of range: the slider goes from 0.0008 to 0.8; did you mean "lr=0.8"?'),
        ("lr=-1", '-1 is out of range: the slider goes from 0.0008 to 0.8; did you mean "lr=0.0008"?'),
        ("lr=*2", 'expected a rate, such as 0.1, found "*2"; None'),
        (
            "show=sgd%2Badam&lr=2",
            'expected a factor for every rate, such as *2, found "2"; did you mean "lr=*2"?',
        ),
        (
            "surface=ravine&start=3,0",
            '(3,0) lies outside the map, x from -2 to 2 and y from -1 to 3; did you mean "start=2,0"?',
        ),
        ("start=3", 'expected x,y such as -4,-3, found "3"; None'),
    ],
)
def test_a_wrong_rate_or_point_is_told_too(query: str, expected: str) -> None:
    (found,) = told(LAB, query)
    assert found.split(": ", 2)[2] == expected


def test_a_wrong_choice_takes_nothing_else_with_it() -> None:
    assert [line.split(":")[0] for line in told(LAB, "surface=sphere&lr=0.08&start=0,0")] == ["setting-value"]


def test_values_are_read_as_a_browser_reads_them() -> None:
    assert said("%CF%83_max=1&show=sgd+adam") == [("σ_max", "1"), ("show", "sgd+adam")]


def test_a_rate_stops_where_its_slider_shows_two_digits() -> None:
    stops = rate_stops(0.08)
    assert (stops[0], stops[40], stops[-1], len(stops)) == (0.0008, 0.08, 0.8, 61)
