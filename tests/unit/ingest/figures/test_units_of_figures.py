from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.figures import find_figures
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Source, Unit, UnitKind
from tests.table_pages import ENGLISH, JAPANESE, figures_of, rows_of, table_page

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


def test_a_unit_in_a_row_of_its_own_is_of_all_that_follows() -> None:
    page = table_page("|2023|2022", "(In thousands)", "Deferred taxes:", "Parcels|$148|$88", "Letters|1,911|1,751")
    found = figures_of(page, ENGLISH)
    assert (found["r4c2"].value, found["r5c3"].value) == (Decimal(148_000), Decimal(1_751_000))


def test_the_unit_at_the_end_of_a_head_is_its_columns() -> None:
    found = figures_of(table_page("|2023 €m|2022 €m", "Parcels|166|178"), ENGLISH)
    assert (found["r2c2"].value, found["r2c2"].unit) == (Decimal(166_000_000), Unit(UnitKind.CURRENCY, "EUR"))


def test_a_sign_over_a_column_leaves_the_scale_to_the_table() -> None:
    rows = ("|2023|2022", "|$|$", "Parcels|345,041|317,118")
    scaled = figures_of(table_page(*rows, header=2, unit="(In thousands)"), ENGLISH)["r3c2"]
    open_ = figures_of(table_page(*rows, header=2), ENGLISH)["r3c2"]
    assert (scaled.value, scaled.scale) == (Decimal(345_041_000), 10**3)
    assert (open_.value, open_.scale, open_.unit) == (Decimal(345_041), None, Unit(UnitKind.CURRENCY, "USD"))


def test_percentages_between_two_that_print_the_sign() -> None:
    page = table_page("|2023|2022", "Statutory rate|21.0%|21.0%", "State taxes|3.2|2.9", "Effective rate|24.2%|23.9%")
    assert figures_of(page, ENGLISH)["r3c2"].value == Decimal("0.032")
    mixed = table_page("|2023", "Growth|4.0%", "Parcels per day|3,210", "Margin|24.2%")
    assert figures_of(mixed, ENGLISH)["r3c2"].unit is None


def test_the_text_proves_the_scale_of_a_table_that_states_none() -> None:
    rows = ("|2023|2022", "Selling costs|$24.9|$33.5", "Loss|$(25.0)|$(33.6)")
    told = "Selling costs fell by $8.6 million to $24.9 million from $33.5 million."
    assert figures_of(table_page(*rows, above=told), ENGLISH)["r2c2"].value == Decimal(24_900_000)


@pytest.mark.parametrize(
    "told",
    [
        "Selling costs were $24.9 million.",
        "Selling costs were $24.9 million, 33.5 thousand of them in the last week.",
        "We paid $12.5 million and $17.5 million for other things.",
    ],
)
def test_too_little_in_the_text_proves_no_scale(told: str) -> None:
    page = table_page("|2023|2022", "Selling costs|$24.9|$33.5", above=told)
    assert figures_of(page, ENGLISH)["r2c2"].scale is None


def test_the_notes_may_state_their_unit_beside_their_title() -> None:
    title = "PARCELS AND SONS NOTES TO CONSOLIDATED FINANCIAL STATEMENTS (Tabular amounts in millions, unless noted)"
    page = table_page("|2023", "Impairment|$94.2", "Other|27.0", above=title)
    assert figures_of(page, ENGLISH)["r3c2"].value == Decimal(27_000_000)


def test_a_scale_of_shares_is_not_the_moneys() -> None:
    page = table_page(
        "|2023", "Net income|$1,887.8", "Dilutive securities|3,201", unit="(shares in thousands, except per share data)"
    )
    found = figures_of(page, ENGLISH)
    assert (found["r2c2"].scale, found["r3c2"].value) == (None, Decimal(3_201_000))


def test_the_sign_on_a_rows_first_number_is_of_the_years_beside_it() -> None:
    page = table_page("|2023|2022|Stores", "Net sales|$ 1,332|1,368|12", "Costs|900|880|", unit="(In millions)")
    found = figures_of(page, ENGLISH)
    assert [found[cell].unit for cell in ("r2c3", "r3c3")] == [Unit(UnitKind.CURRENCY, "USD")] * 2
    assert found["r2c4"].unit != Unit(UnitKind.CURRENCY, "USD")


def test_a_sign_beside_a_dash_is_of_what_stands_below() -> None:
    found = figures_of(table_page("|Level 1", "Options|$—", "Swaps|358", unit="(In millions)"), ENGLISH)
    assert found["r3c2"].unit == Unit(UnitKind.CURRENCY, "USD")


def test_shares_of_a_hundred_percent_are_percentages() -> None:
    found = figures_of(table_page("|2023", "Concentrate|76 %", "Finished|24", "Total|100 %"), ENGLISH)
    assert found["r3c2"].value == Decimal("0.24")


