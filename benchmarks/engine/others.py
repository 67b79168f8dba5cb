"""The same computations in micrograd, autograd and JAX, each left out where it is not installed."""

from __future__ import annotations

import importlib
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Thunk = Callable[[], object]

WELLS = ((1.1, 0.9, 1.6), (-1.2, 1.1, 1.0), (-0.9, -1.0, 1.2), (1.3, -1.1, 0.8))


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _ravine(x, y, _):
    return (1 - x) ** 2 + 20 * (y - x**2) ** 2


def _bumpy(x, y, exp):
    total = 0.1 * (x**2 + y**2)
    for a, b, depth in WELLS:
        total = total - depth * exp(-2 * ((x - a) ** 2 + (y - b) ** 2))
    return total


SURFACES = {"ravine": _ravine, "bumpy": _bumpy}


def gradients(surface: str, x: float, y: float) -> dict[str, Thunk]:
    """Return, for each library, a function that computes value and gradient at a point."""
    formula = SURFACES[surface]
    found: dict[str, Thunk] = {}
    if engine := _module("micrograd.engine"):
        found["micrograd"] = lambda: _micrograd_surface(engine.Value, formula, x, y)
    if autograd := _module("autograd"):
        numpy = _module("autograd.numpy")
        slope = autograd.value_and_grad(lambda p: formula(p[0], p[1], numpy.exp))
        point = numpy.array([x, y])
        found["autograd"] = lambda: slope(point)
    if jax := _jax():
        compiled = jax.jit(jax.value_and_grad(lambda x, y: formula(x, y, jax.numpy.exp), argnums=(0, 1)))
        found["jax, jitted"] = lambda: jax.block_until_ready(compiled(x, y))
    return found


def hessians(surface: str, x: float, y: float) -> dict[str, Thunk]:
    """Return, for each library that can, a function that computes the Hessian at a point."""
    formula = SURFACES[surface]
    found: dict[str, Thunk] = {}
    if autograd := _module("autograd"):
        numpy = _module("autograd.numpy")
        hessian = autograd.hessian(lambda p: formula(p[0], p[1], numpy.exp))
        point = numpy.array([x, y])
        found["autograd"] = lambda: hessian(point)
    if jax := _jax():
        compiled = jax.jit(jax.hessian(lambda p: formula(p[0], p[1], jax.numpy.exp)))
        vector = jax.numpy.array([x, y])
        found["jax, jitted"] = lambda: jax.block_until_ready(compiled(vector))
    return found


def networks(weights: list[float], inputs: tuple[float, float], target: float) -> dict[str, Thunk]:
    """Return functions that compute a 2-16-16-1 tanh network's squared error and its gradient."""
    found: dict[str, Thunk] = {}
    if engine := _module("micrograd.engine"):
        found["micrograd"] = lambda: _micrograd_network(engine.Value, weights, inputs, target)
    if autograd := _module("autograd"):
        numpy = _module("autograd.numpy")
        slope = autograd.value_and_grad(_network(numpy, inputs, target))
        arrays = _matrices(numpy, weights)
        found["autograd"] = lambda: slope(arrays)
    if jax := _jax():
        on_arrays = jax.jit(jax.value_and_grad(_network(jax.numpy, inputs, target)))
        device = _matrices(jax.numpy, weights)
        found["jax, jitted, on arrays"] = lambda: jax.block_until_ready(on_arrays(device))
        on_scalars = jax.jit(jax.value_and_grad(lambda w: _scalar_network(w, inputs, target, jax.numpy.tanh)))
        found["jax, jitted"] = lambda: jax.block_until_ready(on_scalars(weights))
    return found


def grid(surface: str, x: Any, y: Any) -> Thunk | None:
    """Return a function that computes values and gradients on a grid by jitted JAX, None without JAX."""
    jax = _jax()
    if not jax:
        return None
    formula = SURFACES[surface]
    one = jax.value_and_grad(lambda x, y: formula(x, y, jax.numpy.exp), argnums=(0, 1))
    compiled = jax.jit(jax.vmap(jax.vmap(one)))
    device = jax.numpy.array(x), jax.numpy.array(y)
    return lambda: jax.block_until_ready(compiled(*device))


def _jax() -> Any:
    jax = _module("jax")
    if jax:
        jax.config.update("jax_enable_x64", True)  # noqa: FBT003  (JAX's own signature)
    return jax


def _micrograd_surface(value: Any, formula: Any, x: float, y: float) -> object:
    px, py = value(x), value(y)
    loss = formula(px, py, lambda u: _unary(value, u, math.exp(u.data), math.exp(u.data)))
    loss.backward()
    return loss.data, px.grad, py.grad


def _unary(value: Any, operand: Any, result: float, slope: float) -> Any:
    """Give micrograd an operation that it does not have, in the way it writes its own."""
    out = value(result, (operand,), "f")

    def backward() -> None:
        operand.grad += slope * out.grad

    out._backward = backward  # noqa: SLF001  (micrograd's protocol)
    return out


def _micrograd_network(
    value: Any, weights: list[float], inputs: tuple[float, float], target: float
) -> object:
    def tanh(operand: Any) -> Any:
        result = math.tanh(operand.data)
        return _unary(value, operand, result, 1 - result**2)

    parameters = [value(weight) for weight in weights]
    loss = _scalar_network(parameters, inputs, target, tanh)
    loss.backward()
    return loss.data, [parameter.grad for parameter in parameters]


def _scalar_network(weights: list[Any], inputs: tuple[float, float], target: float, tanh: Any) -> Any:
    remaining = iter(weights)
    layer: list[Any] = list(inputs)
    for width in (16, 16, 1):
        sums = []
        for _ in range(width):
            total = next(remaining)
            for unit in layer:
                total = total + next(remaining) * unit
            sums.append(total)
        layer = sums if width == 1 else [tanh(total) for total in sums]
    return (layer[0] - target) ** 2


def _matrices(numpy: Any, weights: list[float]) -> list[Any]:
    """Return the weights as arrays, each row a unit: its bias, then its weights."""
    shapes, start, arrays = ((16, 3), (16, 17), (1, 17)), 0, []
    for rows, columns in shapes:
        arrays.append(numpy.array(weights[start : start + rows * columns]).reshape(rows, columns))
        start += rows * columns
    return arrays


def _network(numpy: Any, inputs: tuple[float, float], target: float) -> Any:
    def error(arrays: list[Any]) -> Any:
        layer = numpy.array(inputs)
        for array in arrays[:-1]:
            layer = numpy.tanh(array[:, 0] + array[:, 1:] @ layer)
        return (arrays[-1][0, 0] + arrays[-1][0, 1:] @ layer - target) ** 2

    return error
