"""``descent.js`` in the embedded V8 against Python."""

from __future__ import annotations

import json

import pytest

from adjoint.autodiff import (
    OPTIMISERS,
    SURFACES,
    custom_surface,
    descend,
    optimiser_tape,
    surface_tape,
)
from adjoint.autodiff.descent import Optimiser, Setting
from tests.autodiff.browser import engine


@pytest.fixture(scope="module")
def browser():
    return engine("descent.js")


def walk(browser, surface, optimiser, path, *, steps, **rules):
    arguments = [
        surface_tape(surface),
        optimiser_tape(optimiser, **rules),
        dict(path.settings),
        path.points[0],
        steps,
    ]
    listed = ", ".join(json.dumps(argument, allow_nan=False) for argument in arguments)
    return json.loads(browser.eval(f"JSON.stringify(trajectory({listed}))"))


def assert_same(walked, path):
    assert len(walked["points"]) == len(path.points)
    for point, other in zip(walked["points"], path.points, strict=True):
        assert point == pytest.approx(other, rel=1e-9, abs=1e-9)
    assert walked["losses"] == pytest.approx(path.losses, rel=1e-9, abs=1e-9)
    assert walked["gradientNorms"] == pytest.approx(path.gradient_norms, rel=1e-9, abs=1e-9)
    assert walked["stepsToTolerance"] == path.steps_to_tolerance
    assert walked["divergedAt"] == path.diverged_at
    assert walked["floorCrossings"] == path.floor_crossings


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_trajectories_of_500_steps_are_pythons(browser, name, optimiser):
    path = descend(SURFACES[name], optimiser, steps=500)
    assert_same(walk(browser, SURFACES[name], OPTIMISERS[optimiser], path, steps=500), path)


@pytest.mark.parametrize("schedule", ["step", "cosine", "inverse"])
@pytest.mark.parametrize("clipping", ["norm", "value"])
def test_schedules_and_clippings_are_pythons(browser, schedule, clipping):
    rules = {"schedule": schedule, "clipping": clipping}
    path = descend(SURFACES["ravine"], "nesterov", steps=300, **rules)
    assert_same(walk(browser, SURFACES["ravine"], OPTIMISERS["nesterov"], path, steps=300, **rules), path)


@pytest.mark.parametrize("rate", [0.51, 3.0, 1e200])
def test_a_descent_that_diverges_does_so_at_the_same_step(browser, rate):
    for surface in (SURFACES["bowl"], SURFACES["ravine"]):
        path = descend(surface, "sgd", {"lr": rate})
        assert path.diverged_at is not None
        assert_same(walk(browser, surface, OPTIMISERS["sgd"], path, steps=200), path)


def test_a_descent_that_leaves_the_domain_ends_at_the_same_step(browser):
    surface = custom_surface("x - log(x) + y^2", (0.1, 4, -1, 1), (3.0, 0.5))
    path = descend(surface, "sgd", {"lr": 6.0})
    assert path.fault
    assert_same(walk(browser, surface, OPTIMISERS["sgd"], path, steps=200), path)


def test_an_optimiser_of_ones_own_steps_in_the_browser_too(browser):
    settings = (Setting("lr", 0.1, 0.0, 1.0, "length of a step"),)
    signed = Optimiser("sign", "Sign", "Steps of one length.", settings, "move = -lr * sign(g) / t")
    path = descend(SURFACES["bumpy"], signed, steps=50)
    assert_same(walk(browser, SURFACES["bumpy"], signed, path, steps=50), path)


def test_a_walker_stands_still_after_it_has_diverged(browser):
    tapes = json.dumps(surface_tape(SURFACES["ravine"])), json.dumps(optimiser_tape(OPTIMISERS["sgd"]))
    browser.eval(f"walker = descent({', '.join(tapes)}, {{ lr: 1e200 }}, [-1, 1.5])")
    assert json.loads(browser.eval("JSON.stringify([walker.step(), walker.diverged, walker.steps])")) == [
        False,
        True,
        1,
    ]
    assert json.loads(browser.eval("JSON.stringify([walker.step(), walker.steps, walker.x, walker.y])")) == [
        False,
        1,
        -1,
        1.5,
    ]


def test_a_start_without_a_value_has_diverged_at_once(browser):
    surface = custom_surface("log(x) + y^2", (0.1, 2, -1, 1), (1.0, 0.0))
    tapes = json.dumps(surface_tape(surface)), json.dumps(optimiser_tape(OPTIMISERS["sgd"]))
    browser.eval(f"lost = trajectory({', '.join(tapes)}, {{ lr: 0.1 }}, [-1, 0], 10)")
    assert json.loads(browser.eval("JSON.stringify([lost.points, lost.divergedAt])")) == [[], 0]