def test_a_table_under_the_same_heads_has_the_unit_of_the_one_above() -> None:
    heads = "Description|Charged to costs|Deductions|At end"
    first = table_page(heads, "Year 2023|1|2|3", unit="(dollars in millions)")
    table = first.tables[0]
    again = replace(table, id="t2", unit=None, title="Valuation allowance")
    page = replace(first, tables=(table, again))
    scales = {figure.scale for row in find_figures([page], (), ENGLISH) for figure in row.figures}
    assert scales == {10**6}


@pytest.mark.parametrize("company", ["青葉薬品（株）", "（株）青葉銀行"])
def test_a_companys_legal_form_is_no_unit(company: str) -> None:
    page = table_page("銘柄{1,2}|株式数(株)", "計上額 (百万円)", f"{company}{{1,2}}|49,700", "589", header=2)
    found = figures_of(page)
    assert found["r3c2"].unit == Unit(UnitKind.SHARES, measure="株")
    assert (found["r4c2"].unit, found["r4c2"].value) == (YEN, Decimal(589_000_000))


def test_dividends_in_yen_and_sen_are_amounts_a_share() -> None:
    found = figures_of(table_page("|年間配当金|配当金総額", "|円 銭|百万円", "2020年３月期|75.00|4,469", header=2))
    assert found["r3c2"].unit == Unit(UnitKind.PER_SHARE, "JPY")
    assert found["r3c3"].value == Decimal(4_469_000_000)


def test_another_currencys_sign_takes_no_scale_from_the_column() -> None:
    found = figures_of(table_page("名称|資本金", "青葉㈱|30百万円", "Aoba USA Inc.|US$ 10"))
    assert (found["r3c2"].value, found["r3c2"].scale) == (Decimal(10), None)


def test_a_rate_at_the_end_makes_percentages_of_the_numbers_above() -> None:
    page = table_page("|当事業年度", "国内の法定実効税率|30.6％", "税額控除|△4.3", "法人税等の負担率|23.6")
    assert [figure.value for figure in figures_of(page).values()] == [
        Decimal("0.306"),
        Decimal("-0.043"),
        Decimal("0.236"),
    ]


def test_cents_among_amounts_a_share_are_not_millions() -> None:
    rows = ("Revenues|$101,127", "Diluted earnings per share|$17.85", "Pension expense|($0.24)", "Other|$31")
    found = figures_of(table_page("|2023", *rows, unit="(Dollars in millions, except per share data)"), ENGLISH)
    assert found["r4c2"].value == Decimal("-0.24")
    assert found["r5c2"].value == 31 * 10**6


def test_shares_used_to_compute_an_amount_a_share_are_shares() -> None:
    rows = ("Net income|213,105", "Weighted-average shares used to compute net income per share:|", ">Diluted|507,229")
    page = table_page("|2023", *rows, unit="(in thousands, except per share data)")
    figure = figures_of(page, ENGLISH)["r4c2"]
    assert (figure.value, figure.unit) == (Decimal(507_229_000), Unit(UnitKind.SHARES))


def test_a_percent_sign_in_the_column_is_of_the_shares_below() -> None:
    page = table_page("名称|資本金|議決権の所有割合", "|百万円|％", "青葉㈱|450|60.0", "若葉㈱|100|51.0")
    assert [figures_of(page)[cell].value for cell in ("r3c2", "r3c3", "r4c3")] == [
        Decimal(450_000_000),
        Decimal("0.6"),
        Decimal("0.51"),
    ]


def test_a_head_over_several_columns_is_no_head_of_a_rows_first_line() -> None:
    page = table_page(
        "企業名{1,2}|帳簿価額(百万円){2}", "建物|土地 (面積㎡)", "青葉㈱{1,2}|9,847|5,552 (10,840)", "1|2", header=2
    )
    area = rows_of(page)[0].figures[2]
    assert (area.value, area.unit) == (Decimal(10_840), Unit(UnitKind.COUNT, measure="㎡"))


def test_the_sign_beside_a_number_is_of_the_dollar_stated_over_it() -> None:
    page = table_page("|2023", "Net income|$73,432", "Interest|12", unit="(in thousands of Canadian dollars)")
    figure = figures_of(page, ENGLISH)["r2c2"]
    assert (figure.value, figure.unit) == (Decimal(73_432_000), Unit(UnitKind.CURRENCY, "CAD"))


def test_growth_in_percent_is_no_money() -> None:
    rows = ("Net sales|$61,000", "Year-over-year percentage growth|", ">Media|19")
    figure = figures_of(table_page("|2023", *rows, unit="(in millions)"), ENGLISH)["r4c2"]
    assert figure.unit is None or figure.unit.kind is UnitKind.PERCENT
    assert (figure.value or 0) <= 19
