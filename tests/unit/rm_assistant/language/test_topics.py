from __future__ import annotations

import re

import pytest

from rm_assistant.domain.documents import Section
from rm_assistant.language.topics import NEAR, OWN, find_topic, topics


def section(key: str, title: str) -> Section:
    return Section(key, title, 2, 1, 3)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("What are the main risks?", "risks"),
        ("事業等のリスクは？", "risks"),
        ("How many employees are there?", "employees"),
        ("従業員数は何人ですか？", "employees"),
        ("How many people work there?", "employees"),
        ("何人が働いていますか？", "employees"),
        ("What does it make?", "business"),
        ("What does the company do?", "business"),
        ("事業の内容を教えてください", "business"),
        ("Is it involved in any legal proceedings?", "legal"),
        ("係争中の訴訟はありますか？", "legal"),
        ("What is the dividend policy?", "dividend_policy"),
        ("配当政策は？", "dividend_policy"),
        ("Who is the auditor?", "auditor"),
        ("会計監査人は？", "auditor"),
        ("Where is it headquartered?", "headquarters"),
        ("本店所在地は？", "headquarters"),
        ("When does the fiscal year end?", "fiscal_year_end"),
        ("決算日はいつですか？", "fiscal_year_end"),
        ("How many shares are outstanding?", "shares_outstanding"),
        ("平均年間給与は？", "average_salary"),
        ("平均年齢は？", "average_age"),
        ("What covenants are there?", "covenants"),
        ("What is the ticker symbol?", "ticker"),
        ("提出日は？", "filing_date"),
        ("業績予想は？", "guidance"),
        ("What segments does it report?", "segments_named"),
    ],
)
def test_the_topic_of_a_question(text: str, key: str) -> None:
    topic = find_topic(text)
    assert topic is not None
    assert topic.key == key


@pytest.mark.parametrize(
    "text",
    [
        *("What was revenue in FY2024?", "売上高は？", "What dividends were paid?", "配当金は？"),
        *("What were the audit fees of the auditor?", "期中平均の発行済株式数は？"),
    ],
)
def test_a_question_for_figures_has_no_topic(text: str) -> None:
    assert find_topic(text) is None


@pytest.mark.parametrize(
    ("text", "key", "title", "fit"),
    [
        ("risks", "item_1a", "Item 1A. Risk Factors", OWN),
        ("risks", "part_2_item_1a", "Item 1A. Risk Factors", OWN),
        ("risks", "第2-事業等のリスク", "２【事業等のリスク】", OWN),
        ("risks", "item_7a", "Item 7A. Quantitative and Qualitative Disclosures", 0.0),
        ("employees", "第1-従業員の状況", "５【従業員の状況】", OWN),
        ("employees", "item_1", "Item 1. Business", NEAR),
        ("business overview", "item_1", "Item 1. Business", OWN),
        ("business overview", "item_1", "Item 1. Financial Statements", 0.0),
        ("litigation", "item_3", "Item 3. Legal Proceedings", OWN),
        ("litigation", "note_commitments_and_contingencies", "Note 9. Commitments and Contingencies", NEAR),
    ],
)
def test_sections_are_about_a_topic_or_near_it(text: str, key: str, title: str, fit: float) -> None:
    topic = find_topic(text)
    assert topic is not None
    assert topic.fit(section(key, title)) == fit


def test_names_can_be_taken_out_of_a_question() -> None:
    topic = find_topic("dividend policy")
    assert topic is not None
    assert "dividend" not in topic.removed_from("What is the dividend policy and the margin?")


def test_keys_are_given_once_and_every_topic_has_names_in_both_languages() -> None:
    keys = [topic.key for topic in topics()]
    assert len(keys) == len(set(keys))
    assert all(topic.english and topic.japanese and re.compile(topic.sections) for topic in topics())
