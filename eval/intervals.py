"""95 % intervals: Wilson's for shares, the bootstrap for other means and quantiles."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

_Z = 1.959963984540054
_RESAMPLES = 2_000
_SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Measure:
    """A value and the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


def share(hits: int, of: int) -> Measure:
    """Wilson's score interval of a share; 0 of 0 is unknown, from 0 to 1."""
    if of == 0:
        return Measure(0.0, 0.0, 1.0)
    p = hits / of
    spread = 1 + _Z**2 / of
    centre = (p + _Z**2 / (2 * of)) / spread
    half = _Z * sqrt(p * (1 - p) / of + _Z**2 / (4 * of**2)) / spread
    return Measure(p, max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half)))


def mean(values: Sequence[float]) -> Measure:
    return bootstrap(values, fmean)


def quantile(values: Sequence[float], at: float) -> Measure:
    """`at` from 0 to 1; the nearest rank."""
    return bootstrap(values, lambda sample: sorted(sample)[min(len(sample) - 1, int(at * len(sample)))])


def bootstrap(values: Sequence[float], statistic: Callable[[Sequence[float]], float]) -> Measure:
    """The percentile bootstrap, from a fixed seed so that a run can be repeated; of nothing, all 0."""
    if not values:
        return Measure(0.0, 0.0, 0.0)
    chance = random.Random(_SEED)
    drawn = sorted(statistic(chance.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return Measure(statistic(values), drawn[int(0.025 * _RESAMPLES)], drawn[int(0.975 * _RESAMPLES) - 1])
