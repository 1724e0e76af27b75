"""Which sentences answer a question of a figure."""

from __future__ import annotations

import pytest

from rm_assistant.adapters.quotation import quotations
from rm_assistant.domain.answers import EvidenceSet, Reckoned
from rm_assistant.domain.calculations import NoResult, Obstacle, Operand, Plan
from rm_assistant.domain.documents import Language
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from tests.fakes_chat import resolved, sentence

RESEARCH = Plan(Operand("research_and_development", Period(2018), words="研究開発費"), "研究開発費")


def asked(text: str, year: int = 2018, *, language: Language = Language.ENGLISH) -> ResolvedQuestion:
    scope = Scope(("Northwind Mills",), (Period(year),), ("a" * 64,), ("a" * 64,))
    return resolved(text, language=language, scope=scope)


def quoted(question: ResolvedQuestion, text: str, plan: Plan | None = None) -> bool:
    reckoned = (Reckoned(NoResult(plan, Obstacle.MISSING)),) if plan else ()
    return bool(quotations(question, EvidenceSet((sentence("n1-9", text),), reckoned=reckoned)))


COSTS = Plan(Operand("fulfillment costs", Period(2018)), "fulfillment costs")


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("Fulfillment costs were $17.6 million in 2018.", True),
        ("Fulfillment costs increased in 2018 due to higher volumes.", False),
        ("Fulfillment costs rose 12% in 2018.", False),
        ("Fulfillment costs include $7 million of amortization in 2018.", False),
        ("Fulfillment costs were $9.1 million in 2015.", False),
        ("Fulfillment costs were $4.4 million in the second quarter of 2018.", False),
        ("Shipping volumes were $17.6 million in 2018.", False),
    ],
)
def test_how_much_is_answered_by_a_sentence_that_states_the_item_with_money_of_that_year(
    text: str, answers: bool
) -> None:
    assert quoted(asked("How much were Northwind Mills' fulfillment costs in 2018?"), text, COSTS) is answers


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("Our gross margin was 63.1 percent in 2018.", True),
        ("Our gross margin was $20 million in 2018.", False),
        ("Our gross margin improved in 2018.", False),
    ],
)
def test_a_ratio_is_answered_in_percent(text: str, answers: bool) -> None:
    plan = Plan(Operand("fulfilment rate", Period(2018), words="gross margin"), "gross margin")
    assert quoted(asked("What was Northwind Mills' gross margin in 2018?"), text, plan) is answers


def test_a_line_of_statements_that_no_row_prints_is_quoted_where_a_sentence_says_no_more_than_it() -> None:
    question = asked("Northwind Millsの2018年12月期の研究開発費はいくらですか", language=Language.JAPANESE)
    assert quoted(question, "当連結会計年度の研究開発費は、51,315百万円となっております。", RESEARCH)
    assert not quoted(question, "医薬品事業の研究開発費は、9,315百万円となっております。", RESEARCH)
    assert not quoted(question, "当期は将来の成長のために必要な研究開発を続けました。", RESEARCH)


def test_reasons_are_quoted_as_before() -> None:
    text = "Fulfillment costs increased in 2018 due to higher volumes."
    assert quoted(asked("Why did Northwind Mills' fulfillment costs increase in 2018?"), text)
