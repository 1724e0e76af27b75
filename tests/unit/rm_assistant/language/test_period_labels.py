from __future__ import annotations

from datetime import date

import pytest

from rm_assistant.language.period_labels import PeriodLabel, names_time, read_period_label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023", PeriodLabel(fiscal_year=2023)),
        ("Three Months Ended June 30, 2023", PeriodLabel(end=date(2023, 6, 30), months=3)),
        ("Years Ended December 31,", PeriodLabel(months=12, month_day=(12, 31))),
        ("13 Weeks Ended May 4, 2024", PeriodLabel(end=date(2024, 5, 4), months=3)),
        ("第72期 2020年３月", PeriodLabel(end=date(2020, 3, 31), ordinal=72)),
        ("当第３四半期連結累計期間", PeriodLabel(offset=0, quarter=3, months=9)),
        ("2019年度", PeriodLabel(fiscal_year=2019, names_start=True)),
        ("Less than 12 Months", PeriodLabel()),
        ("売上高", PeriodLabel()),
        ("当期純利益", PeriodLabel()),
    ],
)
def test_what_a_head_says_of_time(text: str, expected: PeriodLabel) -> None:
    assert read_period_label(text) == expected


@pytest.mark.parametrize("text", ["期首残高", "Balance, beginning of year", "Cash at beginning of period"])
def test_opening_balances(text: str) -> None:
    label = read_period_label(text)
    assert (label.opening, label.closing, label.months) == (True, False, 0)


@pytest.mark.parametrize("text", ["2019 vs. 2018", "% Change", "対前年度増減率", "増 減", "2016 to 2015"])
def test_comparisons_are_of_no_single_period(text: str) -> None:
    assert read_period_label(text) == PeriodLabel(change=True)


def test_several_years_at_once_name_none() -> None:
    label = read_period_label("For the years ended December 31, 2016, 2015 and 2014")
    assert (label.fiscal_year, label.months, label.month_day) == (None, 12, (12, 31))


@pytest.mark.parametrize(
    "text", ["2019", "Fiscal 2023", "2018年４月１日残高", "Balance at December 31, 2018", "第72期"]
)
def test_labels_of_time_alone(text: str) -> None:
    assert names_time(text)


@pytest.mark.parametrize("text", ["Notes due 2020", "Cash at end of year", "中国", "前期損益修正", "流動資産"])
def test_labels_that_say_more(text: str) -> None:
    assert not names_time(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("September 1-30, 2018", date(2018, 9, 1), date(2018, 9, 30)),
        ("October 1, 2018 - October 31, 2018", date(2018, 10, 1), date(2018, 10, 31)),
        ("December 28 – January 31, 2016", date(2015, 12, 28), date(2016, 1, 31)),
    ],
)
def test_the_days_of_a_month_are_its_movement(text: str, start: date, end: date) -> None:
    label = read_period_label(text)
    assert (label.start, label.end, label.months) == (start, end, 1)


def test_a_year_to_a_day_is_a_years_movement() -> None:
    assert read_period_label("Fair value movement year to 31 March 2022").months == 12
