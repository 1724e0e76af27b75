"""The parts of a filing, told from the lists and sentences that name them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.reading import OutlineEntry
from ingest.sections import assign_sections, find_sections
from rm_assistant.domain.documents import Page, Section, StatementKind
from tests.pages import page


def keys(pages: list[Page], outline: tuple[OutlineEntry, ...] = ()) -> list[tuple[str, int, int]]:
    return [(section.key, section.first_page, section.last_page) for section in find_sections(pages, outline)]


def by_key(pages: list[Page]) -> dict[str, Section]:
    return {section.key: section for section in find_sections(pages, ())}


def annual_report() -> list[Page]:
    contents = (
        "Item 1.  Business  3",
        "Item 1A.  Risk Factors  4",
        "Item 7.  Management’s Discussion  5",
        "Item 8.  Financial Statements  6",
    )
    return [
        page(1, "FORM 10-K"),
        page(2, "# TABLE OF CONTENTS", "# PART I", *contents),
        page(
            3,
            "~ Table of Contents",
            "# PART I",
            "# Item 1. Business",
            "We make valves. See Part II,",
            "Item 7. Management’s Discussion of this report.",
        ),
        page(4, "~ Table of Contents", "# ITEM 1A. RISK FACTORS", "Risks are many."),
        page(5, "# PART II", "# Item 7.", "# Management’s Discussion and Analysis", "Sales rose."),
        page(6, "Profit rose.", "# Item 8. Financial Statements and Supplementary Data", "They follow."),
        replace(page(7, "# Consolidated Balance Sheets", "Cash  1  2"), statements=(StatementKind.BALANCE_SHEET,)),
        page(
            8,
            "# Notes to Consolidated Financial Statements",
            "# Note 1 — Basis of Presentation",
            "Note 2 to the statements says more.",
        ),
        page(9, "# Note 2 — Debt", "We owe.", "# Note 3 — Income Taxes", "We pay."),
        page(10, "# Item 9A. Controls and Procedures", "They work."),
    ]


def test_items_are_found_where_they_begin() -> None:
    assert keys(annual_report()) == [
        ("part_1", 3, 4),
        ("item_1", 3, 3),
        ("item_1a", 4, 4),
        ("part_2", 5, 10),
        ("item_7", 5, 6),
        ("item_8", 6, 9),
        ("notes", 8, 9),
        ("note_basis_of_presentation", 8, 8),
        ("note_debt", 9, 9),
        ("note_income_taxes", 9, 9),
        ("item_9a", 10, 10),
    ]


def test_a_section_begins_at_its_heading() -> None:
    pages = annual_report()
    for section in find_sections(pages, ()):
        text = pages[section.first_page - 1].text[section.start :]
        assert text.lower().startswith(("part", "item", "note"))


def test_a_title_on_the_line_below_is_the_title() -> None:
    assert by_key(annual_report())["item_7"].title == "Item 7. Management’s Discussion and Analysis"


def test_items_of_a_quarterly_report_keep_their_part() -> None:
    pages = [
        page(1, "# PART I — FINANCIAL INFORMATION", "# Item 1. Financial Statements", "They follow."),
        page(2, "# Item 2. Management’s Discussion and Analysis", "Sales rose."),
        page(
            3,
            "# PART II — OTHER INFORMATION",
            "# Item 1. Legal Proceedings",
            "None.",
            "# Item 1A. Risk Factors",
            "Tariffs.",
        ),
    ]
    found = [key for key, _, _ in keys(pages)]
    assert found == ["part_1", "item_1", "item_2", "part_2", "part_2_item_1", "part_2_item_1a"]


def test_items_of_a_current_report_have_two_numbers() -> None:
    pages = [
        page(1, "FORM 8-K", "Date of Report"),
        page(
            2,
            "# Item 2.02 Results of Operations and Financial Condition",
            "We rose.",
            "# Item 9.01 Financial Statements and Exhibits",
        ),
    ]
    assert [key for key, _, _ in keys(pages)] == ["item_2.02", "item_9.01"]


def test_running_heads_that_name_the_item_are_no_headings() -> None:
    pages = [
        page(1, "~ Item 1", "# ITEM 1. BUSINESS", "We make valves."),
        page(2, "~ Item 1", "More about valves."),
        page(3, "~ Item 1A", "# ITEM 1A. RISK FACTORS", "Many."),
    ]
    assert keys(pages) == [("item_1", 1, 2), ("item_1a", 3, 3)]


JAPANESE = [
    page(1, "# 【表紙】", "【提出書類】  有価証券報告書", "【会社名】  架空精機株式会社"),
    page(
        2,
        "~ 架空精機株式会社",
        "# 第一部【企業情報】",
        "# 第１ 【企業の概況】",
        "# １ 【主要な経営指標等の推移】",
        "売上高  1  2",
    ),
    page(
        3,
        "# 第２【事業の状況】",
        "# １【経営方針】",
        "方針です。",
        "# ３【事業等のリスク】",
        "「第１【企業の概況】」をご覧ください。",
    ),
    page(
        4,
        "# 第５【経理の状況】",
        "# １【連結財務諸表等】",
        "# （１）【連結財務諸表】",
        "# ①【連結貸借対照表】",
        "資産合計  1  2",
    ),
    page(
        5,
        "# 【注記事項】",
        "# （リース取引関係）",
        "リースです。",
        "# （セグメント情報等）",
        "# 【セグメント情報】",
        "セグメントです。",
    ),
    page(6, "# ２【財務諸表等】", "# ①【貸借対照表】", "資産合計  3  4"),
]


def test_japanese_headings_are_keyed_by_chapter_and_title() -> None:
    assert keys(JAPANESE) == [
        ("表紙", 1, 1),
        ("第一部", 2, 6),
        ("第1", 2, 2),
        ("第1-主要な経営指標等の推移", 2, 2),
        ("第2", 3, 3),
        ("第2-経営方針", 3, 3),
        ("第2-事業等のリスク", 3, 3),
        ("第5", 4, 6),
        ("第5-連結財務諸表等", 4, 5),
        ("第5-連結財務諸表等-連結財務諸表", 4, 5),
        ("第5-連結財務諸表等-連結貸借対照表", 4, 4),
        ("第5-連結財務諸表等-注記事項", 5, 5),
        ("第5-連結財務諸表等-リース取引関係", 5, 5),
        ("第5-連結財務諸表等-セグメント情報等", 5, 5),
        ("第5-連結財務諸表等-セグメント情報", 5, 5),
        ("第5-財務諸表等", 6, 6),
        ("第5-財務諸表等-貸借対照表", 6, 6),
    ]


def test_keys_stay_when_the_numbers_shift() -> None:
    last_year = [
        page(3, "# 第２【事業の状況】", "# １【経営方針】", "方針です。", "# ２【事業等のリスク】", "リスクです。")
    ]
    assert "第2-事業等のリスク" in by_key(last_year)
    assert "第2-事業等のリスク" in by_key(JAPANESE)


def test_numbered_notes_under_ifrs() -> None:
    pages = [
        page(1, "# 第５【経理の状況】", "# １【連結財務諸表等】", "# ①【連結財政状態計算書】", "資産合計  1  2"),
        page(2, "# 【連結財務諸表注記】", "# １．報告企業", "当社です。", "# ２．作成の基礎", "IFRSです。"),
        page(3, "# ３．事業セグメント", "三つです。"),
        page(4, "# ２【財務諸表等】", "資産合計  1  2"),
    ]
    notes = [(key, first) for key, first, _ in keys(pages) if "注記-" in key]
    prefix = "第5-連結財務諸表等-連結財務諸表注記"
    assert notes == [(f"{prefix}-報告企業", 2), (f"{prefix}-作成の基礎", 2), (f"{prefix}-事業セグメント", 3)]


def test_other_filings_follow_their_outline() -> None:
    pages = [
        page(1, "Contents"),
        page(2, "# Chair’s letter", "Dear reader"),
        page(3, "Prose", "# Our strategy", "More"),
    ]
    outline = (OutlineEntry("Contents", 1, 1), OutlineEntry("Chair’s letter", 2, 1), OutlineEntry("OUR STRATEGY", 3, 2))
    assert keys(pages, outline) == [("contents", 1, 1), ("chair_s_letter", 2, 3), ("our_strategy", 3, 3)]
    assert find_sections(pages, outline)[2].start == len("Prose\n")


def test_or_their_own_headings() -> None:
    pages = [page(1, "# Results of the year", "Good."), page(2, "# Outlook", "Better."), page(3, "# Dividend", "Best.")]
    assert [key for key, _, _ in keys(pages)] == ["results_of_the_year", "outlook", "dividend"]


def test_each_page_knows_the_section_in_force_where_it_begins() -> None:
    pages = annual_report()
    assigned = assign_sections(pages, find_sections(pages, ()))
    assert [each.section for each in assigned] == [
        None,
        None,
        "item_1",
        "item_1a",
        "item_7",
        "item_7",
        "item_8",
        "note_basis_of_presentation",
        "note_debt",
        "item_9a",
    ]


@pytest.mark.parametrize("pages", [[], [page(1, "Only prose.")]])
def test_no_headings_no_sections(pages: list[Page]) -> None:
    assert find_sections(pages, ()) == ()
    assert assign_sections(pages, ()) == tuple(pages)
