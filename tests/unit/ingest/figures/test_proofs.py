"""Statements prove themselves: what adds up is said so, what does not is said to fail, and nothing is repaired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.figures.proofs import with_proofs
from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import (
    CheckKind,
    Figure,
    FigureCheck,
    FigureKind,
    FigurePeriod,
    FigureRow,
    Role,
    Unit,
    UnitKind,
)

DOLLARS = Unit(UnitKind.CURRENCY, "USD")
YEN = Unit(UnitKind.CURRENCY, "JPY")
MILLION = 10**6
YEAR = FigurePeriod(end=date(2023, 3, 31), months=12, label="FY2022")

Printed = int | None
"""In millions; None is a dash."""


def figure(printed: Printed, column: int = 1, *, unit: Unit = DOLLARS) -> Figure:
    if printed is None:
        return Figure("—", 0, 1, kind=FigureKind.NIL, column=column, unit=unit, scale=MILLION, period=YEAR)
    text = f"{printed:,}"
    value = Decimal(printed) * MILLION
    return Figure(text, 0, len(text), value=value, column=column, unit=unit, scale=MILLION, period=YEAR)


def row(
    label: str,
    *printed: Printed,
    under: Sequence[str] = (),
    statement: StatementKind | None = None,
    role: Role | None = None,
    item: str | None = None,
    unit: Unit = DOLLARS,
    table: str = "t1",
) -> FigureRow:
    figures = tuple(figure(each, column, unit=unit) for column, each in enumerate(printed, start=1))
    total = Role.TOTAL if label.lower().startswith("total") or label.endswith("計") else None
    return FigureRow(
        1, 0, 9, label, figures, table=table, path=tuple(under), role=role or total, statement=statement, item=item
    )


def checks(rows: Sequence[FigureRow], label: str, kind: CheckKind = CheckKind.ADDS_UP) -> list[FigureCheck]:
    found = next(each for each in with_proofs(rows) if each.label == label)
    return [check for check in found.figures[0].checks if check.kind is kind]


def one(rows: Sequence[FigureRow], label: str, kind: CheckKind = CheckKind.ADDS_UP) -> tuple[bool, str]:
    (check,) = checks(rows, label, kind)
    return check.passed, check.detail


# ── totals ──────────────────────────────────────────────────────────────────────────────────────────────────────────

HEAD = ("Current assets",)


def current_assets(total: int = 1_577) -> list[FigureRow]:
    return [
        row("Cash", 1_200, under=HEAD),
        row("Receivables", 377, under=HEAD),
        row("Total current assets", total),
    ]


def test_a_total_is_the_sum_of_the_rows_above_it() -> None:
    assert one(current_assets(), "Total current assets") == (True, "1,200 + 377 = 1,577")
    assert one(current_assets(), "Cash") == (True, "1,200 + 377 = 1,577")


def test_a_total_that_is_not_the_sum_of_its_headings_rows_has_failed_and_stays_as_printed() -> None:
    assert one(current_assets(1_677), "Receivables") == (False, "1,200 + 377 ≠ 1,677")
    assert with_proofs(current_assets(1_677))[-1].figures[0].text == "1,677"


def test_without_its_heading_a_total_may_lack_parts_and_has_not_failed() -> None:
    rows = [replace(each, path=()) for each in current_assets(1_677)]
    assert not any(each.checks for found in with_proofs(rows) for each in found.figures)


def test_totals_of_totals_and_dashes() -> None:
    rows = [*current_assets(), row("Goodwill", None), row("Plant", 400), row("Total assets", 1_977)]
    assert one(rows, "Total assets") == (True, "1,577 + 0 + 400 = 1,977")
    assert one(rows, "Plant") == (True, "1,577 + 0 + 400 = 1,977")


def test_every_column_is_proven_by_itself() -> None:
    rows = [
        row("現金及び預金", 1_200, 900, under=["流動資産"], unit=YEN),
        row("売掛金", 377, 100, under=["流動資産"], unit=YEN),
        row("流動資産合計", 1_577, 1_900, unit=YEN),
    ]
    proven = with_proofs(rows)[-1]
    assert [check.passed for each in proven.figures for check in each.checks] == [True, False]


def test_rounding_is_allowed_for_and_said() -> None:
    assert one(current_assets(1_578), "Cash") == (True, "1,200 + 377 ≈ 1,578")


def test_what_an_amount_consists_of_is_not_added_to_it_again() -> None:
    rows = [
        row("現金預け金", 500, under=["資産の部"]),
        row("現金", 100, under=["資産の部", "現金預け金"]),
        row("日銀預け金", 350, under=["資産の部", "現金預け金"]),
        row("貸出金", 3_000, under=["資産の部"]),
        row("資産の部合計", 3_500),
    ]
    assert one(rows, "貸出金") == (True, "500 + 3,000 = 3,500")
    assert checks(rows, "日銀預け金") == []


def test_what_is_printed_aside_is_no_part() -> None:
    rows = current_assets()
    rows.insert(1, row("of which restricted", 50, under=HEAD, role=Role.COMPONENT))
    assert one(rows, "Cash") == (True, "1,200 + 377 = 1,577")


def test_rows_that_say_they_are_deducted() -> None:
    rows = [row("Plant, gross", 900), row("Less accumulated depreciation", 300), row("Plant, net", 600)]
    assert one(rows, "Plant, net") == (True, "900 − 300 = 600")


def test_costs_lessen_a_result_whichever_sign_they_are_printed_with() -> None:
    income = StatementKind.INCOME_STATEMENT
    for cost in (700, -700):
        rows = [
            row("Net sales", 1_000, statement=income, item="revenue"),
            row("Cost of sales", cost, statement=income),
            row("Gross profit", 300, statement=income, item="gross_profit"),
        ]
        assert one(rows, "Gross profit") == (True, "1,000 − 700 = 300")


def test_a_result_is_what_is_left_after_rows_that_do_not_say_they_are_costs() -> None:
    income = StatementKind.INCOME_STATEMENT
    rows = [
        row("Gross profit", 300, statement=income, item="gross_profit"),
        row("Research and development", 120, statement=income),
        row("Selling, general and administrative", 90, statement=income),
        row("Operating income", 90, statement=income, item="operating_income"),
    ]
    assert one(rows, "Operating income") == (True, "300 − 120 − 90 = 90")


def test_a_row_without_a_name_that_is_proven_is_a_total() -> None:
    rows = [row("Cash", 1_200), row("Receivables", 377), row("", 1_577)]
    assert [each.role for each in with_proofs(rows)] == [None, None, Role.TOTAL]


def test_a_number_of_unknown_unit_among_others_proves_nothing() -> None:
    rows = current_assets(1_677)
    unknown = replace(rows[-1].figures[0], unit=None, scale=None, value=Decimal(1_677))
    assert checks([*rows[:-1], replace(rows[-1], figures=(unknown,))], "Cash") == []


def test_what_is_netted_outside_the_statements_is_no_failure() -> None:
    def parts(statement: StatementKind | None) -> list[FigureRow]:
        found = [("Swaps", 900), ("Options", 300), ("Total swaps and derivatives", 600)]
        return [row(label, each, under=["Swaps and derivatives"], statement=statement) for label, each in found]

    assert checks(parts(None), "Swaps") == []
    assert one(parts(StatementKind.BALANCE_SHEET), "Swaps") == (False, "900 + 300 ≠ 600")


def test_percentages_are_not_added() -> None:
    rows = [row(each.label, 50, unit=Unit(UnitKind.PERCENT)) for each in current_assets()]
    assert with_proofs(rows) == tuple(rows)


parts_printed = st.lists(st.integers(min_value=1_000, max_value=10**7), min_size=2, max_size=15)


@given(parts_printed, st.data())
def test_what_adds_up_passes_and_fails_once_a_number_is_changed(parts: list[int], data: st.DataObject) -> None:
    numbers = [*parts, sum(parts)]
    assert verdicts(numbers) == {True}

    beyond_rounding = st.integers(min_value=len(parts) + 1, max_value=10**7)
    numbers[data.draw(st.integers(0, len(parts)))] += data.draw(beyond_rounding)
    assume(not any(abs(sum(numbers[start:-1]) - numbers[-1]) <= len(parts) for start in range(len(parts))))
    assert verdicts(numbers) == {False}


def verdicts(numbers: Sequence[int]) -> set[bool]:
    """Of a column's proofs; its last number is the total."""
    statement = StatementKind.BALANCE_SHEET
    rows = [row(f"Part {place}", part, under=HEAD, statement=statement) for place, part in enumerate(numbers[:-1])]
    proven = with_proofs([*rows, row("Total current assets", numbers[-1], statement=statement)])
    return {check.passed for each in proven for check in each.figures[0].checks}


