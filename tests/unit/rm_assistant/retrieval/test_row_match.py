"""A row answers only where its words and the question's account for each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from rm_assistant.domain.answers import EvidenceSpan
from rm_assistant.domain.documents import Language, StatementKind
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.query import query_of
from rm_assistant.retrieval.row_match import Asked, match_row
from tests.fakes_chat import resolved, row

INCOME = StatementKind.INCOME_STATEMENT


def question(text: str) -> ResolvedQuestion:
    language = Language.ENGLISH if text.isascii() else Language.JAPANESE
    return resolved(text, language=language, scope=Scope(("Northwind Mills",), (Period(2018),)))


def line(
    label: str,
    values: Mapping[str, str] | None = None,
    *,
    path: tuple[str, ...] = (),
    title: str = "Consolidated Statement of Income",
    section: str | None = None,
    statement: StatementKind | None = None,
) -> EvidenceSpan:
    span = row("n1-1", label, values or {"2018": "1,577", "2017": "1,321"}, title=title)
    return replace(span, path=path, section=section, statement=statement)


def answer(text: str, span: EvidenceSpan, key: str | None = None) -> str | None:
    asked = question(text)
    query = query_of(asked)
    match = match_row(span, Asked.of(asked, query, glossary().get(key) if key else None))
    return match.cells[0].text if match else None


SALES = "What were Northwind Mills' net sales in 2018?"
SALES_JA = "2018年3月期の売上高は？"


@pytest.mark.parametrize(
    "label",
    ["Net sales", "Total net sales", "Revenues", "Net revenue (Note 2)", "Total revenue", "Sales to customers"],
)
def test_any_name_of_the_item_answers(label: str) -> None:
    assert answer(SALES, line(label, statement=INCOME), "revenue") == "1,577"


@pytest.mark.parametrize(
    "label",
    [
        "Cost of net sales",
        "Net sales growth",
        "Net sales of discontinued operations",
        "Net sales, Europe",
        "Sales of marketable securities",
    ],
)
def test_a_label_with_other_words_is_of_another_thing(label: str) -> None:
    assert answer(SALES, line(label, statement=INCOME), "revenue") is None


@pytest.mark.parametrize(
    ("key", "text", "label"),
    [
        ("total_debt", "What was total debt in 2018?", "Total debt securities"),
        ("income_taxes", "What was income tax expense in 2018?", "Income before income taxes"),
        ("depreciation_amortization", "What was depreciation and amortization in 2018?", "Depreciation"),
        ("sga", "What was SG&A in 2018?", "General and administrative expense"),
        ("revenue", SALES_JA, "外部顧客への売上高"),
        ("revenue", SALES_JA, "セグメント間の内部売上高又は振替高"),
        ("revenue", SALES_JA, "売上高営業利益率"),
        ("operating_income", "2018年3月期の営業利益は？", "営業外収益"),
    ],
)
def test_a_near_name_is_not_the_name(key: str, text: str, label: str) -> None:
    columns = {"2018年3月期": "1,577"} if not text.isascii() else {"2018": "1,577"}
    assert answer(text, line(label, columns, statement=INCOME), key) is None


def test_words_of_the_companys_name_account_for_no_label() -> None:
    assert answer(SALES, line("Mills net sales", statement=INCOME), "revenue") is None
    assert answer(SALES, line("Northwind Mills net sales", statement=INCOME), "revenue") == "1,577"


def test_the_total_of_the_segments_is_not_the_company() -> None:
    total = line("Total reportable segments", path=("Net sales",), title="Reconciliation")

    assert answer(SALES, total, "revenue") is None
    assert answer(SALES, total) is None


@pytest.mark.parametrize("path", [(), ("Depreciation and amortization",)])
def test_a_part_of_the_item_is_not_the_item(path: tuple[str, ...]) -> None:
    asked = "What was depreciation and amortization in 2018?"

    assert answer(asked, line("Depreciation", path=path, statement=StatementKind.CASH_FLOW)) is None
    assert answer("2018年3月期の販売費及び一般管理費は？", line("一般管理費", statement=INCOME)) is None


def test_heading_and_label_may_name_the_item_together() -> None:
    asked = "What was the diluted EPS in 2018?"
    diluted = line("Diluted", {"2018": "$1.54"}, path=("Net earnings per common share:",), statement=INCOME)

    assert answer(asked, diluted, "eps_diluted") == "$1.54"
    assert answer(asked, replace(diluted, path=("Weighted average shares:",)), "eps_diluted") is None


def test_a_segment_under_a_sub_heading_is_not_the_company() -> None:
    segment = line("Net sales", path=("Alder",), title="Results of operations")

    assert answer(SALES, segment, "revenue") is None
    assert answer("What were the net sales of Alder in 2018?", segment, "revenue") == "1,577"


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("Alder business (18% of sales):", None),
        ("Results of operations", "Alder Mills segment"),
        ("Segment information", None),
        ("Adjusted results", None),
        ("Pro forma results of operations", None),
    ],
)
def test_a_table_about_a_part_or_otherwise_measured_is_not_the_company(title: str, section: str | None) -> None:
    assert answer(SALES, line("Net sales", title=title, section=section), "revenue") is None


def test_a_segment_that_was_asked_for_must_be_named_by_the_row() -> None:
    asked = "What were the net sales of the Alder segment in 2018?"

    assert answer(asked, line("Net sales", statement=INCOME), "revenue") is None
    assert answer(asked, line("Alder", path=("Net sales:",), title="Segment results"), "revenue") == "1,577"


def test_the_item_may_be_named_by_the_column() -> None:
    both = {"Net Sales 2018": "6,021", "Operating Income 2018": "1,799"}

    assert (
        answer("What were the net sales of Alder in 2018?", line("Alder", both, title="Segments"), "revenue") == "6,021"
    )
    assert answer(SALES, line("Total Company", both, title="Summary"), "revenue") == "6,021"
    assert answer(SALES, line("Alder", both, title="Summary"), "revenue") is None


def test_of_the_columns_of_segments_the_asked_one_answers() -> None:
    segments = {"報告セグメント 住宅": "704", "報告セグメント 素材": "1,093", "報告セグメント 計": "1,797"}
    title = "当連結会計年度(自 2017年4月1日 至 2018年3月31日)"
    profit = line("セグメント利益", segments, title=title)

    assert answer("2018年3月期の住宅事業のセグメント利益は？", profit) == "704"
    assert answer("2018年3月期の食品事業のセグメント利益は？", profit) is None


def test_a_total_row_is_of_its_heading() -> None:
    assert answer(SALES, line("Total", path=("Net sales:",), title="Summary"), "revenue") == "1,577"
    assert answer(SALES, line("Products", path=("Net sales:",), title="Summary"), "revenue") is None


def test_percentages_do_not_answer_amounts_nor_amounts_percentages() -> None:
    both = {"2018 Amount": "4,506", "2018 Percent to Sales": "32.0"}
    margin = line("Gross profit", both, statement=INCOME)

    assert answer("What was gross profit in 2018?", margin, "gross_profit") == "4,506"
    assert answer("What was gross profit as a percentage of sales in 2018?", margin, "gross_profit") != "4,506"


def test_amounts_a_share_do_not_answer_amounts() -> None:
    per_share = line("Net income", {"2018": "1.54"}, path=("Earnings per share:",), statement=INCOME)

    assert answer("What was net income in 2018?", per_share, "net_income") is None
    assert answer("What was net income per share in 2018?", per_share) == "1.54"


def test_a_balance_on_a_cash_flow_statement_is_its_change() -> None:
    change = line("Inventories", path=("Changes in assets and liabilities:",), statement=StatementKind.CASH_FLOW)
    balance = line("Inventories", {"December 31, 2018": "1,577"}, statement=StatementKind.BALANCE_SHEET)

    assert answer("What were inventories in 2018?", change, "inventory") is None
    assert answer("What were inventories in 2018?", balance, "inventory") == "1,577"


def test_columns_that_differ_under_one_name_answer_nothing() -> None:
    twice = {"2018": "1,577", "2018 restated": "1,580"}

    assert answer(SALES, line("Net sales", twice, statement=INCOME), "revenue") is None


def test_a_row_in_the_questions_own_words_needs_no_glossary() -> None:
    units = line("Looms in operation", title="Operating data")

    assert answer("How many looms were in operation at Northwind Mills in 2018?", units) == "1,577"
    assert answer("How many spindles were in operation at Northwind Mills in 2018?", units) is None


@pytest.mark.parametrize(
    ("quoted", "label", "path", "found"),
    [
        ("法人税、住民税及び事業税", "法人税、住民税及び事業税", (), True),
        ("法人税、住民税及び事業税", "法人税等合計", (), False),
        ("その他、固定負債", "その他", ("固定負債",), True),
        ("その他、固定負債", "その他", ("流動負債",), False),
        ("その他、その他の費用", "その他", ("その他の費用",), True),
        ("その他、その他の費用", "その他の費用", (), False),
        ("構築物（純額）", "構築物", (), False),
        ("当期純利益又は当期純損失（△）", "当期純利益", (), True),
    ],
)
def test_a_quoted_line_is_wanted_as_it_is_quoted(
    quoted: str, label: str, path: tuple[str, ...], *, found: bool
) -> None:
    asked = question(f"2018年3月期の「{quoted}」は？")
    span = line(label, {"2018年3月期": "1,577"}, path=path, title="連結損益計算書", statement=INCOME)
    matches = [match_row(span, wanted) for wanted in Asked.quoted(asked, query_of(asked))]

    assert any(matches) is found
