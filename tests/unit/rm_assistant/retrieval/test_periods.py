from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rm_assistant.domain.documents import Document, FilingForm, FilingMetadata, Language
from rm_assistant.domain.questions import Period
from rm_assistant.retrieval.periods import (
    asked_periods,
    looks_forward,
    period_fit,
    spell_out_years,
    without_periods,
    without_spelt_out_years,
    year_names,
)
from tests.annual_reports import page_of, report


def filed(
    year: int | None,
    *,
    end: date | None = None,
    quarter: int | None = None,
    form: FilingForm = FilingForm.FORM_10K,
    label: str = "",
) -> Document:
    metadata = FilingMetadata(
        issuer="Widget Works", form=form, fiscal_year=year, fiscal_quarter=quarter, period_end=end, fiscal_label=label
    )
    return report(f"{year}-{quarter}-{form}", metadata, [page_of(1, ["Text."])])[1]


DECEMBER = [filed(2018, end=date(2018, 12, 31)), filed(2019, end=date(2019, 12, 31))]
MARCH = [filed(2020, end=date(2020, 3, 31), form=FilingForm.YUHO, label="第50期（2020年3月期）")]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("capex in FY2018", [2018]),
        ("FY18 capex", [2018]),
        ("change from FY2016 to FY2018", [2016, 2017, 2018]),
        ("the FY2017 - FY2019 3 year average", [2017, 2018, 2019]),
        ("average of FY2016 and FY2018", [2016, 2018]),
        ("debt between 2022 and the 2021 fiscal year", [2021, 2022]),
        ("As of FY 2021, what will be paid in 2024?", [2021]),
        ("growth in 2022", [2022]),
        ("at December 31, 2018", [2018]),
        ("over the last three years", [2017, 2018, 2019]),
        ("compared to last year", [2018]),
        ("How has it changed since FY2017?", [2017, 2018, 2019]),
        ("since its start in 1950", [1950]),
        ("the latest fiscal year", [2019]),
        ("what is the dividend policy", []),
    ],
)
def test_years_as_a_december_issuer_names_them(text: str, years: list[int]) -> None:
    assert [period.fiscal_year for period in asked_periods(text, DECEMBER)] == years


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2020年3月期の売上高", [Period(2020)]),
        ("2019年度の売上高", [Period(2020)]),
        ("第49期の売上高", [Period(2019)]),
        ("2020年3月期第2四半期の売上高", [Period(2020, 2)]),
        ("前期の売上高", [Period(2019)]),
        ("前期比の増減", []),
        ("2019年9月30日現在の資産", [Period(2020, 2)]),
        ("過去3年の推移", [Period(2018), Period(2019), Period(2020)]),
        ("2018年3月期以降の推移", [Period(2018), Period(2019), Period(2020)]),
    ],
)
def test_periods_as_a_march_issuer_names_them(text: str, periods: list[Period]) -> None:
    assert list(asked_periods(text, MARCH)) == periods


def test_a_quarter_is_kept() -> None:
    assert asked_periods("Q2 of FY2019 sales", DECEMBER) == (Period(2019, 2),)
    assert asked_periods("at June 30, 2019", DECEMBER) == (Period(2019, 2),)


def test_a_date_near_a_filings_end_is_that_filings_year() -> None:
    retailer = [filed(2022, end=date(2023, 1, 28))]
    assert asked_periods("inventory as of January 28, 2023", retailer) == (Period(2022),)


def test_the_filing_of_the_year_fits_best_then_the_next() -> None:
    periods = (Period(2018),)
    fits = [period_fit(filed(year), periods) for year in (2018, 2019, 2020, 2021, 2017)]
    assert fits == sorted(fits, reverse=True)
    assert fits[0] == 1.0
    assert fits[3] == fits[4] == 0.0


def test_a_securities_report_lists_five_years() -> None:
    listed = [period_fit(filed(2020, form=FilingForm.YUHO), (Period(year),)) for year in (2016, 2015)]
    assert listed[0] > 0
    assert listed[1] == 0