# ── balance sheets ──────────────────────────────────────────────────────────────────────────────────────────────────


def balance_sheet(*lines: tuple[str, int]) -> list[FigureRow]:
    return [row(label, printed, statement=StatementKind.BALANCE_SHEET) for label, printed in lines]


@pytest.mark.parametrize(
    "lines",
    [
        (("Total assets", 1_577), ("Total liabilities", 1_200), ("Total stockholders’ equity", 377)),
        (("資産合計", 1_577), ("負債合計", 1_200), ("純資産合計", 377), ("負債純資産合計", 1_577)),
        (("資産の部合計", 1_577), ("負債の部合計", 1_200), ("純資産の部合計", 377), ("負債及び純資産の部合計", 1_577)),
        (
            ("Total assets", 1_577),
            ("Total equity", 377),
            ("Total liabilities", 1_200),
            ("Total equity and liabilities", 1_577),
        ),
    ],
)
def test_assets_are_liabilities_and_equity(lines: tuple[tuple[str, int], ...]) -> None:
    passed, detail = one(balance_sheet(*lines), lines[0][0], CheckKind.BALANCES)
    assert passed
    assert detail == "1,200 + 377 = 1,577"


def test_what_is_owed_may_be_printed_as_a_deduction() -> None:
    rows = balance_sheet(("Total assets", 215), ("Total liabilities", -15), ("Total equity", 200))
    assert one(rows, "Total assets", CheckKind.BALANCES) == (True, "15 + 200 = 215")


