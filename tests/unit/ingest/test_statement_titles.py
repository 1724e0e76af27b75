"""What is a statement's title, and what only names one."""

from __future__ import annotations

import pytest

from ingest.statement_titles import joined_title, read_title
from rm_assistant.domain.documents import Basis, StatementKind

BS, IS, CI = StatementKind.BALANCE_SHEET, StatementKind.INCOME_STATEMENT, StatementKind.COMPREHENSIVE_INCOME
CF, EQ = StatementKind.CASH_FLOW, StatementKind.EQUITY


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("CONSOLIDATED BALANCE SHEETS", (BS,)),
        ("Consolidated Balance Shee t", (BS,)),
        ("Statement of Financial Position", (BS,)),
        ("Consolidated Statements of Financial Condition", (BS,)),
        ("INCOME STATEMENTS", (IS,)),
        ("Lanternfish Group, Inc. Consolidated Statements of Operations", (IS,)),
        ("Condensed Consolidated Statements of Earnings (Unaudited)", (IS,)),
        ("Consolidated statement of profit or loss", (IS,)),
        ("Consolidated Statements of Income and Other Comprehensive Income", (IS, CI)),
        ("Consolidated Statement of Comprehensive Income (Loss)", (CI,)),
        ("CASH FLOWS STATEMENTS", (CF,)),
        ("Consolidated Statements of Cash Flows  Lanternfish Incorporated and Subsidiary Companies", (CF,)),
        ("Consolidated Statements of Cash Flows (Continued)", (CF,)),
        ("STOCKHOLDERS’ EQUITY STATEMENTS", (EQ,)),
        ("Consolidated Statements of Changes in Shareholders' Equity", (EQ,)),
        ("①【連結貸借対照表】", (BS,)),
        ("① 【連結財政状態計算書】", (BS,)),
        ("②【損益計算書】", (IS,)),
        ("②【連結損益計算書及び連結包括利益計算書】", (IS, CI)),
        ("（２）【中間連結損益及び包括利益計算書】", (IS, CI)),
        ("③【連結株主資本等変動計算書】", (EQ,)),
        ("（４）連結キャッシュ・フロー計算書", (CF,)),
        ("要約中間連結持分変動計算書", (EQ,)),
    ],
)
def test_titles_are_read_whatever_the_issuer_calls_them(line: str, kinds: tuple[StatementKind, ...]) -> None:
    title = read_title(line)
    assert title is not None
    assert title.kinds == kinds


@pytest.mark.parametrize(
    "line",
    [
        "We have audited the accompanying consolidated balance sheets of the Company as of December 31, 2023",
        "Consolidated Balance Sheets .......... 58",
        "Consolidated Statements of Income  41",
        "liabilities in the consolidated balance sheets",
        "Off-Balance Sheet Arrangements",
        "Notes to Consolidated Statements of Income",
        "Condensed Consolidating Balance Sheet",
        "Note 8 Supplemental Balance Sheet Information",
        "The statement of cash flows is prepared by the indirect method.",
        "See the Consolidated Statements of Operations",
        "（連結貸借対照表関係）",
        "連結貸借対照表及び連結損益計算書に計上された金額",
        "連結貸借対照表計上額",
        "Total stockholders' equity",
    ],
)
def test_what_only_names_a_statement_is_no_title(line: str) -> None:
    assert read_title(line) is None


@pytest.mark.parametrize(
    ("line", "basis"),
    [
        ("CONSOLIDATED BALANCE SHEETS", Basis.CONSOLIDATED),
        ("BALANCE SHEETS", None),
        ("Condensed Balance Sheets (Parent Company Only)", Basis.PARENT_ONLY),
        ("Company statement of changes in equity", Basis.PARENT_ONLY),
        ("①【連結貸借対照表】", Basis.CONSOLIDATED),
        ("①【貸借対照表】", None),
    ],
)
def test_the_basis_is_what_the_title_names(line: str, basis: Basis | None) -> None:
    title = read_title(line)
    assert title is not None
    assert title.says is basis


def test_a_title_may_run_over_two_lines() -> None:
    title = joined_title("CONSOLIDATED STATEMENTS OF COMPREHENSIVE", "INCOME")
    assert title is not None
    assert title.kinds == (CI,)
    assert joined_title("Consolidated Balance Sheets", "Cash  12  13") is None
