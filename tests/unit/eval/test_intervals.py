from __future__ import annotations

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.intervals import bootstrap, mean, quantile, share


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 100, 0.7222, 0.8749)],
)
def test_wilson_as_published(hits: int, of: int, low: float, high: float) -> None:
    measure = share(hits, of)
    assert (round(measure.low, 4), round(measure.high, 4)) == (low, high)


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_share_lies_inside_its_interval(hits: int, misses: int) -> None:
    measure = share(hits, hits + misses)
    assert 0 <= measure.low <= measure.value <= measure.high <= 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_bootstrap_stays_within_the_values_and_repeats(values: list[float]) -> None:
    first = bootstrap(values, fmean)
    assert min(values) - 1e-9 <= first.low <= first.high <= max(values) + 1e-9
    assert first == mean(values)


def test_a_quantile_is_one_of_the_values() -> None:
    assert quantile([5.0, 1.0, 9.0, 3.0], 0.5).value == 5.0
    assert quantile([5.0], 0.95).value == 5.0


def test_nothing_measured_is_told_as_unknown() -> None:
    assert (share(0, 0).low, share(0, 0).high) == (0.0, 1.0)
    assert mean([]).value == 0.0
