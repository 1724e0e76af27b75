"""Arithmetic is exact; rounding is half up, once, from the exact value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.calculation.arithmetic import as_decimal, directed, evaluate, round_half_up
from rm_assistant.calculation.notation import parse, write
from rm_assistant.domain.calculations import Operand

amounts = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=4).map(Fraction)


def value_of(text: str, **values: object) -> Fraction:
    return evaluate(parse(text), lambda operand: Fraction(str(values[operand.term])))


@given(amounts, amounts, amounts)
def test_nothing_is_lost_on_the_way(a: Fraction, b: Fraction, c: Fraction) -> None:
    values = {"a": a, "b": b, "c": c}
    result = evaluate(parse("(a + b) * 3 - average(a, b, c) / 7"), lambda operand: values[operand.term])
    assert result == (a + b) * 3 - (a + b + c) / 3 / 7


@given(amounts, st.integers(0, 6))
def test_rounding_moves_by_half_a_place_at_most(value: Fraction, decimals: int) -> None:
    rounded = round_half_up(value, decimals)
    assert abs(Fraction(rounded) - value) * 2 <= Fraction(1, 10**decimals)
    assert rounded == -round_half_up(-value, decimals)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.125", 2, "0.13"),
        ("1.005", 2, "1.01"),
        ("-0.004", 2, "0.00"),
        ("7", 2, "7.00"),
    ],
)
def test_half_goes_away_from_zero(value: str, decimals: int, rounded: str) -> None:
    assert str(round_half_up(Fraction(value), decimals)) == rounded


def test_a_third_has_many_digits_and_a_half_has_one() -> None:
    assert as_decimal(Fraction(1, 2)) == Decimal("0.5")
    assert str(as_decimal(Fraction(1, 3))).startswith("0." + "3" * 40)


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        value_of("a / (b - b)", a=1, b=2)


def test_a_root_is_taken_of_positive_numbers_only() -> None:
    assert round_half_up(value_of("root(a / b, 2) - 1", a="1.21", b=1), 10) == Decimal("0.1")
    with pytest.raises(ZeroDivisionError):
        value_of("root(a, 2)", a=-4)
    with pytest.raises(ZeroDivisionError):
        value_of("root(a, 1 / 1000000000000)", a=8)


@pytest.mark.parametrize(("a", "b", "apart"), [(3, 5, 2), (5, 3, 2), (-3, -5, -2), (-5, -3, -2), (-3, 5, 8), (4, 4, 0)])
def test_a_difference_has_no_direction(a: int, b: int, apart: int) -> None:
    assert value_of("difference(a, b)", a=a, b=b) == apart


def test_a_difference_is_shown_as_the_subtraction_that_it_was() -> None:
    values = {Operand("a"): Fraction(3), Operand("b"): Fraction(5)}
    assert write(directed(parse("2 * difference(a, b)"), values.__getitem__)) == "2 * (b - a)"
