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


def test_a_year_that_moves_what_is_outstanding_lies_between_its_dates() -> None:
    page = table_page(
        "|Units", "Outstanding January 1, 2022|12", "Granted|4", "Outstanding December 31, 2022|16", header=1
    )
    assert span(figures_of(page, ENGLISH)["r3c2"].period) == (date(2022, 12, 31), 12)


def test_the_day_on_which_a_note_falls_due_is_not_the_period_of_its_rate() -> None:
    page = table_page("|Effective interest rate", "February 6, 2057|4.5%")
    assert figures_of(page, ENGLISH)["r2c2"].period.end is None


def test_a_sentence_that_announces_a_table_says_of_which_day_it_is() -> None:
    above = (
        "The following table presents the balances of assets and liabilities measured at fair value on a recurring "
        "basis as of December 31, 2022:"
    )
    page = table_page("|Level 1", "Swaps|196", above=above)
    assert span(figures_of(page, ENGLISH)["r2c2"].period) == (date(2022, 12, 31), 0)


def test_a_return_on_assets_is_made_over_the_year() -> None:
    page = table_page("Year ended December 31,|2023", "Expected return on plan assets|8.25%")
    assert span(figures_of(page, ENGLISH)["r2c2"].period) == (date(2023, 12, 31), 12)


def test_the_day_of_a_resolution_is_no_period() -> None:
    page = table_page("|2013年７月29日取締役会決議", "|当事業年度末 (2020年３月31日)", "株式の数|54,000", header=2)
    assert figures_of(page)["r3c2"].period.end == date(2020, 3, 31)


def test_dividends_named_by_their_day_are_of_the_rows_year() -> None:
    page = table_page(
        "|年間配当金{3}",
        "|第２四半期末|期末|合計",
        "2019年３月期|65.00|80.00|145.00",
        "2021年３月期（予想）|1|2|3",
        header=2,
    )
    found = figures_of(page)
    assert {span(found[f"r3c{column}"].period) for column in (2, 3, 4)} == {(date(2019, 3, 31), 12)}
    assert (found["r4c2"].period.end, found["r4c2"].period.forecast) == (date(2021, 3, 31), True)


def test_a_quarter_alone_is_three_months_long() -> None:
    assert figures_of(table_page("|第３四半期", "売上高|1"))["r2c2"].period.months == 3


def test_a_year_that_a_sentence_compares_with_is_not_the_tables() -> None:
    page = table_page(
        "|期別|金額",
        "特定取引収益{1,2}|前連結会計年度|1",
        "当連結会計年度|2",
        above="収益は前連結会計年度比144億円増加の518億円、費用は43億円増加しました。",
    )
    assert [figure.period.end for figure in figures_of(page).values() if figure.value] == [
        date(2019, 3, 31),
        date(2020, 3, 31),
    ]


@pytest.mark.parametrize(
    ("above", "end"),
    [
        (
            "甲社から、2020年５月15日現在で以下の株式を所有している旨の報告書が、当事業年度末までに出ています。",
            date(2020, 5, 15),
        ),
        ("前連結会計年度（自 2018年４月１日 至 2019年３月31日）に売却したものは、次のとおりです。", date(2019, 3, 31)),
    ],
)
def test_a_sentence_above_says_its_own_day(above: str, end: date) -> None:
    assert figures_of(table_page("|株式数(千株)", "乙社|7,138", above=above))["r2c2"].period.end == end


def test_rows_between_balances_are_movements_whatever_their_columns_count() -> None:
    page = table_page("|無形資産", "2019年４月１日残高|1", "換算差額等|2", "2020年３月31日残高|3")
    assert span(figures_of(page)["r3c2"].period) == (date(2020, 3, 31), 12)


def test_shares_issued_in_the_year_are_a_movement() -> None:
    page = table_page("|当期首 株式数（株）|当期 増加株式数（株）|当期末 株式数（株）", "合計|1|2|3")
    assert [figure.period.months for figure in figures_of(page).values()] == [0, 12, 0]


def test_changes_of_capital_are_of_the_rows_day() -> None:
    page = table_page("年月日|資本金増減額 (百万円)|資本金残高 (百万円)", "2019年７月26日|8|66,401")
    assert {figure.period.end for figure in figures_of(page).values()} == {date(2019, 7, 26)}


def test_a_date_of_issue_beside_is_no_period_of_the_rate() -> None:
    page = table_page("銘柄|発行年月日|利率 （％）", "第２回社債|2019年９月10日|0.87", "第３回社債|2019年10月10日|0.90")
    assert figures_of(page)["r2c3"].period.end != date(2019, 9, 10)


def test_a_column_of_closing_balances_beside_years() -> None:
    page = table_page("Description|Balance at end of period|Charged to costs", "Year 2022|813|1,597")
    found = figures_of(page, ENGLISH)
    assert [span(found[cell].period) for cell in ("r2c2", "r2c3")] == [
        (date(2022, 12, 31), 0),
        (date(2022, 12, 31), 12),
    ]


def test_an_opening_balance_below_the_name_of_its_year() -> None:
    page = table_page("|Severance", "2022|", ">Accrued balance at beginning of year|58", ">Costs incurred|12")
    assert span(figures_of(page, ENGLISH)["r3c2"].period) == (date(2021, 12, 31), 0)


def test_a_first_of_january_on_which_the_year_ends_is_the_day() -> None:
    filing = replace(ENGLISH, period_end=date(2023, 1, 1), fiscal_year=2022)
    page = table_page("|January 1, 2023", "Inventories|7,361")
    assert figures_of(page, filing)["r2c2"].period.end == date(2023, 1, 1)


def test_quarters_of_a_cumulative_table_run_from_the_years_first_day() -> None:
    found = figures_of(table_page("（累計期間）|第１四半期|第３四半期|当連結会計年度", "売上高|1|2|3"))
    assert [found[f"r2c{column}"].period.months for column in (2, 3, 4)] == [3, 9, 12]


def test_rows_of_after_the_year_are_not_of_the_year() -> None:
    found = figures_of(
        table_page("区分|株式数(株)", "当事業年度における取得自己株式|2", "当期間における取得自己株式|1")
    )
    assert (found["r2c2"].period.end, found["r3c2"].period.end) == (date(2020, 3, 31), None)