def test_what_stands_between_liabilities_and_equity() -> None:
    rows = balance_sheet(
        ("Total assets", 1_600),
        ("Total liabilities", 1_200),
        ("Redeemable noncontrolling interests", 23),
        ("Total equity", 377),
        ("Total liabilities and equity", 1_600),
    )
    assert one(rows, "Total assets", CheckKind.BALANCES) == (True, "1,200 + 23 + 377 = 1,600")


def test_sides_that_differ_have_failed() -> None:
    rows = balance_sheet(("Total assets", 1_577), ("Total liabilities and equity", 1_757))
    assert one(rows, "Total assets", CheckKind.BALANCES) == (False, "1,757 ≠ 1,577")


def test_sides_of_a_utility_and_sides_without_a_name() -> None:
    rows = balance_sheet(("Total assets", 1_577), ("Total capitalization and liabilities", 1_577))
    assert one(rows, "Total assets", CheckKind.BALANCES)[0]
    rows = balance_sheet(("合計", 1_577), ("負債合計", 1_200), ("純資産合計", 377), ("合計", 1_577))
    assert one(rows, "合計", CheckKind.BALANCES)[0]


def test_a_side_that_was_not_found_is_no_failure() -> None:
    rows = balance_sheet(("Total assets", 1_577), ("Total liabilities", 1_200))
    assert checks(rows, "Total assets", CheckKind.BALANCES) == []


def test_sides_on_two_tables_are_of_one_sheet() -> None:
    rows = balance_sheet(("Inventories", 200), ("Other", 300), ("Total assets", 1_577))
    more = balance_sheet(("Payables", 200), ("Other", 300), ("Total liabilities and equity", 1_577))
    both = [*rows, *(replace(each, table="t2", page=2) for each in more)]
    assert one(both, "Total assets", CheckKind.BALANCES) == (True, "1,577 = 1,577")


# ── cash flow statements ────────────────────────────────────────────────────────────────────────────────────────────


