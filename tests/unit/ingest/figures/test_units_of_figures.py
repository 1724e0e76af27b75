from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.figures import find_figures
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Source, Unit, UnitKind
from tests.table_pages import ENGLISH, JAPANESE, figures_of, table_page

YEN = Unit(UnitKind.CURRENCY, "JPY")


def test_the_unit_over_the_table_scales_its_amounts_and_says_so() -> None:
    figure = figures_of(table_page("|当期", "売上高|1,234", unit="(単位：百万円)"))["r2c2"]
    assert (figure.value, figure.unit, figure.scale) == (Decimal(1_234_000_000), YEN, 10**6)
    assert dict(figure.derived)["scale"] is Source.TABLE


def test_a_unit_in_a_cell_of_the_row_is_the_rows() -> None:
    page = table_page(
        "|  |第71期|第72期", "売上高|(百万円)|100|200", "自己資本比率|(％)|45.1|46.2", "従業員数|(名)|12|13"
    )
    found = figures_of(page)
    assert found["r2c3"].value == 100_000_000
    assert found["r3c4"].value == Decimal("0.462")
    assert found["r4c3"].unit == Unit(UnitKind.PEOPLE, measure="名")


def test_a_unit_that_spans_two_rows_is_of_both() -> None:
    page = table_page("||第72期", "配当額{1,2}|(円){1,2}|45.00", "( 22.50 )")
    assert [figure.unit for figure in figures_of(page).values()] == [YEN, YEN]


def test_a_unit_beside_the_first_number_holds_below_it() -> None:
    found = figures_of(table_page("|当期", "広告宣伝費|44,491 百万円", "研究開発費|19,811"))
    assert found["r3c2"].value == 19_811_000_000


def test_a_unit_right_of_the_first_number_holds_below_it() -> None:
    found = figures_of(table_page("|当期{2}", "広告宣伝費|44,491|百万円", "研究開発費|19,811|"))
    assert found["r3c2"].value == 19_811_000_000
    assert "r2c3" not in found


def test_a_unit_above_in_the_column_holds_until_the_next() -> None:
    page = table_page("名称|資本金|割合(％)", "甲社|千米ドル|", "|24,000|100.0", "乙社|百万円|", "|21|45.5")
    found = figures_of(page)
    assert (found["r3c2"].unit, found["r3c2"].value) == (Unit(UnitKind.CURRENCY, "USD"), Decimal(24_000_000))
    assert found["r5c2"].value == 21_000_000


def test_amounts_a_share_stay_unscaled_in_a_table_of_millions() -> None:
    page = table_page("|当期", "１株当り当期利益（円）|", ">継続事業|117.49", unit="(単位：百万円)")
    figure = figures_of(page)["r3c2"]
    assert figure.value == Decimal("117.49")


def test_ratios_beside_amounts_keep_their_own_unit() -> None:
    page = table_page("|増減{2}", "|金額|伸率(％)", "売上高（百万円）|217|△0.7", header=2)
    assert figures_of(page)["r3c3"].value == Decimal("-0.007")


def test_what_is_not_printed_stays_unknown() -> None:
    figure = figures_of(table_page("|当期", "自己資本比率|46.2", unit="(単位：百万円)"))["r2c2"]
    assert (figure.value, figure.unit, figure.scale) == (Decimal("46.2"), None, None)


def test_lines_of_a_row_set_in_two_have_the_heads_of_their_own() -> None:
    page = table_page("銘柄{1,2}|株式数(株)", "計上額(百万円)", "甲株式会社{1,2}|591,038", "1,193", header=2)
    found = figures_of(page)
    assert (found["r3c2"].value, found["r4c2"].value) == (Decimal(591_038), Decimal(1_193_000_000))


def test_in_millions_except_per_share() -> None:
    page = table_page(
        "|2023|2022",
        "Net sales|$ 1,577|$ 1,400",
        "Cost of sales|900|800",
        "Diluted earnings per share|$ 2.05|$ 1.86",
        "Weighted average shares outstanding|612.7|613.1",
        unit="(In millions, except per share amounts)",
        statement=StatementKind.INCOME_STATEMENT,
    )
    found = figures_of(page, ENGLISH)
    assert found["r3c2"].unit == Unit(UnitKind.CURRENCY, "USD")
    assert (found["r3c2"].value, found["r4c2"].value) == (Decimal(900_000_000), Decimal("2.05"))
    assert (found["r5c2"].unit, found["r5c2"].value) == (Unit(UnitKind.SHARES), Decimal(612_700_000))


@pytest.mark.parametrize(
    "label",
    [
        "Common stock, $0.01 par value; 1,253 shares outstanding",
        "Notes due 2024, $650 million",
        "2.800% Notes due August 22, 2024",
        "Repayments of debt, maturities of 90 days or less",
    ],
)
def test_numbers_in_a_label_do_not_change_what_is_counted(label: str) -> None:
    page = table_page("|2023", "Cash|$ 10", f"{label}|3", unit="(In millions)", statement=StatementKind.BALANCE_SHEET)
    assert figures_of(page, ENGLISH)["r3c2"].value == 3_000_000


def test_lines_below_earnings_per_share_are_amounts_a_share() -> None:
    page = table_page(
        "|2023",
        "Earnings per common share:|",
        ">Basic|$ 1.24",
        ">Diluted (Note 4)|1.17",
        "Weighted average shares outstanding:|",
        ">Diluted|612.7",
        unit="(In millions, except per share data)",
        statement=StatementKind.INCOME_STATEMENT,
    )
    found = figures_of(page, ENGLISH)
    assert [found[cell].value for cell in ("r3c2", "r4c2", "r6c2")] == [Decimal("1.24"), Decimal("1.17"), 612_700_000]


def test_the_unit_is_carried_into_the_second_part_of_a_statement() -> None:
    first = table_page(
        "|資本金",
        "当期首残高|1",
        "配当|2",
        "当期末残高|3",
        header=1,
        unit="(単位：百万円)",
        statement=StatementKind.EQUITY,
    )
    second = table_page("|純資産合計", "当期首残高|4", "配当|5", "当期末残高|6", statement=StatementKind.EQUITY)
    rows = find_figures([first, second], (), JAPANESE)
    assert rows[-1].figures[0].value == 6_000_000


def test_rows_without_heads_go_on_under_those_of_the_page_before() -> None:
    statement = StatementKind.INCOME_STATEMENT
    first = table_page("|前期|当期", "売上高|1|2", unit="(単位：百万円)", statement=statement)
    second = replace(table_page("売上原価|3|4", "売上総利益|5|6", header=0, statement=statement), number=2)
    cost = find_figures([first, second], (), JAPANESE)[1].figures
    assert [figure.columns for figure in cost] == [("前期",), ("当期",)]
    assert [figure.value for figure in cost] == [3_000_000, 4_000_000]


def test_a_change_in_percent_is_not_money() -> None:
    page = table_page("|2023|2022|2023 vs. 2022{2}", "Revenue|$ 20|$ 10|$ 10|100.0", unit="(dollars in millions)")
    figure = figures_of(page, ENGLISH)["r2c5"]
    assert (figure.value, figure.unit) == (Decimal(100), None)


def test_a_page_of_contents_has_no_figures() -> None:
    rows = [f"Part {number}|{page}" for number, page in enumerate((2, 5, 8, 13, 21), 1)]
    assert figures_of(table_page("|Page", *rows, title="Table of Contents"), ENGLISH) == {}
