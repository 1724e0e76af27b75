"""How a row of a table names an item of the company, or of one of its members."""

from __future__ import annotations

from rm_assistant.domain.calculations import Operand
from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import FigureRow, Role
from rm_assistant.retrieval.figures.named import best, offers
from rm_assistant.retrieval.figures.sought import Sought
from tests.rows_by_hand import figure, row, year

SEGMENTS = StatementKind.SEGMENTS


def of_company(key: str, words: str = "") -> Sought:
    return Sought.of(Operand(key, words=words), companies=("ACME, INC.", "Acme"))


def of_member(key: str, member: str) -> Sought:
    return Sought.of(Operand(key, member=member), companies=("ACME, INC.", "Acme"))


def plain(label: str, value: int, **said: object) -> FigureRow:
    return row(label, figure(value, year(2024)), **said)  # type: ignore[arg-type]


def values(sought: Sought, *rows: FigureRow) -> list[int]:
    """Of the figure that is meant and its rivals."""
    chosen = best([offer for each in rows for offer in offers(each, sought)], sought)
    return [int(offer.figure.value or 0) for offer in chosen]


# ── the whole ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_unallocated_part_is_not_the_whole() -> None:
    part = plain("Earnings before interest and taxes", -20, title="CORPORATE")
    total = plain(
        "TOTAL ACME, INC. EARNINGS BEFORE INTEREST AND TAXES", 70, headings=["OPERATING UNITS"], role=Role.TOTAL
    )
    assert values(of_company("operating_income", "EBIT"), part, total) == [70]
    assert values(of_company("operating_income", "EBIT"), part) == []


def test_capital_investment_is_what_its_section_states() -> None:
    paid = plain("有形固定資産の取得による支出", 60, statement=StatementKind.CASH_FLOW)
    stated = plain("設備投資額", 80, section="第3-設備投資等の概要")
    assert values(of_company("capital_expenditure", "設備投資額"), paid, stated) == [80]
    assert values(of_company("capital_expenditure", "有形固定資産の取得による支出"), paid, stated) == [60]


def test_the_sum_of_a_section_goes_without_the_items_name() -> None:
    section = "第3-設備投資等の概要"
    rows = [plain(label, value, section=section) for label, value in (("産業", 50), ("計", 90), ("合計", 95))]
    assert values(of_company("capital_expenditure", "設備投資額"), *rows) == [95]


def test_a_column_names_the_item_of_a_row_without_a_label() -> None:
    staff = row(
        "",
        figure(400, year(2024, 0), "従業員数（人）", cell="staff", unit=None),
        figure(9_000, year(2024, 0), "平均年間給与（円）", cell="pay"),
        section="第1-従業員の状況",
    )
    assert values(of_company("average_salary", "平均年間給与"), staff) == [9_000]


def test_a_table_of_the_filer_is_of_the_filer_alone() -> None:
    alone = row("従業員数", figure(60, year(2024, 0), unit=None), title="２. 提出会社の状況")
    group = row("従業員数", figure(900, year(2024, 0), unit=None), title="１. 連結経営指標等")
    assert values(of_company("employees"), alone, group) == [900]
    parent = Sought.of(Operand("employees"), basis=Basis.PARENT_ONLY)
    assert values(parent, alone) == [60]


# ── members ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_members_row_under_the_items_heading() -> None:
    rows = [plain(name, value, path=["Revenues"]) for name, value in (("Tin Cups", 5), ("Brass Widgets", 7))]
    assert values(of_member("revenue", "Brass Widgets"), *rows) == [7]


def test_a_members_total_within_the_items_heading() -> None:
    lines = [
        plain("Rooms", 3, path=["Net revenue", "Tin Cups"]),
        plain("", 8, path=["Net revenue", "Tin Cups"], role=Role.TOTAL),
        plain("", 9, path=["Net revenue", "Brass Widgets"], role=Role.TOTAL),
    ]
    assert values(of_member("revenue", "Tin Cups"), *lines) == [8]


def test_a_members_column() -> None:
    sales = row(
        "Net sales",
        figure(5, year(2024), "Tin Cups", cell="tin", member="Tin Cups"),
        figure(7, year(2024), "Brass Widgets", cell="brass", member="Brass Widgets"),
        statement=SEGMENTS,
    )
    assert values(of_member("revenue", "Brass Widgets"), sales) == [7]


def test_a_members_sales_are_those_to_customers() -> None:
    def line(label: str, value: int) -> FigureRow:
        columns = ("報告セグメント", "産業")
        return row(label, figure(value, year(2024), *columns, member="産業"), path=["売上収益"], statement=SEGMENTS)

    rows = [line("(1) 外部顧客", 60), line("(2) セグメント間", 5), line("計", 65)]
    assert values(of_member("revenue", "産業"), *rows) == [60]


def test_a_table_of_another_part_says_nothing_of_the_member() -> None:
    other = plain("Europe", 4, path=["Revenues"], title="Tin Cups")
    assert values(of_member("revenue", "Europe"), other) == []


def test_a_core_profit_is_not_the_profit_of_the_accounts() -> None:
    columns = ("報告セグメント", "産業")
    core = row("セグメント利益（コア営業利益）", figure(9, year(2024), *columns, member="産業"), statement=SEGMENTS)
    assert values(of_member("operating_income", "産業"), core) == []
