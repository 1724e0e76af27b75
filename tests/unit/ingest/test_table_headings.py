"""Headings over segment tables and key figures, and where statements end."""

from __future__ import annotations

import pytest

from ingest.page_lines import PageLine, lines_of
from ingest.table_headings import ends_statement, read_table_heading
from rm_assistant.domain.documents import Basis, StatementKind
from tests.pages import page


def line(text: str) -> PageLine:
    (found,) = lines_of(page(1, text))
    return found


@pytest.mark.parametrize(
    ("text", "kind", "basis"),
    [
        ("NOTE 14. Segment and Geographic Information", StatementKind.SEGMENTS, None),
        ("Results by segment", StatementKind.SEGMENTS, None),
        ("【セグメント情報】", StatementKind.SEGMENTS, None),
        ("６．事業セグメント", StatementKind.SEGMENTS, None),
        ("Item 6. Selected Financial Data.", StatementKind.KEY_FIGURES, None),
        ("Five-Year Summary (Unaudited)", StatementKind.KEY_FIGURES, None),
        ("１【主要な経営指標等の推移】", StatementKind.KEY_FIGURES, None),
        ("（１）連結経営指標等", StatementKind.KEY_FIGURES, Basis.CONSOLIDATED),
        ("（２）提出会社の経営指標等", StatementKind.KEY_FIGURES, Basis.PARENT_ONLY),
    ],
)
def test_headings_are_read(text: str, kind: StatementKind, basis: Basis | None) -> None:
    assert read_table_heading(line(text)) == (kind, basis)


@pytest.mark.parametrize(
    "text",
    [
        "Segment Information  124",
        "include it in the Consumer segment.",
        "Total segment profit  146  161",
        "Selected Quarterly Financial Data",
        "We manage our business by segment, and the results of each segment are reviewed by the chief executive",
        "報告セグメントの利益は、営業利益ベースの数値であります。",
    ],
)
def test_rows_prose_and_contents_are_no_headings(text: str) -> None:
    assert read_table_heading(line(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Notes to Consolidated Financial Statements",
        "Item 9. Other",
        "Note 1 — Basis",
        "【注記事項】",
        "（リース取引関係）",
    ],
)
def test_a_statement_ends_where_the_notes_or_another_chapter_begin(text: str) -> None:
    assert ends_statement(line(text))


@pytest.mark.parametrize(
    "text", ["The accompanying notes are an integral part of these statements.", "Accounts payable  12  13"]
)
def test_a_footer_or_a_row_ends_nothing(text: str) -> None:
    assert not ends_statement(line(text))
