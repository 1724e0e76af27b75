"""What is a heading, and how deep."""

from __future__ import annotations

import pytest

from ingest.html.headings import heading_level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("第一部【企業情報】", 1),
        ("第１ 【企業の概況】", 2),
        ("１【主要な経営指標等の推移】", 3),
        ("(1)【連結財務諸表】", 4),
        ("①【連結貸借対照表】", 5),
        ("【注記事項】", 6),
        ("PART II", 1),
        ("Item 7. Management's Discussion and Analysis", 2),
        ("１．経営成績等の概況", 6),
    ],
)
def test_filings_number_their_headings(text: str, level: int) -> None:
    assert heading_level(text, tag=None, classes="", bold=False) == level


@pytest.mark.parametrize(
    ("text", "bold", "level"),
    [
        ("CONSOLIDATED BALANCE SHEETS", True, 3),
        ("Gross Margin", True, 4),
        ("Gross Margin", False, 0),
        ("2018", True, 0),
    ],
)
def test_bold_lines_are_headings(text: str, bold: bool, level: int) -> None:
    assert heading_level(text, tag=None, classes="", bold=bold) == level


@pytest.mark.parametrize(
    "text",
    [
        "Item 7 of this report discusses results.",
        "【提出書類】　有価証券報告書及び添付書類の一式をここに掲げる",
        "(1) 当社の連結財務諸表は、規則に基づいて作成しております。",
        "",
        "x" * 500,
    ],
)
def test_sentences_and_long_lines_are_not(text: str) -> None:
    assert heading_level(text, tag=None, classes="", bold=False) == 0


def test_a_class_states_the_depth_before_the_tag() -> None:
    assert heading_level("経営指標", tag="h4", classes="smt_head2", bold=False) == 2
    assert heading_level("経営指標", tag="h4", classes="", bold=False) == 4