def cash_flow(*lines: tuple[str, Printed]) -> list[FigureRow]:
    return [row(label, printed, statement=StatementKind.CASH_FLOW) for label, printed in lines]


ENGLISH = (
    ("Net cash provided by operating activities", 500),
    ("Net cash (used in) provided by investing activities", -300),
    ("Net cash used in financing activities", -120),
    ("Effect of exchange rate changes on cash", -4),
    ("Net increase in cash and cash equivalents", 76),
    ("Cash and cash equivalents at beginning of year", 1_000),
    ("Cash and cash equivalents at end of year", 1_076),
)
JAPANESE = (
    ("営業活動によるキャッシュ・フロー", 500),
    ("投資活動によるキャッシュ・フロー", -300),
    ("財務活動によるキャッシュ・フロー", -120),
    ("現金及び現金同等物に係る換算差額", -4),
    ("現金及び現金同等物の増減額（△は減少）", 76),
    ("現金及び現金同等物の期首残高", 1_000),
    ("新規連結に伴う現金及び現金同等物の増加額", None),
    ("現金及び現金同等物の期末残高", 1_076),
)


@pytest.mark.parametrize("lines", [ENGLISH, JAPANESE])
def test_opening_cash_and_flows_are_closing_cash(lines: tuple[tuple[str, Printed], ...]) -> None:
    passed, detail = one(cash_flow(*lines), lines[-1][0], CheckKind.CASH_TIES)
    assert (passed, detail) == (True, "1,000 + 500 − 300 − 120 − 4 = 1,076")


@pytest.mark.parametrize("lines", [ENGLISH, JAPANESE])
def test_cash_that_does_not_tie_has_failed(lines: tuple[tuple[str, Printed], ...]) -> None:
    wrong = [(label, 1_176 if label == lines[-1][0] else printed) for label, printed in lines]
    assert not one(cash_flow(*wrong), lines[0][0], CheckKind.CASH_TIES)[0]


def test_cash_without_an_opening_balance_is_not_tried() -> None:
    rows = cash_flow(*(line for line in ENGLISH if "beginning" not in line[0]))
    assert not any(check.kind is CheckKind.CASH_TIES for each in with_proofs(rows) for check in each.figures[0].checks)


def test_cash_of_a_company_that_joined_the_group() -> None:
    lines = [(label, 23 if "新規連結" in label else printed) for label, printed in JAPANESE[:-1]]
    rows = cash_flow(*lines, ("現金及び現金同等物の期末残高", 1_099))
    assert one(rows, rows[-1].label, CheckKind.CASH_TIES) == (True, "1,000 + 500 − 300 − 120 − 4 + 23 = 1,099")


# ── agreement ───────────────────────────────────────────────────────────────────────────────────────────────────────


def two_statements(label: str, income: int, flow: int, basis: Basis | None = None) -> list[FigureRow]:
    first = row(label, income, statement=StatementKind.INCOME_STATEMENT)
    second = row(label, flow, statement=StatementKind.CASH_FLOW, table="t2")
    other = tuple(replace(each, basis=basis) for each in second.figures)
    return [first, replace(second, figures=other)]


@pytest.mark.parametrize(
    "label", ["Net income (loss)", "税金等調整前当期純利益", "税引前利益", "当期利益", "Profit for the year"]
)
def test_both_statements_print_one_result(label: str) -> None:
    assert one(two_statements(label, 377, 377), label, CheckKind.AGREES) == (True, "377 = 377")
    assert one(two_statements(label, 377, 737), label, CheckKind.AGREES) == (False, "377 ≠ 737")


def test_results_of_another_basis_or_period_are_not_compared() -> None:
    assert checks(two_statements("Net income", 377, 737, Basis.PARENT_ONLY), "Net income", CheckKind.AGREES) == []
    rows = two_statements("Net income", 377, 737)
    earlier = replace(YEAR, end=date(2022, 3, 31))
    past = tuple(replace(each, period=earlier) for each in rows[1].figures)
    assert checks([rows[0], replace(rows[1], figures=past)], "Net income", CheckKind.AGREES) == []
