from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rm_assistant.domain.documents import FilingForm, StatementKind
from rm_assistant.domain.figures import FigurePeriod, Source
from tests.table_pages import ENGLISH, JAPANESE, figures_of, table_page


def span(period: FigurePeriod) -> tuple[date | None, int | None]:
    return period.end, period.months


def test_dates_in_the_head_are_the_columns_period() -> None:
    page = table_page(
        "|前連結会計年度 (自 2018年４月１日 至 2019年３月31日)|当連結会計年度 (2020年３月31日)", "売上高|1|2"
    )
    found = figures_of(page)
    assert span(found["r2c2"].period) == (date(2019, 3, 31), 12)
    assert span(found["r2c3"].period) == (date(2020, 3, 31), 0)
    assert dict(found["r2c2"].derived)["period"] is Source.COLUMN


@pytest.mark.parametrize(
    ("head", "end"),
    [
        ("第70期", date(2018, 3, 31)),
        ("前期", date(2019, 3, 31)),
        ("当事業年度", date(2020, 3, 31)),
        ("2019年度", date(2020, 3, 31)),
        ("2018年３月期", date(2018, 3, 31)),
        ("令和元年度", date(2020, 3, 31)),
    ],
)
def test_names_of_years_hang_on_the_cover(head: str, end: date) -> None:
    figure = figures_of(table_page(f"|{head}", "売上高|1"))["r2c2"]
    assert span(figure.period) == (end, 12)
    assert figure.period.fiscal_year == end.year


def test_an_opening_balance_is_that_of_the_year_before() -> None:
    page = table_page("|当連結会計年度 (自 2019年４月１日 至 2020年３月31日)", "期首残高|1", "増加|2", "期末残高|3")
    periods = [figure.period for figure in figures_of(page).values()]
    assert [span(period) for period in periods] == [
        (date(2019, 3, 31), 0),
        (date(2020, 3, 31), 12),
        (date(2020, 3, 31), 0),
    ]


def test_movements_are_of_the_time_between_the_balances_around_them() -> None:
    page = table_page(
        "|資本金",
        "2018年４月１日残高|1",
        "当期利益|2",
        "2019年３月31日残高|3",
        "当期利益|4",
        "2020年３月31日残高|7",
        statement=StatementKind.EQUITY,
    )
    ends = [span(figure.period) for figure in figures_of(page).values()]
    assert ends == [
        (date(2018, 3, 31), 0),
        (date(2019, 3, 31), 12),
        (date(2019, 3, 31), 0),
        (date(2020, 3, 31), 12),
        (date(2020, 3, 31), 0),
    ]


def test_the_line_above_gives_the_block_its_year() -> None:
    page = table_page("|株主資本", "当期変動額合計|1", above="前連結会計年度(自 2018年４月１日 至 2019年３月31日)")
    assert figures_of(page)["r2c2"].period.end == date(2019, 3, 31)


def test_a_column_of_changes_has_no_period_of_its_own() -> None:
    page = table_page("|前期|当期|増 減", "売上高|1|2|1", statement=StatementKind.INCOME_STATEMENT)
    assert figures_of(page)["r2c4"].period == FigurePeriod()


def test_years_under_the_words_that_say_their_end() -> None:
    page = table_page("|Years ended December 31,{2}", "|2023|2022", "Interest received|5|6", header=2)
    found = figures_of(page, ENGLISH)
    assert span(found["r3c3"].period) == (date(2022, 12, 31), 12)


def test_words_over_the_labels_are_of_the_years_beside_them() -> None:
    page = table_page("Years ended December 31,|2023|2022", "Service cost|5|6")
    assert span(figures_of(page, ENGLISH)["r2c3"].period) == (date(2022, 12, 31), 12)


def test_three_and_nine_months_of_one_year_are_kept_apart() -> None:
    page = table_page(
        "|Three Months Ended|Nine Months Ended", "|September 30, 2023|September 30, 2023", "Net sales|1|3", header=2
    )
    ten_q = replace(ENGLISH, form=FilingForm.FORM_10Q, period_end=date(2023, 9, 30), fiscal_quarter=3)
    found = figures_of(page, ten_q)
    assert [figure.period.months for figure in found.values()] == [3, 9]
    assert found["r3c2"].period.quarter == 3


def test_ordinals_under_a_year_are_quarters() -> None:
    page = table_page("|2023{2}", "|4th|1st", "Revenues|4|1", header=2)
    found = figures_of(page, ENGLISH)
    assert span(found["r3c3"].period) == (date(2023, 3, 31), 3)


def test_a_heading_that_names_a_year_holds_until_the_next() -> None:
    page = table_page(
        "|Europe|Asia", "2023|", "Net revenues|1|2", "2022|", "Net revenues|3|4", statement=StatementKind.SEGMENTS
    )
    assert [figure.period.fiscal_year for figure in figures_of(page, ENGLISH).values()] == [2023, 2023, 2022, 2022]


def test_a_year_inside_a_name_is_no_period() -> None:
    page = table_page("|Net Proceeds", "1.500% notes due 2030|995")
    assert figures_of(page, ENGLISH)["r2c2"].period.fiscal_year is None


def test_years_of_fifty_two_weeks_end_where_the_statements_say() -> None:
    weeks = replace(ENGLISH, period_end=date(2024, 2, 3))
    page = table_page(
        "|2023|2022|2021", "Net sales|3|2|1", above="Fiscal years ended February 3, 2024 and January 28, 2023"
    )
    page = replace(page, statements=(StatementKind.INCOME_STATEMENT,))
    ends = [figure.period.end for figure in figures_of(page, weeks).values()]
    assert ends == [date(2024, 2, 3), date(2023, 1, 28), None]


def test_a_balance_among_movements_is_of_the_day() -> None:
    page = table_page("|当連結会計年度 (自 2019年４月１日 至 2020年３月31日)", "セグメント利益|1", "セグメント資産|2")
    assert [figure.period.months for figure in figures_of(page).values()] == [12, 0]


def test_a_form_that_prescribes_the_time_gives_it_where_nothing_else_does() -> None:
    page = table_page("|銘柄数", "非上場株式|3")
    figure = figures_of(page)["r2c2"]
    assert (figure.period.end, dict(figure.derived)["period"]) == (JAPANESE.period_end, Source.COVER)
    assert figures_of(page, replace(JAPANESE, form=FilingForm.OTHER))["r2c2"].period == FigurePeriod()
