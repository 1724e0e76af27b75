"""Free wording said in the usual words."""

from __future__ import annotations

import re

import pytest

from rm_assistant.calculation.notation import write
from rm_assistant.calculation.questions import read_plan
from rm_assistant.domain.documents import Language


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How leveraged was Acme in 2023?", "debt_to_equity"),
        ("How liquid is Acme?", "current_ratio"),
        ("How many days does it take Acme to collect its receivables in 2024?", "dso"),
        ("How long does it take Acme to pay its suppliers?", "dpo"),
        ("How many days did it take Acme to sell its inventory?", "dio"),
        ("Acme revenue YoY", "growth"),
        ("What was revenue growth year over year?", "growth"),
        ("What is Acme's interest cover?", "interest_coverage"),
        ("営業CFマージンは？", "operating_cash_flow_margin"),
        ("一人当たり売上高は？", "revenue_per_employee"),
        ("ネットD/Eは？", "net_debt_to_equity"),
        ("ネットキャッシュは？", "net_cash"),
    ],
)
def test_a_measure_by_another_name(question: str, measure: str) -> None:
    language = Language.ENGLISH if question.isascii() else Language.JAPANESE
    plan = read_plan(question, language, companies=("Acme",))
    assert plan
    assert plan.measure == measure


@pytest.mark.parametrize(
    ("question", "expression"),
    [
        ("How did Acme's revenue change year over year?", "(revenue - revenue[back 1]) / revenue[back 1]"),
        ("How much did revenue grow from last year?", "revenue - revenue[back 1]"),
        ("営業増益率は？", "(operating_income - operating_income[back 1]) / operating_income[back 1]"),
        ("売上高は前期と比べて何％増えましたか", "(revenue - revenue[back 1]) / revenue[back 1]"),
        ("What is total debt to net income?", "total_debt / net_income"),
        ("inventories/current liabilities", "inventory / current_liabilities"),
        ("有利子負債/純資産は？", "total_debt / shareholders_equity"),
    ],
)  # fmt: skip
def test_what_is_reckoned(question: str, expression: str) -> None:
    language = Language.ENGLISH if question.isascii() else Language.JAPANESE
    plan = read_plan(question, language, companies=("Acme",))
    assert plan
    assert _plain(write(plan.expression)) == expression


def _plain(formula: str) -> str:
    """Without the question's own words for each operand."""
    return re.sub(r"\[(?:as \"[^\"]*\"(?:, )?)?([^\]]*)\]", lambda match: f"[{match[1]}]" if match[1] else "", formula)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("流動比率は2024年3月期で？", "2024年3月期の流動比率"),
        ("売上高は前期比でどれだけ増えた？", "売上高の増減"),
        ("2024年3月期の営業利益率は？", "2024年3月期の営業利益率"),
        ("What is the ROE in 2024?", "return on equity in 2024"),
        ("What was topline growth?", "revenue growth"),
        ("営業増益率は？", "営業利益の増減率"),
    ],
)
def test_a_result_bears_a_name_and_no_piece_of_the_question(question: str, name: str) -> None:
    language = Language.ENGLISH if question.isascii() else Language.JAPANESE
    plan = read_plan(question, language)
    assert plan
    assert plan.name == name
