"""Closed forms and descents as a careful programmer writes them, to compare with what the engine makes."""

# ruff: noqa: PLR0913, PLR0917  (settings one by one, as they are written by hand)

from __future__ import annotations

from math import exp, hypot, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    Point = tuple[float, float]


def ravine(x, y):
    a = 1 - x
    b = y - x * x
    return a * a + 20 * b * b, -2 * a - 80 * x * b, 40 * b


def ravine_hessian(x, y):
    a = 1 - x
    b = y - x * x
    return a * a + 20 * b * b, -2 * a - 80 * x * b, 40 * b, 2 - 80 * b + 160 * x * x, -80 * x, 40.0


def bumpy(x, y):
    x1, y1 = x - 1.1, y - 0.9
    x2, y2 = x + 1.2, y - 1.1
    x3, y3 = x + 0.9, y + 1
    x4, y4 = x - 1.3, y + 1.1
    e1 = 1.6 * exp(-2 * (x1 * x1 + y1 * y1))
    e2 = exp(-2 * (x2 * x2 + y2 * y2))
    e3 = 1.2 * exp(-2 * (x3 * x3 + y3 * y3))
    e4 = 0.8 * exp(-2 * (x4 * x4 + y4 * y4))
    return (
        0.1 * (x * x + y * y) - e1 - e2 - e3 - e4,
        0.2 * x + 4 * (x1 * e1 + x2 * e2 + x3 * e3 + x4 * e4),
        0.2 * y + 4 * (y1 * e1 + y2 * e2 + y3 * e3 + y4 * e4),
    )


def ravine_arrays(x, y):
    a = 1 - x
    b = y - x * x
    return a * a + 20 * b * b, -2 * a - 80 * x * b, 40 * b


def bumpy_arrays(x, y):
    value, slope_x, slope_y = 0.1 * (x * x + y * y), 0.2 * x, 0.2 * y
    for a, b, depth in ((1.1, 0.9, 1.6), (-1.2, 1.1, 1.0), (-0.9, -1.0, 1.2), (1.3, -1.1, 0.8)):
        u, v = x - a, y - b
        e = depth * np.exp(-2 * (u * u + v * v))
        value = value - e
        slope_x = slope_x + 4 * u * e
        slope_y = slope_y + 4 * v * e
    return value, slope_x, slope_y


def sgd(x, y, steps, lr):
    points, losses, norms = [], [], []
    for _ in range(steps + 1):
        a = 1 - x
        b = y - x * x
        gx = -2 * a - 80 * x * b
        gy = 40 * b
        points.append((x, y))
        losses.append(a * a + 20 * b * b)
        norms.append(hypot(gx, gy))
        x -= lr * gx
        y -= lr * gy
    return points, losses, norms


def momentum(x, y, steps, lr, momentum):
    points, losses, norms = [], [], []
    vx = vy = 0.0
    for _ in range(steps + 1):
        a = 1 - x
        b = y - x * x
        gx = -2 * a - 80 * x * b
        gy = 40 * b
        points.append((x, y))
        losses.append(a * a + 20 * b * b)
        norms.append(hypot(gx, gy))
        vx = momentum * vx + gx
        vy = momentum * vy + gy
        x -= lr * vx
        y -= lr * vy
    return points, losses, norms


def nesterov(x, y, steps, lr, momentum):
    points, losses, norms = [], [], []
    vx = vy = 0.0
    for _ in range(steps + 1):
        a = 1 - x
        b = y - x * x
        gx = -2 * a - 80 * x * b
        gy = 40 * b
        points.append((x, y))
        losses.append(a * a + 20 * b * b)
        norms.append(hypot(gx, gy))
        vx = momentum * vx + gx
        vy = momentum * vy + gy
        x -= lr * (gx + momentum * vx)
        y -= lr * (gy + momentum * vy)
    return points, losses, norms


def rmsprop(x, y, steps, lr, alpha, eps):
    points, losses, norms = [], [], []
    sx = sy = 0.0
    for _ in range(steps + 1):
        a = 1 - x
        b = y - x * x
        gx = -2 * a - 80 * x * b
        gy = 40 * b
        points.append((x, y))
        losses.append(a * a + 20 * b * b)
        norms.append(hypot(gx, gy))
        sx = alpha * sx + (1 - alpha) * gx * gx
        sy = alpha * sy + (1 - alpha) * gy * gy
        x -= lr * gx / (sqrt(sx) + eps)
        y -= lr * gy / (sqrt(sy) + eps)
    return points, losses, norms


