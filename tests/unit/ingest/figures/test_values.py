from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures.values import PrintedValue, read_cell
from rm_assistant.domain.figures import FigureKind, UnitKind


def only(text: str) -> PrintedValue:
    (value,) = read_cell(text)
    return value


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,577", "1577"),
        ("△ 83,829", "-83829"),
        ("▲5", "-5"),
        ("-1.5", "-1.5"),
        ("０．５", "0.5"),
        ("※２ 213,851", "213851"),
        ("※(1) 212,869", "212869"),
        ("※１， ※２ 692,211", "692211"),
        ("212,869 ※1", "212869"),
        ("1,000(注2)", "1000"),
        ("100.0 (a)", "100.0"),
        ("$ 1,577", "1577"),
        ("普通株式 1,414,055", "1414055"),
        ("110円05銭", "110.05"),
    ],
)
def test_a_number_is_read_past_marks_and_signs(printed: str, value: str) -> None:
    assert only(printed).value == Decimal(value)


@pytest.mark.parametrize("printed", ["－", "―", "—", "$—", "-", "─", "n/a", "該当なし", "－百万円"])
def test_a_dash_is_nil_and_neither_zero_nor_words(printed: str) -> None:
    assert (only(printed).kind, only(printed).value) == (FigureKind.NIL, None)


@pytest.mark.parametrize(
    "printed",
    [
        "2020年３月31日",
        "10-K",
        "03-5117-0270",
        "00501",
        "0～65",
        "2019年度",
        "取締役",
        "(注)３",
        "7,34",
        "該当事項はありません。",
        "Note 5",
    ],
)
def test_dates_ranges_names_and_references_are_words(printed: str) -> None:
    assert only(printed).kind is FigureKind.WORDS


@pytest.mark.parametrize("printed", ["(1,577)", "( 1,577 )", "$(1,577)", "$ (1,577)", "(2.5)%"])
def test_brackets_alone_are_told_from_a_sign(printed: str) -> None:
    assert only(printed).bracketed
    assert (only(printed).value or 0) > 0


def test_two_numbers_of_a_cell_are_two_values() -> None:
    first, second = read_cell("122.7 (118.5)")
    assert (first.value, second.value) == (Decimal("122.7"), Decimal("118.5"))
    assert not first.bracketed


def test_lines_of_one_cell_are_each_a_value() -> None:
    assert [value.value for value in read_cell("499\n2,200\n△11")] == [499, 2200, -11]


@pytest.mark.parametrize(
    ("printed", "kind", "scale"),
    [
        ("1.3％", UnitKind.PERCENT, 1),
        ("(2.5 )%", UnitKind.PERCENT, 1),
        ("44,491 百万円", UnitKind.CURRENCY, 10**6),
        ("3名", UnitKind.PEOPLE, 1),
        ("100株", UnitKind.SHARES, 1),
        ("4.5x", UnitKind.RATIO, 1),
        ("5 years", UnitKind.DURATION, 1),
        ("3pts", UnitKind.PURE, 1),
    ],
)
def test_a_unit_beside_the_number_is_read_with_it(printed: str, kind: UnitKind, scale: int) -> None:
    unit = only(printed).unit
    assert unit is not None
    assert (unit.kind, unit.scale) == (kind, scale)


@pytest.mark.parametrize(("printed", "scale"), [("$ 1.2 billion", 10**9), ("10万", 10**4), ("3千億", 10**11)])
def test_a_scale_beside_the_number_says_no_unit(printed: str, scale: int) -> None:
    unit = only(printed).unit
    assert unit is not None
    assert (unit.unit, unit.scale) == (None, scale)


def test_a_cell_without_text_prints_nothing() -> None:
    assert read_cell(" \u3000") == ()


@given(st.integers(-(10**12), 10**12), st.sampled_from(["{}", "△{}", "${}", "※１ {}", " {} ", "{}円"]))
def test_every_amount_is_read_back(amount: int, form: str) -> None:
    value = only(form.format(f"{abs(amount):,}"))
    assert value.value == (-abs(amount) if form.startswith("△") else abs(amount))


@given(st.text(max_size=40))
def test_values_lie_inside_the_cell_in_order(text: str) -> None:
    values = read_cell(text)
    places = [place for value in values for place in (value.start, value.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@pytest.mark.parametrize("printed", ["5.6 $", "(7.8)$", "$—", "$ - $", "$ 5.6"])
def test_a_sign_of_money_on_either_side_is_the_numbers(printed: str) -> None:
    assert only(printed).currency == "USD"


@pytest.mark.parametrize("printed", ["12/17", "6/30/22"])
def test_a_month_of_a_year_is_no_number(printed: str) -> None:
    assert only(printed).kind is FigureKind.WORDS
