"""What a trajectory records, and that nothing in it is hidden or clamped."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from adjoint.autodiff import OPTIMISERS, SURFACES, DomainError, Surface, custom_surface, descend
from adjoint.autodiff.descent import Optimiser, Setting

BOWL = SURFACES["bowl"]  # x² + 2 y², curvatures 2 and 4
RAVINE = SURFACES["ravine"]


def test_plain_descent_on_a_quadratic_is_a_geometric_sequence():
    path = descend(BOWL, "sgd", {"lr": 0.1}, start=(1.0, -1.0), steps=30)
    for step, (x, y) in enumerate(path.points):
        assert x == pytest.approx(0.8**step)
        assert y == pytest.approx(-(0.6**step))


def test_losses_and_gradient_norms_belong_to_their_points():
    path = descend(RAVINE, "adam")
    for (x, y), loss, norm in zip(path.points, path.losses, path.gradient_norms, strict=True):
        assert loss == pytest.approx((1 - x) ** 2 + 20 * (y - x * x) ** 2, abs=1e-14)
        slope = -2 * (1 - x) - 80 * x * (y - x * x), 40 * (y - x * x)
        assert norm == pytest.approx(math.hypot(*slope), abs=1e-12)


def test_the_start_comes_first_and_every_step_has_its_point():
    path = descend(BOWL, "momentum", steps=17, start=(0.5, 0.25))
    assert path.points[0] == (0.5, 0.25)
    assert len(path.points) == len(path.losses) == len(path.gradient_norms) == 18


def test_no_steps_are_a_trajectory_of_one_point():
    assert descend(BOWL, "adam", steps=0).points == (BOWL.start,)


def test_above_twice_the_inverse_curvature_plain_descent_diverges_and_below_it_does_not():
    assert descend(BOWL, "sgd", {"lr": 0.49}).diverged_at is None
    diverging = descend(BOWL, "sgd", {"lr": 0.51}, start=(1.0, 1.0))
    # y grows by 1.04 a step; the loss 2 y² exceeds 3 + 30 000 (x has died out) when 1.04^(2n) > 15 001.5.
    assert diverging.diverged_at == math.ceil(math.log(15_001.5) / (2 * math.log(1.04)))
    assert len(diverging.points) == diverging.diverged_at + 1
    assert diverging.losses[-1] > 30_003 > diverging.losses[-2]
    assert diverging.fault is None


def test_a_step_that_overflows_is_left_out_and_named():
    path = descend(RAVINE, "sgd", {"lr": 1e200})
    assert path.diverged_at == 1
    assert path.points == (RAVINE.start,)
    assert "overflow" in path.fault


def test_a_step_out_of_the_domain_says_why():
    surface = custom_surface("x - log(x) + y^2", (0.01, 4, -1, 1), (0.1, 0.0))
    path = descend(surface, "sgd", {"lr": 6.0}, start=(3.0, 0.0))  # the slope there is 2/3
    assert path.points == ((3.0, 0.0),)
    assert path.diverged_at == 1
    assert "log of −1" in path.fault


def test_a_step_that_divides_by_zero_leads_nowhere_and_the_point_before_it_stays():
    flat = custom_surface("x + 2*y", (-1, 1, -1, 1), (0, 0))
    path = descend(flat, "newton", {"damping": 0.0})
    assert path.points == ((0.0, 0.0),)
    assert path.diverged_at == 1
    path = descend(BOWL, "adagrad", {"lr": 1.0, "eps": 0.0}, start=(1.0, 0.0))
    assert path.points == ((1.0, 0.0),)
    assert path.diverged_at == 1


def test_a_saddle_without_a_floor_is_left_downwards_which_is_no_divergence():
    path = descend(SURFACES["saddle"], "sgd", steps=400)
    assert path.diverged_at is None
    assert path.losses[-1] < -1e20
    assert path.steps_to_tolerance is None


def test_steps_to_tolerance_is_the_first_step_near_enough_to_the_minimums_loss():
    path = descend(BOWL, "sgd", {"lr": 0.1}, start=(1.0, 0.0), tolerance=1e-4)
    assert path.steps_to_tolerance == math.ceil(math.log(1e-4) / math.log(0.64))
    assert descend(BOWL, "sgd", {"lr": 1e-4}).steps_to_tolerance is None


def test_a_local_minimum_counts_as_reached():
    bumpy = SURFACES["bumpy"]
    path = descend(bumpy, "sgd", start=(1.3, -1.2))
    highest = bumpy.minima[-1]
    assert path.points[-1] == pytest.approx(highest.point, abs=1e-6)
    step = path.steps_to_tolerance
    assert abs(path.losses[step] - highest.loss) <= 1e-4 < abs(path.losses[step - 1] - highest.loss)


def test_floor_crossings_count_the_changes_of_side():
    path = descend(RAVINE, "sgd", {"lr": 0.0062}, start=(1.3, 1.75), steps=60)
    sides = [y > x * x for x, y in path.points]
    assert path.floor_crossings == sum(a != b for a, b in pairwise(sides))
    assert path.floor_crossings > 20
    assert descend(BOWL, "sgd").floor_crossings is None


def test_momentum_crosses_a_ravines_floor_and_arrives_before_plain_descent():
    plain, momentum = (descend(RAVINE, name, steps=600) for name in ("sgd", "momentum"))
    assert plain.steps_to_tolerance is None
    assert momentum.steps_to_tolerance is not None
    assert momentum.floor_crossings > plain.floor_crossings


def test_newton_takes_one_step_on_a_quadratic():
    path = descend(BOWL, "newton", {"damping": 0.0}, steps=1)
    assert path.points[1] == pytest.approx((0.0, 0.0), abs=1e-15)


def test_newton_leaves_a_saddle_where_newtons_own_step_would_arrive():
    saddle = SURFACES["saddle"]  # its saddle point is (0, 0.02)
    x, y = 0.5, 0.3
    path = descend(saddle, "newton", {"damping": 0.0}, start=(x, y), steps=1)
    assert path.points[1][0] == pytest.approx(0.0, abs=1e-15)
    assert path.points[1][1] == pytest.approx(0.02 + 2 * (y - 0.02))
    stays = descend(saddle, "newton", start=(0.0, 0.02), steps=5)
    assert stays.points[-1] == pytest.approx((0.0, 0.02))


def test_newton_is_defined_where_the_surface_has_no_curvature():
    flat = custom_surface("x + 2*y", (-1, 1, -1, 1), (0, 0))
    path = descend(flat, "newton", {"damping": 0.5, "lr": 0.1}, steps=3)
    assert path.points[1] == pytest.approx((-0.2, -0.4))


def test_an_optimiser_of_ones_own_is_one_entry():
    signed = Optimiser(
        "sign",
        "Sign",
        "Steps of one length.",
        (Setting("lr", 0.1, 0.0, 1.0, "length of a step"),),
        "n_next = n + 1; move = -lr * sign(g) / n_next",
        state=("n",),
    )
    path = descend(BOWL, signed, {"lr": 0.25}, start=(1.0, -1.0), steps=2)
    assert path.points == ((1.0, -1.0), (0.75, -0.75), (0.625, -0.625))


@pytest.mark.parametrize("name", OPTIMISERS)
def test_defaults_lie_within_their_ranges_and_descend_every_surface(name):
    for surface in SURFACES.values():
        path = descend(surface, name)
        assert path.diverged_at is None
        assert path.losses[-1] < path.losses[0]
        for setting in OPTIMISERS[name].settings:
            assert setting.low <= path.settings[setting.name] <= setting.high
            assert setting.doc


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"optimiser": "adm"}, "did you mean adam"),
        ({"settings": {"momentm": 0.9}, "optimiser": "momentum"}, "did you mean momentum"),
        ({"settings": {"beta1": 0.9}}, "SGD has no setting beta1"),
        ({"settings": {"lr": math.nan}}, "not a finite number"),
        ({"schedule": "cosin"}, "did you mean cosine"),
        ({"steps": -1}, "steps"),
        ({"clipping": "norms"}, "did you mean norm"),
    ],
)
def test_bad_arguments_are_refused_with_the_mend(arguments, said):
    with pytest.raises(ValueError, match=said):
        descend(BOWL, **{"optimiser": "sgd", **arguments})


def test_a_start_outside_the_domain_is_refused():
    surface = custom_surface("log(x) + y^2", (0.1, 2, -1, 1), (1.0, 0.0))
    for start in ((-1.0, 0.0), (math.inf, 0.0), (1.0, math.nan)):
        with pytest.raises(DomainError):
            descend(surface, "sgd", start=start)


@pytest.mark.parametrize("rate", [0.1, 0.9, 5.0, 40.0])
@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_a_long_run_after_some_steps_is_the_run_of_so_many_steps(surface: Surface, rate: float) -> None:
    for optimiser in ("sgd", "momentum"):
        longest = descend(surface, optimiser, {"lr": rate}, steps=60)
        for steps in (0, 1, 5, 40, 60):
            assert longest.after(steps) == descend(surface, optimiser, {"lr": rate}, steps=steps)
