"""Questions that compare and rank, read as the plain question for the number."""

from __future__ import annotations

import pytest

from rm_assistant.calculation.questions import without_companies
from rm_assistant.calculation.rankings import Extreme, Over, Ranking, read_ranking
from rm_assistant.domain.documents import Language

COMPANIES = ("Acme", "Bolt Works", "Cyan Motors", "青葉精機", "若葉商事")


def read(text: str) -> Ranking | None:
    language = Language.ENGLISH if text.isascii() else Language.JAPANESE
    return read_ranking(without_companies(text, COMPANIES), language)


@pytest.mark.parametrize(
    ("text", "extreme", "question"),
    [
        (
            "Compare the operating margin of Acme, Bolt Works and Cyan Motors in FY2023",
            None,
            "What is the operating margin in FY2023?",
        ),
        ("Compare Acme and Bolt Works on revenue in FY2023", None, "What is revenue in FY2023?"),
        ("Compare Acme's and Bolt Works' net income.", None, "What is net income?"),
        ("Which of Acme and Bolt Works has the highest equity ratio?", Extreme.HIGHEST, "What is equity ratio?"),
        (
            "Which company had lower revenue in FY2023, Acme or Bolt Works?",
            Extreme.LOWEST,
            "What is revenue in FY2023?",
        ),
        ("Which is more profitable, Acme or Bolt Works?", Extreme.HIGHEST, "What is net margin?"),
        ("青葉精機と若葉商事の2024年3月期の自己資本比率を比較してください", None, "2024年3月期の自己資本比率は？"),
        ("青葉精機と若葉商事のうち、売上高が最も大きい会社はどちらですか", Extreme.HIGHEST, "売上高は？"),
        ("青葉精機と若葉商事では、どちらのROEが低いですか", Extreme.LOWEST, "ROEは？"),
        ("営業利益率が高いのは青葉精機と若葉商事のどちらですか", Extreme.HIGHEST, "営業利益率は？"),
    ],
)
def test_companies_are_compared_by_a_number_of_each(text: str, extreme: Extreme | None, question: str) -> None:
    assert read(text) == Ranking(Over.COMPANIES, question, extreme)


@pytest.mark.parametrize(
    ("text", "extreme", "question"),
    [
        ("In which year was Acme's revenue highest?", Extreme.HIGHEST, "What is revenue?"),
        ("Which year had the lowest net income?", Extreme.LOWEST, "What is net income?"),
        ("When was Acme's operating margin at its highest?", Extreme.HIGHEST, "What is operating margin?"),
        ("青葉精機の売上高が最も高かった年度はいつですか", Extreme.HIGHEST, "売上高は？"),
        ("青葉精機の営業利益が一番少なかった期は？", Extreme.LOWEST, "営業利益は？"),
    ],
)
def test_years_are_ranked(text: str, extreme: Extreme, question: str) -> None:
    assert read(text) == Ranking(Over.YEARS, question, extreme)


@pytest.mark.parametrize(
    ("text", "members", "question"),
    [
        ("Which segment of Acme had the highest revenue in 2024?", "segment", "What is revenue in 2024?"),
        ("What is Acme's largest region by sales?", "region", "What is sales?"),
        ("青葉精機の最も売上の大きいセグメントはどれですか", "セグメント", "売上は？"),
        ("青葉精機の2024年3月期の売上高が最も大きい地域は？", "地域", "2024年3月期の売上高は？"),
    ],
)
def test_members_are_ranked(text: str, members: str, question: str) -> None:
    assert read(text) == Ranking(Over.MEMBERS, question, Extreme.HIGHEST, members)


@pytest.mark.parametrize(
    "text",
    [
        "What was the revenue of Acme?",
        "What was the largest expense of Acme?",
        "Which risks does Acme report?",
        "青葉精機の売上高はいくらですか",
        "青葉精機の売上高は前期と比べて増えましたか",
    ],
)
def test_other_questions_are_left_alone(text: str) -> None:
    assert read(text) is None
