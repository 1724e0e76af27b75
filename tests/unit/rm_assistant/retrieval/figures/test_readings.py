"""What an operand in a question's own words may mean."""

from __future__ import annotations

import pytest

from rm_assistant.domain.calculations import Operand
from rm_assistant.retrieval.figures.readings import of_members, plain_operand, segment_named


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("営業利益の予想", "operating_income"),
        ("operating income for the six", "operating_income"),
        ("単体の従業員数", "employees"),
        ("設備投資の合計額", "capital_expenditure"),
    ],
)
def test_the_item_that_is_left(words: str, key: str) -> None:
    assert plain_operand(Operand(words)).term == key


def test_income_before_taxes_is_no_tax() -> None:
    assert plain_operand(Operand("income_taxes", words="income before taxes")).term != "income_taxes"
    assert plain_operand(Operand("income_taxes", words="income taxes")).term == "income_taxes"


@pytest.mark.parametrize(
    ("words", "member", "key"),
    [
        ("宇宙事業の営業利益", "宇宙", "operating_income"),
        ("北米の売上高", "北米", "revenue"),
        ("Brass Widgets net sales", "Brass Widgets", "revenue"),
        ("revenue in the United States", "United States", "revenue"),
        ("operating income of the Tin Cups segment", "Tin Cups", "operating_income"),
    ],
)
def test_an_item_of_a_member(words: str, member: str, key: str) -> None:
    assert (member, key) in [(each.member, each.term) for each in of_members(Operand(words))]


@pytest.mark.parametrize("words", ["連結の売上高", "提出会社の平均年間給与", "Total net sales", "sales in millions"])
def test_the_whole_is_no_member(words: str) -> None:
    assert list(of_members(Operand(words))) == []


@pytest.mark.parametrize(
    ("question", "segment"),
    [
        ("How much revenue did the Tin Cups segment make in 2024?", "Tin Cups"),
        ("What share of revenue came from the Tin Cups segment?", ""),
        ("What was the revenue of the largest segment?", ""),
    ],
)
def test_the_segment_that_a_question_is_about(question: str, segment: str) -> None:
    assert segment_named(question) == segment
