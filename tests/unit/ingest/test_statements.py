"""Which pages are statements, and whose."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.statements import recognise
from rm_assistant.domain.documents import Basis, Page, StatementKind
from tests.pages import page

BS, IS, CI = StatementKind.BALANCE_SHEET, StatementKind.INCOME_STATEMENT, StatementKind.COMPREHENSIVE_INCOME
CF = StatementKind.CASH_FLOW

ASSETS = (
    "Cash and cash equivalents  630  558",
    "Accounts receivable  658  611",
    "Inventories  653  671",
    "Total current assets  1,941  1,840",
    "Goodwill  933  940",
    "Total assets  $2,874  $2,780",
)
LIABILITIES = (
    "Accounts payable  437  404",
    "Long-term debt  1,180  955",
    "Total liabilities  1,617  1,359",
    "Retained earnings  1,257  1,421",
    "Total shareholders’ equity  1,257  1,421",
    "Total liabilities and shareholders’ equity  $2,874  $2,780",
)
INCOME = (
    "  2024  2023",
    "Net sales  $3,733  $3,551",
    "Cost of sales  2,329  2,262",
    "Operating income  457  436",
    "Income before income taxes  412  394",
    "Provision for income taxes  92  90",
    "Net income  $320  $304",
    "Diluted earnings per share  $3.56  $3.35",
)
OPERATING = (
    "Net income  320  304",
    "Depreciation  128  121",
    "Accounts receivable  (47)  (24)",
    "Net cash provided by operating activities  401  401",
)
REST_OF_CASH = (
    "Purchases of property  (191)  (168)",
    "Net cash used in investing activities  (191)  (168)",
    "Dividends paid  (112)  (104)",
    "Purchases of treasury stock  (26)  (59)",
    "Net cash used in financing activities  (138)  (163)",
    "Net increase in cash  72  70",
    "Cash and cash equivalents at end of year  $630  $558",
)
COMPREHENSIVE = (
    "Net income  320  304",
    "Foreign currency translation  (20)  13",
    "Pension adjustments  14  (11)",
    "Comprehensive income  $314  $306",
)


def shown(pages: Sequence[Page]) -> dict[int, tuple[StatementKind, ...]]:
    return {each.number: each.statements for each in recognise(pages) if each.statements}


def annual_report() -> list[Page]:
    return [
        page(1, "# Index", "Consolidated Balance Sheets  3", "Consolidated Statements of Income  4"),
        page(2, "We have audited the consolidated balance sheets of the Company and its statements of cash flows."),
        page(3, "# Consolidated Balance Sheets", "(In millions)", *ASSETS, *LIABILITIES),
        page(4, "# Consolidated Statements of Income", *INCOME),
        page(5, "# Consolidated Statements of Cash Flows", *OPERATING, *REST_OF_CASH),
        page(6, "# Notes to Consolidated Financial Statements", "The balance sheet shows cash of $630 million."),
    ]


def test_pages_that_are_statements_are_told_from_pages_that_name_them() -> None:
    assert shown(annual_report()) == {3: (BS,), 4: (IS,), 5: (CF,)}


def test_the_basis_is_read_from_the_titles() -> None:
    assert {each.basis for each in recognise(annual_report()) if each.statements} == {Basis.CONSOLIDATED}


def test_a_statement_carries_on_over_a_page_without_a_title() -> None:
    pages = annual_report()
    pages[2:3] = [page(3, "# Consolidated Balance Sheets", *ASSETS), page(31, *LIABILITIES)]
    pages[4 + 1 :] = [
        page(5, "# Consolidated Statements of Cash Flows", *OPERATING),
        page(51, "  2024  2023", *REST_OF_CASH),
        page(6, "# Notes to Consolidated Financial Statements"),
    ]
    assert shown(pages) == {3: (BS,), 31: (BS,), 4: (IS,), 5: (CF,), 51: (CF,)}


def test_two_statements_on_one_page_are_both_shown() -> None:
    pages = annual_report()
    pages[3] = page(
        4,
        "# Consolidated Statements of Income",
        *INCOME,
        "# Consolidated Statements of Comprehensive Income",
        *COMPREHENSIVE,
    )
    assert shown(pages)[4] == (IS, CI)


def test_a_copy_in_the_analysis_is_not_the_statement() -> None:
    copy = page(0, "# Consolidated Statements of Income", "Percent of sales", *INCOME)
    gap = [page(-20 + number, "Prose without figures.") for number in range(20)]
    assert 0 not in shown([copy, *gap, *annual_report()])


def test_a_statement_of_comprehensive_income_from_revenue_on_is_the_income_statement_too() -> None:
    rows = (
        *INCOME,
        "Administrative expenses  (1)  (2)",
        "Finance cost  3  4",
        "Profit and total comprehensive income  1  2",
    )
    pages = annual_report()
    pages[3] = page(4, "# Consolidated statement of comprehensive income", *rows)
    assert shown(pages)[4] == (IS, CI)


def test_the_parent_company_s_own_statements_say_so() -> None:
    parent = page(9, "# Parent Company Only Financial Statements", "# Balance Sheets", *ASSETS, *LIABILITIES)
    found = {each.number: each.basis for each in recognise([*annual_report(), parent]) if each.statements}
    assert (found[3], found[9]) == (Basis.CONSOLIDATED, Basis.PARENT_ONLY)


def test_tables_of_a_statement_are_marked() -> None:
    balance_sheet = recognise(annual_report())[2]
    (table,) = balance_sheet.tables
    assert (table.statement, table.basis) == (BS, Basis.CONSOLIDATED)
    assert table.title == "Consolidated Balance Sheets"


JAPANESE_ASSETS = ("現金及び預金  100  120", "売掛金  200  210", "建物  300  310", "土地  50  50", "資産合計  650  690")
JAPANESE_LIABILITIES = (
    "買掛金  100  110",
    "長期借入金  200  190",
    "負債合計  300  300",
    "利益剰余金  350  390",
    "純資産合計  350  390",
    "負債純資産合計  650  690",
)
JAPANESE_INCOME = (
    "売上高  900  950",
    "売上原価  600  620",
    "営業利益  90  99",
    "経常利益  92  101",
    "税引前当期純利益  92  101",
    "法人税等合計  30  33",
    "当期純利益  62  68",
)


def test_consolidated_and_parent_only_statements_are_told_by_their_titles() -> None:
    pages = [
        page(1, "# ①【連結貸借対照表】", "（単位：百万円）", *JAPANESE_ASSETS),
        page(2, *JAPANESE_LIABILITIES),
        page(3, "# ②【連結損益計算書】", *JAPANESE_INCOME),
        page(4, "# 【注記事項】", "連結貸借対照表に計上された金額は次のとおりであります。"),
        page(5, "# ２【財務諸表等】", "# ①【貸借対照表】", *JAPANESE_ASSETS, *JAPANESE_LIABILITIES),
        page(6, "# ②【損益計算書】", *JAPANESE_INCOME),
    ]
    assert shown(pages) == {1: (BS,), 2: (BS,), 3: (IS,), 5: (BS,), 6: (IS,)}
    assert [each.basis for each in recognise(pages)] == [
        Basis.CONSOLIDATED,
        Basis.CONSOLIDATED,
        Basis.CONSOLIDATED,
        None,
        Basis.PARENT_ONLY,
        Basis.PARENT_ONLY,
    ]


def test_key_figures_of_group_and_filer_keep_apart() -> None:
    rows = ("売上高  900  950", "経常利益  90  99", "当期純利益  62  68", "純資産額  350  390", "総資産額  650  690")
    pages = [
        page(1, "# １【主要な経営指標等の推移】", "# （１）連結経営指標等", "回次  第1期  第2期", *rows),
        page(2, "# （２）提出会社の経営指標等", "回次  第1期  第2期", *rows),
        page(3, "# ２【沿革】", "1936年  創業  "),
    ]
    found = recognise(pages)
    assert [each.statements for each in found] == [(StatementKind.KEY_FIGURES,), (StatementKind.KEY_FIGURES,), ()]
    assert [each.basis for each in found] == [Basis.CONSOLIDATED, Basis.PARENT_ONLY, None]


def test_segment_tables_are_found_by_heading_and_rows() -> None:
    pages = [
        page(1, "# Note 14 — Segment Information", "The company reports two segments."),
        page(
            2,
            "  Controls  Sensing",
            "Net sales  1,871  1,238",
            "Operating income  367  224",
            "Assets  10  9",
            "Capex  4  5",
        ),
        page(3, "# Note 15 — Fair Value", "Net sales  1  2", "Operating income  3  4"),
    ]
    assert shown(pages) == {2: (StatementKind.SEGMENTS,)}


def test_nothing_is_recognised_in_nothing() -> None:
    assert recognise([]) == ()
    assert shown([page(1, "Some prose about the consolidated balance sheets.")]) == {}
