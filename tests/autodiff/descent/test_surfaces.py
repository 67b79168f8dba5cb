"""Surfaces: their minima, found by the engine, checked by formulas and searches of our own."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from adjoint.autodiff import SURFACES, DomainError, ExpressionError, custom_surface, descend, surface_values

FORMULAS = {
    "bowl": lambda x, y, _: x**2 + 2 * y**2,
    "ravine": lambda x, y, _: (1 - x) ** 2 + 20 * (y - x**2) ** 2,
    "saddle": lambda x, y, _: x**2 - y**2 + x.__class__("0.04") * y,
    "bumpy": lambda x, y, exp: (
        (x**2 + y**2) / 10
        - 16 * exp(-2 * ((x - 11 / x.__class__(10)) ** 2 + (y - 9 / x.__class__(10)) ** 2)) / 10
        - exp(-2 * ((x + 12 / x.__class__(10)) ** 2 + (y - 11 / x.__class__(10)) ** 2))
        - 12 * exp(-2 * ((x + 9 / x.__class__(10)) ** 2 + (y + 1) ** 2)) / 10
        - 8 * exp(-2 * ((x - 13 / x.__class__(10)) ** 2 + (y + 11 / x.__class__(10)) ** 2)) / 10
    ),
}


def lowest_cells(formula, window, count=221):
    """Count the grid points that lie below their eight neighbours."""
    x0, x1, y0, y1 = window
    x, y = np.meshgrid(np.linspace(x0, x1, count), np.linspace(y0, y1, count))
    values = formula(x, y)
    inner = values[1:-1, 1:-1]
    shifts = [(i, j) for i in range(3) for j in range(3) if (i, j) != (1, 1)]
    lower = [inner < values[i : i + count - 2, j : j + count - 2] for i, j in shifts]
    return int(np.logical_and.reduce(lower).sum())


@pytest.mark.parametrize("name", SURFACES)
def test_a_surface_is_the_function_it_says(name):
    x, y = np.meshgrid(np.linspace(-2, 2, 7), np.linspace(-1.5, 2.5, 5))
    values = surface_values(SURFACES[name])(x, y)
    for point in np.ndindex(x.shape):
        exact = FORMULAS[name](mpmath.mpf(x[point]), mpmath.mpf(y[point]), mpmath.exp)
        assert values[point] == pytest.approx(float(exact), rel=1e-13, abs=1e-14)


@pytest.mark.parametrize("name", SURFACES)
def test_at_a_minimum_the_exact_gradient_vanishes_and_both_curvatures_are_positive(name):
    def f(x, y):
        return FORMULAS[name](x, y, mpmath.exp)

    with mpmath.workdps(30):
        for minimum in SURFACES[name].minima:
            exact = mpmath.findroot(
                lambda x, y: (mpmath.diff(f, (x, y), (1, 0)), mpmath.diff(f, (x, y), (0, 1))), minimum.point
            )
            assert minimum.point == pytest.approx(tuple(map(float, exact)), abs=1e-11)
            assert minimum.loss == pytest.approx(float(f(*exact)), abs=1e-15)
            h_xx, h_xy, h_yy = (mpmath.diff(f, tuple(exact), order) for order in ((2, 0), (1, 1), (0, 2)))
            assert h_xx > 0
            assert h_xx * h_yy - h_xy**2 > 0


@pytest.mark.parametrize("name", ["bowl", "saddle", "bumpy"])  # a grid is too coarse for the ravine's floor
def test_no_minimum_within_the_window_is_missed(name):
    surface = SURFACES[name]
    assert len(surface.minima) == lowest_cells(surface_values(surface), surface.window)


def test_minima_are_in_order_and_free_of_rounding():
    assert [minimum.point for minimum in SURFACES["ravine"].minima] == [(1.0, 1.0)]
    assert [minimum.point for minimum in SURFACES["bowl"].minima] == [(0.0, 0.0)]
    losses = [minimum.loss for minimum in SURFACES["bumpy"].minima]
    assert losses == sorted(losses)
    assert len(losses) == 4


def test_a_start_lies_within_its_window():
    for surface in SURFACES.values():
        x0, x1, y0, y1 = surface.window
        assert x0 < surface.start[0] < x1
        assert y0 < surface.start[1] < y1


def test_himmelblaus_four_minima_are_found():
    surface = custom_surface("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", (-6, 6, -6, 6), (0, 0))
    published = [(3.0, 2.0), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]
    found = [minimum.point for minimum in surface.minima]
    assert len(found) == 4
    for point in published:
        assert min(math.dist(point, other) for other in found) < 1e-6


@pytest.mark.parametrize("expression", ["x", "y", "x^2", "(x*y - 1)^2", "x + y", "x^2 - y^2", "3"])
def test_a_surface_without_an_isolated_minimum_has_none(expression):
    assert custom_surface(expression, (-2, 2, -2, 2), (1, 0.5)).minima == ()


def test_plain_descent_goes_down_a_surface_of_ones_own_whatever_its_scale():
    for scale in (1e-6, 1.0, 1e6):
        surface = custom_surface(f"{scale:.7f}*(x^2 + 5*(y - x)^2)", (-2, 2, -2, 2), (-1, 1))
        path = descend(surface, "sgd")
        assert path.losses[-1] < 1e-3 * path.losses[0]
        assert path.diverged_at is None


def test_values_outside_the_domain_are_nan_on_a_grid():
    surface = custom_surface("log(x) + y^2", (-1, 1, -1, 1), (0.5, 0.5))
    values = surface_values(surface)(np.array([-1.0, 0.5]), np.array([0.0, 0.0]))
    assert math.isnan(values[0])
    assert values[1] == pytest.approx(math.log(0.5))


def test_a_name_that_is_neither_x_nor_y_is_an_error_at_its_place():
    with pytest.raises(ExpressionError) as caught:
        custom_surface("x^2 + z", (-1, 1, -1, 1), (0, 0))
    assert (caught.value.start, caught.value.end) == (6, 7)


def test_a_start_without_a_value_is_an_error():
    with pytest.raises(DomainError):
        custom_surface("log(x)", (-1, 1, -1, 1), (-0.5, 0))


def test_an_empty_window_is_an_error():
    with pytest.raises(ValueError, match="empty"):
        custom_surface("x^2", (1, -1, -1, 1), (0, 0))


@pytest.mark.parametrize("window", [(-1, math.inf, -1, 1), (-1, 1, math.nan, 1)])
def test_a_window_without_an_end_is_an_error(window):
    with pytest.raises(ValueError, match="does not end"):
        custom_surface("x^2", window, (0, 0))
