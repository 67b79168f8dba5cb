"""Gradients through depth against matrices, differences and what is known of scale and residuals."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from adjoint.autodiff.depth import ACTIVATIONS, Stack, first_layer, flow, layer_tape, layer_weights
from tests.autodiff.browser import engine

FORMULAS = {
    "identity": lambda z: z,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "gelu": lambda z: z * np.vectorize(lambda u: (1 + math.erf(u / math.sqrt(2))) / 2)(z),
    "swish": lambda z: z / (1 + np.exp(-z)),
}


def upwards(stack, layer, begin):
    """Return the layers from one on, computed by NumPy."""
    layers = [layer]
    for weights in layer_weights(stack)[begin:]:
        below = layers[-1]
        read = (below - below.mean()) / np.sqrt(below.var() + 1e-5) if stack.normalised else below
        value = FORMULAS[stack.activation](stack.scale * np.array(weights).reshape(stack.width, -1) @ read)
        layers.append(below + value if stack.residual else value)
    return layers


def by_differences(stack):
    """Return the gradients that reach each layer, by central differences with a step fit for them."""
    layers = upwards(stack, np.array(list(first_layer(stack).values())), 0)
    lengths = []
    for begin, layer in enumerate(layers):
        slopes = []
        for unit in range(stack.width):
            shift = np.zeros(stack.width)
            shift[unit] = 1e-6
            above, below = (upwards(stack, layer + sign * shift, begin)[-1].sum() for sign in (1, -1))
            slopes.append((above - below) / 2e-6 / math.sqrt(stack.width))
        lengths.append(math.hypot(*slopes))
    return lengths


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("residual", [False, True])
@pytest.mark.parametrize("normalised", [False, True])
def test_gradients_and_signals_are_those_of_the_stack_written_out(activation, residual, normalised):
    stack = Stack(5, 6, activation, 1.2, residual, normalised, seed=2)
    found = flow(stack)
    layers = upwards(stack, np.array(list(first_layer(stack).values())), 0)
    assert found.signals == pytest.approx([math.sqrt((layer**2).mean()) for layer in layers], rel=1e-12)
    assert found.gradients == pytest.approx(by_differences(stack), rel=1e-5, abs=1e-8)


def test_without_an_activation_the_gradient_is_a_product_of_matrices():
    stack = Stack(depth=12, activation="identity", scale=0.9)
    product = np.ones(stack.width) / math.sqrt(stack.width)
    lengths = [1.0]
    for weights in reversed(layer_weights(stack)):
        product = product @ (0.9 * np.array(weights).reshape(stack.width, -1))
        lengths.insert(0, float(np.linalg.norm(product)))
    assert flow(stack).gradients == pytest.approx(lengths, rel=1e-13)


def test_a_linear_stacks_gradient_goes_with_the_scale_to_the_power_of_the_depth():
    one, half, twice = (
        flow(Stack(depth=20, activation="identity", scale=s)).gradients[0] for s in (1, 0.5, 2)
    )
    assert half == pytest.approx(one * 0.5**20)
    assert twice == pytest.approx(one * 2.0**20)


def test_the_gradient_is_the_product_of_the_layers_factors():
    found = flow(Stack())
    assert math.prod(found.factors) == pytest.approx(found.gradients[0])
    assert len(found.factors) == 24


def test_at_the_output_the_gradient_is_one_and_at_the_input_the_signal_is():
    for activation in ACTIVATIONS:
        found = flow(Stack(activation=activation))
        assert found.gradients[-1] == pytest.approx(1.0)
        assert found.signals[0] == pytest.approx(1.0)


def test_residual_paths_carry_the_gradient_whole_where_the_layers_do_nothing():
    assert flow(Stack(residual=True, scale=0.0)).gradients == pytest.approx([1.0] * 25)
    assert flow(Stack(residual=False, scale=0.0)).gradients[0] == 0.0


def test_a_plain_sigmoid_stack_vanishes_and_its_residual_twin_does_not():
    assert flow(Stack(activation="sigmoid")).gradients[0] < 1e-10
    assert 0.1 < flow(Stack(activation="sigmoid", residual=True)).gradients[0] < 10


def test_he_initialisation_keeps_a_relu_stack_alive_that_unit_scale_lets_die():
    plain, careful = (
        flow(Stack(activation="relu", scale=s, seed=s0)) for s, s0 in ((1.0, 1), (math.sqrt(2), 1))
    )
    assert plain.gradients[0] < 1e-3
    assert 0.05 < careful.gradients[0] < 20


def test_an_added_path_without_normalisation_explodes_and_with_it_does_not():
    assert flow(Stack(activation="relu", scale=math.sqrt(2), residual=True)).gradients[0] > 1e3
    assert (
        flow(Stack(activation="relu", scale=math.sqrt(2), residual=True, normalised=True)).gradients[0] < 100
    )


def test_weights_have_the_variance_they_should():
    weights = np.array(layer_weights(Stack(depth=100, width=16)))
    assert weights.std() * 4 == pytest.approx(1.0, abs=0.02)
    assert weights.mean() == pytest.approx(0.0, abs=0.01)


def test_a_seed_gives_the_same_stack_and_another_gives_another():
    assert flow(Stack(seed=3)) == flow(Stack(seed=3))
    assert flow(Stack(seed=3)) != flow(Stack(seed=4))


@pytest.mark.parametrize("stack", [{"depth": 0}, {"width": 33}, {"depth": 201}, {"activation": "sine"}])
def test_what_is_no_stack_is_refused(stack):
    with pytest.raises(ValueError, match=r"there is no activation sine|a stack has"):
        Stack(**stack)


@pytest.mark.parametrize("residual", [False, True])
@pytest.mark.parametrize("normalised", [False, True])
def test_the_browser_follows_the_flow_with_one_layers_tape(residual, normalised):
    stack = Stack(residual=residual, normalised=normalised, scale=1.3)
    browser = engine("depth.js")
    first = list(first_layer(stack).values())
    given = ", ".join(json.dumps(part) for part in (layer_tape(stack), first, layer_weights(stack), 1.3))
    found = json.loads(browser.eval(f"JSON.stringify(flow({given}))"))
    assert found["gradients"] == pytest.approx(flow(stack).gradients, rel=1e-11)
    assert found["signals"] == pytest.approx(flow(stack).signals, rel=1e-11)
