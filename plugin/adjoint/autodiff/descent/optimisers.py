"""Optimisers: what each makes of a gradient, as programs ``(state, gradient, settings) → (state, step)``.

A program is text in the engine's own language and speaks of one coordinate at a time:

- ``g`` is the gradient along the coordinate, ``p`` where the point stands, ``t`` the step's number, from 1;
- each name of ``state`` is a number that the optimiser remembers, 0 at first, and that the program makes anew
  under the name with ``_next``;
- ``move`` is the step: what is added to ``p``;
- a second-order program also reads ``h``, the curvature along the coordinate, and what belongs to the other
  coordinate of the plane: ``g_across``, ``h_across`` and the mixed derivative ``h_mixed``.

One definition serves everywhere: ``trajectory`` compiles it to Python, ``tapes`` records it for the browser.
Nothing here knows how a gradient is found. Where PyTorch has the optimiser the conventions are those of
``torch.optim`` (the learning rate multiplies the velocity and is not part of it; ε is added after the square
root; no dampening), and the tests hold its trajectories to PyTorch's.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from adjoint.autodiff.descent.settings import Rule, Setting, Unit
from adjoint.frozen import frozen


@frozen
class Optimiser(Rule):
    """An optimiser: its step program, the settings it reads and the names of what it remembers."""

    state: tuple[str, ...] = ()


def _rate(default: float, unit: Unit, low: float = 1e-6, high: float = 100.0) -> Setting:
    return Setting("lr", default, low, high, "learning rate: how far a step goes", unit)


_MOMENTUM: Final = Setting("momentum", 0.9, 0.0, 0.99, "share of the velocity that a step keeps")
_ALPHA: Final = Setting("alpha", 0.99, 0.5, 0.999, "memory of the mean of the gradients' squares")
_BETA1: Final = Setting("beta1", 0.9, 0.0, 0.99, "memory of the mean of the gradients")
_BETA2: Final = Setting("beta2", 0.999, 0.8, 0.9999, "memory of the mean of their squares")


def _epsilon(default: float) -> Setting:
    return Setting("eps", default, 1e-12, 1e-1, "ε, keeps a division by small gradients finite")


_ADAM: Final = """
    m_next = beta1 * m + (1 - beta1) * g;
    v_next = beta2 * v + (1 - beta2) * g^2;
    m_hat = m_next / (1 - beta1^t);
    v_hat = v_next / (1 - beta2^t);
"""

_ALL: Final = (
    Optimiser(
        "sgd",
        "SGD",
        "Plain gradient descent: straight down the slope.",
        (_rate(1.0, "rate"),),
        "move = -lr * g",
    ),
    Optimiser(
        "momentum",
        "Momentum",
        "A velocity gathers the gradients (Polyak 1964): across a ravine they cancel, along it they add up.",
        (_rate(0.75, "rate"), _MOMENTUM),
        "v_next = momentum * v + g; move = -lr * v_next",
        state=("v",),
    ),
    Optimiser(
        "nesterov",
        "Nesterov",
        "Momentum that looks ahead to where the velocity leads (Nesterov 1983, in PyTorch's form).",
        (_rate(0.75, "rate"), _MOMENTUM),
        "v_next = momentum * v + g; move = -lr * (g + momentum * v_next)",
        state=("v",),
    ),
    Optimiser(
        "rmsprop",
        "RMSProp",
        "Each coordinate's step is divided by the running size of its gradient (Hinton 2012).",
        (
            _rate(0.01, "width"),
            Setting("alpha", 0.99, 0.5, 0.999, "memory of the mean square"),
            _epsilon(1e-8),
        ),
        "s_next = alpha * s + (1 - alpha) * g^2; move = -lr * g / (sqrt(s_next) + eps)",
        state=("s",),
    ),
    Optimiser(
        "adagrad",
        "Adagrad",
        "Each coordinate's step is divided by the size of all its gradients so far (Duchi et al. 2011).",
        (_rate(0.15, "width"), _epsilon(1e-10)),
        "s_next = s + g^2; move = -lr * g / (sqrt(s_next) + eps)",
        state=("s",),
    ),
    Optimiser(
        "adam",
        "Adam",
        "Momentum and RMSProp together, both corrected for starting at nothing (Kingma and Ba 2015).",
        (_rate(0.05, "width"), _BETA1, _BETA2, _epsilon(1e-8)),
        _ADAM + "move = -lr * m_hat / (sqrt(v_hat) + eps)",
        state=("m", "v"),
    ),
    Optimiser(
        "adamw",
        "AdamW",
        "Adam with a pull towards the origin that no gradient's size divides (Loshchilov and Hutter 2019).",
        (
            _rate(0.05, "width"),
            _BETA1,
            _BETA2,
            _epsilon(1e-8),
            Setting("weight_decay", 0.01, 0.0, 1.0, "strength of the pull towards the origin"),
        ),
        _ADAM + "move = -lr * (m_hat / (sqrt(v_hat) + eps) + weight_decay * p)",
        state=("m", "v"),
    ),
    # |H| has the eigenvectors of H and the absolute values of its eigenvalues. For a 2×2 matrix that root
    # of H² is (H² + |det H| I) / √(tr H² + 2 |det H|), by Cayley and Hamilton; `size` stays above 0.
    Optimiser(
        "newton",
        "Newton",
        "Newton's damped step −lr (|H| + damping I)⁻¹ g. Where H is positive definite |H| is H, and a "
        "quadratic bowl takes one step. Near a saddle Newton's own step would climb to the saddle; |H| "
        "turns it round where the surface curves down, so that it leaves (Dauphin et al. 2014). "
        "Exactly on a saddle the gradient is 0 and the point stays, as with every method here.",
        (
            _rate(1.0, "", 0.01, 1.0),
            Setting(
                "damping",
                1e-3,
                0.0,
                10.0,
                "added to each curvature; shortens steps where the surface is flat",
            ),
        ),
        """
        det = abs(h * h_across - h_mixed^2);
        size = max(sqrt(h^2 + h_across^2 + 2 * h_mixed^2 + 2 * det), 1e-300);
        own = (h^2 + h_mixed^2 + det) / size + damping;
        across = (h_across^2 + h_mixed^2 + det) / size + damping;
        mixed = h_mixed * (h + h_across) / size;
        move = -lr * (across * g - mixed * g_across) / (own * across - mixed^2)
        """,
    ),
)

OPTIMISERS: Final[Mapping[str, Optimiser]] = MappingProxyType(
    {optimiser.name: optimiser for optimiser in _ALL}
)
"""Every optimiser by name; a new one is one entry above."""
