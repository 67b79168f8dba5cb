"""The engine against closed forms by hand, micrograd, autograd and JAX: ``python -m benchmarks.engine``.

Every comparison runs its candidates in turns in one process and prints their best times and the ratios that
the engine means to keep. What is not installed is left out (the ``benchmarks`` extra brings it).
Name comparisons to run only these: ``python -m benchmarks.engine surfaces network``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from benchmarks.engine import by_hand, others
from benchmarks.engine.grid import BY_HAND, times_apart
from benchmarks.engine.timing import shown, times

from adjoint.autodiff import (
    OPTIMISERS,
    SURFACES,
    compile_gradient,
    compile_scalar,
    compile_value,
    default_settings,
    descend,
    gradient,
    hessian_graph,
    parse_graph,
)
from adjoint.autodiff.builder import Builder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from adjoint.autodiff import Graph

AXES = ("x", "y")
POINT = (-1.4, 0.6)
ENGINE = "adjoint"


@dataclass(frozen=True)
class Reach:
    """A ratio to keep: the engine's time to another candidate's, or another's to the engine's."""

    other: str
    most: float | None = None
    """The engine may take at most this many times the other's time."""
    faster: float | None = None
    """The engine must be at least this many times faster."""


def compare(title: str, functions: Mapping[str, Callable[[], object]], *reaches: Reach) -> bool:
    """Time and print one comparison; return whether the engine reached all it means to."""
    return report(title, times(functions), *reaches)


def report(title: str, found: Mapping[str, float], *reaches: Reach) -> bool:
    """Print the times of one comparison; return whether the engine reached all it means to."""
    print(f"\n{title}")
    own = found[ENGINE]
    for name, seconds in found.items():
        print(f"  {name:22} {shown(seconds):>10}   × {seconds / own:.2f}")
    kept = True
    for reach in reaches:
        if reach.other not in found:
            continue
        ratio = own / found[reach.other]
        held = ratio <= reach.most if reach.most is not None else 1 / ratio >= (reach.faster or 0.0)
        aim = f"≤ {reach.most} ×" if reach.most is not None else f"≥ {reach.faster:g} × faster than"
        value = f"{ratio:.2f}" if reach.most is not None else f"{1 / ratio:.1f}"
        print(f"  {'reached' if held else 'MISSED '} {value} ({aim} {reach.other})")
        kept = kept and held
    return kept


def surfaces() -> Iterator[bool]:
    """Value and gradient at a point, and the Hessian."""
    x, y = POINT
    for name, by_formula in (("ravine", by_hand.ravine), ("bumpy", by_hand.bumpy)):
        graph = SURFACES[name].graph
        value, slope = compile_value(graph, inputs=AXES), compile_gradient(graph, inputs=AXES)
        assert np.allclose(slope(x, y), by_formula(x, y), rtol=1e-13), name
        functions = {
            ENGINE: lambda slope=slope: slope(x, y),
            "by hand": lambda by_formula=by_formula: by_formula(x, y),
            "adjoint, value only": lambda value=value: value(x, y),
            **others.gradients(name, x, y),
        }
        yield compare(f"{name}: value and gradient", functions, Reach("by hand", most=1.0))
        hessian = compile_scalar(hessian_graph(graph, inputs=AXES))
        functions = {ENGINE: lambda hessian=hessian: hessian(x, y), **others.hessians(name, x, y)}
        if name == "ravine":
            functions["by hand"] = lambda: by_hand.ravine_hessian(x, y)
        yield compare(f"{name}: value, gradient and Hessian", functions)


def network_graph() -> tuple[Graph, list[str]]:
    """Return a 2-16-16-1 tanh network's squared error as a scalar graph, and its weights' names."""
    steps, layer, names = [], ["a", "b"], []
    for depth, width in enumerate((16, 16, 1)):
        units = []
        for unit in range(width):
            bias = f"w{depth}_{unit}_b"
            weights = [f"w{depth}_{unit}_{k}" for k in range(len(layer))]
            names += [bias, *weights]
            total = " + ".join([bias, *(f"{w} * {u}" for w, u in zip(weights, layer, strict=True))])
            units.append(f"h{depth}_{unit}")
            steps.append(f"{units[-1]} = {total if depth == 2 else f'tanh({total})'}")
        layer = units
    steps.append(f"loss = ({layer[0]} - target)^2")
    return parse_graph("; ".join(steps), inputs=["a", "b", "target", *names]), names


def network() -> Iterator[bool]:
    """A network of 337 weights as a scalar graph."""
    graph, names = network_graph()
    weights = [float(w) for w in np.random.default_rng(1).normal(0, 0.5, len(names))]
    slope = compile_scalar(gradient(graph, inputs=names))
    value = compile_scalar(graph)
    given = (0.3, -0.7, 0.25, *weights)
    functions = {
        ENGINE: lambda: slope(*given),
        "adjoint, value only": lambda: value(*given),
        **others.networks(weights, given[:2], given[2]),
    }
    reaches = Reach("micrograd", faster=80), Reach("jax, jitted", faster=5)
    yield compare(f"network of {len(names)} weights: value and gradient", functions, *reaches)


def chain_graph(length: int) -> Graph:
    """Return s = sin(s + x_k), one input after the other."""
    builder = Builder()
    value = builder.input("x0")
    for k in range(1, length):
        value = builder.apply("sin", builder.apply("add", value, builder.input(f"x{k}")))
    return builder.graph([value])


def chain() -> Iterator[bool]:
    """The gradient's time against the value's as the inputs grow."""
    for length in (10, 100, 1_000, 10_000):
        graph = chain_graph(length)
        value, slope = compile_value(graph), compile_gradient(graph)
        given = [float(x) for x in np.random.default_rng(2).normal(size=length)]
        functions = {
            ENGINE: lambda slope=slope, given=given: slope(*given),
            "value only": lambda value=value, given=given: value(*given),
        }
        yield compare(f"chain of {length:,} inputs: gradient", functions, Reach("value only", most=3.0))


def grid() -> Iterator[bool]:
    """Values and gradients at 256 × 256 points."""
    for name in BY_HAND:
        title = f"{name} on a grid: values and gradients, each candidate in a process of its own"
        yield report(title, times_apart(name), Reach("by hand, whole arrays", most=0.6))


def trajectories() -> Iterator[bool]:
    """1,600 steps down the ravine, every point, loss and gradient norm recorded."""
    ravine = SURFACES["ravine"]
    for name, loop in by_hand.DESCENTS.items():
        settings = tuple(default_settings(ravine, OPTIMISERS[name]).values())
        functions = {
            ENGINE: lambda name=name: descend(ravine, name, steps=1600),
            "by hand": lambda loop=loop, settings=settings: loop(*ravine.start, 1600, *settings),
        }
        both = functions[ENGINE]().points[:50], functions["by hand"]()[0][:50]
        assert np.allclose(*both, rtol=1e-12, atol=1e-12), name
        yield compare(f"{name}: a trajectory of 1,600 steps", functions, Reach("by hand", most=1.1))


COMPARISONS = {
    "surfaces": surfaces,
    "network": network,
    "chain": chain,
    "grid": grid,
    "trajectories": trajectories,
}


def main(names: list[str]) -> int:
    """Run the comparisons named, all if none is; return 1 if one missed its reach."""
    results = [result for name in names or COMPARISONS for result in COMPARISONS[name]()]
    print(f"\n{sum(results)} of {len(results)} comparisons reached what they mean to.")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