def test_periods_inside_a_quoted_line_are_not_asked_for() -> None:
    assert asked_periods("2019年における「第3四半期配当額」は？", MARCH) == (Period(2019),)


def test_a_year_named_by_its_end_fits_too() -> None:
    retailer = filed(2022, end=date(2023, 1, 28))
    assert period_fit(filed(2023), (Period(2023),)) > period_fit(retailer, (Period(2023),)) > 0.7


def test_the_quarter_asked_for_fits_best() -> None:
    quarter, year = filed(2019, quarter=2, form=FilingForm.FORM_10Q), filed(2019)
    assert period_fit(quarter, (Period(2019, 2),)) > period_fit(year, (Period(2019, 2),))
    assert period_fit(year, (Period(2019),)) > period_fit(quarter, (Period(2019),))


def test_a_forecast_is_in_the_filing_of_the_year_before() -> None:
    assert looks_forward("What is it forecasting for FY2020?")
    assert not looks_forward("What was paid in FY2020?")
    before = filed(2019)
    assert period_fit(before, (Period(2020),), forward=True) > period_fit(before, (Period(2020),))


def test_all_fit_alike_where_no_period_is_asked_and_an_unknown_year_is_not_ruled_out() -> None:
    assert period_fit(filed(2018), ()) == period_fit(filed(2012), ())
    unknown = replace(filed(2018), metadata=FilingMetadata(issuer="Widget Works"))
    assert 0 < period_fit(unknown, (Period(2018),)) < 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2019年度の売上高", "2019年度（2020年3月期）の売上高"),
        ("令和元年度の売上高", "令和元年度（2020年3月期）の売上高"),
        ("2018年度から2019年度の推移", "2018年度（2019年3月期）から2019年度（2020年3月期）の推移"),
        ("2020年3月期の売上高", "2020年3月期の売上高"),
        ("売上高", "売上高"),
    ],
)
def test_a_nendo_is_shown_with_the_year_it_is_taken_for(text: str, shown: str) -> None:
    assert spell_out_years(text, [("架空", MARCH)]) == shown
    assert spell_out_years(shown, [("架空", MARCH)]) == shown
    assert without_spelt_out_years(shown) == text


def test_a_text_is_left_without_all_of_its_periods() -> None:
    assert without_periods("Sales in FY2019 and FY2020, net").split() == ["Sales", "in", "and", ",", "net"]
    assert without_periods("2020年3月期の売上高").strip() == "の売上高"


def test_companies_of_unlike_years_are_told_apart() -> None:
    shown = spell_out_years("2019年度の売上高", [("架空", MARCH), ("Widget", DECEMBER)])
    assert shown == "2019年度（架空は2020年3月期、Widgetは2019年12月期）の売上高"


def test_years_are_named_as_readers_name_them() -> None:
    asked = [Period(2020), Period(2020, 2)]
    assert year_names(asked, MARCH, Language.ENGLISH) == ["FY2020", "FY2020 Q2"]
    assert year_names(asked, MARCH, Language.JAPANESE) == ["2020年3月期", "2020年3月期第2四半期"]


def test_the_latest_year_is_one_that_is_over() -> None:
    quarter = filed(2020, end=date(2020, 3, 31), quarter=1, form=FilingForm.FORM_10Q)
    event = filed(2020, end=date(2020, 4, 20), form=FilingForm.FORM_8K)
    assert asked_periods("the latest fiscal year", [*DECEMBER, quarter, event]) == (Period(2019),)
    assert asked_periods("the latest fiscal year", [quarter]) == (Period(2020),)


def test_a_nendo_of_a_foreign_issuer_is_its_own_fiscal_year() -> None:
    may = [filed(2022, end=date(2022, 5, 31))]
    assert asked_periods("2022年度の売上高", may) == (Period(2022),)
    assert spell_out_years("2022年度の売上高", [("", may)]) == "2022年度（2022年5月期）の売上高"
