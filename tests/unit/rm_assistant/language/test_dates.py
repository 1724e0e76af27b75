"""Dates and periods as people and filings write them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.language.dates import find_dates, find_periods, fiscal_year_ending, fold_width


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("December 31, 2018", date(2018, 12, 31)),
        ("Dec. 31, 2018", date(2018, 12, 31)),
        ("December 31,2018", date(2018, 12, 31)),
        ("31 December 2018", date(2018, 12, 31)),
        ("31st December, 2018", date(2018, 12, 31)),
        ("30-Jun-2023", date(2023, 6, 30)),
        ("2018-12-31", date(2018, 12, 31)),
        ("2018/12/31", date(2018, 12, 31)),
        ("12/31/2018", date(2018, 12, 31)),
        ("31/12/2018", date(2018, 12, 31)),
        ("31.12.2018", date(2018, 12, 31)),
        ("2023年3月31日", date(2023, 3, 31)),
        ("２０２３年３月３１日", date(2023, 3, 31)),
        ("2023 年 3 月 31 日", date(2023, 3, 31)),
        ("令和5年3月31日", date(2023, 3, 31)),
        ("令和元年５月１日", date(2019, 5, 1)),
        ("平成30年12月31日", date(2018, 12, 31)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("R5.3.31", date(2023, 3, 31)),
    ],
)
def test_a_date_is_read_in_each_way_it_is_written(text: str, stated: date) -> None:
    (mention,) = find_dates(f"提出日は{text}です" if "年" in text else f"On {text} it ended.")

    assert mention.date == stated


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "（自　２０１９年４月１日　至　２０２０年３月３１日）"

    assert [text[found.start : found.end] for found in find_dates(text)] == [
        "２０１９年４月１日",
        "２０２０年３月３１日",
    ]


@pytest.mark.parametrize("text", ["February 30, 2020", "2020年13月1日", "1,2018.1", "v 1.2.2018.4", "99/99/2020"])
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "year", "quarter"),
    [
        ("FY2018", 2018, None),
        ("FY 2018", 2018, None),
        ("FY18", 2018, None),
        ("FY'18", 2018, None),
        ("fiscal 2018", 2018, None),
        ("fiscal year 2018", 2018, None),
        ("2018 fiscal year", 2018, None),
        ("financial year 2021/22", 2022, None),
        ("FY2023 Q2", 2023, 2),
        ("Q2 2023", 2023, 2),
        ("Q2 of FY2023", 2023, 2),
        ("2Q23", 2023, 2),
        ("Q2'23", 2023, 2),
        ("2023Q2", 2023, 2),
        ("second quarter of 2023", 2023, 2),
        ("second-quarter 2023", 2023, 2),
        ("first quarter of fiscal 2024", 2024, 1),
        ("fiscal 2023 fourth quarter", 2023, 4),
        ("H1 FY2023", 2023, 2),
        ("first half of 2023", 2023, 2),
        ("2018年度", 2018, None),
        ("２０１８年度", 2018, None),
        ("令和5年度", 2023, None),
        ("2018年12月期", 2018, None),
        ("令和5年3月期", 2023, None),
        ("2023年第2四半期", 2023, 2),
        ("2024年3月期 第1四半期", 2024, 1),
        ("2024年３月期第３四半期", 2024, 3),
        ("2024年9月中間期", 2025, 2),
        ("2023年度上期", 2023, 2),
        ("fiscal year ended December 31, 2018", 2018, None),
        ("fiscal year ended January 1, 2023", 2022, None),
    ],
)
def test_a_period_is_named_by_year_and_quarter(text: str, year: int, quarter: int | None) -> None:
    (mention,) = find_periods(f"売上高（{text}）" if "年" in text else f"What was revenue in {text}?")

    assert (mention.fiscal_year, mention.quarter) == (year, quarter)
    assert mention.explicit


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("as of Jan'23", date(2023, 1, 31)),
        ("in February 2024", date(2024, 2, 29)),
        ("as of December 31, 2022", date(2022, 12, 31)),
        ("2023年3月末", date(2023, 3, 31)),
        ("2023年3月31日現在", date(2023, 3, 31)),
    ],
)
def test_a_date_or_month_states_an_end_and_no_fiscal_year(text: str, end: date) -> None:
    (mention,) = find_periods(text)

    assert (mention.end_date, mention.fiscal_year) == (end, None)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2023年3月期", date(2023, 3, 31)),
        ("2024年3月期第1四半期", date(2023, 6, 30)),
        ("2024年9月中間期", date(2024, 9, 30)),
        ("FY3/2024", date(2024, 3, 31)),
    ],
)
def test_a_period_named_by_its_month_ends_with_it(text: str, end: date) -> None:
    assert [mention.end_date for mention in find_periods(text)] == [end]


def test_a_term_is_an_ordinal_and_no_year() -> None:
    (mention,) = find_periods("第118期の売上高")

    assert (mention.ordinal, mention.fiscal_year, mention.quarter) == (118, None, None)


def test_a_half_term_counts_as_its_second_quarter() -> None:
    (mention,) = find_periods("第121期中")

    assert (mention.ordinal, mention.quarter) == (121, 2)


def test_a_quarter_may_stand_without_a_year() -> None:
    assert [(found.fiscal_year, found.quarter) for found in find_periods("第2四半期の営業利益")] == [(None, 2)]
    assert [(found.fiscal_year, found.quarter) for found in find_periods("Q3 gross margin")] == [(None, 3)]


def test_nendo_is_marked_as_named_by_the_year_it_begins_in() -> None:
    assert [found.names_start for found in find_periods("2018年度と2019年3月期")] == [True, False]


def test_a_plain_year_is_told_from_a_named_one() -> None:
    mentions = find_periods("As of FY 2021, what is expected for 2024? 2019年は？")

    assert [(found.fiscal_year, found.explicit) for found in mentions] == [(2021, True), (2024, False), (2019, False)]


@pytest.mark.parametrize("text", ["$2018", "1,999", "2018.5", "12018", "20182", "2000%", "model X2020", "四半期報告書"])
def test_a_number_is_not_a_year(text: str) -> None:
    assert find_periods(text) == []


def test_years_of_a_range_are_each_found() -> None:
    assert [found.fiscal_year for found in find_periods("FY2019 - FY2021, or 2016-2018")] == [2019, 2021, 2016, 2018]


def test_a_short_year_end_belongs_to_the_year_before() -> None:
    assert fiscal_year_ending(date(2023, 1, 1)) == 2022
    assert fiscal_year_ending(date(2023, 1, 29)) == 2023


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2060, 12, 31)))
def test_a_date_survives_each_way_of_writing_it(day: date) -> None:
    written = (day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.year}年{day.month}月{day.day}日")

    assert [found.date for text in written for found in find_dates(text)] == [day] * 3


@given(st.text(alphabet="０１２3456789年月日期度第四半QFYH令和平成'/-. ,Marchfiscal", max_size=60))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    mentions = find_periods(text)

    assert len(fold_width(text)) == len(text)
    assert all(0 <= found.start < found.end <= len(text) for found in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
