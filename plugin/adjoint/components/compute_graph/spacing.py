"""Places on a line as near as possible to where they are wanted, yet never too near one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(
    wanted: Sequence[float],
    gaps: Sequence[float],
    weights: Sequence[float],
    bounds: tuple[float, float] | None = None,
) -> list[float]:
    """Minimise Σ wᵢ (xᵢ − wantedᵢ)² subject to xᵢ₊₁ − xᵢ ≥ gapᵢ, within bounds if given.

    With the gaps taken off this is isotonic regression, solved exactly by pooling adjacent violators
    (Ayer et al. 1955). Constant bounds may be imposed afterwards by clipping the pooled solution.

    Args:
        wanted: where each place would like to be, in order from left to right.
        gaps: the least distance of each place from the next, one fewer than the places.
        weights: how much each place minds being moved; positive.
        bounds: the lowest and the highest place allowed; the gaps have to fit between.
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    pools: list[tuple[float, float, int]] = []
    for value, offset, weight in zip(wanted, offsets, weights, strict=True):
        mean, total, count = value - offset, weight, 1
        while pools and pools[-1][0] > mean:
            other, mass, members = pools.pop()
            mean = (mean * total + other * mass) / (total + mass)
            total, count = total + mass, count + members
        pools.append((mean, total, count))
    pooled = [mean for mean, _, count in pools for _ in range(count)]
    if bounds:
        low, high = bounds[0], bounds[1] - offsets[-1]
        pooled = [min(max(value, low), max(low, high)) for value in pooled]
    return [value + offset for value, offset in zip(pooled, offsets, strict=True)]