def adagrad(x, y, steps, lr, eps):
    points, losses, norms = [], [], []
    sx = sy = 0.0
    for _ in range(steps + 1):
        a = 1 - x
        b = y - x * x
        gx = -2 * a - 80 * x * b
        gy = 40 * b
        points.append((x, y))
        losses.append(a * a + 20 * b * b)
        norms.append(hypot(gx, gy))
        sx += gx * gx
        sy += gy * gy
        x -= lr * gx / (sqrt(sx) + eps)
        y -= lr * gy / (sqrt(sy) + eps)
    return points, losses, norms


def adam(x, y, steps, lr, beta1, beta2, eps):
    points, losses, norms = [], [], []
    mx = my = vx = vy = 0.0
    for t in range(1, steps + 2):
        a = 1 - x
        b = y - x * x
        gx = -2 * a - 80 * x * b
        gy = 40 * b
        points.append((x, y))
        losses.append(a * a + 20 * b * b)
        norms.append(hypot(gx, gy))
        mx = beta1 * mx + (1 - beta1) * gx
        my = beta1 * my + (1 - beta1) * gy
        vx = beta2 * vx + (1 - beta2) * gx * gx
        vy = beta2 * vy + (1 - beta2) * gy * gy
        c1 = 1 - beta1**t
        c2 = 1 - beta2**t
        x -= lr * (mx / c1) / (sqrt(vx / c2) + eps)
        y -= lr * (my / c1) / (sqrt(vy / c2) + eps)
    return points, losses, norms


def adamw(x, y, steps, lr, beta1, beta2, eps, weight_decay):
    points, losses, norms = [], [], []
    mx = my = vx = vy = 0.0
    for t in range(1, steps + 2):
        a = 1 - x
        b = y - x * x
        gx = -2 * a - 80 * x * b
        gy = 40 * b
        points.append((x, y))
        losses.append(a * a + 20 * b * b)
        norms.append(hypot(gx, gy))
        mx = beta1 * mx + (1 - beta1) * gx
        my = beta1 * my + (1 - beta1) * gy
        vx = beta2 * vx + (1 - beta2) * gx * gx
        vy = beta2 * vy + (1 - beta2) * gy * gy
        c1 = 1 - beta1**t
        c2 = 1 - beta2**t
        x -= lr * (weight_decay * x + (mx / c1) / (sqrt(vx / c2) + eps))
        y -= lr * (weight_decay * y + (my / c1) / (sqrt(vy / c2) + eps))
    return points, losses, norms


def newton(x, y, steps, lr, damping):
    points, losses, norms = [], [], []
    for _ in range(steps + 1):
        a = 1 - x
        b = y - x * x
        gx = -2 * a - 80 * x * b
        gy = 40 * b
        points.append((x, y))
        losses.append(a * a + 20 * b * b)
        norms.append(hypot(gx, gy))
        hxx = 2 - 80 * b + 160 * x * x
        hxy = -80 * x
        hyy = 40.0
        mixed = hxy * hxy
        det = abs(hxx * hyy - mixed)
        size = sqrt(hxx * hxx + hyy * hyy + 2 * mixed + 2 * det)
        p = (hxx * hxx + mixed + det) / size + damping
        q = (hyy * hyy + mixed + det) / size + damping
        r = hxy * (hxx + hyy) / size
        det = p * q - r * r
        x -= lr * (q * gx - r * gy) / det
        y -= lr * (p * gy - r * gx) / det
    return points, losses, norms


DESCENTS: dict[str, Callable[..., tuple[list[Point], list[float], list[float]]]] = {
    "sgd": sgd,
    "momentum": momentum,
    "nesterov": nesterov,
    "rmsprop": rmsprop,
    "adagrad": adagrad,
    "adam": adam,
    "adamw": adamw,
    "newton": newton,
}
"""Loops down the ravine, their settings in the order of the engine's."""
