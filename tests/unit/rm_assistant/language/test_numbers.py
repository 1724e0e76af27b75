from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.language.numbers import PrintedNumber, find_numbers


def only(text: str) -> PrintedNumber:
    (number,) = find_numbers(text)
    return number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,577", "1577"),
        ("(1,577)", "-1577"),
        ("(1,577 )", "-1577"),
        ("$ (1,577)", "-1577"),
        ("△1,577", "-1577"),
        ("▲ 5.2", "-5.2"),
        ("−3", "-3"),
        ("-4.50", "-4.50"),
        ("１，５７７", "1577"),
        ("￥△5", "-5"),
        (".5", "0.5"),
        ("(2018)", "2018"),
        ("（1,577）", "1577"),
    ],
)
def test_value_and_sign(printed: str, value: str) -> None:
    assert only(printed).value == Decimal(value)


@pytest.mark.parametrize(
    ("printed", "value", "scale", "currency"),
    [
        ("$1.2 billion", "1.2", 10**9, "USD"),
        ("$(1.2) billion", "-1.2", 10**9, "USD"),
        ("$5M", "5", 10**6, "USD"),
        ("US$ 5.5 million", "5.5", 10**6, "USD"),
        ("5 million U.S. dollars", "5", 10**6, "USD"),
        ("300 million yen", "300", 10**6, "JPY"),
        ("△1,577百万円", "-1577", 10**6, "JPY"),
        ("1,234千円", "1234", 10**3, "JPY"),
        ("30億円", "30", 10**8, "JPY"),
        ("３億５，０００万円", "35000", 10**4, "JPY"),
        ("1兆2,345億円", "12345", 10**8, "JPY"),
        ("1千兆円", "1", 10**15, "JPY"),
        ("△1兆2,345億円", "-12345", 10**8, "JPY"),
        ("500百万ドル", "500", 10**6, "USD"),
        ("10万人", "10", 10**4, None),
        ("¥ 100", "100", None, "JPY"),
        ("€7", "7", None, "EUR"),
    ],
)
def test_scale_and_currency(printed: str, value: str, scale: int | None, currency: str | None) -> None:
    number = only(printed)
    assert (number.value, number.scale, number.currency) == (Decimal(value), scale, currency)


@pytest.mark.parametrize(
    "printed", ["12.5%", "12.5 %", "１２．５％", "12.5 percent", "12.5 per cent", "12.5パーセント"]
)
def test_percent(printed: str) -> None:
    number = only(printed)
    assert number.percent
    assert number.base_value == Decimal("0.125")


@pytest.mark.parametrize("printed", ["(12.5)%", "(12.5%)"])
def test_percent_in_brackets(printed: str) -> None:
    number = only(printed)
    assert (number.value, number.percent, number.bracketed) == (Decimal("-12.5"), True, True)


def test_percentage_points_are_not_percent() -> None:
    assert not only("5 percentage points").percent


@pytest.mark.parametrize(
    "name",
    [
        "7Z",
        "10-K",
        "FY2018",
        "Q4",
        "A1",
        "(1) Revenue",
        "v1.2.3",
        "COVID-19",
        "F-35",
        "※１",
        "売上高(注)２",
        "注3",
        "#5",
    ],
)
def test_digits_of_names_list_marks_and_notes_are_not_numbers(name: str) -> None:
    assert find_numbers(name) == []


@pytest.mark.parametrize(
    "printed",
    ["※１ 332,590", "※２ , ※３ 332,590", "※ 332,590", "※(1) 332,590", "*2 332,590", "(注) 332,590", "注1 332,590"],
)
def test_a_number_is_read_beside_marks_of_notes(printed: str) -> None:
    assert [number.value for number in find_numbers(printed)] == [332590]


def test_a_product_is_no_mark_of_a_note() -> None:
    assert [number.value for number in find_numbers("5 * 3")] == [5, 3]


def test_a_range_has_no_negative_number() -> None:
    assert [number.value for number in find_numbers("2018-2019")] == [2018, 2019]


def test_brackets_around_more_than_a_number_do_not_negate() -> None:
    assert [number.value for number in find_numbers("(5% increase) and (see 7)")] == [5, 7]


def test_a_row_of_a_table() -> None:
    row = "Purchases of property, plant and equipment (PP&E)  (1,577 )  (1,373 )  $ (1,420 )"
    assert [number.value for number in find_numbers(row)] == [-1577, -1373, -1420]


def test_base_value_is_in_units() -> None:
    assert only("$1.2 billion").base_value == 1_200_000_000


@given(value=st.integers(0, 10**12))
def test_a_grouped_number_is_read_back(value: int) -> None:
    assert only(f"{value:,}").value == value
    assert only(f"({value:,})").value == -value
    assert only(f"△{value:,}").value == -value


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["million", "billion", "百万円", "億円"]))
def test_scale_words_leave_the_value(value: Decimal, unit: str) -> None:
    read = only(f"{value:,} {unit}" if unit.isascii() else f"{value:,}{unit}")
    assert read.value == value
    assert read.base_value == value * (read.scale or 0)


@given(st.text(alphabet=st.sampled_from("0123456789,.()△-–%$¥円百万億千 (\nMa１"), max_size=60))
def test_every_number_is_its_own_stretch_of_the_text(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert number.text == text[number.start : number.end]
        end = number.end
