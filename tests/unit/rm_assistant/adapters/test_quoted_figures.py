"""A figure is quoted with what it is of; where two rows differ under one name, none is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rm_assistant.adapters.quoted_figures import figure_claims
from rm_assistant.domain.answers import ClaimState, EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import Basis, FilingForm, Language, StatementKind
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from rm_assistant.retrieval.query import query_of
from rm_assistant.verification.verdict import check_claim
from tests.fakes_chat import SALES, resolved, row

COMPANY = replace(SALES, statement=StatementKind.INCOME_STATEMENT)
ALDER = replace(row("n2-1", "Net sales", {"2018": "$6,021"}, title="Segment results"), path=("Alder (1)",), page=70)
BIRCH = replace(ALDER, id="n2-2", path=("Birch",), text="Net sales $4,011")
NOTE = row("n2-3", "Net sales", {"2018": "32,800"}, title="Summary of results", page=80)


def asked(text: str, *years: int) -> ResolvedQuestion:
    language = Language.ENGLISH if text.isascii() else Language.JAPANESE
    return resolved(text, language=language, scope=Scope(("Northwind Mills",), tuple(map(Period, years))))


def claims(question: ResolvedQuestion, *spans: EvidenceSpan) -> list[str]:
    return [claim.text for claim in figure_claims(query_of(question), question, EvidenceSet(spans), limit=3)]


NET_SALES = asked("What were net sales in 2018?", 2018)


def test_the_company_is_answered_from_its_own_statement() -> None:
    assert claims(NET_SALES, ALDER, NOTE, COMPANY) == [
        "Net sales: 32,765 (Millions), 2018 — Northwind Mills, Consolidated Statement of Income"
    ]


def test_a_segment_alone_does_not_answer_for_the_company() -> None:
    assert claims(NET_SALES, ALDER, BIRCH) == []


def test_a_segment_is_named_with_its_figure() -> None:
    found = claims(asked("What were the net sales of Alder in 2018?", 2018), COMPANY, ALDER, BIRCH)

    assert found == ["Alder > Net sales: $6,021 (Millions), 2018 — Northwind Mills, Segment results"]


def test_rows_of_one_filing_that_differ_under_one_name_answer_nothing() -> None:
    other = replace(NOTE, id="n2-4", cells=row("n2-4", "Net sales", {"2018": "31,999"}).cells)

    assert claims(NET_SALES, NOTE) != []
    assert claims(NET_SALES, NOTE, other) == []
    assert claims(NET_SALES, NOTE, replace(other, document="b" * 64)) != []


def test_a_full_year_is_taken_from_the_annual_filing() -> None:
    release = replace(
        row("n3-1", "Net sales", {"Twelve Months Ended 2018": "32,760"}),
        form=FilingForm.EARNINGS_RELEASE,
        fiscal_label="FY2018 Q4",
        statement=StatementKind.INCOME_STATEMENT,
    )

    assert "32,765" in claims(NET_SALES, release, COMPANY)[0]
    assert "32,760" in claims(NET_SALES, release)[0]


def test_a_quarter_of_unknown_length_answers_for_no_year() -> None:
    release = replace(COMPANY, form=FilingForm.EARNINGS_RELEASE, fiscal_label="FY2018 Q4")

    assert claims(NET_SALES, release) == []


@pytest.mark.parametrize("title", ["（2）提出会社の経営指標等", "個別財務諸表", "Parent company only"])
def test_the_filer_alone_is_quoted_only_where_it_is_asked_for(title: str) -> None:
    alone = replace(COMPANY, id="n4-1", table_title=title, basis=None)
    group = replace(COMPANY, id="n4-2", basis=Basis.CONSOLIDATED, cells=COMPANY.cells[:1], text="Net sales")

    assert claims(NET_SALES, alone, group) == []
    assert claims(asked("What were the parent-only net sales in 2018?", 2018), alone, group) != []


def test_a_business_year_in_a_groups_filing_is_the_filers_own() -> None:
    """Of a group, Japanese filings call the year 連結会計年度."""
    sales = asked("2018年3月期の売上高は？", 2018)
    own = row("n4-3", "売上高", {"当事業年度 (2018年3月31日)": "2,785"}, title="(損益計算書関係)")
    group = replace(COMPANY, id="n4-4", basis=Basis.CONSOLIDATED, cells=COMPANY.cells[:1], text="Net sales")

    assert claims(sales, own, group) == []
    assert claims(sales, own) != []


def test_a_measure_is_answered_by_all_its_operands_or_not_at_all() -> None:
    current = replace(
        row("n5-1", "Total current assets", {"2018": "13,709"}, title="Balance Sheet"),
        statement=StatementKind.BALANCE_SHEET,
    )
    owed = replace(
        row("n5-2", "Total current liabilities", {"2018": "7,244"}, title="Balance Sheet"),
        statement=StatementKind.BALANCE_SHEET,
    )
    ratio = asked("What was the current ratio in 2018?", 2018)

    assert len(claims(ratio, current, owed)) == 2
    assert claims(ratio, current) == []


@pytest.mark.parametrize(
    ("figure", "columns", "unit", "label", "shown"),
    [
        (
            "※１ 332,590",
            ("2018年12月期",),
            "（単位：百万円）",
            "売上高",
            "売上高：332,590 （単位：百万円）、2018年12月期",
        ),
        ("332,590", ("2018年12月期",), None, "売上高", "売上高：332,590、2018年12月期"),
        (
            "182.48",
            ("2018年12月期", "百万円"),
            "百万円",
            "１株当たり当期純利益",
            "1株当たり当期純利益：182.48、2018年12月期",
        ),
    ],
)
def test_the_unit_is_the_printed_one_or_none(
    figure: str, columns: tuple[str, ...], unit: str | None, label: str, shown: str
) -> None:
    span = row("n6-1", label, {"x": figure}, unit=unit, title="【連結損益計算書】")
    span = replace(span, cells=(span.cells[0], replace(span.cells[1], columns=columns)), fiscal_label="FY2018")
    question = asked(f"2018年12月期の{label}は？", 2018)

    assert [claim.split("　―　")[0] for claim in claims(question, span)] == [shown]


def test_what_is_quoted_passes_the_checks() -> None:
    note = replace(ALDER, table_title="Sales at a rate of 35%", path=("Notes due 2030, 4.5%",))
    for span in (COMPANY, ALDER, note):
        question = asked("What were the net sales of Alder in 2018?", 2018) if span is ALDER else NET_SALES
        for claim in figure_claims(query_of(question), question, EvidenceSet((span,)), limit=3):
            assert check_claim(claim, EvidenceSet((span,)), question).state is ClaimState.MATCHES
