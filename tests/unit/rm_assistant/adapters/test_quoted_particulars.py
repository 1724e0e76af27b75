"""A particular is quoted from the sentence or the column that says it, and from nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rm_assistant.adapters.quotation import quotations
from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import Basis, Language
from rm_assistant.domain.questions import Scope
from tests.fakes_chat import DOCUMENT_ID, resolved, row, sentence

OLDER = "c" * 64
SCOPE = Scope(("Northwind Mills",), (), (DOCUMENT_ID, OLDER), (DOCUMENT_ID,))


def quoted(text: str, *spans: EvidenceSpan) -> list[str]:
    language = Language.ENGLISH if text.isascii() else Language.JAPANESE
    return [claim.text for claim in quotations(resolved(text, language=language, scope=SCOPE), EvidenceSet(spans))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Who is the auditor?", "/s/ Alder & Birch LLP"),
        ("Who audited the company?", "Our independent registered public accounting firm is Alder & Birch LLP."),
        ("監査法人はどこですか？", "会計監査人は架空監査法人であります。"),
        ("Where is the headquarters?", "It has its principal offices in Port Alder, Maine."),
        ("本社所在地は？", "【本店の所在の場所】 架空県北浜市一丁目１番"),
        ("What financial covenants are there?", "The credit agreement limits total debt to 3.5 times EBITDA."),
        ("What credit facilities does it have?", "An unused credit line of $750 million is available until 2028."),
        (
            "How many shares are outstanding?",
            "At January 31, 2025, 88,402,771 shares of common stock were outstanding.",
        ),
        ("発行済株式総数は？", "発行済株式総数は121,500千株であります。"),
        ("What is the guidance?", "For 2025 the company expects net sales of $3.8 billion."),
        ("When does the fiscal year end?", "For the fiscal year ended December 31, 2024"),
        ("How many people work there?", "It employed approximately 13,100 people at the end of the year."),
    ],
)
def test_the_sentence_that_says_it(text: str, told: str) -> None:
    beside = sentence("n1-8", "We do not own the auditorium, and our outlook is headquartered elsewhere.", start=500)
    assert quoted(text, beside, sentence("n1-9", told)) == [told]


def test_without_such_a_sentence_nothing_is_quoted() -> None:
    assert quoted("Who is the auditor?", sentence("n1-9", "The auditor attends every meeting of the committee.")) == []


def test_what_is_asked_besides_must_be_said() -> None:
    told = sentence("n1-9", "Our independent registered public accounting firm is Alder & Birch LLP.")
    assert quoted("Who is the auditor of the subsidiary in Trondvik?", told) == []


def test_shares_held_by_some_are_not_those_outstanding() -> None:
    some = sentence("n1-8", "There were 593,451,225 common shares outstanding held by nonaffiliates of the registrant.")
    assert quoted("How many shares are outstanding?", some) == []


def test_the_figure_under_the_column_that_names_it() -> None:
    staff = row(
        "n1-5",
        "",
        {"従業員数（人）": "2,174", "平均年間給与（円）": "7,388,000"},
        unit="（円）",
        title="提出会社の状況",
    )
    note = sentence("n1-6", "平均年間給与は、賞与及び基準外賃金を含んでおります。")
    assert quoted("平均年間給与は？", note, staff) == [
        "平均年間給与：7,388,000 （円）　―　Northwind Mills、提出会社の状況"
    ]


def test_the_latest_filing_and_the_group_first() -> None:
    told = sentence("n1-1", "会計監査人は新監査法人であります。")
    before = replace(sentence("n1-2", "会計監査人は旧監査法人であります。"), document=OLDER)
    alone = replace(sentence("n1-3", "会計監査人は別監査法人であります。"), basis=Basis.PARENT_ONLY)
    assert quoted("監査法人は？", before, alone, told) == ["会計監査人は新監査法人であります。"]
